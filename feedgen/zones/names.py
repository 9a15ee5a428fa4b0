"""Names of time zones: which exist, and which one a text stands for."""

import functools
import re
import zoneinfo
from collections.abc import Mapping

from tzlocal.windows_tz import win_tz

from feedgen.zones.database import DATA

# Files of the zone database that are not the time of any place.
_NOT_ZONES = frozenset({"localtime", "posixrules", "Factory"})

UTC_NAMES = frozenset({"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "UTC", "Universal", "Zulu"})

_ABBREVIATION = re.compile(r"[A-Z]{3}(?:\d[A-Z]{3})?|GMT[+-]?0|Greenwich")

# They look like abbreviations: UTC, and old names for China, Taiwan and Korea.
_UNABBREVIATED = UTC_NAMES | {"PRC", "ROC", "ROK"}


@functools.cache
def known() -> Mapping[str, str]:
    """Map the lower-case form of every zone name to its proper spelling."""
    return {name.lower(): name for name in sorted(zoneinfo.available_timezones() - _NOT_ZONES)}


@functools.cache
def places() -> tuple[str, ...]:
    """Return the names that countries use for their own zones today, in order, and UTC."""
    return (*sorted(zone for zones in zones_of_countries().values() for zone in zones), "UTC")


@functools.cache
def zones_of_countries() -> Mapping[str, tuple[str, ...]]:
    """Map ISO 3166 country codes to the zones of the country."""
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
    """Return every name that `find` can return, in order."""
    return tuple(sorted({found for name in known() if (found := find(name))}))


def find(name: str) -> str | None:
    """Return the proper name of a zone, for its name in any letter case; None if there is no such zone.

    For an old name it is the replacement, because Nextcloud does not know all old names: America/Nuuk for
    America/Godthab. A country keeps its own name even where its zone is a copy of another: Europe/Oslo. Windows' names
    work too: "Pacific Standard Time". A blank before a digit is read as a plus, as queries turn each plus into a blank.
    """
    key = name.lower()
    proper = known().get(key) or _windows_names().get(key)
    if proper is None and " " in key:
        proper = known().get(with_plus(key)) or _windows_names().get(with_plus(key))
    if proper in UTC_NAMES:
        return "UTC"
    return _replacements().get(proper, proper) if proper else None


def find_unabbreviated(name: str) -> str | None:
    """Return what `find` does, but None for an abbreviation: few who write EST mean Panama, which it stands for."""
    return None if is_abbreviation(name) else find(name)


def with_plus(name: str) -> str:
    """Restore each plus that a query turned into a blank: "Etc/GMT+5"."""
    return re.sub(r" (?=\d)", "+", name)


def is_abbreviation(name: str) -> bool:
    """Return whether a zone of the database is named by an abbreviation, such as EST or EST5EDT, and not by a place."""
    proper = known().get(name.lower(), "")
    return bool(_ABBREVIATION.fullmatch(proper)) and proper not in _UNABBREVIATED


@functools.cache
def _replacements() -> Mapping[str, str]:
    lines = (DATA / "tzdata.zi").read_text("utf-8").splitlines()
    links = (line.split() for line in lines if line.startswith("L "))
    own = frozenset(places())
    return {name: target for _, target, name in links if name not in own}


@functools.cache
def _windows_names() -> Mapping[str, str]:
    return {name.lower(): zone for name, zone in win_tz.items()}
