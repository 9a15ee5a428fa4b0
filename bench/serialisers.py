"""One calendar, written in three ways to the same bytes: by feedgen, by hand with f-strings, and with icalendar alone.

The two others are given all words ready made and the VTIMEZONE as text, so that what is measured of them is writing
alone; feedgen finds its words, and makes its VTIMEZONE, as it does for a subscriber.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from icalendar import Calendar, vText

from feedgen.feeds.addresses import Site
from feedgen.feeds.calendar import calendar_of
from feedgen.feeds.events import Event
from feedgen.feeds.lookup import find_dated_feed
from feedgen.feeds.moments import Timed
from feedgen.feeds.request import Request
from feedgen.feeds.selection import Selection
from feedgen.feeds.variant import Variant
from feedgen.formats import jcal
from feedgen.formats.ical import trigger
from feedgen.formats.publish import publish
from feedgen.formats.vtimezone import vtimezone
from feedgen.plan.show import Show

SITE = Site("https://calendar.example.org")
NOW = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """All that an event says; its times are in UTC, or days, and `alarms` are durations as they are written."""

    start: date
    end: date
    uid: str
    modified: datetime
    sequence: int
    summary: str
    description: str
    url: str
    categories: tuple[str, ...]
    color: str
    status: str
    alarms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A feed in a zone with nothing left to do but to write it."""

    name: str
    description: str
    color: str
    hex_color: str
    source: str
    url: str
    zone: str
    vtimezone: str
    jcal_zone: str
    rows: tuple[Row, ...]


def in_zone(request: Request, zone: str) -> Request:
    """Return the request for the same feed in a zone."""
    return replace(request, variant=replace(request.variant, zone=zone))


def by_feedgen(show: Show, request: Request) -> bytes:
    """Write the feed as a server does that has not been asked for it yet."""
    return publish({show.slug: show}, request, SITE, NOW).body


def made_ready(show: Show, request: Request, zone_names: Iterable[str]) -> Mapping[str, Ready]:
    """Prepare a feed of which all hours are known for several zones, so that only the writing is left."""
    selection = find_dated_feed({show.slug: show}, request.name, NOW)
    return {zone: _ready(selection, replace(request.variant, zone=zone)) for zone in zone_names}


def _ready(selection: Selection, variant: Variant) -> Ready:
    calendar = calendar_of(selection, SITE, variant, NOW)
    timed = [event.when for event in calendar.events if isinstance(event.when, Timed)]
    span = timed and (min(when.start for when in timed), max(when.end for when in timed))
    blocks = vtimezone(variant.zone, *span) if span else ""
    jcal_text = jcal.write(calendar).decode()
    return Ready(
        name=calendar.name,
        description=calendar.description,
        color=calendar.color,
        hex_color="#B22222" if calendar.color == "firebrick" else "#4682B4",
        source=calendar.source,
        url=calendar.url,
        zone=variant.zone,
        vtimezone=blocks,
        jcal_zone=jcal_text[jcal_text.index('["vtimezone"') : jcal_text.index('["vevent"')] if blocks else "",
        rows=tuple(map(_row, calendar.events)),
    )


def _row(event: Event) -> Row:
    when = event.when
    span = (when.start, when.end) if isinstance(when, Timed) else (when.day, when.day + timedelta(days=1))
    return Row(
        *span,
        event.uid,
        event.modified,
        event.sequence,
        event.summary,
        event.description,
        event.url,
        event.categories,
        event.color,
        str(event.status),
        tuple(trigger(before).decode() for before in event.alarms),
    )


