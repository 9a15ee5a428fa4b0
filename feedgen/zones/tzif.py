"""Time zone data files (TZif, RFC 9636): when a zone's offset from UTC changes, in any year.

A file lists past changes, and ends with a rule for all later years in the form of POSIX's TZ variable. zoneinfo reads
the same files but exposes neither.
"""

import calendar
import re
import struct
from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

_HEADER = struct.Struct(">4sc15x6l")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_SECOND = timedelta(seconds=1)

_NAME = r"(?:[A-Za-z]+|<[^>]+>)"

_TIME = r"[+-]?\d+(?::\d+){0,2}"

_DATE = r"(?:M\d+\.\d+\.\d+|J?\d+)"

_FOOTER = re.compile(
    rf"{_NAME}(?P<standard>{_TIME})(?:{_NAME}(?P<daylight>{_TIME})?"
    rf",(?P<start>{_DATE})(?:/(?P<start_time>{_TIME}))?,(?P<end>{_DATE})(?:/(?P<end_time>{_TIME}))?)?"
)


@dataclass(frozen=True, slots=True)
class Onset:
    """A change of offset: the instant `at` in UTC, and the offsets before and after it."""

    at: datetime
    before: timedelta
    after: timedelta

    @property
    def local(self) -> datetime:
        """What clocks show at that instant, as they ran before the change (RFC 5545 §3.6.5); without a zone."""
        return (self.at + self.before).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class YearlyDate:
    """One half of a POSIX rule: the date of the change in each year, and the time on clocks before it.

    `month`, `week` (5 is the last) and `weekday` (0 is Sunday) make the date. If `month` is 0, it is `day` instead,
    counted from 0 on January 1; with `leapless` February 29 is not counted. `time` may be negative, or above a day.
    """

    time: timedelta
    month: int = 0
    week: int = 0
    weekday: int = 0
    day: int = 0
    leapless: bool = False

    @classmethod
    def parse(cls, date: str, time: str | None) -> "YearlyDate":
        """Read "M3.2.0", "J60" or "59", and a time of day, which is 2:00 by default."""
        clock = _seconds(time or "2")
        if date.startswith("M"):
            month, week, weekday = map(int, date[1:].split("."))
            return cls(clock, month, week, weekday)
        if date.startswith("J"):
            return cls(clock, day=int(date[1:]) - 1, leapless=True)
        return cls(clock, day=int(date))

    def local(self, year: int) -> datetime:
        """Return what clocks show in that year when the change comes."""
        if not self.month:
            after_february = self.leapless and calendar.isleap(year) and self.day >= 59  # noqa: PLR2004 - March 1
            return datetime(year, 1, 1) + timedelta(days=self.day + after_february) + self.time  # noqa: DTZ001 - local
        first_weekday, length = calendar.monthrange(year, self.month)
        day = 1 + (self.weekday - 1 - first_weekday) % 7 + 7 * (self.week - 1)
        return datetime(year, self.month, day if day <= length else day - 7) + self.time  # noqa: DTZ001 - local


@dataclass(frozen=True, slots=True)
class YearlyRule:
    """The rule that a zone follows after its listed changes: `start` and `end` of the time with offset `daylight`."""

    standard: timedelta
    daylight: timedelta
    start: YearlyDate
    end: YearlyDate

    def onsets(self, year: int) -> tuple[Onset, ...]:
        """Return the two changes of a year, in order."""
        starts = (self.start.local(year) - self.standard).replace(tzinfo=UTC)
        ends = (self.end.local(year) - self.daylight).replace(tzinfo=UTC)
        pair = (Onset(starts, self.standard, self.daylight), Onset(ends, self.daylight, self.standard))
        return tuple(sorted(pair, key=lambda onset: onset.at))


