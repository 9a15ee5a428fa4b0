"""Groups: the episodes of a season that come out on one day, which are one event; and complete seasons.

Such an event must outlive changes of its day and of its episodes. So a group has the number of its first episode for
ever. If that episode moves alone, its group moves with it. If it joins another group, its own event stays, cancelled,
and says where the episode is now: some calendars keep for ever what vanishes. SEQUENCE is counted by following the
changes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from feedgen.feeds.airings import Airing
from feedgen.feeds.selection import WholeSeason
from feedgen.plan.announcement import Facts, Status
from feedgen.plan.changes import announced
from feedgen.plan.show import Episode, Season

_Facts = Mapping[int, Facts]


@dataclass(frozen=True, slots=True)
class Group:
    """The airings of a season on one day. `first` is the number of its first episode when the group came to be.

    `sequence` and `modified` are those of its event. A `joined` group has become part of another one, and has the
    airings of that one.
    """

    first: int
    airings: tuple[Airing, ...]
    joined: bool
    sequence: int
    modified: datetime


def groups_of(airings: Iterable[Airing]) -> Iterator[Group]:
    """Yield the groups of airings season by season: first those that exist, then those that have joined others."""
    seasons: dict[tuple[str, int], list[Airing]] = {}
    for airing in airings:
        seasons.setdefault((airing.show.slug, airing.season.number), []).append(airing)
    for selected in seasons.values():
        yield from _of_season(selected)


def _of_season(airings: Sequence[Airing]) -> Iterator[Group]:
    by_number = {airing.episode.number: airing for airing in airings}
    versions = list(_versions(airings[0].season))
    places = [_places(version.dated, by_number) for version in versions]
    # For each group that there ever was, the episode by which it is followed through later versions.
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
    """Return for each selected episode the lowest number of all episodes of its day."""
    lowest: dict[date, int] = {}
    for number in sorted(facts):
        lowest.setdefault(_day(facts[number]), number)
    return {number: lowest[_day(facts[number])] for number in selected if number in facts}


def _state(first: int, guide: int, facts: _Facts, place: Mapping[int, int]) -> object:
    """Return the state of a group whose changes SEQUENCE counts: its host, and the schedules of its episodes."""
    host = first if first in place.values() else place[guide]
    return host, tuple((number, facts[number].schedule) for number in sorted(place) if place[number] == host)


def _day(facts: Facts) -> date:
    if facts.release is None:
        raise ValueError("an episode without a day is in no group")
    return facts.release.day


def last_of(whole: WholeSeason) -> Airing:
    """Return the airing that completes a season: the last that is not cancelled, or the last if all are."""
    coming = [airing for airing in whole.airings if airing.facts.status is not Status.CANCELLED]
    return (coming or whole.airings)[-1]


def is_settled(season: Season) -> bool:
    """Return whether it is known when a season is complete: all episodes are announced, with their days."""
    coming = [episode.facts for episode in season.episodes if episode.facts.status is not Status.CANCELLED]
    return not season.terms.open and all(facts.release for facts in coming)


def stamps_of(whole: WholeSeason) -> tuple[int, datetime]:
    """Return SEQUENCE and LAST-MODIFIED (UTC) of the event of a complete season."""
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
    """What was known of a season from an instant on.

    `dated` has the episodes with a day by their numbers. `count` is how many episodes were to come, with a day or
    without. `is_settled` is as the function of that name returns it.
    """

    at: datetime
    dated: _Facts
    count: int
    is_settled: bool


def _versions(season: Season) -> Iterator[_Version]:
    """Yield what was known of a season: since its announcement, and since each change."""
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
    """Return how often a state has changed, and when it last did."""
    count, (modified, before) = 0, history[0]
    for at, state in history[1:]:
        if state != before:
            count, modified, before = count + 1, at, state
    return count, modified
