"""What HTTP sends of a document: body, compressed body, entity tags and headers, prepared once."""

import gzip
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from werkzeug.datastructures import Accept

from feedgen.formats.document import Document

# A correction reaches every subscriber's cache within a quarter of an hour; behind a dead server caches
# go on with what they have for a week.
FRESH = timedelta(minutes=15)


_STALE_WHILE_REVALIDATE = timedelta(days=1)


_STALE_IF_ERROR = timedelta(days=7)


CACHE_CONTROL = (
    f"public, max-age={FRESH.total_seconds():.0f}, "
    f"stale-while-revalidate={_STALE_WHILE_REVALIDATE.total_seconds():.0f}, "
    f"stale-if-error={_STALE_IF_ERROR.total_seconds():.0f}"
)


# Web calendars on other hosts may read feeds, and ask with If-None-Match.
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
}


PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True, slots=True)
class Representation:
    """A feed, ready to send. An entity tag is without its quotes; `modified` is in UTC."""

    file_name: str
    media_type: str
    identity: bytes
    gzipped: bytes
    etag: str
    modified: datetime

    @classmethod
    def of(cls, document: Document) -> "Representation":
        """Prepare a document. Equal bytes give equal tags, in every process."""
        gzipped = gzip.compress(document.body, mtime=0)
        etag = hashlib.sha256(document.body).hexdigest()[:32]
        return cls(document.file_name, document.media_type, document.body, gzipped, etag, document.modified)

    def headers(self, *, compressed: bool, download: bool) -> dict[str, str]:
        """Return the headers of a 200 for one of the two bodies, except Content-Length."""
        disposition = "attachment" if download else "inline"
        headers = {
            "Content-Type": self.media_type,
            "Content-Disposition": f"{disposition}; filename=\"{self.file_name}\"; filename*=UTF-8''{self.file_name}",
            "Cache-Control": CACHE_CONTROL,
            "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff",
            **CROSS_ORIGIN,
        }
        # Two bodies are two tags: a strong tag promises the same bytes (RFC 9110 §8.8.3).
        headers["ETag"] = f'"{self.etag}-gzip"' if compressed else f'"{self.etag}"'
        return headers | {"Content-Encoding": "gzip"} if compressed else headers


def wants_gzip(accepted: Accept) -> bool:
    """Return whether Accept-Encoding names gzip, and does not like the plain body better.

    A missing header or a mere `*` is no wish: Outlook fails on gzip that it did not ask for.
    """
    quality = {coding.lower(): weight for coding, weight in accepted}
    return quality.get("gzip", 0) > 0 and quality["gzip"] >= quality.get("identity", 0)