@dataclass(frozen=True)
class ZoneData:
    """What a file says of a zone: its changes of offset up to an instant, in order, and the rule after it.

    `instants` are the times of the changes, in seconds since 1970 (UTC). `offsets` are the offset before the first
    change, and the one after each. `rule` is None if the last offset stays for ever.
    """

    instants: tuple[int, ...]
    offsets: tuple[timedelta, ...]
    listed_until: datetime
    rule: YearlyRule | None

    @cached_property
    def rule_since(self) -> int | None:
        """The first year from which on all changes are those of the rule; None without one."""
        if self.rule is None:
            return None
        year = self.listed_until.year + 1
        while self.onsets(year - 1, year) == self.rule.onsets(year - 1):
            year -= 1
        return year

    def onsets(self, start: int, end: int) -> tuple[Onset, ...]:
        """Return the changes from the year `start` up to, not including, the year `end` (UTC), in order."""
        listed = (
            Onset(_EPOCH + timedelta(seconds=self.instants[index]), *self.offsets[index : index + 2])
            for index in range(self._changes_before(start), self._changes_before(end))
        )
        if self.rule is None or self.listed_until.year >= end:
            return tuple(listed)
        ruled = (onset for year in range(start, end) for onset in self.rule.onsets(year))
        return (*listed, *(onset for onset in ruled if onset.at > self.listed_until))

    def offset_on_new_year(self, year: int) -> timedelta:
        """Return the offset at the beginning of a year (UTC)."""
        return self.offsets[self._changes_before(year)]

    def _changes_before(self, year: int) -> int:
        new_year = datetime(year, 1, 1, tzinfo=UTC) - _EPOCH
        return bisect_left(self.instants, new_year // _SECOND)


def read_zone(data: bytes) -> ZoneData:
    """Read a TZif file of version 2 or later. Changes that leave the offset as it was are left out."""
    magic, version, *_ = _HEADER.unpack_from(data)
    if magic != b"TZif" or version < b"2":
        raise ValueError("not a TZif file of version 2 or later")
    # Skip the first block, which is for readers of version 1.
    at = _HEADER.size + _block_size(data, 0, 4)
    utc_count, wall_count, leaps, times, types, letters = _HEADER.unpack_from(data, at)[2:]
    body = at + _HEADER.size
    instants = struct.unpack_from(f">{times}q", data, body)
    kinds = data[body + 8 * times : body + 9 * times]
    offsets = [
        timedelta(seconds=struct.unpack_from(">l", data, body + 9 * times + 6 * kind)[0]) for kind in range(types)
    ]
    # Most callers need a few years of a century, so the others stay plain numbers.
    changes, held = [], [offsets[0]]
    for instant, kind in zip(instants, kinds, strict=True):
        if offsets[kind] != held[-1]:
            changes.append(instant)
            held.append(offsets[kind])
    footer = body + 9 * times + 6 * types + letters + 12 * leaps + wall_count + utc_count
    until = _EPOCH + timedelta(seconds=instants[-1] if instants else 0)
    return ZoneData(tuple(changes), tuple(held), until, _parse_footer(data[footer:].decode("ascii").strip("\n")))


def _block_size(data: bytes, at: int, time_size: int) -> int:
    utc_count, wall_count, leaps, times, types, letters = _HEADER.unpack_from(data, at)[2:]
    return int(times * (time_size + 1) + types * 6 + letters + leaps * (time_size + 4) + wall_count + utc_count)


def _parse_footer(footer: str) -> YearlyRule | None:
    match = _FOOTER.fullmatch(footer)
    if match is None:
        raise ValueError(f"not a POSIX time zone: {footer!r}")
    if match["start"] is None:
        return None
    standard = -_seconds(match["standard"])  # POSIX counts westwards
    daylight = -_seconds(match["daylight"]) if match["daylight"] else standard + timedelta(hours=1)
    start = YearlyDate.parse(match["start"], match["start_time"])
    return YearlyRule(standard, daylight, start, YearlyDate.parse(match["end"], match["end_time"]))


def _seconds(text: str) -> timedelta:
    hours, minutes, seconds, *_ = [*map(int, text.lstrip("+-").split(":")), 0, 0]
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if text.startswith("-") else length
