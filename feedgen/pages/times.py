"""Times as pages show them.

A page as the server writes it has times in the zone of the service, or in the one that its address names. A script adds
the visitor's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from feedgen.feeds import release_wording
from feedgen.pages.visit import Visit
from feedgen.plan.release import Release
from feedgen.zones import database

# A day that is no further away is shown without its year.
_SURELY_THIS_YEAR = timedelta(days=270)


@dataclass(frozen=True, slots=True)
class Beneath:
    """A line beneath a time: the name of a zone's clock, and what it shows if that differs from the time."""

    zone: str
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class When:
    """A time: in ISO 8601, as day and time of day on the clock of a zone, and the lines beneath it.

    If only the day is known, `clock` and `beneath` are empty. `text` is all of it in one line.
    """

    iso: str
    day: str
    clock: str
    beneath: tuple[Beneath, ...]
    text: str


def when(release: Release, visit: Visit) -> When:
    """Return the time of a release, in the zone that the address names, else in that of the service."""
    language, zone = visit.language, visit.choice.zone or release.zone
    if release.instant is None:
        day = short_day(release.day, visit)
        return When(release.iso, day, "", (), day)
    there = release.instant.astimezone(database.zone(zone))
    day, clock = short_day(there.date(), visit), visit.clock(there)
    moment = language.gettext("%(day)s, %(clock)s", day=day, clock=clock)
    name = release_wording.zone_name(zone, language)
    return When(release.iso, day, clock, tuple(_beneath(release, zone, visit)), f"{moment} ({name})")


def _beneath(release: Release, zone: str, visit: Visit) -> Iterator[Beneath]:
    name = release_wording.zone_name(release.zone, visit.language)
    announced = f"{short_day(release.day, visit)}, {release.clock}" if release.is_late_night else ""
    yield Beneath(zone, release_wording.zone_name(zone, visit.language), announced if zone == release.zone else "")
    if release.instant is None or zone == release.zone:
        return
    here, theirs = (release.instant.astimezone(database.zone(name)) for name in (zone, release.zone))
    if here.replace(tzinfo=None) == theirs.replace(tzinfo=None):
        return
    clock = visit.clock(theirs)
    if release.is_late_night:
        yield Beneath(release.zone, name, announced)
        return
    shown = clock if here.date() == theirs.date() else f"{short_day(theirs.date(), visit)}, {clock}"
    yield Beneath(release.zone, name, shown)


def short_day(day: date, visit: Visit) -> str:
    """Return a day in short, with its year if that is not obvious."""
    return visit.language.short_day(day, with_year=abs(day - visit.now.date()) > _SURELY_THIS_YEAR)


def day_read(release: Release, visit: Visit) -> date:
    """Return the day of a release in the zone that the address names, else in that of the service."""
    return release.day_in(visit.choice.zone or release.zone) if release.has_hour else release.day


def today_read(release: Release, visit: Visit) -> date:
    """Return today's date in the zone in which the day of a release is read; in UTC if it has no hour."""
    zone = visit.choice.zone or release.zone if release.has_hour else "UTC"
    return visit.now.astimezone(database.zone(zone)).date()
