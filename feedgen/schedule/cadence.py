"""How often a run releases: a recurrence rule (RFC 5545 §3.3.10) over whole days."""

import functools
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time
from typing import cast

from dateutil.rrule import rrule, rrulestr

# A rule that matches no day at all (February 30) must end; no season runs for longer.
_HORIZON_YEARS = 50


_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


_PARTS = (
    *("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY"),
    *("BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS"),
)


_WORDS = re.compile(r"(?:(?P<interval>[1-9]\d{0,2}) )?(?P<unit>day|week|month)s?")


_UNIT_FREQUENCY = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY"}


class RuleError(ValueError):
    """A rule that cannot be used; `remedy` says what was probably meant, or is empty."""

    def __init__(self, message: str, remedy: str = "") -> None:
        self.remedy = remedy
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Cadence:
    """A checked rule in the form of an RFC 5545 RECUR value."""

    rule: str

    def days(self, first: date, count: int) -> tuple[date, ...]:
        """Return up to `count` days from `first` on, in order.

        Fewer mean that the rule ends before. The first of them is later than `first` if the rule does not
        include `first`.
        """
        return _days(self.rule, first, count)


def read_cadence(text: str) -> Cadence:
    """Read "week", "2 weeks", "day", "month" or an RFC 5545 rule of whole days.

    Raises RuleError for anything else, also for what dateutil would take but RFC 5545 forbids.
    """
    if words := _WORDS.fullmatch(text):
        interval = f";INTERVAL={words['interval']}" if words["interval"] else ""
        return Cadence(f"FREQ={_UNIT_FREQUENCY[words['unit']]}{interval}")
    _check_parts(text)
    try:
        _recurrence(text, date(2024, 1, 1))
    except (ValueError, TypeError, KeyError) as error:
        raise RuleError(f'"{text}" is not a recurrence rule: {error}', "see RFC 5545, section 3.3.10") from error
    return Cadence(text)


def _check_parts(text: str) -> None:
    pairs = [part.partition("=") for part in text.split(";")]
    if not all(name and equals and value for name, equals, value in pairs):
        raise RuleError(
            f'"{text}" is neither a word nor a recurrence rule',
            'write "week", or a rule like "FREQ=WEEKLY;BYDAY=FR"',
        )
    parts = {name: value for name, _, value in pairs}
    if len(parts) != len(pairs):
        raise RuleError(f'"{text}" names a part twice')
    if unknown := [name for name in parts if name not in _PARTS]:
        raise RuleError(f'"{text}" has "{unknown[0]}", which a rule of whole days cannot have', "; ".join(_PARTS))
    if parts.get("FREQ") not in _FREQUENCIES:
        raise RuleError(f'"{text}" has no usable FREQ', f"FREQ is one of {', '.join(_FREQUENCIES)}")
    if not re.fullmatch(r"[1-9]\d{0,3}", parts.get("INTERVAL", "1")):
        raise RuleError(f'"{text}" has an INTERVAL that is not a number from 1 to 9999')
    if "COUNT" in parts and "UNTIL" in parts:
        raise RuleError(f'"{text}" has both COUNT and UNTIL', "a rule ends in one way")
    if not re.fullmatch(r"[1-9]\d*", parts.get("COUNT", "1")):
        raise RuleError(f'"{text}" has a COUNT that is not a number above 0')
    if not re.fullmatch(r"\d{8}", parts.get("UNTIL", "20240101")):
        raise RuleError(f'"{text}" has an UNTIL that is not a day', "write UNTIL=20240112")
    if re.search(r"\d", parts.get("BYDAY", "")) and parts["FREQ"] in ("DAILY", "WEEKLY"):
        raise RuleError(f'"{text}" has a BYDAY with a number', 'numbers such as "1FR" go with MONTHLY or YEARLY')


# Catalogues release by few rules, on few weekdays, seasons of few lengths.
@functools.lru_cache(maxsize=4096)
def _days(rule: str, first: date, count: int) -> tuple[date, ...]:
    limit = re.search(r"COUNT=(\d+)", rule)
    most = min(count, int(limit[1])) if limit else count
    return tuple(moment.date() for moment in itertools.islice(_recurrence(rule, first), most))


def _recurrence(rule: str, first: date) -> Iterable[datetime]:
    """Expand a rule up to its UNTIL or the horizon. COUNT is left to the caller: dateutil takes not both."""
    endless, until = _read(rule)
    horizon = datetime(min(first.year + _HORIZON_YEARS, MAXYEAR), 12, 31)  # noqa: DTZ001 - whole days have no zone
    return endless.replace(dtstart=datetime.combine(first, time()), until=min(until or horizon, horizon))


@functools.lru_cache(maxsize=1024)
def _read(rule: str) -> tuple[rrule, datetime | None]:
    """Read a rule without its end, and its UNTIL. Most schedules share a few rules."""
    until = re.search(r"UNTIL=(\d+)", rule)
    endless = re.sub(r";?(?:UNTIL|COUNT)=\d+", "", rule).removeprefix(";")
    start = datetime(2024, 1, 1)  # noqa: DTZ001 - any day serves: each use sets its own
    read = rrulestr(endless, dtstart=start)
    return cast("rrule", read), datetime.strptime(until[1], "%Y%m%d") if until else None  # noqa: DTZ007 - as above
