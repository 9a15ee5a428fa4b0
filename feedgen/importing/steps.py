"""The steps from one release day to the next that people announce, such as weekly, or on weekdays."""

import calendar
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

WORKDAYS = frozenset(range(5))

# The last day of the month that each month has.
_IN_EVERY_MONTH = 28

# Weekly and daily runs are usual. Another step costs more than a run, so it must explain several release days.
_USUAL, _WEEKDAYS_COST, _UNUSUAL = 0.0, 0.5, 3.5


@dataclass(frozen=True, slots=True)
class Step:
    """A step between release days; `every` is its name in the schedule language.

    `cost` is how unusual it is, in units of a skipped day.
    """

    every: str
    cost: float
    next_day: Callable[[date], date] = field(compare=False, repr=False)

    def between(self, day: date, later: date, most: int) -> tuple[date, ...] | None:
        """Return the release days that the step has between two days; None if `later` is no such day.

        None also for more than `most` days.
        """
        skipped: list[date] = []
        while (day := self.next_day(day)) < later:
            if len(skipped) == most:
                return None
            skipped.append(day)
        return tuple(skipped) if day == later else None


def steps_from(day: date, patterns: Iterable[frozenset[int]]) -> Iterator[Step]:
    """Yield the steps that a run from this day on may have; `patterns` are sets of weekdays (Monday is 0) to try."""
    yield _by_days("week", 7, _USUAL)
    yield _by_days("day", 1, _USUAL)
    for weeks in (2, 3, 4):
        yield _by_days(f"{weeks} weeks", 7 * weeks, _UNUSUAL)
    for pattern in patterns:
        if day.weekday() in pattern:
            yield _on_weekdays(pattern)
    if day.day <= _IN_EVERY_MONTH:
        yield Step("month", _UNUSUAL, _same_day_of_next_month)
        place = (day.day - 1) // 7
        rule = f"FREQ=MONTHLY;BYDAY={place + 1}{_WEEKDAYS[day.weekday()]}"
        yield Step(rule, _UNUSUAL, _same_weekday_of_next_month)


def _by_days(every: str, days: int, cost: float) -> Step:
    gap = timedelta(days=days)
    return Step(every, cost, lambda day: day + gap)


def _on_weekdays(pattern: frozenset[int]) -> Step:
    def following(day: date) -> date:
        return next(later for gap in range(1, 8) if (later := day + timedelta(days=gap)).weekday() in pattern)

    if pattern == WORKDAYS:
        return Step("weekdays", _WEEKDAYS_COST, following)
    *names, last = (calendar.day_name[weekday] for weekday in sorted(pattern))
    return Step(f"{', '.join(names)} and {last}", _UNUSUAL, following)


def _same_day_of_next_month(day: date) -> date:
    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)


def _same_weekday_of_next_month(day: date) -> date:
    place = (day.day - 1) // 7
    first = _same_day_of_next_month(day).replace(day=1)
    return first + timedelta(days=(day.weekday() - first.weekday()) % 7 + 7 * place)
