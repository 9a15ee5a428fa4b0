"""Times as pages show them.

A page that a server writes knows the service's clock, and the zone that its address names. A script puts the visitor's
own hour before both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from feedgen.feeds import release_wording
from feedgen.pages.visit import Visit
from feedgen.plan.release import Release
from feedgen.zones import database

# So near, a day needs no year.
_SURELY_THIS_YEAR = timedelta(days=270)


@dataclass(frozen=True, slots=True)
class Beneath:
    """What stands small beneath a time: the name of a clock, and what it shows if that is not the time above."""

    zone: str
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class When:
    """A time: for machines, in days and hours of the clock that is read, and what stands beneath it.

    `clock` is empty, and nothing stands beneath, where only the day is known. `text` is all of it in a line.
    """

    iso: str
    day: str
    clock: str
    beneath: tuple[Beneath, ...]
    text: str


def when(release: Release, visit: Visit) -> When:
    """Return the time of a release: on the clocks of the zone that the address names, else as the service has it."""
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
    """Return a day in short, with its year if it is so far away that there may be doubt."""
    return visit.language.short_day(day, with_year=abs(day - visit.now.date()) > _SURELY_THIS_YEAR)


def day_read(release: Release, visit: Visit) -> date:
    """Return the day of a release in the zone that the address names, else on the service's calendar."""
    return release.day_in(visit.choice.zone or release.zone) if release.has_hour else release.day
