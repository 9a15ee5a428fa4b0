"""The runs behind a list of days: "ten, every Friday" rather than ten dates.

Each way to cut the list into runs has a cost: for each run, for each day that a run skips, and for an unusual step. The
cheapest way is closest to how people would say it. It is found in one pass (Viterbi's algorithm), as whether a run goes
on depends only on the last release day, the step, and how many episodes come at once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from feedgen.importing.steps import WORKDAYS, Step, steps_from

_RUN = 3.0

_SKIPPED_DAY = 1.0

# A last day of a run with fewer episodes than the days before it is possible, but rare.
_SHORT_LAST_DAY = 1.0

# After more skipped days in a row people speak of a break, which is a new run.
MOST_SKIPPED = 2

# Weekday patterns to try besides Monday to Friday: those of most weeks.
_MOST_PATTERNS = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Episodes that come by one rule. `first` is None if they have no day; `every` is empty if all come on one day."""

    numbers: tuple[int, ...]
    first: date | None
    every: str = ""
    at_once: int = 1
    skipped: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """Episodes with successive numbers that come on the same day, either all with an hour or all without."""

    day: date
    has_hour: bool
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to cut the groups up to one into runs: its latest run, and the way `before` that.

    The run has the groups from `start` up to, not including, `end`. `step` is None for a run of one day.
    """

    cost: float = 0.0
    before: "_Way | None" = None
    step: Step | None = None
    start: int = 0
    end: int = 0
    skipped: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    """A run that may go on: the way before it, the cost with that way, its first group and its skipped days."""

    cost: float
    before: _Way
    start: int
    skipped: tuple[date, ...] = ()


_Key = tuple[Step, int, bool]


def recognised(
    days: Mapping[int, date | None], with_hour: Iterable[int] = (), most_skipped: int = MOST_SKIPPED
) -> tuple[Run, ...]:
    """Return the runs for the days of episodes by number; episodes without a day are in one run at the end.

    `with_hour` are the episodes whose hour is known, too; a run has only such episodes, or none of them. A run skips up
    to `most_skipped` days in a row.
    """
    hours = frozenset(with_hour)
    groups = tuple(_groups(days, hours))
    undated = tuple(number for number, day in sorted(days.items()) if day is None)
    return (*_cheapest(groups, most_skipped), *([Run(undated, None)] if undated else []))


def _groups(days: Mapping[int, date | None], hours: frozenset[int]) -> Iterator[_Group]:
    dated = [(day, number in hours, number) for number, day in sorted(days.items()) if day is not None]
    for (day, has_hour), items in groupby(dated, key=lambda item: item[:2]):
        yield _Group(day, has_hour, tuple(number for *_, number in items))


def _cheapest(groups: Sequence[_Group], most_skipped: int) -> list[Run]:
    patterns = _patterns(groups)
    best, running = _Way(), dict[_Key, _Open]()
    for index, group in enumerate(groups):
        begun = best
        best = _Way(begun.cost + _RUN, begun, None, index, index + 1)
        going_on = dict[_Key, _Open]()
        for key, run in running.items():
            skipped = key[0].between(groups[index - 1].day, group.day, most_skipped)
            if skipped is not None and (after := _continued(key, run, group, skipped)):
                cost = after.cost + (0 if len(group.numbers) == key[1] else _SHORT_LAST_DAY)
                if cost < best.cost:
                    best = _Way(cost, after.before, key[0], after.start, index + 1, after.skipped)
                if len(group.numbers) == key[1]:
                    going_on[key] = after
        for step in steps_from(group.day, patterns):
            key = step, len(group.numbers), group.has_hour
            cost = begun.cost + _RUN + step.cost
            if key not in going_on or cost < going_on[key].cost:
                going_on[key] = _Open(cost, begun, index)
        running = going_on
    return list(reversed(list(_runs(best, groups))))


def _runs(way: _Way | None, groups: Sequence[_Group]) -> Iterator[Run]:
    """Yield the runs of a way, the latest first."""
    while way and way.end:
        own = groups[way.start : way.end]
        numbers = tuple(number for group in own for number in group.numbers)
        at_once = len(own[0].numbers) if way.step else 1
        yield Run(numbers, own[0].day, way.step.every if way.step else "", at_once, way.skipped)
        way = way.before


def _continued(key: _Key, run: _Open, group: _Group, skipped: tuple[date, ...]) -> _Open | None:
    """Return a run with another group, before which it skips days; None if the group cannot be a part of it."""
    _, at_once, has_hour = key
    if len(group.numbers) > at_once or group.has_hour != has_hour:
        return None
    return _Open(run.cost + _SKIPPED_DAY * len(skipped), run.before, run.start, (*run.skipped, *skipped))


def _patterns(groups: Sequence[_Group]) -> list[frozenset[int]]:
    """Return Monday to Friday, and the sets of weekdays that most weeks have."""
    weeks: dict[date, set[int]] = {}
    for group in groups:
        weekday = group.day.weekday()
        weeks.setdefault(group.day - timedelta(days=weekday), set()).add(weekday)
    found = Counter(frozenset(days) for days in weeks.values() if 1 < len(days) < 7)  # noqa: PLR2004 - days of a week
    usual = sorted(found, key=lambda pattern: (-found[pattern], sorted(pattern)))[:_MOST_PATTERNS]
    return [WORKDAYS, *(pattern for pattern in usual if pattern != WORKDAYS)]
