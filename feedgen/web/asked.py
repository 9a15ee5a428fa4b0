"""What headers of a request ask for, remembered for the few spellings that browsers and calendar apps have."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from feedgen import languages
from feedgen.web.limits import LONGEST_HEADER

# No browser says more; together at most a quarter of a megabyte.
_LONGEST = 200
_SPELLINGS = 512

Read = TypeVar("Read")


class Remembered(dict[str, Read], Generic[Read]):
    """What a header of a request means. A long one is not remembered, and one that will be refused not read."""

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
    """Return whether Accept-Encoding names gzip, and does not like the plain body better.

    A missing header or a mere `*` is no wish: Outlook fails on gzip that it did not ask for.
    """
    quality = {coding.lower(): weight for coding, weight in accepted}
    return quality.get("gzip", 0) > 0 and quality["gzip"] >= quality.get("identity", 0)


# Whether an Accept-Encoding is answered with a compressed body.
compressed_for: Remembered[bool] = Remembered(lambda header: wants_gzip(parse_accept_header(header)))

# The tag of the language in which an Accept-Language is answered.
language_for: Remembered[str] = Remembered(
    lambda header: languages.preferred(parse_accept_header(header, LanguageAccept)).tag
)
