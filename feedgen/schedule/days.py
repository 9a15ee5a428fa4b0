"""The days of several episodes: from a first day on, by a rule, some at once, and some days left out."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pydantic_core import PydanticCustomError

from feedgen.schedule.cadence import Cadence
from feedgen.schedule.limits import Reading
from feedgen.schedule.raising import Location, wrong

LONGEST_MONTH = 31

# Days of "except": more than any season leaves out.
_MOST_SKIPPED = 1000

Days = tuple[date, ...]


@dataclass(frozen=True)
class Rhythm:
    """The rule by which `count` episodes come out, from `first` on. Without `every` all come out on the first day."""

    count: int
    first: date
    every: Cadence | None
    at_once: int | None
    skip: Days

    @cached_property
    def days(self) -> Days:
        """The day of each episode; fewer if the rule ends before."""
        if self.every is None:
            return (self.first,) * self.count
        at_once = min(self.at_once or 1, self.count)
        return tuple(day for day in self._kept for _ in range(at_once))[: self.count] if at_once > 1 else self._kept

    def problems(self, reading: Reading) -> Iterator[tuple[Location, PydanticCustomError]]:
        """Yield the problems of each key: one without effect, a day that the rule does not have, too few days."""
        if self.every is None:
            yield from self._problems_without_rule()
            return
        if len(self.skip) > _MOST_SKIPPED:
            message = f'"except" has {len(self.skip)} days, more than {_MOST_SKIPPED}'
            yield ("except",), wrong(message, "begin another run after a long break")
            return
        reading.take_rule()
        ruled = self._ruled
        reading.take_rule(self.every.cost(self.first, self._expanded, self._wanted))
        if ruled and ruled[0] != self.first:
            yield ("first",), self._not_first(self.every, ruled[0])
        elif self.first in self.skip:
            yield ("first",), wrong(f'{self.first} is among the days of "except"', "write the first day that is not")
        elif short := self.every.skipped(self.first, ruled):
            yield ("every",), self._short_months(short)
        elif len(self._kept) < self._release_days:
            yield ("every",), self._too_few(self.every, self._kept)
        if self.skip:
            yield from self._wrong_skips(frozenset(ruled), self.every.rule)

    def _wrong_skips(self, ruled: frozenset[date], rule: str) -> Iterator[tuple[Location, PydanticCustomError]]:
        seen = set[date]()
        for index, day in enumerate(self.skip):
            if day in seen:
                yield ("except", index), wrong(f"{day} is there twice", "keep one of the two")
            elif day not in ruled:
                message = f"{day}, a {day:%A}, is no day of the rule {rule} for these episodes"
                yield ("except", index), wrong(message, "leave it out, or mend it")
            seen.add(day)

    @property
    def _release_days(self) -> int:
        return -(-self.count // (self.at_once or 1))

    @property
    def _wanted(self) -> int:
        """How many days of the rule are enough, even if all days of `skip` are among them."""
        return self._release_days + len(self.skip)

    @cached_property
    def _expanded(self) -> Days:
        return self.every.days(self.first, self._wanted) if self.every else ()

    @cached_property
    def _kept(self) -> Days:
        """The days of the rule on which episodes come."""
        skip = frozenset(self.skip)
        return tuple(day for day in self._expanded if day not in skip)[: self._release_days]

    @property
    def _ruled(self) -> Days:
        """The days of the rule up to the last that is needed, with those that are left out."""
        if len(self._kept) < self._release_days or not self._kept:
            return self._expanded
        return self._expanded[: bisect_right(self._expanded, self._kept[-1])]

    def _problems_without_rule(self) -> Iterator[tuple[Location, PydanticCustomError]]:
        if self.at_once is not None and self.at_once < self.count:
            yield ("at_once",), wrong('"at_once" says nothing without "every"', 'add "every", or leave it out')
        if self.skip:
            yield ("except",), wrong('"except" says nothing without "every"', 'add "every", or leave it out')

    def _not_first(self, every: Cadence, found: date) -> PydanticCustomError:
        return wrong(
            f"{self.first} is a {self.first:%A}, which the rule {every.rule} leaves out",
            f"the first day that it gives is {found}, a {found:%A}",
        )

    def _short_months(self, short: Days) -> PydanticCustomError:
        months = ", ".join(f"{month:%B %Y}" for month in short[:3]) + (", …" if len(short) > 3 else "")  # noqa: PLR2004 - enough to understand
        rule = self.every.rule if self.every else ""
        none = f'for no episode in them "{rule};BYMONTHDAY={self.first.day}"'
        remedy = f"write every = {self._last_days(rule)} for the last day of those months; {none}"
        return wrong(f"no episode would come in {months}, which have no day {self.first.day}", remedy)

    def _last_days(self, rule: str) -> str:
        """Return how to write the rule so that shorter months have a release on their last day."""
        if rule == "FREQ=MONTHLY" and self.first.day == LONGEST_MONTH:
            return '"last day of the month"'
        days = ",".join(str(day) for day in range(28, self.first.day + 1))
        return f'"{rule};BYMONTHDAY={days};BYSETPOS=-1"'

    def _too_few(self, every: Cadence, days: Days) -> PydanticCustomError:
        given = len(days) * (self.at_once or 1)
        return wrong(
            f"the rule {every.rule} gives days for {given} of the {self.count} episodes",
            "let the rule go on for longer, or name fewer episodes",
        )
