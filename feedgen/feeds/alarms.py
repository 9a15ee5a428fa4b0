"""When the alarms of an event ring."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from feedgen.feeds.moments import AllDay, Timed
from feedgen.feeds.variant import Reminder
from feedgen.zones import database


def alarms(reminders: Iterable[Reminder], when: AllDay | Timed) -> tuple[timedelta, ...]:
    """Return how long before the start of an event it rings, the first alarm first; negative ones are after it."""
    return tuple(sorted({_before(reminder, when) for reminder in reminders}, reverse=True))


def _before(reminder: Reminder, when: AllDay | Timed) -> timedelta:
    if reminder.at is None:
        return reminder.before
    if isinstance(when, AllDay):
        return -timedelta(hours=reminder.at.hour, minutes=reminder.at.minute)
    here = database.zone(when.zone)
    rings = datetime.combine(when.start.astimezone(here).date(), reminder.at, here)
    return when.start - rings.astimezone(UTC)
