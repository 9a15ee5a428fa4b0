"""The data of the tzdata package, so that time zones are the same on every machine."""

import functools
import zoneinfo
from importlib import resources
from zoneinfo import ZoneInfo

from feedgen.zones.tzif import ZoneData, read_zone

# Otherwise the system's own zone data, where there is some, wins over the tzdata package, and replicas could differ.
zoneinfo.reset_tzpath(())


DATA = resources.files("tzdata") / "zoneinfo"


@functools.cache
def zone(name: str) -> ZoneInfo:
    """Return a zone by a name from `names.find`. Kept, as zoneinfo itself keeps only the last eight."""
    return ZoneInfo(name)


@functools.cache
def data(name: str) -> ZoneData:
    """Return the data of a zone."""
    return read_zone(DATA.joinpath(*name.split("/")).read_bytes())
