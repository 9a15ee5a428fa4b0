"""What was announced of a show and its seasons, and the dated changes to it, as frozen values."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple, Self

from feedgen.plan.release import Hour, Release, release_on


class Status(enum.StrEnum):
    """Whether an episode comes. It is TENTATIVE once its day was withdrawn, until a new day is known."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


_AT_ITS_HOUR = timedelta()


class Facts(NamedTuple):
    """The facts of an episode, all of which may change.

    `release` is None while no day is known. `hour` is the hour of release, also of a day that is not known yet; None
    while only days are known. `delay` is how long after that hour the episode begins, as those of its day before it
    run first. `title`, `url` and `description` are empty while unknown, and `service` is empty if it is the show's.
    `part` is the title of the run that it belongs to; empty if that has none. If `withdrawn`, `release` is the last day
    that was known, and the new one is to be announced; it also tells so of an episode that was cancelled since.
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
    withdrawn: bool = False

    def on(self, day: date) -> Self:
        """Return the facts with the release on a day, at the same hour."""
        return self._replace(release=release_on(day, self.hour and self.hour.later(self.delay)))

    def at(self, hour: Hour | None, delay: timedelta = _AT_ITS_HOUR) -> Self:
        """Return the facts with the release on the same day at another hour, or at none.

        The release stays if its day was withdrawn or it is cancelled, as it was never planned for another hour.
        """
        moved = self._replace(hour=hour, delay=delay)
        stays = self.withdrawn or self.status is Status.CANCELLED
        return moved.on(self.release.day) if self.release and not stays else moved

    @property
    def schedule(self) -> tuple[object, ...]:
        """What SEQUENCE counts: start, end and status. The runtime is the end, but not of an all-day entry."""
        runtime = self.runtime if self.release and self.release.has_hour else None
        return self.release, runtime, self.status


@dataclass(frozen=True, slots=True)
class Terms:
    """The facts of a season as a whole, which may change. Texts are empty while unknown.

    `hour`, `runtime` and `service` are those of the season; episodes that are added later get them. `open` is whether
    more episodes come than are known. `expected` is when a season without days is expected, as the schedule has it:
    "2027", "2027-Q3", "2027-05" or words.
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
    """The plan of a season: its episodes by number, in ascending order, and the facts of the season as a whole."""

    episodes: Mapping[int, Facts]
    terms: Terms


@dataclass(frozen=True, slots=True)
class Change:
    """A dated correction to a published plan. Fields that are None, False or empty change nothing.

    `at` is when it became known, in UTC. `episodes` are the numbers that it names, in ascending order, and `days` has a
    new day for each of them, or is empty. Without `episodes` the change is of the season as a whole; an hour or a
    service is then also given to each episode that has not come out. If `added`, the episodes are new. `clock` is an
    hour in the zone that the plan has, `hour` is one with its own zone. If `back_to_back`, each of the episodes of one
    day begins when the one before it ends.
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
    """A dated change of the facts of a show. `at` is when it became known, in UTC. Fields that are None stay."""

    at: datetime
    note: str
    title: str | None = None
    service: str | None = None
    url: str | None = None
    description: str | None = None
    color: str | None = None


@dataclass(frozen=True, slots=True)
class ShowFacts:
    """The facts of a show, which may change. `url` and `description` may be empty; `color` is a CSS colour name."""

    title: str
    service: str
    url: str
    description: str
    color: str

    def after(self, change: ShowChange) -> Self:
        """Return the facts after a change."""
        given = {key: getattr(change, key) for key in ShowFacts.__slots__ if getattr(change, key) is not None}
        return replace(self, **given)

    def unlike(self, other: Self) -> Iterator[str]:
        """Yield the names of the facts that differ from those of another."""
        yield from (key for key in ShowFacts.__slots__ if getattr(self, key) != getattr(other, key))
