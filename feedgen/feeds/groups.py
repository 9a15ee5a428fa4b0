"""Groups: the episodes of a season that come out on one day, which are one event; and complete seasons.

Such an event must outlive changes of its day and of its episodes. So a group has the number of its first episode for
ever. If that episode moves alone, its group moves with it. If it joins another group, its own event stays, cancelled,
and says where the episode is now: some calendars keep for ever what vanishes. SEQUENCE is counted by following the
changes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from feedgen.feeds.airings import Airing
from feedgen.feeds.selection import WholeSeason
from feedgen.feeds.versions import Version, count_changes, last_change, versions_of
from feedgen.plan.announcement import Facts, Status
from feedgen.plan.roles import Roles
from feedgen.plan.show import Season


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


def groups_of(airings: Iterable[Airing], *, short: bool) -> Iterator[Group]:
    """Yield the groups of airings season by season: first those that exist, then those that have joined others.

    `short` means that their events do not name premieres and finales.
    """
    seasons: dict[tuple[str, int], list[Airing]] = {}
    for airing in airings:
        seasons.setdefault((airing.show.slug, airing.season.number), []).append(airing)
    for selected in seasons.values():
        yield from _of_season(selected, short=short)


def _of_season(airings: Sequence[Airing], *, short: bool) -> Iterator[Group]:
    by_number, season = {airing.episode.number: airing for airing in airings}, airings[0].season
    # For each group that there ever was, the episode by which it is followed through later versions.
    guides: dict[int, int] = {}
    history: dict[int, list[_State]] = {}
    for version in versions_of(season):
        place = _places(version.dated, by_number)
        roles = version.roles(season)
        for number in sorted(place):
            guides.setdefault(place[number], number)
        for first, guide in guides.items():
            host = first if first in place.values() else place[guide]
            members = tuple(number for number in sorted(place) if place[number] == host)
            joined = host != first
            named = joined and season.plain and any(by_number[number].facts.title for number in members)
            said = _content(version, roles, members, named=named, joined=joined, short=short)
            history.setdefault(first, []).append(_State(version.at, host, _schedules(version, members), said))
    for first, states in sorted(history.items(), key=lambda pair: (pair[1][-1].host != pair[0], pair[0])):
        host = states[-1].host
        found = tuple(airing for number, airing in by_number.items() if place[number] == host)
        sequence = count_changes([(state.host, state.schedules) for state in states])
        modified = max(
            [last_change([(state.at, state[1:]) for state in states]), *_changes_in_text(found, joined=host != first)]
        )
        yield Group(first, found, host != first, sequence, modified)


class _State(NamedTuple):
    """A group from an instant on: its host, the schedules of its episodes, which SEQUENCE counts, and its content."""

    at: datetime
    host: int
    schedules: object
    content: object


def _schedules(version: Version, members: Iterable[int]) -> object:
    return tuple((number, version.dated[number].schedule) for number in members)


def _content(  # noqa: PLR0913 - all that it depends on
    version: Version, roles: Roles, members: Sequence[int], *, named: bool, joined: bool, short: bool
) -> object:
    """Return what the text of a group depends on besides its schedules and the texts of its episodes.

    The text of a single episode is its own, so it depends on nothing else.
    """
    if len(members) == 1 and not joined:
        return None
    facts = {number: version.dated[number] for number in members}
    status = status_of(each.status for each in facts.values())
    shown = {number: each for number, each in facts.items() if each.status is status}
    coming = [number for number, each in version.dated.items() if each.status is not Status.CANCELLED]
    is_all = len(shown) > 1 and version.is_settled and sorted(shown) == sorted(coming)
    marks = set() if joined or short else {mark for number, each in shown.items() for mark in roles.of(number, each)[1]}
    first = min(facts, key=lambda number: (_begins(facts[number]), number))
    titles = [each.title for each in shown.values()] if named else []
    return is_all, marks, facts[first].service, titles, version.terms.url


def _changes_in_text(members: Sequence[Airing], *, joined: bool) -> Iterator[datetime]:
    """Yield when texts of episodes, or of their show, changed in the event of their group (UTC)."""
    if len(members) == 1 and not joined:
        yield members[0].episode.modified
        return
    first, told = members[0], () if joined else members
    if not joined:
        yield from (at for airing in members for at in (airing.revealed, *airing.corrected) if at)
    served = [first, *(airing for airing in told if airing.facts.status is Status.CONFIRMED)]
    own_service = all(airing.facts.service for airing in served)
    yield from first.show.changed({"title", "color"} | _inherited(own_service=own_service, url=first.season.url))


def _inherited(*, own_service: object, url: str) -> set[str]:
    return (set() if own_service else {"service"}) | (set() if url else {"url"})


def status_of(statuses: Iterable[Status]) -> Status:
    """Return the status of an event of several episodes: CONFIRMED if any of them is, else TENTATIVE if any is."""
    found = set(statuses)
    return next(status for status in (Status.CONFIRMED, Status.TENTATIVE, Status.CANCELLED) if status in found)


def _places(facts: Mapping[int, Facts], selected: Iterable[int]) -> Mapping[int, int]:
    """Return for each selected episode the lowest number of all episodes of its day."""
    lowest: dict[date, int] = {}
    for number in sorted(facts):
        lowest.setdefault(_day(facts[number]), number)
    return {number: lowest[_day(facts[number])] for number in selected if number in facts}


def _day(facts: Facts) -> date:
    if facts.release is None:
        raise ValueError("an episode without a day is in no group")
    return facts.release.day


def _begins(facts: Facts) -> datetime:
    if facts.release is None:
        raise ValueError("an episode without a day is in no group")
    return facts.release.begins


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
    versions = [version for version in versions_of(whole.season) if version.dated]
    history = [(version, _last_facts(version)) for version in versions]
    states = [_state_of_season(version, last) for version, last in history]
    said = [
        (version.at, (state, last.service, version.terms.title, version.terms.url))
        for state, (version, last) in zip(states, history, strict=True)
    ]
    shown = {"title", "color"} | _inherited(own_service=history[-1][1].service, url=whole.season.url)
    return count_changes(states), max([last_change(said), *whole.show.changed(shown)])


def _last_facts(version: Version) -> Facts:
    known = version.dated
    coming = {number: facts for number, facts in known.items() if facts.status is not Status.CANCELLED} or known
    return coming[max(coming, key=lambda number: (_begins(coming[number]), number))]


def _state_of_season(version: Version, last: Facts) -> object:
    postponed = any(facts.status is Status.TENTATIVE for facts in version.dated.values())
    return version.count, last.schedule, postponed, version.is_settled
