"""When an episode appears: a day, or an instant where the hour is known.

A day is not an instant, so they are two types. Both have the same properties, so callers need no isinstance.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, Self

from feedgen.zones import database

# Years in which an episode may come out: far from the first and the last year of Python's dates, so nothing overflows.
YEARS = range(1900, 2200)

_MIDNIGHT = time()


class DayRelease(NamedTuple):
    """A release of which only the day is known: the same day everywhere."""

    day: date

    @property
    def has_hour(self) -> bool:
        """Whether more is known than the day."""
        return False

    @property
    def instant(self) -> datetime | None:
        """The instant of the release in UTC; None, as only the day is known."""
        return None

    @property
    def begins(self) -> datetime:
        """The instant in UTC from which the episode counts as out: the beginning of the day in UTC."""
        return datetime.combine(self.day, time(), UTC)

    @property
    def zone(self) -> str:
        """The time zone of the service; empty, as a day has none."""
        return ""

    @property
    def clock(self) -> str:
        """The hour on the service's clock; empty, as none is known."""
        return ""

    @property
    def is_late_night(self) -> bool:
        """Whether the hour is counted beyond midnight."""
        return False

    @property
    def iso(self) -> str:
        """The release for machines (ISO 8601): the day."""
        return self.day.isoformat()

    def day_in(self, zone: str) -> date:  # noqa: ARG002 - the same question to both types
        """Return the day on which the episode appears in a zone."""
        return self.day

    def is_out(self, now: datetime) -> bool:
        """Return whether the episode has appeared."""
        return self.begins <= now

    def is_settled(self, now: datetime) -> bool:
        """Return whether the day is over (UTC), so that an hour can no longer become known."""
        return self.day < now.date()


class InstantRelease(NamedTuple):
    """A release at a known instant, `begins`, in UTC; `day` is the announced day in the service's own `zone`.

    An hour that is counted beyond midnight, "Friday 25:30", is an instant of the day after `day`.
    """

    day: date
    begins: datetime
    zone: str

    @property
    def has_hour(self) -> bool:
        """Whether more is known than the day."""
        return True

    @property
    def instant(self) -> datetime | None:
        """The instant of the release in UTC."""
        return self.begins

    @property
    def clock(self) -> str:
        """The hour as it was announced, on the service's clock: "21:00", or "25:30" beyond midnight."""
        here = self.begins.astimezone(database.zone(self.zone))
        return f"{here.hour + 24 * (here.date() - self.day).days:02}:{here:%M}"

    @property
    def is_late_night(self) -> bool:
        """Whether the hour is counted beyond midnight."""
        return self.day_in(self.zone) > self.day

    @property
    def iso(self) -> str:
        """The release for machines (ISO 8601): the instant in UTC."""
        return f"{self.begins:%Y-%m-%dT%H:%M:%SZ}"

    def day_in(self, zone: str) -> date:
        """Return the day on which the episode appears in a zone."""
        return self.begins.astimezone(database.zone(zone)).date()

    def is_out(self, now: datetime) -> bool:
        """Return whether the episode has appeared."""
        return self.begins <= now

    def is_settled(self, now: datetime) -> bool:
        """Return whether its hour can no longer change."""
        return self.begins <= now


Release = DayRelease | InstantRelease


class Hour(NamedTuple):
    """An hour on a service's own clock, counted from the midnight at which the announced day begins.

    24 hours and more are of the night after: 25:30 of Friday is half past one on Saturday.
    """

    clock: timedelta
    zone: str

    def later(self, delay: timedelta) -> Self:
        """Return the hour that is `delay` later on the clock."""
        return self._replace(clock=self.clock + delay) if delay else self

    def on(self, day: date) -> InstantRelease:
        """Return the release at this hour of a day. An hour that occurs twice is the first (PEP 495, fold=0)."""
        return InstantRelease(day, self._on_clock(day).astimezone(UTC), self.zone)

    def exists_on(self, day: date) -> bool:
        """Return whether clocks in the zone show the hour on a day. They skip some; a few places have skipped a day."""
        shown_day = day + timedelta(days=self.clock.days) if self.clock.days else day
        if shown_day not in database.days_of_skipped_time(self.zone, shown_day.year):
            return True
        shown = self._on_clock(day)
        back = shown.astimezone(UTC).astimezone(database.zone(self.zone))
        return back.replace(tzinfo=None, fold=0) == shown.replace(tzinfo=None)

    def has_day(self, day: date) -> bool:
        """Return whether the zone has the day of the hour: a few places have skipped one."""
        noon = self.clock - self.clock % timedelta(days=1) + timedelta(hours=12)
        return self._replace(clock=noon).exists_on(day)

    def shown_on(self, day: date) -> Self:
        """Return the hour that clocks in the zone show instead of a skipped one: 03:30 for 02:30."""
        begins = self._on_clock(day).astimezone(UTC).astimezone(database.zone(self.zone))
        return self._replace(clock=begins.replace(tzinfo=None) - datetime.combine(day, time()))

    def _on_clock(self, day: date) -> datetime:
        # Python adds to an aware datetime on the clock, whatever the offsets.
        return datetime.combine(day, _MIDNIGHT, database.zone(self.zone)) + self.clock

    def __str__(self) -> str:
        hours, minutes = divmod(self.clock // timedelta(minutes=1), 60)
        return f"{hours:02}:{minutes:02}"


def release_on(day: date, hour: Hour | None) -> Release:
    """Return the release on a day, at an hour if that is known."""
    return hour.on(day) if hour else DayRelease(day)
