"""When events are, as calendars write it, and the VTIMEZONE of those in local time."""

import enum
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from feedgen.feeds.calendar import Calendar
from feedgen.feeds.moments import AllDay, Timed, local
from feedgen.formats.vtimezone import vtimezone

_DAY = timedelta(days=1)


class Kind(enum.Enum):
    """How the start and the end of an event are written: as days, in UTC, or as clocks show them in a zone."""

    DAY = enum.auto()
    UTC = enum.auto()
    LOCAL = enum.auto()


class Placed(NamedTuple):
    """When an event is, as a calendar writes it. `end` is exclusive; `zone` is empty unless `kind` is LOCAL."""

    kind: Kind
    start: date
    end: date
    zone: str = ""


def placed_on_clocks(when: AllDay | Timed) -> Placed:
    """Return how to write when an event is. It is in UTC if the clocks of its zone show its start or end twice."""
    if isinstance(when, AllDay):
        return Placed(Kind.DAY, when.day, when.day + _DAY)
    start, end = local(when.start, when.zone), local(when.end, when.zone)
    if when.zone == "UTC" or start is None or end is None:
        return Placed(Kind.UTC, when.start, when.end)
    return Placed(Kind.LOCAL, start, end, when.zone)


def zone_of(calendar: Calendar, placed: Iterable[Placed]) -> str:
    """Return the VTIMEZONE of the events that are in local time, all of the same zone; empty if none is."""
    spans = [
        event.when
        for event, place in zip(calendar.events, placed, strict=True)
        if place.kind is Kind.LOCAL and isinstance(event.when, Timed)
    ]
    if not spans:
        return ""
    return vtimezone(spans[0].zone, min(span.start for span in spans), max(span.end for span in spans))
