"""Which episodes of a season are its premiere, its finale and all that lies between."""

from collections.abc import Mapping

from feedgen.plan.announcement import Facts, Plan, Status
from feedgen.plan.show import Mark, Part

Parts = frozenset[Part]
Marks = frozenset[Mark]


_NO_PARTS, _NO_MARKS = Parts(), Marks()


def parts_of(plan: Plan) -> Mapping[int, Parts]:
    """Return the parts of the season that each episode with a day is in. A cancelled one is in none any more.

    All that come out on the first day are in the premiere, all others are weekly. The finale is the last of all that
    are announced, with all that come out on its day; there is none while that one has no day.
    """
    coming = _coming(plan)
    days = {number: facts.release.day for number, facts in coming.items() if facts.release}
    first, last = min(days.values(), default=None), _last(plan, coming)
    parts = {}
    for number, day in days.items():
        on_time = {Part.PREMIERE if day == first else Part.WEEKLY}
        parts[number] = frozenset(on_time | ({Part.FINALE} if last in days and day == days[last] else set()))
    return parts


def marks_of(plan: Plan) -> Mapping[int, Marks]:
    """Return what each episode is called. One that comes out with all others of its season is called nothing."""
    coming = _coming(plan)
    days = {number: facts.release.day for number, facts in coming.items() if facts.release}
    last = _last(plan, coming)
    if last in days and len(days) == len(coming) and len(set(days.values())) == 1:
        return {}
    first = min(days.values(), default=None)
    marks = {number: frozenset({Mark.PREMIERE}) for number, day in days.items() if day == first}
    for number in _ends_of_parts(coming):
        if number in days:
            marks[number] = marks.get(number, _NO_MARKS) | {Mark.MIDSEASON_FINALE}
    if last in days:
        marks[last] = marks.get(last, _NO_MARKS) | {Mark.FINALE}
    return marks


def _coming(plan: Plan) -> Mapping[int, Facts]:
    return {number: facts for number, facts in plan.episodes.items() if facts.status is not Status.CANCELLED}


def _last(plan: Plan, coming: Mapping[int, Facts]) -> int | None:
    """Return the number of the last episode; None while it is not known which that will be."""
    return None if plan.terms.open else max(coming, default=None)


def _ends_of_parts(coming: Mapping[int, Facts]) -> set[int]:
    """Return the last episode of each titled run, but for the one that may be the season's last."""
    ends = {facts.part: number for number, facts in sorted(coming.items()) if facts.part}
    return set(ends.values()) - {max(coming, default=None)}
