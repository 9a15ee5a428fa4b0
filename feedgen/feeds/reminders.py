"""Reminders: alarms before an event, or at an hour of its day."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from feedgen.feeds.moments import AllDay, Timed
from feedgen.feeds.variant import Reminder
from feedgen.zones import database

_MOST = 5


_LONGEST = timedelta(weeks=4)


_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


_LENGTH = re.compile(r"(?P<count>\d{1,5})(?P<unit>[mhdw])")


_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)")


def read_reminders(text: str) -> tuple[Reminder, ...] | None:
    """Read up to five reminders, in any order, such as `1d,30m,09:00`; None if they are no such thing."""
    found = {_reminder(part) for part in text.split(",")}
    if None in found or len(found) > _MOST:
        return None
    known = [reminder for reminder in found if reminder]
    return tuple(sorted(known, key=lambda each: (each.at is not None, -each.before, each.at or time())))


def _reminder(text: str) -> Reminder | None:
    if match := _CLOCK.fullmatch(text):
        return Reminder(at=time(int(match["hour"]), int(match["minute"])))
    if match := _LENGTH.fullmatch(text):
        before = int(match["count"]) * _UNITS[match["unit"]]
        return Reminder(before) if before <= _LONGEST else None
    return None


def write_reminders(reminders: Iterable[Reminder]) -> str:
    """Write reminders as they are read."""
    return ",".join(f"{each.at:%H:%M}" if each.at else _length(each.before) for each in reminders)


def _length(before: timedelta) -> str:
    unit = next((unit for unit in "dh" if before and not before % _UNITS[unit]), "m")
    return f"{before // _UNITS[unit]}{unit}"


def alarms(reminders: Iterable[Reminder], when: AllDay | Timed) -> tuple[timedelta, ...]:
    """Return how long before the start of an event it rings, the first first; what is negative is after the start."""
    return tuple(sorted({_before(reminder, when) for reminder in reminders}, reverse=True))


def _before(reminder: Reminder, when: AllDay | Timed) -> timedelta:
    if reminder.at is None:
        return reminder.before
    if isinstance(when, AllDay):
        return -timedelta(hours=reminder.at.hour, minutes=reminder.at.minute)
    here = database.zone(when.zone)
    rings = datetime.combine(when.start.astimezone(here).date(), reminder.at, here)
    return when.start - rings.astimezone(UTC)
