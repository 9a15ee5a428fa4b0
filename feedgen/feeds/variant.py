"""A feed with the subscriber's options: how it is placed in time, in which language and format."""

import enum
from dataclasses import dataclass
from datetime import time

DAYS_FOLDER = "days"


@dataclass(frozen=True, slots=True)
class Variant:
    """How the events of a feed are placed in time, and which language they speak.

    Without a `zone` they are all-day, on the announced day. With one, as `names.find` gives it, they are timed; or
    `all_day`, on the day that it is there; or `at` the first such hour there at or after the release. `language` is a
    tag that `languages.known` knows, empty for the default.
    """

    zone: str = ""
    all_day: bool = False
    at: time | None = None
    language: str = ""

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
