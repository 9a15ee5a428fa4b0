"""Which episodes of a season are its premiere, its finale and all that lies between."""

from datetime import date
from typing import NamedTuple

from feedgen.plan.announcement import Facts, Plan, Status
from feedgen.plan.show import Mark, Part

Parts = frozenset[Part]
Marks = frozenset[Mark]

NO_PARTS, NO_MARKS = Parts(), Marks()

_PREMIERE, _WEEKLY = frozenset({Part.PREMIERE}), frozenset({Part.WEEKLY})

_PREMIERE_MARK = frozenset({Mark.PREMIERE})


class Roles(NamedTuple):
    """What the parts and marks of an episode depend on besides its own facts. Cancelled episodes do not count.

    `first_day` is the first release day. `last` is the number of the last of all announced episodes, and `last_day` its
    day; each is None while it is not known. `part_ends` are the last episodes of titled runs, except the season's last.
    If `at_once`, all episodes come out on one day, and none has a mark.
    """

    first_day: date | None = None
    last: int | None = None
    last_day: date | None = None
    part_ends: frozenset[int] = frozenset()
    at_once: bool = False

    def of(self, number: int, facts: Facts) -> tuple[Parts, Marks]:
        """Return the parts of the season that an episode is in, and what it is called besides its number and title.

        All that come out on the first day are in the premiere, all others are weekly. All that come out on the last day
        are in the finale, too. An episode without a day, or one that is cancelled, is in no part.
        """
        if self.first_day is None or facts.release is None or facts.status is Status.CANCELLED:
            return NO_PARTS, NO_MARKS
        day = facts.release.day
        parts = _PREMIERE if day == self.first_day else _WEEKLY
        if day == self.last_day:
            parts |= {Part.FINALE}
        return parts, NO_MARKS if self.at_once else self._marks(number, is_premiere=day == self.first_day)

    def _marks(self, number: int, *, is_premiere: bool) -> Marks:
        marks = _PREMIERE_MARK if is_premiere else NO_MARKS
        if number in self.part_ends:
            marks |= {Mark.MIDSEASON_FINALE}
        return marks | {Mark.FINALE} if number == self.last else marks


# Those of a season without a premiere and a finale.
NO_ROLES = Roles()


def roles_of(plan: Plan) -> Roles:
    """Return what the roles of the episodes of a plan depend on."""
    coming = {number: facts for number, facts in plan.episodes.items() if facts.status is not Status.CANCELLED}
    days = {number: facts.release.day for number, facts in coming.items() if facts.release}
    if not days:
        return NO_ROLES
    ends = {facts.part: number for number, facts in coming.items() if facts.part}
    first, highest = min(days.values()), max(coming)
    last = None if plan.terms.open else highest
    return Roles(
        first_day=first,
        last=last,
        last_day=days.get(last) if last is not None else None,
        part_ends=frozenset(ends.values()) - {highest},
        at_once=last in days and len(days) == len(coming) and max(days.values()) == first,
    )
