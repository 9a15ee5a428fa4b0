"""A feed with the subscriber's options, and the formats that it can be had in."""

import enum
from dataclasses import dataclass
from datetime import time, timedelta

DAYS_FOLDER = "days"


class Titles(enum.StrEnum):
    """Where the titles of episodes are: everywhere, nowhere, only of those that are out, or without those of shows."""

    ALL = "all"
    OFF = "off"
    AFTER = "after"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Reminder:
    """When an alarm rings: so long `before` the start, or `at` a time of the day of the start."""

    before: timedelta = timedelta()
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """The options of a feed: how its events are placed in time, what they say, and which there are.

    Without a `zone` they are all-day, on the announced day. With one, as `names.find` gives it, they are timed; or
    `all_day`, on the day that it is there; or `at` the first such hour there at or after the release. `language` is a
    tag that `languages.known` knows, empty for the default. `prefix` stands before what each is called. With `by_day`
    there is one event for the episodes of a season that come out on a day. `past` and `future` are how many days before
    and after today (UTC) are shown, None for all.
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
    def folder(self) -> str:
        """The folders before the file, each with a slash after it."""
        days = f"{DAYS_FOLDER}/" if self.all_day else ""
        return f"{days}{self.zone}/" if self.zone else ""


PLAIN = Variant()


class Format(enum.StrEnum):
    """What a feed can be had as, by the end of its file name."""

    CALENDAR = ".ics"
    JCAL = ".jcal.json"
    EPISODES = ".json"
    ANNOUNCEMENTS = ".atom"

    @property
    def has_times(self) -> bool:
        """Whether it is placed in time as a variant says. The others give each instant as it is."""
        return self in (Format.CALENDAR, Format.JCAL)
