"""Time zones by name, with the data of the tzdata package, so that they are the same on every machine."""

import difflib
import functools
import zoneinfo
from collections.abc import Mapping
from importlib import resources
from zoneinfo import ZoneInfo

from tzlocal.windows_tz import win_tz

from feedgen import tzif

# Without this the system's zone data wins over the tzdata package where there is some, and two replicas
# of one feed could differ.
zoneinfo.reset_tzpath(())

_DATA = resources.files("tzdata") / "zoneinfo"

# Found among the files of a zone database, but no place's time.
_NOT_ZONES = frozenset({"localtime", "posixrules", "Factory"})

UTC_NAMES = frozenset({"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "UTC", "Universal", "Zulu"})


@functools.cache
def names() -> Mapping[str, str]:
    """Map the lower-case form of every zone name to its proper spelling."""
    return {name.lower(): name for name in sorted(zoneinfo.available_timezones() - _NOT_ZONES)}


@functools.cache
def places() -> tuple[str, ...]:
    """Give the names that a country uses for its own zones today, in order, and UTC."""
    lines = (_DATA / "zone.tab").read_text("utf-8").splitlines()
    return (*sorted(line.split("\t")[2] for line in lines if line and not line.startswith("#")), "UTC")


@functools.cache
def canonical() -> tuple[str, ...]:
    """Give every name that `find` gives, in order."""
    return tuple(sorted({found for name in names() if (found := find(name))}))


def find(name: str) -> str | None:
    """Give the name to write for a zone that somebody asked for in whatever letter case; None if there is none.

    A legacy name gives the one that replaced it, as Nextcloud does not know all of the old ones: America/Nuuk for
    America/Godthab. A country's own name stays, also where its zone is a copy of another's: Europe/Oslo. The names
    of Windows are understood: "Pacific Standard Time".
    """
    proper = names().get(name.lower()) or _windows_names().get(name.lower())
    if proper in UTC_NAMES:
        return "UTC"
    return _replacements().get(proper, proper) if proper else None


def nearest(name: str) -> str | None:
    """Give the zone that was probably meant by a name that none has; None if there is no telling."""
    word = name.strip("/").replace(" ", "_").lower()
    cities = {place.rpartition("/")[2].lower(): place for place in places()}
    known = {place.lower(): place for place in names().values()} | cities
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    return known[close[0]] if close else None


def near(name: str) -> str:
    """Give the nearest zone name as a question, or examples of zone names."""
    meant = nearest(name)
    return f'did you mean "{meant}"?' if meant else 'write "America/New_York", "Europe/London", …'


@functools.cache
def zone(name: str) -> ZoneInfo:
    """Give the zone of a name that `find` gave. zoneinfo itself keeps the last eight, and reads the others anew."""
    return ZoneInfo(name)


@functools.cache
def data(name: str) -> tzif.ZoneData:
    """Give what the zone database says of a zone."""
    return tzif.parse(_DATA.joinpath(*name.split("/")).read_bytes())


@functools.cache
def _replacements() -> Mapping[str, str]:
    lines = (_DATA / "tzdata.zi").read_text("utf-8").splitlines()
    links = (line.split() for line in lines if line.startswith("L "))
    own = frozenset(places())
    return {name: target for _, target, name in links if name not in own}


@functools.cache
def _windows_names() -> Mapping[str, str]:
    return {name.lower(): zone for name, zone in win_tz.items()}
