"""The data of the tzdata package, so that time zones are the same on every machine."""

import functools
import zoneinfo
from importlib import resources
from zoneinfo import ZoneInfo

from feedgen.zones.tzif import ZoneData, read_zone

# Without this the system's zone data wins over the tzdata package where there is some, and two replicas
# of one feed could differ.
zoneinfo.reset_tzpath(())


DATA = resources.files("tzdata") / "zoneinfo"


@functools.cache
def zone(name: str) -> ZoneInfo:
    """Return the zone of a name that `find` gave. zoneinfo itself keeps the last eight, and reads the others anew."""
    return ZoneInfo(name)


@functools.cache
def data(name: str) -> ZoneData:
    """Return what the zone database says of a zone."""
    return read_zone(DATA.joinpath(*name.split("/")).read_bytes())