def by_hand(ready: Ready) -> bytes:
    """Write as one would for speed alone: f-strings, with just enough escaping and folding."""
    name, description = _escaped(ready.name), _escaped(ready.description)
    here = ZoneInfo(ready.zone)
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//feedgen-calendar//feedgen//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        _folded(f"NAME:{name}"),
        _folded(f"X-WR-CALNAME:{name}"),
        _folded(f"DESCRIPTION:{description}"),
        _folded(f"X-WR-CALDESC:{description}"),
        f"COLOR:{ready.color}",
        f"X-APPLE-CALENDAR-COLOR:{ready.hex_color}",
        _folded(f"SOURCE;VALUE=URI:{ready.source}"),
        _folded(f"URL:{ready.url}"),
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        f"X-PUBLISHED-TTL:PT6H\r\n{ready.vtimezone}BEGIN:VEVENT",
        "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n".join(_event(row, ready.zone, here) for row in ready.rows),
        "END:VEVENT",
        "END:VCALENDAR\r\n",
    ]
    return "\r\n".join(lines).encode()


def _event(row: Row, zone: str, here: ZoneInfo) -> str:
    categories = ",".join(map(_escaped, row.categories))
    summary = _escaped(row.summary)
    return (
        f"{_times(row, zone, here)}"
        f"UID:{row.uid}\r\nDTSTAMP:{row.modified:%Y%m%dT%H%M%SZ}\r\nLAST-MODIFIED:{row.modified:%Y%m%dT%H%M%SZ}\r\n"
        f"SEQUENCE:{row.sequence}\r\n{_folded(f'SUMMARY:{summary}')}\r\n"
        f"{_folded(f'DESCRIPTION:{_escaped(row.description)}')}\r\n{_folded(f'URL:{row.url}')}\r\n"
        f"{_folded(f'CATEGORIES:{categories}')}\r\nCOLOR:{row.color}\r\nSTATUS:{row.status}\r\nTRANSP:TRANSPARENT"
        + "".join([f"\r\n{_alarm(summary, alarm)}" for alarm in row.alarms])
    )


def _times(row: Row, zone: str, here: ZoneInfo) -> str:
    if not isinstance(row.start, datetime) or not isinstance(row.end, datetime):
        return f"DTSTART;VALUE=DATE:{row.start:%Y%m%d}\r\nDTEND;VALUE=DATE:{row.end:%Y%m%d}\r\n"
    start, end = row.start.astimezone(here), row.end.astimezone(here)
    return f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}\r\nDTEND;TZID={zone}:{end:%Y%m%dT%H%M%S}\r\n"


def _alarm(summary: str, before: str) -> str:
    description = _folded(f"DESCRIPTION:{summary}")
    return f"BEGIN:VALARM\r\nACTION:DISPLAY\r\n{description}\r\nTRIGGER:{before}\r\nEND:VALARM"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def _folded(line: str) -> str:
    """Fold where icalendar does: at 74 bytes, never inside of a character or an escape."""
    data, parts, at = line.encode(), [], 0
    while len(data) - at > 74:  # noqa: PLR2004 - and a line break
        end = at + 74
        while data[end] & 0xC0 == 0x80:  # noqa: PLR2004 - UTF-8's mark of a byte that continues
            end -= 1
        end -= data[end - 1] == 0x5C  # noqa: PLR2004 - a backslash
        parts.append(data[at:end])
        at = end
    return b"\r\n ".join([*parts, data[at:]]).decode()


_quoted = json.JSONEncoder(ensure_ascii=False).encode


def jcal_by_hand(ready: Ready) -> bytes:
    """Write jCal as one would for speed alone: f-strings, in which words alone are encoded as JSON."""
    name, description, here = ready.name, ready.description, ZoneInfo(ready.zone)
    head = (
        '["prodid",{},"text","-//feedgen-calendar//feedgen//EN"],["version",{},"text","2.0"],'
        f'["calscale",{{}},"text","GREGORIAN"],["name",{{}},"text",{_quoted(name)}],'
        f'["x-wr-calname",{{}},"unknown",{_quoted(_escaped(name))}],["description",{{}},"text",{_quoted(description)}],'
        f'["x-wr-caldesc",{{}},"unknown",{_quoted(_escaped(description))}],["color",{{}},"text","{ready.color}"],'
        f'["x-apple-calendar-color",{{}},"unknown","{ready.hex_color}"],'
        f'["source",{{}},"uri",{_quoted(ready.source)}],["url",{{}},"uri",{_quoted(ready.url)}],'
        '["refresh-interval",{},"duration","PT6H"],["x-published-ttl",{},"unknown","PT6H"]'
    )
    events = ",".join([_jcal_event(row, ready.zone, here) for row in ready.rows])
    return f'["vcalendar",[{head}],[{ready.jcal_zone}{events}]]'.encode()


