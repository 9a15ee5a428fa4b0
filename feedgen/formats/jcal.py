"""A calendar as jCal (RFC 7265), which says the same in JSON."""

import json
from collections.abc import Iterator
from datetime import date, datetime

from feedgen.feeds.events import Calendar, Event
from feedgen.feeds.moments import duration
from feedgen.formats import ical
from feedgen.formats.clocks import Kind, Placed, placed_on_clocks, zone_of

_Json = object


def write(calendar: Calendar) -> bytes:
    """Write a calendar as jCal."""
    placed = [placed_on_clocks(event.when) for event in calendar.events]
    components = [
        *_zone(zone_of(calendar, placed)),
        *(_event(event, place) for event, place in zip(calendar.events, placed, strict=True)),
    ]
    data = ["vcalendar", list(_head(calendar)), components]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


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
    """Return a property whose type readers cannot know: its value is as it is in iCalendar (RFC 7265 §5.1)."""
    return [name, {}, "unknown", value]


def _event(event: Event, placed: Placed) -> _Json:
    modified = _at(event.modified)
    properties = [
        *_times(placed),
        _text("uid", event.uid),
        ["dtstamp", {}, "date-time", modified],
        ["last-modified", {}, "date-time", modified],
        ["sequence", {}, "integer", event.sequence],
        _text("summary", event.summary),
        _text("description", event.description),
        ["url", {}, "uri", event.url],
        ["categories", {}, "text", *event.categories],
        _text("color", event.color),
        _text("status", event.status),
        _text("transp", "TRANSPARENT"),
    ]
    return ["vevent", properties, [_alarm(event, ical.trigger(before).decode()) for before in event.alarms]]


def _alarm(event: Event, trigger: str) -> _Json:
    properties = [_text("action", "DISPLAY"), _text("description", event.summary), ["trigger", {}, "duration", trigger]]
    return ["valarm", properties, []]


def _times(placed: Placed) -> Iterator[_Json]:
    parameters = {"tzid": placed.zone} if placed.zone else {}
    for name, at in (("dtstart", placed.start), ("dtend", placed.end)):
        match placed.kind:
            case Kind.DAY:
                yield [name, parameters, "date", at.isoformat()]
            case Kind.UTC:
                yield [name, parameters, "date-time", _at(at)]
            case Kind.LOCAL:
                yield [name, parameters, "date-time", at.isoformat()[:19]]


def _at(instant: date | datetime) -> str:
    return f"{instant.isoformat()[:19]}Z"


def _zone(vtimezone: str) -> Iterator[_Json]:
    """Translate a VTIMEZONE, if there is one."""
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
