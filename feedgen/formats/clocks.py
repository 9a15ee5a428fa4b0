"""Events on the clocks of a zone, which a calendar then describes."""

import enum
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from feedgen.feeds.calendar import Calendar
from feedgen.feeds.moments import AllDay, Timed, local
from feedgen.formats.vtimezone import vtimezone

_DAY = timedelta(days=1)


class Kind(enum.Enum):
    """What start and end of an event are: days, instants in UTC, or what clocks show in a zone."""

    DAY = enum.auto()
    UTC = enum.auto()
    LOCAL = enum.auto()


class Placed(NamedTuple):
    """When an event is, as a calendar writes it; `end` is exclusive, `zone` empty unless start and end are local."""

    kind: Kind
    start: date
    end: date
    zone: str = ""


def placed_on_clocks(when: AllDay | Timed) -> Placed:
    """Return when an event is; in UTC where clocks show its start or end twice."""
    if isinstance(when, AllDay):
        return Placed(Kind.DAY, when.day, when.day + _DAY)
    start, end = local(when.start, when.zone), local(when.end, when.zone)
    if when.zone == "UTC" or start is None or end is None:
        return Placed(Kind.UTC, when.start, when.end)
    return Placed(Kind.LOCAL, start, end, when.zone)


def zone_of(calendar: Calendar, placed: Iterable[Placed]) -> str:
    """Return the VTIMEZONE of the events that are on the clocks of a zone, all of one; empty if none is."""
    spans = [
        event.when
        for event, place in zip(calendar.events, placed, strict=True)
        if place.kind is Kind.LOCAL and isinstance(event.when, Timed)
    ]
    if not spans:
        return ""
    return vtimezone(spans[0].zone, min(span.start for span in spans), max(span.end for span in spans))
