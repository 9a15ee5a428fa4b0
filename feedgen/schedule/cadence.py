"""How often a run releases: a recurrence rule (RFC 5545 §3.3.10) into whole days."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta
from itertools import islice
from typing import cast

from dateutil.rrule import rrule, rrulestr

from feedgen.schedule.rule_words import spoken_rule
from feedgen.schedule.rules import WEEKDAYS, parts_of

# No season runs for longer.
_HORIZON_YEARS = 50

# dateutil looks for days up to the year 9999, which takes long for a rule that has none. The calendar, with its
# weekdays, repeats every 400 years, so rules are expanded this many years later, close to that end.
_LATER_YEARS = 19 * 400

# How many times longer dateutil takes for a month than `_by_day` takes for a day.
_MONTH_COST = 200

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cadence:
    """A checked rule in the form of an RFC 5545 RECUR value, and its parts by name."""

    rule: str
    parts: Mapping[str, str]

    def days(self, first: date, count: int) -> tuple[date, ...]:
        """Return up to `count` days from `first` on, in order.

        Fewer mean that the rule ends before. The first of them is later than `first` if the rule does not
        include `first`.
        """
        parts, end = self.parts, _end(self.parts, first)
        days = _by_day(parts, first, end) if _is_plain(parts) else _by_period(self.rule, parts, first, end)
        return tuple(islice(days, min(count, int(parts.get("COUNT", count)))))

    def cost(self, first: date, days: tuple[date, ...], count: int) -> int:
        """Return about how many microseconds `days(first, count)` takes; `days` is what it has returned."""
        last = days[-1] if len(days) == count else max(_end(self.parts, first), first)
        span = (last - first).days
        return span if _is_plain(self.parts) else span // 30 * _MONTH_COST

    def skipped(self, first: date, days: tuple[date, ...]) -> tuple[date, ...]:
        """Return the first day of each month without a release, because the month is too short.

        Empty for a rule with BYMONTHDAY, BYDAY and the like: it says itself which days it means.
        """
        parts = self.parts
        if parts["FREQ"] not in ("MONTHLY", "YEARLY") or any(name.startswith("BY") for name in parts) or not days:
            return ()
        step = int(parts.get("INTERVAL", "1")) * (12 if parts["FREQ"] == "YEARLY" else 1)
        there = {(day.year, day.month) for day in days}
        months = [divmod(at, 12) for at in range(_month(first), _month(days[-1]), step)]
        return tuple(date(year, month + 1, 1) for year, month in months if (year, month + 1) not in there)


def read_cadence(text: str) -> Cadence:
    """Read "week", "2 weeks", "weekdays" and the like, or an RFC 5545 rule of whole days.

    Raises RuleError for anything else, also for what dateutil would take but RFC 5545 forbids.
    """
    rule = text if "=" in text else spoken_rule(text) or text
    return Cadence(rule, parts_of(rule))


def _end(parts: Mapping[str, str], first: date) -> date:
    horizon = date(min(first.year + _HORIZON_YEARS, MAXYEAR), 12, 31)
    return min(date.fromisoformat(parts["UNTIL"]), horizon) if "UNTIL" in parts else horizon


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _is_plain(parts: Mapping[str, str]) -> bool:
    return parts["FREQ"] in ("DAILY", "WEEKLY") and "BYSETPOS" not in parts


def _by_day(parts: Mapping[str, str], first: date, end: date) -> Iterator[date]:
    """Yield the days of a plain rule by looking at each day; dateutil takes seconds where few match."""
    months, month_days = _numbers(parts, "BYMONTH"), _numbers(parts, "BYMONTHDAY")
    for day in _in_steps(parts, first, end):
        if (not months or day.month in months) and (not month_days or _days_of_month(day) & month_days):
            yield day


def _in_steps(parts: Mapping[str, str], first: date, end: date) -> Iterator[date]:
    """Yield the days of a plain rule without its BYMONTH and BYMONTHDAY, up to the end."""
    interval = int(parts.get("INTERVAL", "1"))
    weekdays = [WEEKDAYS.index(name) for name in parts["BYDAY"].split(",")] if "BYDAY" in parts else []
    start, last = first.toordinal(), end.toordinal() + 1
    if parts["FREQ"] == "DAILY":
        days = map(date.fromordinal, range(start, last, interval))
        return (day for day in days if day.weekday() in weekdays) if weekdays else days
    week_start = WEEKDAYS.index(parts.get("WKST", "MO"))
    steps = sorted({(weekday - week_start) % 7 for weekday in weekdays or [first.weekday()]})
    weeks = range(start - (first.weekday() - week_start) % 7, last, 7 * interval)
    return (date.fromordinal(week + step) for week in weeks for step in steps if start <= week + step < last)


def _days_of_month(day: date) -> set[int]:
    """Return the day of the month, counted from the first and from the last (-1)."""
    return {day.day, day.day - calendar.monthrange(day.year, day.month)[1] - 1}


def _by_period(rule: str, parts: Mapping[str, str], first: date, end: date) -> Iterator[date]:
    """Yield the days of a rule as dateutil finds them, up to the end. COUNT and UNTIL are left to the caller."""
    endless = ";".join(part for part in rule.split(";") if not part.startswith(("COUNT=", "UNTIL=")))
    start = datetime.combine(first.replace(year=first.year + _LATER_YEARS), time())
    weeks = _numbers(parts, "BYWEEKNO")
    for moment in cast("rrule", rrulestr(endless, dtstart=start)):
        day = moment.date().replace(year=moment.year - _LATER_YEARS)
        if day > end:
            return
        # dateutil takes days of week 52 or 1 for those of a week 53 that a year does not have.
        if not weeks or _week_numbers(day, parts.get("WKST", "MO")) & weeks:
            yield day


def _week_numbers(day: date, week_start: str) -> set[int]:
    """Return the number of the week of a day, counted from the first week of its year and from the last (-1)."""
    middle = day + _DAY * (3 - (day.weekday() - WEEKDAYS.index(week_start)) % 7)
    number = (middle.timetuple().tm_yday - 1) // 7 + 1
    weeks = (date(middle.year, 12, 31) - middle).days // 7 + number
    return {number, number - weeks - 1}


def _numbers(parts: Mapping[str, str], name: str) -> set[int]:
    return {int(number) for number in parts[name].split(",")} if name in parts else set()
