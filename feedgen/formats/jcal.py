"""A calendar as jCal (RFC 7265), which is iCalendar in JSON."""

import json
from collections.abc import Iterator
from datetime import datetime

from feedgen.bounded_cache import BoundedCache
from feedgen.feeds.calendar import Calendar
from feedgen.feeds.events import Event
from feedgen.feeds.moments import duration
from feedgen.formats import ical
from feedgen.formats.event_times import EventTimes, Kind, times_of, vtimezone_of

_Json = object

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

# How much the bodies of events may take in memory: those of some thousand events.
_KEPT_BYTES = 16 * 2**20

# What an event takes besides its body, in bytes.
_OVERHEAD = 1024


def write(calendar: Calendar) -> bytes:
    """Write a calendar as jCal."""
    times = [times_of(event.when) for event in calendar.events]
    zone = map(_encoded, _zone(vtimezone_of(calendar, times)))
    events = (f'["vevent",[{_times(when)},{_body(event)}]' for event, when in zip(calendar.events, times, strict=True))
    return f'["vcalendar",{_encoded([*_head(calendar)])},[{",".join([*zone, *events])}]]'.encode()


def _head(calendar: Calendar) -> Iterator[_Json]:
    yield _text("prodid", ical.PRODID)
    yield _text("version", "2.0")
    yield _text("calscale", "GREGORIAN")
    yield _text("name", calendar.name)
    yield _unknown("x-wr-calname", ical.escaped(calendar.name))
    yield _text("description", calendar.description)
    yield _unknown("x-wr-caldesc", ical.escaped(calendar.description))
    yield _text("color", calendar.color)
    yield _unknown("x-apple-calendar-color", ical.hex_color(calendar.color))
    yield ["source", {}, "uri", calendar.source]
    yield ["url", {}, "uri", calendar.url]
    yield ["refresh-interval", {}, "duration", duration(ical.REFRESH)]
    yield _unknown("x-published-ttl", duration(ical.REFRESH))


def _text(name: str, text: str) -> _Json:
    return [name, {}, "text", text]


def _unknown(name: str, value: str) -> _Json:
    """Return a property whose type readers cannot know. Its value is written as in iCalendar (RFC 7265 §5.1)."""
    return [name, {}, "unknown", value]


def _body(event: Event) -> str:
    """Write an event without its name and its times."""
    key = event.without_times, event.alarms
    body = _written.get(key)
    if body is None:
        alarms = [_alarm(event, ical.trigger(before).decode()) for before in event.alarms]
        body = f"{_encoded([*_properties(event)])[1:]},{_encoded(alarms)}"
        # A character takes up to four bytes.
        _written.keep(key, body, 4 * len(body) + _OVERHEAD)
    return body


# The bodies of events without their times, which most variants of a feed share. To keep them saves a quarter of the
# time of a calendar that differs from another only in its zone.
_written: BoundedCache[tuple[object, object], str] = BoundedCache(_KEPT_BYTES)


def _properties(event: Event) -> Iterator[_Json]:
    modified = f"{event.modified.isoformat()[:19]}Z"
    yield _text("uid", event.uid)
    yield ["dtstamp", {}, "date-time", modified]
    yield ["last-modified", {}, "date-time", modified]
    yield ["sequence", {}, "integer", event.sequence]
    yield _text("summary", event.summary)
    yield _text("description", event.description)
    yield ["url", {}, "uri", event.url]
    yield ["categories", {}, "text", *event.categories]
    yield _text("color", event.color)
    yield _text("status", event.status)
    yield _text("transp", "TRANSPARENT")


def _alarm(event: Event, trigger: str) -> _Json:
    properties = [_text("action", "DISPLAY"), _text("description", event.summary), ["trigger", {}, "duration", trigger]]
    return ["valarm", properties, []]


def _times(times: EventTimes) -> str:
    """Write the start and the end of an event. Days, digits and names of zones need no escapes in JSON."""
    start, end = times.start.isoformat()[:19], times.end.isoformat()[:19]
    match times.kind:
        case Kind.DAY:
            return f'["dtstart",{{}},"date","{start}"],["dtend",{{}},"date","{end}"]'
        case Kind.UTC:
            return f'["dtstart",{{}},"date-time","{start}Z"],["dtend",{{}},"date-time","{end}Z"]'
    zone = f'{{"tzid":"{times.zone}"}}'
    return f'["dtstart",{zone},"date-time","{start}"],["dtend",{zone},"date-time","{end}"]'


def _zone(vtimezone: str) -> Iterator[_Json]:
    """Yield a VTIMEZONE as jCal, if there is one."""
    if not vtimezone:
        return
    _, tzid, *lines, _ = vtimezone.split("\r\n")[:-1]
    blocks: list[tuple[str, list[_Json]]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            blocks.append((value.lower(), []))
        elif name != "END":
            blocks[-1][1].append(_property_of_zone(name, value))
    yield ["vtimezone", [_text("tzid", tzid.partition(":")[2])], [[kind, found, []] for kind, found in blocks]]


def _property_of_zone(name: str, value: str) -> _Json:
    match name:
        case "DTSTART":
            return ["dtstart", {}, "date-time", datetime.fromisoformat(value).isoformat()]
        case "RRULE":
            parts = (part.split("=") for part in value.split(";"))
            return ["rrule", {}, "recur", {key.lower(): int(text) if text.isdecimal() else text for key, text in parts}]
    hours, minutes, seconds = value[:3], value[3:5], value[5:]
    return [name.lower(), {}, "utc-offset", ":".join(filter(None, (hours, minutes, seconds)))]
