"""Feeds read with libraries that others wrote, each told in the same few words."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import vobject
from ical.calendar_stream import IcsCalendarStream
from support import CLIENTS, need, need_file


@dataclass(frozen=True, order=True)
class Seen:
    """An event as a reader shows it; `start` and the exclusive `end` in ISO form."""

    start: str
    end: str
    uid: str
    summary: str
    description: str


def with_ical(body: bytes) -> list[Seen]:
    """Read as Home Assistant does."""
    calendar = IcsCalendarStream.calendar_from_ics(body.decode())
    return sorted(
        Seen(str(event.dtstart), str(event.dtend), str(event.uid), event.summary or "", event.description or "")
        for event in calendar.events
    )


def with_vobject(body: bytes) -> list[Seen]:
    """Read as Radicale did, and many scripts do."""
    calendar = vobject.readOne(body.decode())
    return sorted(
        Seen(*(str(event.contents[name][0].value) for name in ("dtstart", "dtend", "uid", "summary", "description")))
        for event in calendar.contents["vevent"]
    )


def with_icaljs(body: bytes) -> list[Seen]:
    """Read as Thunderbird and Nextcloud's calendar do."""
    node = need("node")
    need_file(CLIENTS / "node_modules" / "ical.js" / "package.json")
    command = [node, str(CLIENTS / "read_with_icaljs.mjs")]
    run = subprocess.run(command, input=body, capture_output=True, check=True, timeout=60)
    return sorted(
        Seen(event["start"], event["end"], event["uid"], event["summary"], event["description"])
        for event in json.loads(run.stdout)["events"]
    )


READERS: dict[str, Callable[[bytes], list[Seen]]] = {
    "ical": with_ical,
    "vobject": with_vobject,
    "ical.js": with_icaljs,
}

Span = tuple[int, int]


def without_platform_zone(body: bytes, zone: str) -> bytes:
    """Rename a feed's zone, so that a reader must do with the VTIMEZONE in it."""
    return body.replace(f"TZID:{zone}\r\n".encode(), b"TZID:Nowhere/Known\r\n").replace(
        f";TZID={zone}:".encode(), b";TZID=Nowhere/Known:"
    )


def spans_with_icaljs(bodies: list[bytes]) -> list[list[Span]]:
    """Return start and end of each event of each feed, in seconds since 1970, in the order of the feed."""
    node = need("node")
    need_file(CLIENTS / "node_modules" / "ical.js" / "package.json")
    command = [node, str(CLIENTS / "resolve_with_icaljs.mjs")]
    text = json.dumps([body.decode() for body in bodies])
    run = subprocess.run(command, input=text, capture_output=True, check=True, timeout=300, text=True)
    return [[(start, end) for start, end in feed] for feed in json.loads(run.stdout)]


def spans_with_vobject(bodies: list[bytes]) -> list[list[Span]]:
    """Do the same with vobject, which reads the VTIMEZONE with dateutil."""
    spans = []
    for body in bodies:
        # vobject keeps the first zone that it meets of each name; a zone that equals UTC it takes for none.
        vobject.icalendar.registerTzid("Nowhere/Known", None)
        events = vobject.readOne(body.decode()).contents["vevent"]
        spans.append([(_seconds(event.dtstart.value), _seconds(event.dtend.value)) for event in events])
    return spans


def spans_with_ical(bodies: list[bytes]) -> list[list[Span]]:
    """Do the same with ical, which Home Assistant reads calendars with.

    It passes over blocks without an RRULE, and so needs the platform's zone data for zones of fixed offset.
    """
    return [
        [(_seconds(event.start_datetime), _seconds(event.end_datetime)) for event in calendar.events]
        for calendar in (IcsCalendarStream.calendar_from_ics(body.decode()) for body in bodies)
    ]


def _seconds(moment: datetime) -> int:
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
