"""What can be wrong with the address of a feed, or with the feed that it asks for."""

from collections.abc import Iterable

from feedgen.errors import FeedgenError


class PathError(FeedgenError):
    """A path that no feed can have."""


class OptionError(FeedgenError):
    """An option that is unknown, that has a value it does not take, or that does not go with another."""


class FeedError(FeedgenError):
    """A feed that cannot be had."""


class NoSuchFeedError(FeedError):
    """A name that no feed has. `near` has the names that may have been meant, the likeliest first."""

    def __init__(self, name: str, near: Iterable[str]) -> None:
        self.near = tuple(near)
        meant = f"; did you mean {' or '.join(self.near)}?" if self.near else ""
        super().__init__(f"no feed is called '{name}'{meant}")


class NoDayYetError(FeedError):
    """The calendar of a feed that has no episode with a day yet. `expected` has when its seasons are expected."""

    def __init__(self, name: str, expected: Iterable[str]) -> None:
        told = f", and is expected {when}" if (when := " and ".join(filter(None, expected))) else ""
        super().__init__(f"'{name}' has no day yet{told}; its calendar begins once the first is known")


class NoHourError(FeedError):
    """A variant in a time zone of a feed of which only the days are known."""

    def __init__(self, name: str) -> None:
        super().__init__(f"only the days of '{name}' are known, which no time zone changes; did you mean {name}.ics?")


class LongAddressError(FeedError):
    """A mix of so many feeds that its address is too long for some apps; `most` is how long it may be."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(
            f"this address has {length} characters, and Google Calendar fails at more than {most} without a "
            "word; divide the feeds between two calendars"
        )
