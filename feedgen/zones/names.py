"""Time zones by name: those that there are, and the one that was asked for."""

import functools
import re
import zoneinfo
from collections.abc import Mapping

from tzlocal.windows_tz import win_tz

from feedgen.zones.database import DATA

# Found among the files of a zone database, but no place's time.
_NOT_ZONES = frozenset({"localtime", "posixrules", "Factory"})


UTC_NAMES = frozenset({"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "UTC", "Universal", "Zulu"})


_ABBREVIATION = re.compile(r"[A-Z]{3}(?:\d[A-Z]{3})?|GMT[+-]?0|Greenwich")


# In the zone database these are old names of China, Taiwan and Korea.
_COUNTRIES = frozenset({"PRC", "ROC", "ROK"})


@functools.cache
def known() -> Mapping[str, str]:
    """Map the lower-case form of every zone name to its proper spelling."""
    return {name.lower(): name for name in sorted(zoneinfo.available_timezones() - _NOT_ZONES)}


@functools.cache
def places() -> tuple[str, ...]:
    """Return the names that a country uses for its own zones today, in order, and UTC."""
    return (*sorted(zone for zones in zones_of_countries().values() for zone in zones), "UTC")


@functools.cache
def zones_of_countries() -> Mapping[str, tuple[str, ...]]:
    """Map each country's code of ISO 3166 to the names of its zones."""
    zones: dict[str, tuple[str, ...]] = {}
    for country, _, name, *_ in table("zone.tab"):
        zones[country] = (*zones.get(country, ()), name)
    return zones


def table(file: str) -> list[list[str]]:
    """Return the rows of a table of the tzdata package."""
    lines = (DATA / file).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@functools.cache
def canonical() -> tuple[str, ...]:
    """Return every name that `find` gives, in order."""
    return tuple(sorted({found for name in known() if (found := find(name))}))


def find(name: str) -> str | None:
    """Return the name to write for a zone that somebody asked for in whatever letter case; None if there is none.

    A legacy name gives the one that replaced it, as Nextcloud does not know all of the old ones: America/Nuuk for
    America/Godthab. A country's own name stays, also where its zone is a copy of another's: Europe/Oslo. The names
    of Windows are understood: "Pacific Standard Time". A blank before a digit is a plus that a query lost.
    """
    key = name.lower()
    proper = known().get(key) or _windows_names().get(key)
    if proper is None and " " in key:
        proper = known().get(with_plus(key)) or _windows_names().get(with_plus(key))
    if proper in UTC_NAMES:
        return "UTC"
    return _replacements().get(proper, proper) if proper else None


def with_plus(name: str) -> str:
    """Return a name with the plus that a query turns into a blank: "Etc/GMT+5"."""
    return re.sub(r" (?=\d)", "+", name)


def is_abbreviation(name: str) -> bool:
    """Tell whether a zone of the database is named by an abbreviation such as EST or EST5EDT, instead of a place."""
    proper = known().get(name.lower(), "")
    return bool(_ABBREVIATION.fullmatch(proper)) and proper not in UTC_NAMES | _COUNTRIES


@functools.cache
def _replacements() -> Mapping[str, str]:
    lines = (DATA / "tzdata.zi").read_text("utf-8").splitlines()
    links = (line.split() for line in lines if line.startswith("L "))
    own = frozenset(places())
    return {name: target for _, target, name in links if name not in own}


@functools.cache
def _windows_names() -> Mapping[str, str]:
    return {name.lower(): zone for name, zone in win_tz.items()}
