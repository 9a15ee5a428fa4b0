"""Shows, seasons and episodes, and the plans and changes that they come from; all of it frozen."""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Self

from feedgen.plan.identity import SLUG
from feedgen.plan.release import Hour, Release, release_on


class Part(enum.StrEnum):
    """A part of a season that has a feed of its own."""

    PREMIERE = "premiere"
    WEEKLY = "weekly"
    FINALE = "finale"


class Status(enum.StrEnum):
    """Whether an episode comes: TENTATIVE is one whose day was withdrawn, and is to be announced anew."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be said of an episode and may change.

    `release` is None while no day has been said, and `hour` while only days are known; it is the hour of the day that
    is or will be known. `title`, `url` and `description` are empty while unknown.
    """

    release: Release | None
    hour: Hour | None = None
    title: str = ""
    runtime: timedelta | None = None
    url: str = ""
    description: str = ""
    status: Status = Status.CONFIRMED

    def on(self, day: date) -> Self:
        """Return the same, released on a day."""
        return replace(self, release=release_on(day, self.hour))

    def at(self, hour: Hour | None) -> Self:
        """Return the same, released at an hour of its day, or without an hour."""
        release = self.release and release_on(self.release.day, hour)
        return replace(self, release=release, hour=hour)

    @property
    def schedule(self) -> tuple[object, ...]:
        """What SEQUENCE counts: start, end and status. A day has no end that a runtime could change."""
        runtime = self.runtime if self.release and self.release.has_hour else None
        return self.release, runtime, self.status


@dataclass(frozen=True, slots=True)
class Correction:
    """What a change made of an episode: the facts before and after it.

    `change` is its position among the changes of the season, from 1; `before` is None of an episode that is new.
    """

    change: int
    note: str
    before: Facts | None
    after: Facts


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode as the plan stands.

    `parts` are those that it is in; `parts_ever` also those that it was in before a change, whose feeds go on showing
    it. `modified` (UTC) is when anything that subscribers see of it last changed, and `sequence` how often its start,
    end or status did (RFC 5546 §2.1.4).
    """

    number: int
    facts: Facts
    parts: frozenset[Part]
    parts_ever: frozenset[Part]
    sequence: int
    modified: datetime
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned of a season: each episode by number, and what an episode added later takes from the season."""

    episodes: Mapping[int, Facts]
    hour: Hour | None
    runtime: timedelta | None


@dataclass(frozen=True, slots=True)
class Change:
    """A dated correction to a published plan. What it leaves as it was is None, or empty.

    `at` is when it became known, in UTC. `episodes` are those that it names; if it names none it is about the `hour`
    of all that have not come out. If `added`, they are new, and come on `days`, one for each, if those are known.
    """

    at: datetime
    note: str
    episodes: tuple[int, ...] = ()
    day: date | None = None
    shift: timedelta | None = None
    to_be_announced: bool = False
    cancelled: bool | None = None
    clock: time | None = None
    hour: Hour | None = None
    title: str | None = None
    runtime: timedelta | None = None
    url: str | None = None
    description: str | None = None
    added: bool = False
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Season:
    """A season: its announced `plan`, the `changes` made since, in order, and what `episodes` they have led to.

    `announced` is an instant in UTC. The episodes are in order of number; of some the day may not be known yet.
    """

    number: int
    title: str
    announced: datetime
    url: str
    description: str
    sources: tuple[str, ...]
    plan: Plan
    changes: tuple[Change, ...] = ()
    episodes: tuple[Episode, ...] = ()

    @property
    def dated(self) -> tuple[Episode, ...]:
        """The episodes that have, or had, a day."""
        return tuple(episode for episode in self.episodes if episode.facts.release)

    @property
    def last_number(self) -> int:
        """The number of the last episode that has, or had, a day. There must be one."""
        return next(episode.number for episode in reversed(self.episodes) if episode.facts.release)


@dataclass(frozen=True, slots=True)
class Show:
    """A show with at least one season, in order of number.

    `slug` is its name in addresses and, with the numbers of season and episode, the root of every UID: it
    never changes. `color` is a CSS colour name, `language` a BCP 47 tag.
    """

    slug: str
    title: str
    service: str
    url: str
    description: str
    color: str
    language: str
    seasons: tuple[Season, ...]

    def __post_init__(self) -> None:
        numbers = [season.number for season in self.seasons]
        if not numbers or numbers != sorted(set(numbers)):
            raise ValueError(f"{self.slug}: seasons {numbers} are not in order, or there are none")
        if not re.fullmatch(SLUG, self.slug):
            raise ValueError(f"{self.slug!r} is not a slug")

    @property
    def size(self) -> int:
        """How many episodes with a day it has."""
        return sum(len(season.dated) for season in self.seasons)

    def season(self, number: int) -> Season | None:
        """Return the season of that number, or None."""
        return next((season for season in self.seasons if season.number == number), None)
