"""Airings to iCalendar bytes (RFC 5545, RFC 7986). The only importer of icalendar.

Nothing here looks at a clock or draws a random number: the same airings give the same bytes. That is why
icalendar's `new()` constructors, which do both, are not used.
"""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import webcolors
from icalendar import vCategory, vText, vUri
from icalendar.parser import Contentline, Parameters

from feedgen import languages
from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.moments import AllDay, Timed, duration, local, moment
from feedgen.feeds.site import Site
from feedgen.feeds.variant import Variant
from feedgen.formats.vtimezone import vtimezone

# How often a calendar app should look again. Long before the next release, short enough for a correction.
REFRESH = timedelta(hours=6)


# `refresh_interval=` of icalendar would leave out VALUE=DURATION, which RFC 7986 §5.7 requires.
_REFRESH_LINES = "REFRESH-INTERVAL;VALUE=DURATION:{0}\r\nX-PUBLISHED-TTL:{0}\r\n".format(duration(REFRESH)).encode()


_DAY = timedelta(days=1)


_BEGIN = b"BEGIN:VCALENDAR\r\n"


_BEGIN_EVENT = b"BEGIN:VEVENT\r\n"


_END = b"END:VCALENDAR\r\n"


_NONE, _IS_URI = Parameters(), Parameters(VALUE="URI")


_KEPT_LINES = 4096


# Bytes of a line, of which the break is no part; and the first bits of a byte within a character of UTF-8.
_LINE = 74


_WITHIN = 0b1000_0000


# For so many addresses of ours and languages are the events of a show kept, which take a kilobyte each: all languages,
# at two addresses.
_KEPT_AUDIENCES = 14


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
    placed = [(airing, _times(moment(airing, variant))) for airing in airings]
    on_clocks = [times for _, times in placed if isinstance(times, _Local)]
    parts = [*_head_lines(head), _zone(variant.zone, on_clocks) if on_clocks else b""]
    for airing, times in placed:
        parts += (_BEGIN_EVENT, times.lines, _unchanging(airing, site, variant.language))
    return b"".join((_BEGIN, *parts, _END))


def _head_lines(head: CalendarHead) -> Iterator[bytes]:
    # No METHOD: it would make this an invitation, not a snapshot (RFC 5545 §3.7.2). No UID, which RFC 7986
    # §5.3 allows here: vdirsyncer takes it for that of each event and so keeps one event of the whole feed
    # (pimutils/vdirsyncer#1222).
    yield b"PRODID:-//feedgen-calendar//feedgen//EN\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\n"
    yield _text("NAME", head.name)
    yield _text("X-WR-CALNAME", head.name)  # the only one that Google reads
    yield _text("DESCRIPTION", head.description)
    yield _text("X-WR-CALDESC", head.description)
    yield _text("COLOR", head.color)
    yield _text("X-APPLE-CALENDAR-COLOR", webcolors.name_to_hex(head.color).upper())
    yield _line("SOURCE", vUri(head.source), _IS_URI)
    yield _line("URL", vUri(head.url))
    yield _REFRESH_LINES


def _line(name: str, value: vText | vUri | vCategory, parameters: Parameters = _NONE) -> bytes:
    """Write a property as icalendar does, without a component around it: that takes far longer."""
    return _folded(Contentline.from_parts(name, parameters, value).encode()) + b"\r\n"


def _folded(line: bytes) -> bytes:
    """Fold where icalendar does (RFC 5545 §3.1): at 74 bytes, never inside of a character or an escape.

    icalendar looks at each character on its own, which takes longer than all the rest of a calendar in another zone.
    """
    if len(line) <= _LINE:
        return line
    parts, at = [], 0
    while len(line) - at > _LINE:
        end = at + _LINE
        while line[end] & 0b1100_0000 == _WITHIN:
            end -= 1
        end -= line[end - 1] in b"\\^"
        parts.append(line[at:end])
        at = end
    return b"\r\n ".join((*parts, line[at:]))


@functools.lru_cache(maxsize=_KEPT_LINES)
def _text(name: str, text: str) -> bytes:
    """Write a property of a calendar; most of its texts a variant has in common with the others of its feed."""
    return _line(name, vText(text))


def _unchanging(airing: Airing, site: Site, tag: str) -> bytes:
    """Return what no zone changes of an event, from after its times to its end: most of it, so it is kept."""
    kept, audience = airing.show.kept, (site.base, site.static, tag)
    events = kept.get(audience)
    if events is None:
        if len(kept) >= _KEPT_AUDIENCES:
            kept.clear()
        events = kept[audience] = {}
    key = airing.season.number, airing.episode.number
    if key not in events:
        events[key] = _written(airing, site, tag)
    return events[key]


def _written(airing: Airing, site: Site, tag: str) -> bytes:
    language, modified = languages.of(tag), _digits(airing.episode.modified)
    lines = (
        f"UID:{airing.uid}\r\n"
        f"DTSTAMP:{modified}Z\r\nLAST-MODIFIED:{modified}Z\r\nSEQUENCE:{airing.episode.sequence}\r\n".encode(),
        _line("SUMMARY", vText(wording.summary(airing, language))),
        _line("DESCRIPTION", vText(wording.description(airing, site, language))),
        _line("URL", vUri(wording.link(airing, site))),
        _line("CATEGORIES", vCategory([airing.show.title, airing.show.service])),
        # A release makes nobody busy; the default does.
        f"COLOR:{airing.show.color}\r\nSTATUS:{airing.facts.status}\r\nTRANSP:TRANSPARENT\r\n".encode(),
        b"END:VEVENT\r\n",
    )
    return b"".join(lines)


def _digits(at: date | datetime) -> str:
    """Write a day, or the day and hour that a clock shows, with an offset or without: "20231110T050000"."""
    # Not with strftime, which takes twice as long.
    return at.isoformat()[:19].replace("-", "").replace(":", "")


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
        day, next_day = _digits(when.day), _digits(when.day + _DAY)
        return _Times(f"DTSTART;VALUE=DATE:{day}\r\nDTEND;VALUE=DATE:{next_day}\r\n".encode())
    start, end = (None if when.zone == "UTC" else local(at, when.zone) for at in (when.start, when.end))
    if start is None or end is None:
        return _Times(f"DTSTART:{_digits(when.start)}Z\r\nDTEND:{_digits(when.end)}Z\r\n".encode())
    lines = f"DTSTART;TZID={when.zone}:{_digits(start)}\r\nDTEND;TZID={when.zone}:{_digits(end)}\r\n"
    return _Local(lines.encode(), when.start, when.end)


def _zone(name: str, times: Sequence[_Local]) -> bytes:
    first, last = min(time.start for time in times), max(time.end for time in times)
    return vtimezone(name, first, last).encode()
