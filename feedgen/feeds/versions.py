"""Versions of a season: what was known of it after its announcement, and after each change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from feedgen.plan.announcement import Change, Facts, Plan, Status, Terms
from feedgen.plan.changes import announced
from feedgen.plan.roles import NO_ROLES, Roles, roles_of
from feedgen.plan.show import Episode, Season


@dataclass(frozen=True, slots=True)
class Version:
    """What was known of a season from an instant on.

    `known` has all episodes by their numbers, and `dated` those with a day.
    """

    at: datetime
    known: Mapping[int, Facts]
    dated: Mapping[int, Facts]
    terms: Terms

    @property
    def count(self) -> int:
        """How many episodes were to come, with a day or without."""
        return sum(facts.status is not Status.CANCELLED for facts in self.known.values())

    @property
    def is_settled(self) -> bool:
        """Whether it was known when the season is complete: all episodes were announced, with their days."""
        coming = (facts for facts in self.known.values() if facts.status is not Status.CANCELLED)
        return not self.terms.open and all(facts.release for facts in coming)

    def roles(self, season: Season) -> Roles:
        """Return the roles of the episodes in this version."""
        return NO_ROLES if season.plain else roles_of(Plan(self.known, self.terms))


def versions_of(season: Season) -> Iterator[Version]:
    """Yield what was known of a season: since its announcement, and since each change.

    Changes of one instant are one, as nobody saw the plan between them.
    """
    known = {episode.number: facts for episode in season.episodes if (facts := _announced(episode))}
    terms = announced(season).terms if season.changes else season.terms
    yield _version(season.announced, known, terms)
    made: dict[int, dict[int, Facts]] = {}
    for episode in season.episodes:
        for correction in episode.corrections:
            made.setdefault(correction.change, {})[episode.number] = correction.after
    for index, change in enumerate(season.changes, start=1):
        known = {**known, **made.get(index, {})}
        terms = terms if change.episodes else _terms_after(terms, change)
        if index == len(season.changes) or season.changes[index].at != change.at:
            yield _version(change.at, known, terms)


def _version(at: datetime, known: Mapping[int, Facts], terms: Terms) -> Version:
    return Version(at, known, {number: facts for number, facts in known.items() if facts.release}, terms)


def _terms_after(terms: Terms, change: Change) -> Terms:
    keys = "open", "title", "url"
    return replace(terms, **{key: value for key in keys if (value := getattr(change, key)) is not None})


def _announced(episode: Episode) -> Facts | None:
    return episode.corrections[0].before if episode.corrections else episode.facts


def was_ever_settled(season: Season) -> bool:
    """Return whether it is, or once was, known when a season is complete."""
    return any(version.dated and version.is_settled for version in versions_of(season))


def count_changes(states: Sequence[object]) -> int:
    """Return how often a state has changed."""
    return sum(before != after for before, after in pairwise(states))


def last_change(history: Sequence[tuple[datetime, object]]) -> datetime:
    """Return since when the last state has been the same."""
    modified, before = history[0]
    for at, state in history[1:]:
        if state != before:
            modified, before = at, state
    return modified
