"""Time zones by name: those that there are, the one that was asked for, the one that was meant."""

import difflib
import functools
import zoneinfo
from collections.abc import Mapping

from tzlocal.windows_tz import win_tz

from feedgen.zones.database import DATA

# Found among the files of a zone database, but no place's time.
_NOT_ZONES = frozenset({"localtime", "posixrules", "Factory"})


UTC_NAMES = frozenset({"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "UTC", "Universal", "Zulu"})


@functools.cache
def known() -> Mapping[str, str]:
    """Map the lower-case form of every zone name to its proper spelling."""
    return {name.lower(): name for name in sorted(zoneinfo.available_timezones() - _NOT_ZONES)}


@functools.cache
def places() -> tuple[str, ...]:
    """Return the names that a country uses for its own zones today, in order, and UTC."""
    lines = (DATA / "zone.tab").read_text("utf-8").splitlines()
    return (*sorted(line.split("\t")[2] for line in lines if line and not line.startswith("#")), "UTC")


@functools.cache
def canonical() -> tuple[str, ...]:
    """Return every name that `find` gives, in order."""
    return tuple(sorted({found for name in known() if (found := find(name))}))


def find(name: str) -> str | None:
    """Return the name to write for a zone that somebody asked for in whatever letter case; None if there is none.

    A legacy name gives the one that replaced it, as Nextcloud does not know all of the old ones: America/Nuuk for
    America/Godthab. A country's own name stays, also where its zone is a copy of another's: Europe/Oslo. The names
    of Windows are understood: "Pacific Standard Time".
    """
    proper = known().get(name.lower()) or _windows_names().get(name.lower())
    if proper in UTC_NAMES:
        return "UTC"
    return _replacements().get(proper, proper) if proper else None


def nearest(name: str) -> str | None:
    """Return the zone that was probably meant by a name that none has; None if there is no telling."""
    word = name.strip("/").replace(" ", "_").lower()
    cities = {place.rpartition("/")[2].lower(): place for place in places()}
    named = {place.lower(): place for place in known().values()} | cities
    close = difflib.get_close_matches(word, named, n=1, cutoff=0.7)
    return named[close[0]] if close else None


def near(name: str) -> str:
    """Return the nearest zone name as a question, or examples of zone names."""
    meant = nearest(name)
    return f'did you mean "{meant}"?' if meant else 'write "America/New_York", "Europe/London", …'


@functools.cache
def _replacements() -> Mapping[str, str]:
    lines = (DATA / "tzdata.zi").read_text("utf-8").splitlines()
    links = (line.split() for line in lines if line.startswith("L "))
    own = frozenset(places())
    return {name: target for _, target, name in links if name not in own}


@functools.cache
def _windows_names() -> Mapping[str, str]:
    return {name.lower(): zone for name, zone in win_tz.items()}
