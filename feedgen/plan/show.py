"""Shows, seasons and episodes as the plan stands, as frozen values."""

import enum
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from feedgen.plan.announcement import Change, Facts, Plan, ShowChange, ShowFacts, Terms
from feedgen.plan.identity import SLUG


class Part(enum.StrEnum):
    """A part of a season that has a feed of its own."""

    PREMIERE = "premiere"
    WEEKLY = "weekly"
    FINALE = "finale"


class Mark(enum.StrEnum):
    """What an episode is called besides its number and title."""

    PREMIERE = "premiere"
    MIDSEASON_FINALE = "midseason finale"
    FINALE = "finale"


class Kind(enum.StrEnum):
    """What a show is: a film has one season of one episode, and names neither."""

    SERIES = "series"
    FILM = "film"


class Correction(NamedTuple):
    """The facts of an episode before and after a change.

    `change` is the position of the change in the season, from 1. `before` is None if the change added the episode.
    """

    change: int
    note: str
    before: Facts | None
    after: Facts


class Episode(NamedTuple):
    """An episode as the plan stands.

    `parts` are the parts of the season that it is in. `parts_ever` has also those that it was in before a change, as
    their feeds go on showing it. `marks` are what it is called. `modified` (UTC) is when anything that subscribers see
    of it last changed, and `sequence` is how often its start, end or status did (RFC 5546 §2.1.4).
    `context_modified` is when its role, its season or its show last changed, as an episode without a page of its own
    tells them.
    """

    number: int
    facts: Facts
    parts: frozenset[Part]
    parts_ever: frozenset[Part]
    marks: frozenset[Mark]
    sequence: int
    modified: datetime
    context_modified: datetime
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Season:
    """A season: its announced `plan`, the `changes` since, in order, and the `terms` and `episodes` after them.

    `announced` is an instant in UTC. The episodes are in order of number, with those whose day is not known yet. A
    season that is `plain` has no premiere and no finale: it is a film, or specials.
    """

    number: int
    announced: datetime
    sources: tuple[str, ...]
    plan: Plan
    plain: bool
    terms: Terms
    changes: tuple[Change, ...] = ()
    episodes: tuple[Episode, ...] = ()

    @property
    def title(self) -> str:
        """The name that it has besides its number; may be empty."""
        return self.terms.title

    @property
    def url(self) -> str:
        """Its own page at the service; may be empty."""
        return self.terms.url

    @property
    def description(self) -> str:
        """A few words on it; may be empty."""
        return self.terms.description

    @property
    def is_specials(self) -> bool:
        """Whether it holds specials, which have no place in a count of episodes."""
        return self.number == 0

    def episode(self, number: int) -> Episode | None:
        """Return the episode of that number, or None."""
        index = bisect_left(self.episodes, number, key=attrgetter("number"))
        found = self.episodes[index : index + 1]
        return found[0] if found and found[0].number == number else None

    @property
    def dated(self) -> tuple[Episode, ...]:
        """The episodes that have a day, or had one before it was withdrawn."""
        return tuple(episode for episode in self.episodes if episode.facts.release)

    @property
    def undated(self) -> tuple[Episode, ...]:
        """The episodes that are announced and have no day yet."""
        return tuple(episode for episode in self.episodes if not episode.facts.release)

    @property
    def is_dated(self) -> bool:
        """Whether all its episodes have a day, and there are some."""
        return bool(self.episodes) and not self.undated

    @property
    def modified(self) -> datetime:
        """When anything in it last changed (UTC)."""
        changed = [change.at for change in self.changes]
        return max([self.announced, *changed, *(episode.modified for episode in self.episodes)])

    @property
    def last(self) -> int | None:
        """The number of the last episode, as in "episode 3 of 8"; None if it is plain or its end is not known."""
        if self.plain or self.terms.open or not self.episodes:
            return None
        return self.episodes[-1].number


@dataclass(frozen=True, slots=True)
class Show:
    """A show with at least one season, in order of number.

    `slug` is its name in addresses. With the numbers of season and episode it makes the UID of an event, so it never
    changes. `facts` are those after the `changes`, `original` those before. `language` is a BCP 47 tag.
    """

    slug: str
    language: str
    kind: Kind
    original: ShowFacts
    facts: ShowFacts
    changes: tuple[ShowChange, ...]
    seasons: tuple[Season, ...]

    def __post_init__(self) -> None:
        numbers = [season.number for season in self.seasons]
        if not numbers or numbers != sorted(set(numbers)):
            raise ValueError(f"{self.slug}: seasons {numbers} are not in order, or there are none")
        if not re.fullmatch(SLUG, self.slug):
            raise ValueError(f"{self.slug!r} is not a slug")

    @property
    def title(self) -> str:
        """Its name."""
        return self.facts.title

    @property
    def service(self) -> str:
        """Where it can be seen, unless a season or an episode says otherwise."""
        return self.facts.service

    @property
    def url(self) -> str:
        """Its page at the service; may be empty."""
        return self.facts.url

    @property
    def description(self) -> str:
        """A few words on it; may be empty."""
        return self.facts.description

    @property
    def color(self) -> str:
        """The colour of its calendars, a CSS colour name."""
        return self.facts.color

    def changed(self, facts: Collection[str]) -> Iterator[datetime]:
        """Yield when any of these facts, by their names, became another (UTC)."""
        before = self.original
        for change in self.changes:
            after = before.after(change)
            if any(name in facts for name in before.unlike(after)):
                yield change.at
            before = after

    def facts_at(self, instant: datetime) -> ShowFacts:
        """Return its facts as they were known at an instant."""
        facts = self.original
        for change in self.changes:
            facts = facts.after(change) if change.at <= instant else facts
        return facts

    @property
    def is_film(self) -> bool:
        """Whether it is a film."""
        return self.kind is Kind.FILM

    @property
    def size(self) -> int:
        """The number of its episodes that have, or had, a day."""
        return sum(len(season.dated) for season in self.seasons)

    def season(self, number: int) -> Season | None:
        """Return the season of that number, or None."""
        return next((season for season in self.seasons if season.number == number), None)
