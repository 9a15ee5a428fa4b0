"""Feeds read with libraries that others wrote, each told in the same few words."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

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
