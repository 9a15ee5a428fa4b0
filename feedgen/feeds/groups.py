"""The episodes of a season that come out on one day, as one event; and a season that is complete, as another.

Such an event outlives changes of its day and of its episodes. The group of a day is known by the lowest number in it:
an episode that moves alone keeps what it was the first of, and one that joins others leaves an event behind which says
where it is now, as some calendars keep for ever what vanishes. What SEQUENCE counts is found by following the changes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from feedgen.feeds.airings import Airing
from feedgen.feeds.selection import Whole
from feedgen.plan.announcement import Facts, Status
from feedgen.plan.changes import announced
from feedgen.plan.show import Episode, Season

_Facts = Mapping[int, Facts]


@dataclass(frozen=True, slots=True)
class Group:
    """The airings of a season on one day, known by the number of the `first` of them that there was.

    `sequence` and `modified` are those of its event. If it has been joined to another, `airings` are those of that.
    """

    first: int
    airings: tuple[Airing, ...]
    joined: bool
    sequence: int
    modified: datetime


def groups_of(airings: Iterable[Airing]) -> Iterator[Group]:
    """Return the groups of airings in order, those that were joined to others at the end of each season."""
    seasons: dict[tuple[str, int], list[Airing]] = {}
    for airing in airings:
        seasons.setdefault((airing.show.slug, airing.season.number), []).append(airing)
    for selected in seasons.values():
        yield from _of_season(selected)


def _of_season(airings: Sequence[Airing]) -> Iterator[Group]:
    by_number = {airing.episode.number: airing for airing in airings}
    versions = list(_versions(airings[0].season))
    places = [_places(version.dated, by_number) for version in versions]
    # Of each group that there ever was, an episode of it that tells where it is now.
    guides: dict[int, int] = {}
    history: dict[int, list[tuple[datetime, object]]] = {}
    for version, place in zip(versions, places, strict=True):
        for number in sorted(place):
            guides.setdefault(place[number], number)
        for first, guide in guides.items():
            history.setdefault(first, []).append((version.at, _state(first, guide, version.dated, place)))
    current = places[-1]
    for first, guide in sorted(guides.items(), key=lambda pair: (pair[0] not in current.values(), pair[0])):
        host = first if first in current.values() else current[guide]
        members = tuple(airing for number, airing in by_number.items() if current[number] == host)
        sequence, modified = _stamps(history[first])
        modified = max(modified, *(airing.episode.modified for airing in members))
        yield Group(first, members, host != first, sequence, modified)


def _places(facts: _Facts, selected: Iterable[int]) -> Mapping[int, int]:
    """Return of each selected episode the lowest number of all that come out on its day."""
    lowest: dict[date, int] = {}
    for number in sorted(facts):
        lowest.setdefault(_day(facts[number]), number)
    return {number: lowest[_day(facts[number])] for number in selected if number in facts}


def _state(first: int, guide: int, facts: _Facts, place: Mapping[int, int]) -> object:
    """Return what SEQUENCE counts of a group: where it is, and start, end and status of all that is in it."""
    host = first if first in place.values() else place[guide]
    return host, tuple((number, facts[number].schedule) for number in sorted(place) if place[number] == host)


def _day(facts: Facts) -> date:
    if facts.release is None:
        raise ValueError("an episode without a day is in no group")
    return facts.release.day


def last_of(whole: Whole) -> Airing:
    """Return the airing with which a season is complete: the last of those that come, or of all if none does."""
    coming = [airing for airing in whole.airings if airing.facts.status is not Status.CANCELLED]
    return (coming or whole.airings)[-1]


def is_settled(season: Season) -> bool:
    """Return whether the day on which a season is complete is known: that of its last episode."""
    coming = [episode.facts for episode in season.episodes if episode.facts.status is not Status.CANCELLED]
    return not season.terms.open and all(facts.release for facts in coming)


def stamps_of(whole: Whole) -> tuple[int, datetime]:
    """Return SEQUENCE of the event of a complete season, and when what it says last changed."""
    history = [(version.at, _state_of_season(version)) for version in _versions(whole.season) if version.dated]
    sequence, modified = _stamps(history)
    return sequence, max(modified, last_of(whole).episode.modified)


def _state_of_season(version: "_Version") -> object:
    known = version.dated
    coming = {number: facts for number, facts in known.items() if facts.status is not Status.CANCELLED} or known
    last = max((facts.release.begins, number) for number, facts in coming.items() if facts.release)[1]
    postponed = any(facts.status is Status.TENTATIVE for facts in coming.values())
    return version.count, coming[last].schedule, postponed, version.is_settled


@dataclass(frozen=True, slots=True)
class _Version:
    """What was known of a season since an instant: of the episodes that had a day, and whether that was all.

    `count` is of all episodes that were to come, with a day or without.
    """

    at: datetime
    dated: _Facts
    count: int
    is_settled: bool


def _versions(season: Season) -> Iterator[_Version]:
    """Return what was known of a season: as announced, and since each change."""
    known = {episode.number: facts for episode in season.episodes if (facts := _announced(episode))}
    is_open = announced(season).terms.open if season.changes else season.terms.open
    yield _version(season.announced, known, is_open=is_open)
    made: dict[int, dict[int, Facts]] = {}
    for episode in season.episodes:
        for correction in episode.corrections:
            made.setdefault(correction.change, {})[episode.number] = correction.after
    for index, change in enumerate(season.changes, start=1):
        known |= made.get(index, {})
        is_open = is_open if change.open is None else change.open
        yield _version(change.at, known, is_open=is_open)


def _version(at: datetime, known: Mapping[int, Facts], *, is_open: bool) -> _Version:
    dated = {number: facts for number, facts in known.items() if facts.release}
    coming = [facts for facts in known.values() if facts.status is not Status.CANCELLED]
    return _Version(at, dated, len(coming), not is_open and all(facts.release for facts in coming))


def _announced(episode: Episode) -> Facts | None:
    return episode.corrections[0].before if episode.corrections else episode.facts


def _stamps(history: Sequence[tuple[datetime, object]]) -> tuple[int, datetime]:
    """Count how often a state has changed, and return when it last did."""
    count, (modified, before) = 0, history[0]
    for at, state in history[1:]:
        if state != before:
            count, modified, before = count + 1, at, state
    return count, modified
