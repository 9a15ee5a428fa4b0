"""What can be wrong with the address of a feed."""

from feedgen.errors import FeedgenError


class PathError(FeedgenError):
    """A path that no feed can have."""


class OptionError(FeedgenError):
    """An option that is unknown, that has a value it does not take, or that does not go with another."""
