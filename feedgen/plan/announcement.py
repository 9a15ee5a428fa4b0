"""What was announced, and the dated changes to it, in types; all of it frozen."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self

from feedgen.plan.release import Hour, Release, release_on


class Status(enum.StrEnum):
    """Whether an episode comes: TENTATIVE is one whose day was withdrawn, and is to be announced anew."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


_AT_ITS_HOUR = timedelta()


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be said of an episode and may change.

    `release` is None while no day has been said, and `hour` while only days are known; it is the hour of the day that
    is or will be known. An episode begins so much later, by `delay`, if others come before it at one hour. `title`,
    `url` and `description` are empty while unknown, `service` where it is the show's. `part` is the title of the run
    that it belongs to, or empty.
    """

    release: Release | None
    hour: Hour | None = None
    delay: timedelta = _AT_ITS_HOUR
    title: str = ""
    runtime: timedelta | None = None
    url: str = ""
    description: str = ""
    service: str = ""
    part: str = ""
    status: Status = Status.CONFIRMED

    def on(self, day: date) -> Self:
        """Return the same, released on a day."""
        return replace(self, release=release_on(day, self.hour and self.hour.later(self.delay)))

    def at(self, hour: Hour | None, delay: timedelta = _AT_ITS_HOUR) -> Self:
        """Return the same, released at an hour of its day, or without an hour."""
        moved = replace(self, hour=hour, delay=delay)
        return moved.on(self.release.day) if self.release else moved

    @property
    def schedule(self) -> tuple[object, ...]:
        """What SEQUENCE counts: start, end and status. A day has no end that a runtime could change."""
        runtime = self.runtime if self.release and self.release.has_hour else None
        return self.release, runtime, self.status


@dataclass(frozen=True, slots=True)
class Terms:
    """What is said of a season as a whole and may change. Texts are empty while unknown.

    `hour`, `runtime` and `service` are what an episode added later takes from the season. `open` is whether more
    episodes come than are known. `expected` says when a season comes that has no day yet, as it is written in the
    schedule.
    """

    title: str = ""
    url: str = ""
    description: str = ""
    service: str = ""
    hour: Hour | None = None
    runtime: timedelta | None = None
    open: bool = False
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned of a season: its episodes by number, in ascending order, and what is said of the whole."""

    episodes: Mapping[int, Facts]
    terms: Terms


@dataclass(frozen=True, slots=True)
class Change:
    """A dated correction to a published plan. What it leaves as it was is None, or empty.

    `at` is when it became known, in UTC. `episodes` are those that it names, which come on `days`, one for each, if
    days are given; if it names none it is about the season as a whole, and the hour and service of all that have not
    come out. If `added`, the episodes are new. `clock` is an hour on the clock that the plan has, `hour` one with its
    zone. If `back_to_back`, each of the episodes that come on one day begins when the one before it ends.
    """

    at: datetime
    note: str
    episodes: tuple[int, ...] = ()
    days: tuple[date, ...] = ()
    shift: timedelta | None = None
    to_be_announced: bool = False
    cancelled: bool | None = None
    clock: timedelta | None = None
    hour: Hour | None = None
    back_to_back: bool = False
    title: str | None = None
    runtime: timedelta | None = None
    url: str | None = None
    description: str | None = None
    service: str | None = None
    open: bool | None = None
    expected: str | None = None
    added: bool = False


@dataclass(frozen=True, slots=True)
class ShowChange:
    """A dated change of what is said of a show, known at an instant in UTC. What it leaves as it was is None."""

    at: datetime
    note: str
    title: str | None = None
    service: str | None = None
    url: str | None = None
    description: str | None = None
    color: str | None = None


@dataclass(frozen=True, slots=True)
class ShowFacts:
    """What can be said of a show and may change. `url` and `description` may be empty, `color` is a CSS colour name."""

    title: str
    service: str
    url: str
    description: str
    color: str

    def after(self, change: ShowChange) -> Self:
        """Return the same after a change."""
        given = {key: getattr(change, key) for key in ShowFacts.__slots__ if getattr(change, key) is not None}
        return replace(self, **given)

    def unlike(self, other: Self) -> Iterator[str]:
        """Yield the names of the facts in which another differs."""
        yield from (key for key in ShowFacts.__slots__ if getattr(self, key) != getattr(other, key))
