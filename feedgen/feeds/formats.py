"""The formats of feeds, each of which is written by a module of `feedgen.formats`."""

import enum


class Format(enum.StrEnum):
    """The formats of a feed, by the endings of their file names."""

    CALENDAR = ".ics"
    JCAL = ".jcal.json"
    EPISODES = ".json"
    ANNOUNCEMENTS = ".atom"

    @property
    def has_times(self) -> bool:
        """Whether events are placed in the time zone of a variant; the other formats have instants in UTC."""
        return self in (Format.CALENDAR, Format.JCAL)
