"""What each reader of files returns: a list of episodes, and notes on what of the file is not in it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from feedgen.errors import FeedgenError

# The highest number that the schedule language takes for a season or an episode.
HIGHEST_NUMBER = 9999

# Hours beyond midnight that belong to the day before are below this: "29:59" is 05:59.
LATEST = timedelta(hours=30)

SPECIALS = 0


class UnreadableError(FeedgenError):
    """A file that cannot be read as a list of episodes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of an import say about a file.

    `show` is the title of the show, or empty. `zone` is the time zone of the hours in the file, or empty. `season` is
    the only season that is taken; a file that names no season is of this one. `days_only` leaves the hours out.
    """

    show: str = ""
    zone: str = ""
    season: int | None = None
    days_only: bool = False

    @property
    def season_of_plain_list(self) -> int:
        """The season of a list that names none: the first by default."""
        return 1 if self.season is None else self.season


@dataclass(frozen=True, slots=True)
class Item:
    """An episode in a list. `number` is None for a special, and `day` is None while it is not known.

    `clock` is the time from the beginning of the announced day, in the zone of the list; 25:30 is in the night after
    it. It is None if only the day is known.
    """

    season: int
    number: int | None
    title: str = ""
    day: date | None = None
    clock: timedelta | None = None
    runtime: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Special:
    """A special that a schedule already has, with its number in season 0."""

    number: int
    title: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The episodes of one show. Fields are empty while unknown.

    `source` is where the facts come from, in words for people, and `by` is who made the list. `notes` say what of the
    file is left out, or in doubt.
    """

    title: str
    source: str
    items: tuple[Item, ...]
    zone: str = ""
    service: str = ""
    url: str = ""
    language: str = ""
    by: str = ""
    notes: tuple[str, ...] = ()


class ZoneNeededError(UnreadableError):
    """A list has hours, and does not say in which time zone. `example` is one of the hours."""

    def __init__(self, example: str) -> None:
        self.example = example
        super().__init__(
            f"it does not say in which time zone its hours are ({example}): add --zone, such as "
            "--zone America/New_York, or --days to leave the hours out"
        )


def announcement(first: date | None, now: datetime) -> tuple[datetime, str]:
    """Return when a season counts as announced, and a remark on that, which may be empty.

    That is now, if its first day is still to come or not known. Of a season that has begun nobody says when it was
    announced; the latest possible day is the one before its first.
    """
    if first is None or first > now.date():
        return now, ""
    return announced_before(first), "the day before the first, as it is not known when it was announced"


def announced_before(first: date) -> datetime:
    """Return the last instant at which a release on a day can have been announced, in any zone."""
    return datetime.combine(first - timedelta(days=1), time(), UTC)


def tidy(text: str) -> str:
    """Return a text as a title: on one line, without control characters and blanks around it."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def clock_of(text: str) -> timedelta | None:
    """Read "21:00", "25:30" or "21:00:00"; None for anything else."""
    match = re.fullmatch(r"(\d{1,2}):(\d\d)(?::(\d\d))?", text)
    if not match or int(match[2]) > 59 or int(match[3] or 0) > 59:  # noqa: PLR2004 - minutes and seconds
        return None
    clock = timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=int(match[3] or 0))
    return clock if clock < LATEST else None


def clock_text(clock: timedelta) -> str:
    """Return "21:00" or "25:30"; with seconds only if there are any."""
    minutes, seconds = divmod(int(clock.total_seconds()), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def runtime_of(minutes: float | None) -> timedelta | None:
    """Return a runtime, rounded to minutes; None for none, and for one that no schedule can have."""
    length = timedelta(minutes=round(minutes or 0))
    return length if timedelta() < length <= timedelta(hours=24) else None
