"""Variants of feeds, which are the options that a subscriber chooses."""

import enum
from dataclasses import dataclass, replace
from datetime import time, timedelta

DAYS_FOLDER = "days"


class Titles(enum.StrEnum):
    """Which titles are shown: all, none of episodes, of episodes only after their release, or none of shows."""

    ALL = "all"
    OFF = "off"
    AFTER = "after"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Reminder:
    """When an alarm rings: so long `before` the start, or `at` a time on the day of the start."""

    before: timedelta = timedelta()
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """The options of a feed: how its events are placed in time, what they say, and which there are.

    Without a `zone` they are all-day, on the announced day. With a zone, by a name that `names.find` returns, they are
    timed; `all_day` ones are on the day that it is there; with `at` they start at the first such time of day there at
    or after the release. `language` is the tag of a known language, empty for the default. `prefix` is put before each
    summary. With `by_day` the episodes of a season that come out on one day are one event. `past` and `future` are how
    many days before and after today (UTC) are shown; None is all.
    """

    zone: str = ""
    all_day: bool = False
    at: time | None = None
    language: str = ""
    titles: Titles = Titles.ALL
    prefix: str = ""
    by_day: bool = False
    reminders: tuple[Reminder, ...] = ()
    past: int | None = None
    future: int | None = None

    @property
    def unplaced(self) -> "Variant":
        """The variant without what only chooses events, places them in time, or makes them ring.

        What events say depends on nothing else of it.
        """
        return replace(self, zone="", all_day=False, at=None, reminders=(), past=None, future=None)

    @property
    def folder(self) -> str:
        """The folders before the file, each with a slash after it."""
        days = f"{DAYS_FOLDER}/" if self.all_day else ""
        return f"{days}{self.zone}/" if self.zone else ""


PLAIN = Variant()
