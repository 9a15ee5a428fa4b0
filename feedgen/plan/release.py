"""When an episode appears: a day, or an instant where the hour is known."""

import functools
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

# Years in which an episode may come out. Far from both ends of what dates can be, so that nothing overflows.
YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class DayRelease:
    """A release of which only the day is known."""

    day: date


@dataclass(frozen=True, slots=True)
class InstantRelease:
    """A release at a known instant, `at`, in UTC; `day` is the announced day in the service's own `zone`."""

    day: date
    at: datetime
    zone: str

    def __post_init__(self) -> None:
        if self.at.tzinfo is not UTC:
            raise ValueError(f"a release instant is in UTC, not {self.at!r}")


Release = DayRelease | InstantRelease


# Services release at few hours, and shows on the same days.
@functools.lru_cache(maxsize=8192)
def _release(day: date, clock: time, zone: str) -> InstantRelease:
    return InstantRelease(day, datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC), zone)


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour on a service's own clock."""

    time: time
    zone: str

    def on(self, day: date) -> InstantRelease:
        """Return the release at this hour of a day.

        An hour that the clocks skip is counted with the offset before the change, one that occurs twice is the
        first (PEP 495, fold=0).
        """
        return _release(day, self.time, self.zone)
