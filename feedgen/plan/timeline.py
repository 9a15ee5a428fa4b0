"""When the episodes of a show come out, in a few bytes each: enough to find those of a day among very many shows."""

import heapq
from abc import abstractmethod
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import NamedTuple, Self

from feedgen.plan.show import Part, Show

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_SECOND = timedelta(seconds=1)

# No season has more episodes.
_NUMBERS = 10_000


class Place(NamedTuple):
    """An episode of a catalogue, by its show, season and number."""

    show: str
    season: int
    number: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The episodes of a show that have a day, in order of release, then of season and number.

    `begins` are seconds since 1970, and `places` tell season and number.
    """

    begins: "array[int]"
    places: "array[int]"

    @classmethod
    def of(cls, releases: Iterable[tuple[datetime, int, int]]) -> Self:
        """Return the timeline of instants in UTC, each with a season and a number."""
        found = sorted(((at - _EPOCH) // _SECOND, season * _NUMBERS + number) for at, season, number in releases)
        return cls(array("q", [begins for begins, _ in found]), array("I", [place for _, place in found]))

    def __len__(self) -> int:
        return len(self.begins)


@dataclass(frozen=True, slots=True)
class Timelines:
    """Of a show when all of its episodes come out, and when those that are a premiere; and whether all have a day."""

    every: Timeline
    premieres: Timeline
    is_dated: bool

    @classmethod
    def of(cls, show: Show) -> Self:
        """Return those of a show."""
        is_dated = all(season.is_dated for season in show.seasons)
        return cls(Timeline.of(_releases(show)), Timeline.of(_releases(show, Part.PREMIERE)), is_dated)


class Catalogued(Mapping[str, Show]):
    """Shows by slug, of which it is known when they come out without having them all."""

    @abstractmethod
    def timelines(self) -> Mapping[str, Timelines]:
        """Return the timelines of all shows, by slug in order."""


def timelines_of(shows: Mapping[str, Show]) -> Mapping[str, Timelines]:
    """Return the timelines of shows, by slug in order."""
    if isinstance(shows, Catalogued):
        return shows.timelines()
    return {slug: Timelines.of(show) for slug, show in sorted(shows.items())}


def _releases(show: Show, part: Part | None = None) -> Iterator[tuple[datetime, int, int]]:
    """Yield the releases of a show, or of the episodes that are, or once were, in a part of their season."""
    for season in show.seasons:
        for episode in season.episodes:
            if (release := episode.facts.release) and (part is None or part in episode.parts_ever):
                yield release.begins, season.number, episode.number


class Around:
    """The episodes of several shows around an instant: how many there are, how many are out, and the nearest of them.

    They are in order of release, then of show, season and number.
    """

    def __init__(self, timelines: Mapping[str, Timeline], instant: datetime) -> None:
        # What comes out in the midst of a second is out when it ends.
        seconds = -((_EPOCH - instant) // _SECOND)
        self._lines = [(slug, line, bisect_left(line.begins, seconds)) for slug, line in timelines.items()]
        self.total = sum(len(line) for _, line, _ in self._lines)
        self.out = sum(out for _, _, out in self._lines)

    def last_out(self, most: int) -> list[Place]:
        """Return the last episodes that come out before the instant, in order."""
        nearest = heapq.nlargest(most, (line.begins[out - 1] for _, line, out in self._lines if out))
        # So many shows have one of their own that is as near, so that others have nothing to add.
        limit = nearest[-1] if nearest else 0
        near = [each for each in self._lines if each[2] and each[1].begins[each[2] - 1] >= limit]
        return _places(heapq.merge(*(_reversed(*each) for each in near), reverse=True), most)[::-1]

    def next_out(self, most: int) -> list[Place]:
        """Return the first episodes that come out at the instant or after it, in order."""
        coming = [each for each in self._lines if each[2] < len(each[1])]
        nearest = heapq.nsmallest(most, (line.begins[out] for _, line, out in coming))
        limit = nearest[-1] if nearest else 0
        near = [each for each in coming if each[1].begins[each[2]] <= limit]
        return _places(heapq.merge(*(_onward(*each) for each in near)), most)


_Key = tuple[int, str, int]


def _reversed(slug: str, line: Timeline, end: int) -> Iterator[_Key]:
    return ((line.begins[index], slug, line.places[index]) for index in range(end - 1, -1, -1))


def _onward(slug: str, line: Timeline, begin: int) -> Iterator[_Key]:
    return ((line.begins[index], slug, line.places[index]) for index in range(begin, len(line.begins)))


def _places(keys: Iterable[_Key], most: int) -> list[Place]:
    return [Place(slug, *divmod(place, _NUMBERS)) for _, slug, place in islice(keys, most)]
