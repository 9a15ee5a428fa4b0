"""When episodes and seasons come out, in words, in any language."""

import functools

from feedgen.languages import Language
from feedgen.plan.release import Release
from feedgen.plan.show import Season
from feedgen.zones import database


# Cached, as each event of each variant of a feed has it.
@functools.lru_cache(maxsize=16384)
def announced_moment(release: Release, language: Language) -> str:
    """Return the day, and the hour if it is known, as the service announced them, with the name of its zone.

    An hour beyond midnight is told in both ways: "Friday …, 25:30 (Saturday …, 01:30) Tokyo time".
    """
    day = language.day(release.day)
    if release.instant is None:
        return day
    zone = zone_name(release.zone, language)
    if not release.is_late_night:
        return language.gettext("%(day)s, %(clock)s %(zone)s", day=day, clock=release.clock, zone=zone)
    here = release.instant.astimezone(database.zone(release.zone))
    return language.gettext(
        "%(day)s, %(clock)s (%(next_day)s, %(next_clock)s) %(zone)s",
        day=day,
        clock=release.clock,
        next_day=language.day(here.date()),
        next_clock=f"{here:%H:%M}",
        zone=zone,
    )


def zone_name(zone: str, language: Language) -> str:
    """Return "New York time" for America/New_York."""
    return zone if zone == "UTC" else language.gettext("%(place)s time", place=language.place(zone))


def expectation(season: Season, language: Language) -> str:
    """Return when a season without a day is expected: "Expected 2027"; empty if that is unknown."""
    expected = season.terms.expected
    return language.gettext("Expected %(time)s", time=language.span(expected)) if expected else ""
