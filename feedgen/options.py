"""The query of a feed's address: options, each given once."""

from collections.abc import Iterable
from dataclasses import dataclass

from feedgen.errors import FeedgenError, did_you_mean

# People append ?v=2 to an address to get past a calendar app's cache.
_IGNORED = "v"
_DOWNLOAD = "download"
NAMES = (_DOWNLOAD, _IGNORED)


class OptionError(FeedgenError):
    """A query that is not understood."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a feed is wanted. `download` asks for a file to save instead of one to show."""

    download: bool = False


def parse(query: Iterable[tuple[str, str]]) -> Options:
    """Read the pairs of a decoded query. Raises OptionError for an unknown, repeated or unfit option."""
    given: dict[str, str] = {}
    for name, value in query:
        if name not in NAMES:
            meant = did_you_mean(name, NAMES) or f"known options: {', '.join(NAMES)}"
            raise OptionError(f"unknown option '{name}', {meant}")
        if name in given:
            raise OptionError(f"option '{name}' is given twice")
        given[name] = value
    return Options(download=_flag(given, _DOWNLOAD))


def _flag(given: dict[str, str], name: str) -> bool:
    value = given.get(name, "0")
    if value not in ("", "0", "1"):
        raise OptionError(f"option '{name}' is 1 or 0, not '{value}'")
    return value != "0"
