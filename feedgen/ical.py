"""Airings to iCalendar bytes (RFC 5545, RFC 7986). The only importer of icalendar.

Nothing here looks at a clock or draws a random number: the same airings give the same bytes. That is why
icalendar's `new()` constructors, which do both, are not used.
"""

import functools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import webcolors
from icalendar import Calendar, Event, vText

from feedgen import languages, wording
from feedgen.addresses import Site
from feedgen.airings import Airing
from feedgen.moments import AllDay, Timed, local, moment
from feedgen.options import Variant
from feedgen.vtimezone import vtimezone

# How often a calendar app should look again. Long before the next release, short enough for a correction.
REFRESH = timedelta(hours=6)

_DAY = timedelta(days=1)
_BEGIN = b"BEGIN:VCALENDAR\r\n"
_EVENT = b"BEGIN:VEVENT\r\n"
_END = b"END:VCALENDAR\r\n"

# Under a kilobyte each.
_KEPT_EVENTS = 16384
_KEPT_LINES = 4096


@dataclass(frozen=True, slots=True)
class CalendarHead:
    """What a calendar says of itself; `source` is its own address."""

    name: str
    description: str
    color: str
    source: str
    url: str


def write(head: CalendarHead, airings: Iterable[Airing], site: Site, variant: Variant) -> bytes:
    """Write a calendar with one event for each airing, in their order, placed in time as the variant says."""
    placed = [(airing, _times(moment(airing.facts, variant))) for airing in airings]
    on_clocks = [times for _, times in placed if isinstance(times, _Local)]
    parts = [
        _BEGIN,
        *_head_lines(head),
        _zone(variant.zone, on_clocks) if on_clocks else b"",
        *(_EVENT + times.lines + _unchanging(airing, site, variant.language) for airing, times in placed),
        _END,
    ]
    return b"".join(parts)


def _head_lines(head: CalendarHead) -> Iterator[bytes]:
    yield _line("prodid", "-//feedgen-calendar//feedgen//EN")
    yield _line("version", "2.0")
    yield _line("calscale", "GREGORIAN")
    # No METHOD: it would make this an invitation, not a snapshot (RFC 5545 §3.7.2). No UID, which RFC 7986
    # §5.3 allows here: vdirsyncer takes it for that of each event and so keeps one event of the whole feed
    # (pimutils/vdirsyncer#1222).
    # icalendar escapes no property that it does not know, NAME among them, unless told that it is text.
    yield _line("name", vText(head.name))
    yield _line("x-wr-calname", vText(head.name))  # the only one that Google reads
    yield _line("description", vText(head.description))
    yield _line("x-wr-caldesc", vText(head.description))
    yield _line("color", head.color)
    yield _line("x-apple-calendar-color", webcolors.name_to_hex(head.color).upper())
    yield _line("source", head.source, "URI")
    yield _line("url", head.url)
    # `refresh_interval=` would leave out VALUE=DURATION, which RFC 7986 §5.7 requires.
    yield _line("refresh-interval", REFRESH, "DURATION")
    yield _line("x-published-ttl", f"PT{REFRESH // timedelta(hours=1)}H")


@functools.lru_cache(maxsize=_KEPT_LINES)
def _line(name: str, value: str | timedelta, kind: str = "") -> bytes:
    """Write one property of a calendar; of most of them a variant has the same as the others of its feed."""
    calendar = Calendar()
    calendar.add(name, value, parameters={"VALUE": kind} if kind else {})
    return bytes(calendar.to_ical(sorted=False)).removeprefix(_BEGIN).removesuffix(_END)


@functools.lru_cache(maxsize=_KEPT_EVENTS)
def _unchanging(airing: Airing, site: Site, tag: str) -> bytes:
    """Write what no zone changes of an event, from after its times to its end: most of it, so it is kept."""
    language = languages.of(tag)
    event = Event()
    event.add("uid", airing.uid)
    event.add("dtstamp", airing.episode.modified)
    event.add("last-modified", airing.episode.modified)
    event.add("sequence", airing.episode.sequence)
    event.add("summary", wording.summary(airing, language))
    event.add("description", wording.description(airing, site, language))
    event.add("url", wording.link(airing, site))
    event.add("categories", [airing.show.title, airing.show.service])
    event.add("color", airing.show.color)
    event.add("status", airing.facts.status.value)
    event.add("transp", "TRANSPARENT")  # a release makes nobody busy; the default does
    return bytes(event.to_ical(sorted=False)).removeprefix(_EVENT)


@dataclass(frozen=True, slots=True)
class _Times:
    """The lines of an event that say when it is."""

    lines: bytes


@dataclass(frozen=True, slots=True)
class _Local(_Times):
    """Times on the clocks of a zone, which the calendar must describe for `start` to `end` (UTC)."""

    start: datetime
    end: datetime


def _times(when: AllDay | Timed) -> _Times:
    """Write when an event is. The end is exclusive (RFC 5545 §3.6.1)."""
    if isinstance(when, AllDay):
        return _Times(f"DTSTART;VALUE=DATE:{when.day:%Y%m%d}\r\nDTEND;VALUE=DATE:{when.day + _DAY:%Y%m%d}\r\n".encode())
    start, end = (None if when.zone == "UTC" else local(at, when.zone) for at in (when.start, when.end))
    if start is None or end is None:
        return _Times(f"DTSTART:{when.start:%Y%m%dT%H%M%SZ}\r\nDTEND:{when.end:%Y%m%dT%H%M%SZ}\r\n".encode())
    lines = f"DTSTART;TZID={when.zone}:{start:%Y%m%dT%H%M%S}\r\nDTEND;TZID={when.zone}:{end:%Y%m%dT%H%M%S}\r\n"
    return _Local(lines.encode(), when.start, when.end)


def _zone(name: str, times: Sequence[_Local]) -> bytes:
    first, last = min(time.start for time in times), max(time.end for time in times)
    return vtimezone(name, first, last).encode()


def jcal(calendar: bytes) -> bytes:
    """Write a calendar as jCal (RFC 7265), which says the same in JSON."""
    read = Calendar.from_ical(calendar)
    for component in read.walk():
        # icalendar does not know what RFC 7986 added, and would give it escaped, as of an unknown type.
        for name in component.keys() & {"NAME", "COLOR"}:
            component[name] = vText(_unescaped(str(component[name])))
    return json.dumps(read.to_jcal(), ensure_ascii=False, separators=(",", ":")).encode()


def _unescaped(text: str) -> str:
    """Undo the escaping of TEXT (RFC 5545 §3.3.11)."""
    return re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)
