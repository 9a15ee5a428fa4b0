"""A calendar as iCalendar (RFC 5545, RFC 7986).

Nothing here looks at a clock or draws a random number: the same calendar gives the same bytes. That is why
icalendar's `new()` constructors, which do both, are not used.
"""

import functools
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import webcolors
from icalendar import vDuration

from feedgen.bounded_cache import BoundedCache
from feedgen.feeds.calendar import Calendar
from feedgen.feeds.events import Event
from feedgen.feeds.moments import duration
from feedgen.formats.event_times import EventTimes, Kind, times_of, vtimezone_of

PRODID = "-//feedgen-calendar//feedgen//EN"

# How often a calendar app should look again: soon enough for a correction to arrive before most releases.
REFRESH = timedelta(hours=6)

# `refresh_interval=` of icalendar would leave out VALUE=DURATION, which RFC 7986 §5.7 requires.
_REFRESH_LINES = "REFRESH-INTERVAL;VALUE=DURATION:{0}\r\nX-PUBLISHED-TTL:{0}\r\n".format(duration(REFRESH)).encode()

_BEGIN = b"BEGIN:VCALENDAR\r\n"

_BEGIN_EVENT = b"BEGIN:VEVENT\r\n"

_END = b"END:VCALENDAR\r\n"

# The longest line, in bytes without its line break.
_LINE = 74

# The first two bits of a byte that continues a character of UTF-8.
_CONTINUES = 0b1000_0000

# How much the lines of events may take in memory: those of some thousand events.
_KEPT_BYTES = 16 * 2**20

# What an event takes besides its lines, in bytes.
_OVERHEAD = 1024


def write(calendar: Calendar) -> bytes:
    """Write a calendar with its events in their order."""
    times = [times_of(event.when) for event in calendar.events]
    parts = [*_head_lines(calendar), vtimezone_of(calendar, times).encode()]
    for event, when in zip(calendar.events, times, strict=True):
        parts += (_BEGIN_EVENT, _times(when), _body(event))
    return b"".join((_BEGIN, *parts, _END))


def _head_lines(calendar: Calendar) -> Iterator[bytes]:
    # No METHOD: it would make this an invitation, not a snapshot (RFC 5545 §3.7.2). No UID, though RFC 7986 §5.3 allows
    # one here: vdirsyncer takes it for the UID of every event, and keeps only one event (pimutils/vdirsyncer#1222).
    description = _text(calendar.description)
    yield _name_lines(calendar.name)
    yield _line(b"DESCRIPTION:", description)
    yield _line(b"X-WR-CALDESC:", description)
    yield _color_lines(calendar.color)
    yield _line(b"SOURCE;VALUE=URI:", calendar.source.encode())
    yield _line(b"URL:", calendar.url.encode())
    yield _REFRESH_LINES


# Cached, as the name of a feed is the same in all zones.
@functools.lru_cache(maxsize=512)
def _name_lines(name: str) -> bytes:
    lines = f"PRODID:{PRODID}\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\n".encode()
    text = _text(name)
    return lines + _line(b"NAME:", text) + _line(b"X-WR-CALNAME:", text)  # the only one that Google reads


@functools.cache
def _color_lines(color: str) -> bytes:
    return f"COLOR:{color}\r\nX-APPLE-CALENDAR-COLOR:{hex_color(color)}\r\n".encode()


def escaped(text: str) -> str:
    """Return a text with the escapes of a TEXT value (RFC 5545 §3.3.11)."""
    return text.translate(_ESCAPES)


@functools.cache
def hex_color(color: str) -> str:
    """Return a CSS colour name as #RRGGBB."""
    return str(webcolors.name_to_hex(color)).upper()


# icalendar's own escapes are not used: they turn a backslash before an N into a line break.
_ESCAPES = str.maketrans({"\\": "\\\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def _text(text: str) -> bytes:
    return escaped(text).encode()


def _line(name: bytes, value: bytes) -> bytes:
    """Write a property as icalendar does. To write it with icalendar takes far longer."""
    return _folded(name + value) + b"\r\n"


def _folded(line: bytes) -> bytes:
    """Fold a line where icalendar does (RFC 5545 §3.1): at 74 bytes, never inside a character or an escape.

    icalendar looks at each character, which takes longer than everything else that a calendar in another zone needs.
    """
    if len(line) <= _LINE:
        return line
    parts, at = [], 0
    while len(line) - at > _LINE:
        end = at + _LINE
        while line[end] & 0b1100_0000 == _CONTINUES:
            end -= 1
        end -= line[end - 1] in b"\\^"
        parts.append(line[at:end])
        at = end
    return b"\r\n ".join((*parts, line[at:]))


def _body(event: Event) -> bytes:
    """Write an event without its first line and its times."""
    key = event.without_times, event.alarms
    lines = _written.get(key)
    if lines is None:
        lines = b"".join(_lines(event))
        # Most characters are ASCII, and are kept twice: in the key and in the lines.
        _written.keep(key, lines, 2 * len(lines) + _OVERHEAD)
    return lines


# The lines of events without their times, which most variants of a feed share. To keep them saves a fifth of the time
# of a calendar that differs from another only in its zone.
_written: BoundedCache[tuple[object, object], bytes] = BoundedCache(_KEPT_BYTES)


def _lines(event: Event) -> Iterator[bytes]:
    modified = _digits(event.modified)
    yield f"UID:{event.uid}\r\nDTSTAMP:{modified}Z\r\nLAST-MODIFIED:{modified}Z\r\n".encode()
    yield f"SEQUENCE:{event.sequence}\r\n".encode()
    yield _line(b"SUMMARY:", _text(event.summary))
    yield _line(b"DESCRIPTION:", _text(event.description))
    yield _line(b"URL:", event.url.encode())
    yield _line(b"CATEGORIES:", b",".join(map(_text, event.categories)))
    # A release makes nobody busy, as the default, OPAQUE, would (RFC 5545 §3.8.2.7).
    yield f"COLOR:{event.color}\r\nSTATUS:{event.status}\r\nTRANSP:TRANSPARENT\r\n".encode()
    for before in event.alarms:
        yield b"BEGIN:VALARM\r\nACTION:DISPLAY\r\n"
        # Home Assistant refuses an alarm without a description.
        yield _line(b"DESCRIPTION:", _text(event.summary))
        yield _line(b"TRIGGER:", trigger(before)) + b"END:VALARM\r\n"
    yield b"END:VEVENT\r\n"


def trigger(before: timedelta) -> bytes:
    """Write the TRIGGER of an alarm that rings so long before the start of its event (RFC 5545 §3.8.6.3)."""
    return bytes(vDuration(-before).to_ical())  # type: ignore[no-untyped-call]  # icalendar has no type there


def _digits(at: date | datetime) -> str:
    """Write a day as "20231110", or a day and time as "20231110T050000", without its offset."""
    # Not with strftime, which takes twice as long.
    return at.isoformat()[:19].replace("-", "").replace(":", "")


def _times(times: EventTimes) -> bytes:
    """Write the start and the end of an event. The end is exclusive (RFC 5545 §3.6.1)."""
    start, end = _digits(times.start), _digits(times.end)
    match times.kind:
        case Kind.DAY:
            return f"DTSTART;VALUE=DATE:{start}\r\nDTEND;VALUE=DATE:{end}\r\n".encode()
        case Kind.UTC:
            return f"DTSTART:{start}Z\r\nDTEND:{end}Z\r\n".encode()
    return f"DTSTART;TZID={times.zone}:{start}\r\nDTEND;TZID={times.zone}:{end}\r\n".encode()
