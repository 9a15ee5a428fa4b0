"""Content negotiation (RFC 9110 §12): the compression and the language that the headers of a request ask for."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from feedgen import languages
from feedgen.web.limits import LONGEST_HEADER

# How long and how many are the headers whose meaning is kept: at most a quarter of a megabyte, and all that browsers
# send.
_LONGEST = 200
_SPELLINGS = 512

Read = TypeVar("Read")


class HeaderCache(dict[str, Read], Generic[Read]):
    """The meanings of headers, by their text. That of a long header is not kept; one that is refused is not read."""

    def __init__(self, read: Callable[[str], Read]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, header: str) -> Read:
        read = self._read(header if len(header) <= LONGEST_HEADER else "")
        if len(header) <= _LONGEST:
            if len(self) >= _SPELLINGS:
                self.clear()
            self[header] = read
        return read


def wants_gzip(accepted: Iterable[tuple[str, float]]) -> bool:
    """Return whether Accept-Encoding names gzip, and does not prefer the plain body.

    A missing header or `*` does not count: Outlook fails on gzip that it did not ask for.
    """
    quality = {coding.lower(): weight for coding, weight in accepted}
    return quality.get("gzip", 0) > 0 and quality["gzip"] >= quality.get("identity", 0)


# Whether an Accept-Encoding is answered with a compressed body.
compressed_for: HeaderCache[bool] = HeaderCache(lambda header: wants_gzip(parse_accept_header(header)))

# The tag of the language in which an Accept-Language is answered.


def languages_among(tags: Sequence[str]) -> HeaderCache[str]:
    """Return the tag of the language that answers each Accept-Language, of those that a site is in."""
    return HeaderCache(lambda header: languages.preferred(parse_accept_header(header, LanguageAccept), tags).tag)
