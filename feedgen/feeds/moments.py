"""When an event is for a subscriber: on a day, or from one instant to another in a time zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from feedgen.feeds.airings import Airing
from feedgen.feeds.variant import Variant
from feedgen.zones import database

# The length of an event if the runtime of its episode is unknown: calendars show one without a length as a hairline.
_USUAL_RUNTIME = timedelta(hours=1)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AllDay:
    """A whole day, the same date wherever the subscriber is."""

    day: date


@dataclass(frozen=True, slots=True)
class Timed:
    """From `start` to `end`, which is exclusive. Both are in UTC, and are written in `zone`."""

    start: datetime
    end: datetime
    zone: str


def moment(airing: Airing, variant: Variant) -> AllDay | Timed:
    """Return when the event of an episode is. If only the day is known, it is all-day in every variant."""
    release = airing.release
    if not variant.zone or release.instant is None:
        return AllDay(release.day)
    if variant.all_day:
        return AllDay(release.day_in(variant.zone))
    start = first_at(release.instant, variant.at, variant.zone) if variant.at else release.instant
    return Timed(start, start + (airing.facts.runtime or _USUAL_RUNTIME), variant.zone)


def moment_of_all(airings: Sequence[Airing], variant: Variant) -> AllDay | Timed:
    """Return when the event of several episodes is: from the first start to the last end, or all-day if any is."""
    moments = [moment(airing, variant) for airing in airings]
    timed = [when for when in moments if isinstance(when, Timed)]
    if len(timed) < len(moments):
        return next(when for when in moments if isinstance(when, AllDay))
    return Timed(min(when.start for when in timed), max(when.end for when in timed), variant.zone)


def first_at(release: datetime, at: time, zone: str) -> datetime:
    """Return the first instant (UTC) at or after a release at which clocks in a zone show a time of day.

    On a day on which clocks skip that time, it is taken with the offset before the change (RFC 5545 §3.3.5), so clocks
    show an hour more. On a day on which they show it twice, the first that is not before the release is returned.
    """
    here = database.zone(zone)
    day = release.astimezone(here).date() - _DAY
    while True:
        for fold in (0, 1):
            instant = datetime.combine(day, at.replace(fold=fold), here).astimezone(UTC)
            if instant >= release and (fold == 0 or _shows(instant, at, zone)):
                return instant
        day += _DAY


def midnight(now: datetime, days: int = 0) -> datetime:
    """Return the beginning of the day of an instant, in its own zone, or of the day so many days later."""
    return datetime.combine(now.date(), time(), now.tzinfo) + timedelta(days=days)


def local(instant: datetime, zone: str) -> datetime | None:
    """Return an instant in local time; None if the clocks of the zone show that time twice.

    RFC 5545 takes a time that occurs twice for the first, libical and ical.js for the second: only UTC is clear.
    """
    here = instant.astimezone(database.zone(zone))
    if here.replace(fold=1 - here.fold).utcoffset() != here.utcoffset():
        return None
    return here


def duration(length: timedelta) -> str:
    """Return a length in ISO 8601, rounded down to minutes: "PT1H30M"."""
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not hours else "")


def _shows(instant: datetime, at: time, zone: str) -> bool:
    return instant.astimezone(database.zone(zone)).time() == at
