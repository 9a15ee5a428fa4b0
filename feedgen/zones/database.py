"""The data of the tzdata package, so that time zones are the same on every machine."""

import functools
import zoneinfo
from datetime import date, timedelta
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


# A schedule asks for a few years of a few zones.
@functools.lru_cache(maxsize=1024)
def days_of_skipped_time(name: str, year: int) -> frozenset[date]:
    """Return the days of a year on which the clocks of a zone are put forward. Day and year are those of the clocks."""
    days = set[date]()
    # A day may be of another year in UTC.
    for onset in data(name).onsets(year - 1, year + 2):
        if onset.after > onset.before:
            first, after = onset.local.date(), (onset.local + onset.after - onset.before).date()
            days |= {first + timedelta(days=count) for count in range((after - first).days + 1)}
    return frozenset(day for day in days if day.year == year)
