"""How often a run releases: a recurrence rule (RFC 5545 §3.3.10) into whole days."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta
from typing import cast

from dateutil.rrule import rrule, rrulestr

from feedgen.schedule.rules import WEEKDAYS, check_rule, parts_of
from feedgen.schedule.spoken import spoken_rule

# No season runs for longer.
_HORIZON_YEARS = 50


# dateutil looks for days up to the year 9999, in vain if a rule has none. The calendar repeats after 400 years,
# weekdays included, so a rule is expanded so many years later, where that end is near.
_LATER_YEARS = 19 * 400


# How much longer dateutil looks at a month than we at a day.
_MONTH_COST = 200


_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cadence:
    """A checked rule in the form of an RFC 5545 RECUR value."""

    rule: str

    def days(self, first: date, count: int) -> tuple[date, ...]:
        """Return up to `count` days from `first` on, in order.

        Fewer mean that the rule ends before. The first of them is later than `first` if the rule does not
        include `first`.
        """
        parts = parts_of(self.rule)
        end = _end(parts, first)
        days = _by_day(parts, first) if _is_plain(parts) else _by_period(self.rule, parts, first)
        most = min(count, int(parts.get("COUNT", count)))
        return tuple(itertools.islice(itertools.takewhile(lambda day: day <= end, days), most))

    def cost(self, first: date, days: tuple[date, ...], count: int) -> int:
        """Return how much it takes to find these days, of so many that were wanted: about the microseconds."""
        parts = parts_of(self.rule)
        end = _end(parts, first)
        last = days[-1] if len(days) == count else max(end, first)
        span = (last - first).days
        return span if _is_plain(parts) else span // 30 * _MONTH_COST

    def skipped(self, first: date, days: tuple[date, ...]) -> tuple[date, ...]:
        """Return the first day of each month that is left out for being too short.

        A rule that names its days means what it says, and leaves out none.
        """
        parts = parts_of(self.rule)
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
    rule = spoken_rule(text)
    if rule is None:
        check_rule(text)
    return Cadence(rule or text)


def _end(parts: Mapping[str, str], first: date) -> date:
    horizon = _later(first, _HORIZON_YEARS)
    return min(date.fromisoformat(parts["UNTIL"]), horizon) if "UNTIL" in parts else horizon


def _later(day: date, years: int) -> date:
    return date(min(day.year + years, MAXYEAR), 12, 31)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _is_plain(parts: Mapping[str, str]) -> bool:
    return parts["FREQ"] in ("DAILY", "WEEKLY") and "BYSETPOS" not in parts


def _by_day(parts: Mapping[str, str], first: date) -> Iterator[date]:
    """Yield the days of a plain rule by looking at each day; dateutil takes seconds where few match."""
    weekly = parts["FREQ"] == "WEEKLY"
    length, interval = 7 if weekly else 1, int(parts.get("INTERVAL", "1"))
    usual = WEEKDAYS[first.weekday()] if weekly else ",".join(WEEKDAYS)
    weekdays = {WEEKDAYS.index(name) for name in parts.get("BYDAY", usual).split(",")}
    months, month_days = _numbers(parts, "BYMONTH"), _numbers(parts, "BYMONTHDAY")
    before = (first.weekday() - WEEKDAYS.index(parts.get("WKST", "MO"))) % 7 if weekly else 0
    for start in itertools.count(first.toordinal() - before, length * interval):
        for day in map(date.fromordinal, range(start, start + length)):
            if day.weekday() in weekdays and (not months or day.month in months) and day >= first:
                left = (day.replace(day=28) + 4 * _DAY).replace(day=1) - day if month_days else _DAY
                if not month_days or day.day in month_days or -left.days in month_days:
                    yield day
        if start > _later(first, _HORIZON_YEARS).toordinal():
            return


def _by_period(rule: str, parts: Mapping[str, str], first: date) -> Iterator[date]:
    """Yield the days of a rule as dateutil finds them, whose COUNT and UNTIL are left to the caller."""
    endless = ";".join(part for part in rule.split(";") if not part.startswith(("COUNT=", "UNTIL=")))
    start = datetime.combine(first.replace(year=first.year + _LATER_YEARS), time())
    weeks = _numbers(parts, "BYWEEKNO")
    for moment in cast("rrule", rrulestr(endless, dtstart=start)):
        day = moment.date().replace(year=moment.year - _LATER_YEARS)
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
