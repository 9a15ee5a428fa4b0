"""Names of time zones, the same on every machine."""

import functools
import zoneinfo
from collections.abc import Mapping
from zoneinfo import ZoneInfo

# Without this the system's zone data wins over the tzdata package where there is some, and two replicas
# of one feed could differ.
zoneinfo.reset_tzpath(())

# Found among the files of a zone database, but no place's time.
_NOT_ZONES = frozenset({"localtime", "posixrules", "Factory"})


@functools.cache
def names() -> Mapping[str, str]:
    """Map the lower-case form of every zone name to its proper spelling."""
    return {name.lower(): name for name in zoneinfo.available_timezones() - _NOT_ZONES}


def find(name: str) -> ZoneInfo | None:
    """Give the zone of that name, in whatever letter case, or None."""
    proper = names().get(name.lower())
    return ZoneInfo(proper) if proper else None
