"""One calendar, written in three ways to the same bytes: by feedgen, by hand with f-strings, and with icalendar alone.

The two others are given all words ready made and the VTIMEZONE as text, so that what is measured of them is writing
alone; feedgen finds its words, and makes its VTIMEZONE, as it does for a subscriber.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from feedgen import languages
from feedgen.feeds import wording
from feedgen.feeds.captions import feed_description, feed_title
from feedgen.feeds.feed import Feed
from feedgen.feeds.moments import Timed, moment
from feedgen.feeds.request import Request
from feedgen.feeds.selection import select
from feedgen.feeds.site import Site
from feedgen.feeds.variant import Variant
from feedgen.formats.publish import publish
from feedgen.formats.vtimezone import vtimezone
from feedgen.plan.show import Show

SITE = Site("https://calendar.example.org")
NOW = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """All that an event says; its times are in UTC."""

    start: datetime
    end: datetime
    uid: str
    modified: datetime
    sequence: int
    summary: str
    description: str
    url: str
    categories: tuple[str, str]
    color: str
    status: str


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
    rows: tuple[Row, ...]


def by_feedgen(show: Show, feed: Feed, zone: str) -> bytes:
    """Write the feed as a server does that has not been asked for it yet."""
    return publish({show.slug: show}, Request(feed.name, Variant(zone)), SITE, NOW).body


def made_ready(show: Show, feed: Feed, zone_names: Iterable[str]) -> Mapping[str, Ready]:
    """Prepare a feed of which all hours are known for several zones, so that only the writing is left."""
    rows = tuple(_rows(show, feed))
    language = languages.default()
    span = min(row.start for row in rows), max(row.end for row in rows)
    return {
        zone: Ready(
            name=feed_title(select([show], feed), language),
            description=feed_description(select([show], feed), Variant(zone), language),
            color=show.color,
            hex_color="#B22222",
            source=SITE.feed(feed, Variant(zone)),
            url=SITE.page(feed),
            zone=zone,
            vtimezone=vtimezone(zone, *span),
            rows=rows,
        )
        for zone in zone_names
    }


def _rows(show: Show, feed: Feed) -> Iterator[Row]:
    language = languages.default()
    for airing in select([show], feed).airings:
        when = moment(airing, Variant("UTC"))
        if not isinstance(when, Timed):
            raise TypeError(f"{airing.episode} has no hour")
        yield Row(
            start=when.start,
            end=when.end,
            uid=airing.uid,
            modified=airing.episode.modified,
            sequence=airing.episode.sequence,
            summary=wording.summary(airing, language),
            description=wording.description(airing, SITE, language),
            url=wording.link(airing, SITE),
            categories=(airing.show.title, airing.show.service),
            color=airing.show.color,
            status=airing.facts.status.value,
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
    start, end = row.start.astimezone(here), row.end.astimezone(here)
    title, service = row.categories
    summary = _folded(f"SUMMARY:{_escaped(row.summary)}")
    description = _folded(f"DESCRIPTION:{_escaped(row.description)}")
    categories = _folded(f"CATEGORIES:{_escaped(title)},{_escaped(service)}")
    return (
        f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}\r\nDTEND;TZID={zone}:{end:%Y%m%dT%H%M%S}\r\n"
        f"UID:{row.uid}\r\nDTSTAMP:{row.modified:%Y%m%dT%H%M%SZ}\r\nLAST-MODIFIED:{row.modified:%Y%m%dT%H%M%SZ}\r\n"
        f"SEQUENCE:{row.sequence}\r\n{summary}\r\n{description}\r\n{_folded(f'URL:{row.url}')}\r\n{categories}\r\n"
        f"COLOR:{row.color}\r\nSTATUS:{row.status}\r\nTRANSP:TRANSPARENT"
    )


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
        event = Event()
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
