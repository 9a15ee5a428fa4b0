"""The times of events as calendars write them, and the VTIMEZONE of those in local time."""

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


class EventTimes(NamedTuple):
    """The times of an event as a calendar writes them. `end` is exclusive; `zone` is empty unless `kind` is LOCAL."""

    kind: Kind
    start: date
    end: date
    zone: str = ""


def times_of(when: AllDay | Timed) -> EventTimes:
    """Return the times of an event. They are in UTC if the clocks of its zone show its start or end twice."""
    if isinstance(when, AllDay):
        return EventTimes(Kind.DAY, when.day, when.day + _DAY)
    start, end = local(when.start, when.zone), local(when.end, when.zone)
    if when.zone == "UTC" or start is None or end is None:
        return EventTimes(Kind.UTC, when.start, when.end)
    return EventTimes(Kind.LOCAL, start, end, when.zone)


def vtimezone_of(calendar: Calendar, times: Iterable[EventTimes]) -> str:
    """Return the VTIMEZONE of the events that are in local time, all of the same zone; empty if none is."""
    spans = [
        event.when
        for event, own in zip(calendar.events, times, strict=True)
        if own.kind is Kind.LOCAL and isinstance(event.when, Timed)
    ]
    if not spans:
        return ""
    return vtimezone(spans[0].zone, min(span.start for span in spans), max(span.end for span in spans))
