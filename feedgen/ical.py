"""Airings to iCalendar bytes (RFC 5545, RFC 7986). The only importer of icalendar.

Nothing here looks at a clock or draws a random number: the same airings give the same bytes. That is why
icalendar's `new()` constructors, which do both, are not used.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import webcolors
from icalendar import Calendar, Event, vText

from feedgen import wording
from feedgen.addresses import Site
from feedgen.airings import Airing

# How often a calendar app should look again. Long before the next release, short enough for a correction.
REFRESH = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class CalendarHead:
    """What a calendar says of itself; `source` is its own address."""

    name: str
    description: str
    color: str
    source: str
    url: str


def write(head: CalendarHead, airings: Iterable[Airing], site: Site) -> bytes:
    """Write a calendar with one event for each airing, in their order."""
    calendar = _calendar(head)
    for airing in airings:
        calendar.add_component(_event(airing, site))
    return bytes(calendar.to_ical(sorted=False))


def _calendar(head: CalendarHead) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//feedgen-calendar//feedgen//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # No METHOD: it would make this an invitation, not a snapshot (RFC 5545 §3.7.2). No UID, which RFC 7986
    # §5.3 allows here: vdirsyncer takes it for that of each event and so keeps one event of the whole feed
    # (pimutils/vdirsyncer#1222).
    # icalendar escapes no property that it does not know, NAME among them, unless told that it is text.
    calendar.add("name", vText(head.name))
    calendar.add("x-wr-calname", vText(head.name))  # the only one that Google reads
    calendar.add("description", vText(head.description))
    calendar.add("x-wr-caldesc", vText(head.description))
    calendar.add("color", head.color)
    calendar.add("x-apple-calendar-color", webcolors.name_to_hex(head.color).upper())
    calendar.add("source", head.source, parameters={"VALUE": "URI"})
    calendar.add("url", head.url)
    # `refresh_interval=` would leave out VALUE=DURATION, which RFC 7986 §5.7 requires.
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REFRESH // timedelta(hours=1)}H")
    return calendar


def _event(airing: Airing, site: Site) -> Event:
    event = Event()
    event.add("uid", airing.uid)
    event.add("dtstamp", airing.modified)
    event.add("last-modified", airing.modified)
    event.add("sequence", airing.sequence)
    day = airing.episode.release.day
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))  # exclusive (RFC 5545 §3.6.1)
    event.add("summary", wording.summary(airing))
    event.add("description", wording.description(airing, site))
    event.add("url", wording.link(airing, site))
    event.add("categories", [airing.show.title, airing.show.service])
    event.add("color", airing.show.color)
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a release makes nobody busy; the default does
    return event