def _jcal_event(row: Row, zone: str, here: ZoneInfo) -> str:
    if not isinstance(row.start, datetime) or not isinstance(row.end, datetime):
        raise TypeError(f"{row.uid} has no hour")
    start, end = row.start.astimezone(here), row.end.astimezone(here)
    return (
        f'["vevent",[["dtstart",{{"tzid":"{zone}"}},"date-time","{start:%Y-%m-%dT%H:%M:%S}"],'
        f'["dtend",{{"tzid":"{zone}"}},"date-time","{end:%Y-%m-%dT%H:%M:%S}"],["uid",{{}},"text","{row.uid}"],'
        f'["dtstamp",{{}},"date-time","{row.modified:%Y-%m-%dT%H:%M:%SZ}"],'
        f'["last-modified",{{}},"date-time","{row.modified:%Y-%m-%dT%H:%M:%SZ}"],'
        f'["sequence",{{}},"integer",{row.sequence}],["summary",{{}},"text",{_quoted(row.summary)}],'
        f'["description",{{}},"text",{_quoted(row.description)}],["url",{{}},"uri",{_quoted(row.url)}],'
        f'["categories",{{}},"text",{",".join(map(_quoted, row.categories))}],["color",{{}},"text","{row.color}"],'
        f'["status",{{}},"text","{row.status}"],["transp",{{}},"text","TRANSPARENT"]],[]]'
    )


def by_icalendar(ready: Ready) -> bytes:
    """Write as the documentation of icalendar shows, with a VTIMEZONE put in as text."""
    calendar = _calendar(ready)
    return bytes(calendar.to_ical(sorted=False)).replace(b"BEGIN:VEVENT", f"{ready.vtimezone}BEGIN:VEVENT".encode(), 1)


def by_icalendar_alone(ready: Ready) -> bytes:
    """Write as the documentation of icalendar shows, VTIMEZONE and all, which it then describes in its own way."""
    calendar = _calendar(ready)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical(sorted=False))


def _calendar(ready: Ready) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//feedgen-calendar//feedgen//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", vText(ready.name))
    calendar.add("x-wr-calname", vText(ready.name))
    calendar.add("description", vText(ready.description))
    calendar.add("x-wr-caldesc", vText(ready.description))
    calendar.add("color", ready.color)
    calendar.add("x-apple-calendar-color", ready.hex_color)
    calendar.add("source", ready.source, parameters={"VALUE": "URI"})
    calendar.add("url", ready.url)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    here = ZoneInfo(ready.zone)
    for row in ready.rows:
        if not isinstance(row.start, datetime) or not isinstance(row.end, datetime):
            raise TypeError(f"{row.uid} has no hour")
        event = icalendar.Event()
        event.add("dtstart", row.start.astimezone(here).replace(tzinfo=None), parameters={"TZID": ready.zone})
        event.add("dtend", row.end.astimezone(here).replace(tzinfo=None), parameters={"TZID": ready.zone})
        event.add("uid", row.uid)
        event.add("dtstamp", row.modified)
        event.add("last-modified", row.modified)
        event.add("sequence", row.sequence)
        event.add("summary", row.summary)
        event.add("description", row.description)
        event.add("url", row.url)
        event.add("categories", list(row.categories))
        event.add("color", row.color)
        event.add("status", row.status)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar
