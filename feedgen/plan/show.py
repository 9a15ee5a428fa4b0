"""Shows, seasons and episodes, and the plans and changes that they come from; all of it frozen."""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from feedgen.plan.identity import SLUG
from feedgen.plan.release import Hour, Release


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
    """What can be said of an episode and may change. `title`, `url` and `description` are empty while unknown."""

    title: str
    release: Release
    runtime: timedelta | None
    url: str
    description: str
    status: Status = Status.CONFIRMED


@dataclass(frozen=True, slots=True)
class Correction:
    """What a change made of an episode: the facts before and after it.

    `change` is its position among the changes of the season, from 1; `before` is None of an episode that had no day.
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
class Draft:
    """An episode as a plan has it: `day` is None while none has been said, `hour` while only the day is known."""

    day: date | None
    hour: Hour | None
    title: str = ""
    runtime: timedelta | None = None
    url: str = ""
    description: str = ""
    status: Status = Status.CONFIRMED


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned of a season: each episode by number, and what an episode added later takes from the season."""

    drafts: Mapping[int, Draft]
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

    `announced` is an instant in UTC. The episodes are in order of number, and without those that never had a day.
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


@dataclass(frozen=True, slots=True)
class Show:
    """A show with at least one season, in order of number.

    `slug` is its name in addresses and, with the numbers of season and episode, the root of every UID: it
    never changes. `color` is a CSS colour name, `language` a BCP 47 tag. `kept` is room for what is written of it again
    and again: it goes when the show goes, and is no part of what the show is.
    """

    slug: str
    title: str
    service: str
    url: str
    description: str
    color: str
    language: str
    seasons: tuple[Season, ...]
    kept: dict[object, dict[object, bytes]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbers = [season.number for season in self.seasons]
        if not numbers or numbers != sorted(set(numbers)):
            raise ValueError(f"{self.slug}: seasons {numbers} are not in order, or there are none")
        if not re.fullmatch(SLUG, self.slug):
            raise ValueError(f"{self.slug!r} is not a slug")

    @property
    def size(self) -> int:
        """How many episodes it has."""
        return sum(len(season.episodes) for season in self.seasons)

    def season(self, number: int) -> Season | None:
        """Return the season of that number, or None."""
        return next((season for season in self.seasons if season.number == number), None)
