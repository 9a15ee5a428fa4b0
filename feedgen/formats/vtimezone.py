"""The VTIMEZONE of a zone for a span of time (RFC 5545 §3.6.5), in a form that every calendar app reads alike.

Outlook takes at most one STANDARD and one DAYLIGHT block, each with a yearly rule of one ordinal weekday
(MS-OXCICAL 2.1.3.1.1.19.2), and libical, ical.js and vobject each misread something else: lists of RDATE, onsets in
time after the change, comments. So a zone is written in the first of these forms that fits the span:

- *fixed*: one STANDARD block, as one offset holds from the first event to the last;
- *ruled*: two blocks with the rule in force, from the year in which it came into force, and for ever;
- *fitted*: two blocks with a yearly rule that held in each year of the span, but is not in force for ever: it has
  ended, or it has no exact ordinal weekday ("the Sunday after the first Saturday");
- *listed*: one block for each change between the first event and the last, each with its own DTSTART alone, as no
  yearly rule holds. Some readers fail on a change that no event needs.

A rule has to hold in the years of the first and the last event and one year on either side. Nothing depends on the day
on which it is written. With tzdata 2026.6 and a season from November 2023 to April 2024, of 449 zones 314 are
fixed, 122 ruled or fitted and 13 listed: among the last are Casablanca and Gaza, whose clocks go by the moon, Santiago,
Cairo and Nuuk, whose rules know no ordinal weekday, and Mexico, Jordan and Syria, which gave up changing in 2022.
"""

import calendar
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from feedgen.zones import database
from feedgen.zones.tzif import Onset, YearlyDate, ZoneData

_DAY = timedelta(days=1)

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

# The year in which the block begins that holds before any change. vobject compares zones over the years 2000 to 2020,
# and takes a zone without a block for those years for UTC.
_ALWAYS = 1970


def vtimezone(name: str, first: datetime, last: datetime) -> str:
    """Write the VTIMEZONE of a zone for the instants from `first` to `last`, both included."""
    years = first.year - 1, last.year + 2
    onsets = _onsets(name, *years)
    before, within = sum(onset.at <= first for onset in onsets), sum(first < onset.at <= last for onset in onsets)
    return _written(name, *years, before, within)


# Cached, as all feeds need the same changes of the zones of their subscribers.
@functools.lru_cache(maxsize=2048)
def _onsets(name: str, start: int, end: int) -> tuple[Onset, ...]:
    return database.data(name).onsets(start, end)


@functools.lru_cache(maxsize=2048)
def _written(name: str, start: int, end: int, before: int, within: int) -> str:
    """Write the VTIMEZONE of a zone for events in the years from `start` to `end`, which is exclusive.

    `before` is how many changes of these years come before the first event, and `within` how many until the last.
    """
    span = _span(name, range(start, end), before, within)
    blocks = next(blocks for write in _FORMS if (blocks := write(span)))
    return f"BEGIN:VTIMEZONE\r\nTZID:{name}\r\n{''.join(blocks)}END:VTIMEZONE\r\n"


@dataclass(frozen=True, slots=True)
class _Span:
    """The changes of a zone around the first and the last event: all `onsets` in `years`, and those `within`."""

    data: ZoneData
    years: range
    onsets: tuple[Onset, ...]
    within: tuple[Onset, ...]
    offset: timedelta  # of the first instant


def _span(name: str, years: range, before: int, within: int) -> _Span:
    data, onsets = database.data(name), _onsets(name, years.start, years.stop)
    calm = onsets[0].before if onsets else data.offset_on_new_year(years.start)
    offset = onsets[before - 1].after if before else calm
    return _Span(data, years, onsets, onsets[before : before + within], offset)


def _fixed(span: _Span) -> Sequence[str]:
    return () if span.within else (_always("STANDARD", span),)


def _ruled(span: _Span) -> Sequence[str]:
    data = span.data
    if data.rule is None or data.rule_since is None or data.rule_since > span.years.start:
        return ()
    rules = {data.rule.daylight: _ordinal(data.rule.start), data.rule.standard: _ordinal(data.rule.end)}
    onsets = data.onsets(data.rule_since, data.rule_since + 1)
    return [_yearly(onset, rules[onset.after]) for onset in onsets] if all(rules.values()) else ()


def _ordinal(date: YearlyDate) -> str:
    """Return the rule for a date that is the nth weekday of a month; empty if no nth weekday is exactly that date."""
    if not date.month or not timedelta() <= date.time < _DAY:
        return ""
    return _rule(date.month, -1 if date.week == 5 else date.week, (date.weekday - 1) % 7)  # noqa: PLR2004 - POSIX: last


def _fitted(span: _Span) -> Sequence[str]:
    halves = span.onsets[::2], span.onsets[1::2]
    fits = [_common_rule(half, span.years) for half in halves]
    return [_yearly(half[0], rule) for half, rule in zip(halves, fits, strict=True)] if all(fits) else ()


def _common_rule(onsets: Sequence[Onset], years: range) -> str:
    """Return a rule that has exactly these changes in these years; empty if there is none."""
    alike = {(onset.before, onset.after, onset.local.time(), onset.local.month) for onset in onsets}
    if len(alike) != 1 or [onset.local.year for onset in onsets] != [*years]:
        return ""
    common = set.intersection(*({*_rules_for(onset.local)} for onset in onsets))
    return min(common, default="")


def _rules_for(local: datetime) -> Sequence[str]:
    """Return the rules that a local day fits: as the first to fourth such weekday of its month, and as the last."""
    ordinals = [(local.day - 1) // 7 + 1] if local.day <= 4 * 7 else []
    if local.day + 7 > calendar.monthrange(local.year, local.month)[1]:
        ordinals.append(-1)
    return [_rule(local.month, ordinal, local.weekday()) for ordinal in ordinals]


def _rule(month: int, ordinal: int, weekday: int) -> str:
    return f"FREQ=YEARLY;BYMONTH={month};BYDAY={ordinal}{_WEEKDAYS[weekday]}"


def _listed(span: _Span) -> Sequence[str]:
    first = span.within[0]
    kind = "STANDARD" if first.before < first.after else "DAYLIGHT"
    changes = [_block(_kind(onset), onset.local, onset.before, onset.after) for onset in span.within]
    return [_always(kind, span), *changes]


def _always(kind: str, span: _Span) -> str:
    since = datetime(min(_ALWAYS, span.years.start), 1, 1)  # noqa: DTZ001 - local, as all times in a VTIMEZONE
    return _block(kind, since, span.offset, span.offset)


def _yearly(onset: Onset, rule: str) -> str:
    return _block(_kind(onset), onset.local, onset.before, onset.after, rule)


def _kind(onset: Onset) -> str:
    """Return DAYLIGHT for the larger offset, even in Dublin, where tzdata has it the other way: KDE relies on it."""
    return "DAYLIGHT" if onset.after > onset.before else "STANDARD"


def _block(kind: str, since: datetime, before: timedelta, after: timedelta, rule: str = "") -> str:
    return (
        f"BEGIN:{kind}\r\nDTSTART:{since.isoformat().replace('-', '').replace(':', '')}\r\n"
        + (f"RRULE:{rule}\r\n" if rule else "")
        + f"TZOFFSETFROM:{_offset(before)}\r\nTZOFFSETTO:{_offset(after)}\r\nEND:{kind}\r\n"
    )


def _offset(offset: timedelta) -> str:
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")


# The first of these that returns blocks is used.
_FORMS: tuple[Callable[[_Span], Sequence[str]], ...] = (_fixed, _ruled, _fitted, _listed)
