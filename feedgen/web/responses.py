"""Answers of every kind, with the headers that belong to each.

They are whole: what comes before the application compresses them, and makes a 304 of them.
"""

import hashlib
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, render_template, request

from feedgen.feeds.feed import AnyFeed, Mix
from feedgen.formats.document import Document
from feedgen.pages.frame import Frame
from feedgen.pages.visit import Visit
from feedgen.web.context import site
from feedgen.web.front import LASTING
from feedgen.web.headers import CROSS_ORIGIN, FRAMEABLE, FRESH, OWN_PAGE, PERMISSIONS, cache_control
from feedgen.web.response_cache import Lasting, depends_on

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Whoever asks may mix feeds as they like, so mixes are counted as one.
_MIXES = "(mixes)"

# A page tells what is next, so it is not kept for long.
_PAGE_HEADERS = {"Cache-Control": "public, max-age=60", "Vary": "Accept-Language", **PERMISSIONS}

# So long one visitor after another gets the same page. What it counts down to comes at a whole minute.
_PAGE_LASTS = timedelta(seconds=5)

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def lasting(response: Response, of: str, until: datetime | None = None, feed: str = "") -> Response:
    """Return an answer the tag of its bytes, and let it be kept: `of` is what it depends on, as for Lasting."""
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    request.environ[LASTING] = Lasting(of, until, feed)
    return response


def lasting_for_seconds(response: Response, of: str, now: datetime) -> Response:
    """Return an answer that tells what is next the tag of its bytes, and let it be kept until that may be another.

    An error stays as it is.
    """
    if response.status_code != HTTPStatus.OK:
        return response
    next_minute = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return lasting(response, of, min(now + _PAGE_LASTS, next_minute))


def feed(document: Document, named: AnyFeed, now: datetime, *, download: bool) -> Response:
    """Send a feed."""
    response = Response(document.body, headers=headers_of_feed(document, now, download=download))
    # What is kept says that it is fresh for so long, so it goes before it would say too much.
    until = document.expires and document.expires - FRESH
    return lasting(response, depends_on(named), until, feed=_MIXES if isinstance(named, Mix) else named.name)


def headers_of_feed(document: Document, now: datetime, *, download: bool) -> dict[str, str]:
    """Return the headers of a feed that are its own."""
    disposition = "attachment" if download else "inline"
    return {
        "Content-Type": document.media_type,
        "Content-Disposition": f'{disposition}; filename="{document.file_name}"; '
        f"filename*=UTF-8''{document.file_name}",
        "Cache-Control": cache_control(document.expires, now),
        **CROSS_ORIGIN,
    }


def page(template: str, visit: Visit, frame: Frame, content: "DataclassInstance", status: int = 200) -> Response:
    """Send a page, made by a template of its content and of what stands around it."""
    headers = {"Content-Security-Policy": _PAGE_POLICY, **OWN_PAGE}
    return _html(template, visit, {"frame": frame, "page": content}, headers, status)


def framed(template: str, visit: Visit, content: "DataclassInstance") -> Response:
    """Send a page that other people's pages may show in a frame."""
    # In a sandbox the page has no origin that 'self' could mean, says the specification, so it is named.
    static = f"{site().base}/static/"
    policy = f"default-src 'none'; script-src {static}; style-src {static}; base-uri 'none'; form-action 'none'; "
    headers = {"Content-Security-Policy": f"{policy}frame-ancestors *", **FRAMEABLE}
    return _html(template, visit, {"page": content}, headers, 200)


def plain(text: str, status: int) -> Response:
    """Answer with a line of text that caches do not keep."""
    headers = {"Cache-Control": "no-store", **CROSS_ORIGIN}
    return Response(f"{text}\n", status, headers, content_type="text/plain; charset=utf-8")


def _html(template: str, visit: Visit, context: dict[str, object], own: dict[str, str], status: int) -> Response:
    words = {"_": visit.language.gettext, "ngettext": visit.language.ngettext}
    headers = {**_PAGE_HEADERS, **own, "Content-Language": visit.language.tag}
    if visit.site.static:
        del headers["Vary"]  # it is in one language
    html = render_template(template, **context, **words)
    return Response(html, status, headers, content_type="text/html; charset=utf-8")
