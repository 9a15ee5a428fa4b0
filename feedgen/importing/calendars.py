"""Other people's iCalendar feeds: Sonarr's, and any other whose titles have a number, such as S01E02 or 1x02."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event
from icalendar.error import BrokenCalendarProperty

from feedgen.importing.listing import Asked, Item, Listing, UnreadableError, ZoneNeededError, runtime_of, tidy
from feedgen.spelling import did_you_mean
from feedgen.zones import database, names

# Sonarr's identities. Its PRODID varies with its version, and its STATUS tells whether a file is on a disk.
_SONARR = "NzbDrone_episode_"

_DASHES = "\u2013\u2014-"

_NUMBER = re.compile(
    rf"(?P<show>.*?)[\s:{_DASHES}]*(?<![\w.])"
    r"(?:S(?P<s1>\d{1,4})[\s.]?E(?P<e1>\d{1,4})(?:-?E?(?P<last1>\d{1,4}))?"
    r"|(?P<s2>\d{1,4})x(?P<e2>\d{2,4})(?:-(?:\d{1,4}x)?(?P<last2>\d{2,4}))?"
    r"|Season\s(?P<s3>\d{1,4}),?\sEpisode\s(?P<e3>\d{1,4}))"
    rf"(?!\w)[\s:{_DASHES}]*(?P<title>.*?)(?:\s*\((?:season|series|mid-season) (?:premiere|finale)\))?",
    re.IGNORECASE,
)

# Calendars without STATUS say it before the title, and feedgen does, since most apps show nothing of STATUS.
_CANCELLED = re.compile(r"cancell?ed\s*:", re.IGNORECASE)
_POSTPONED = re.compile(r"postponed\s*:", re.IGNORECASE)

_MIDNIGHT = datetime.min.time()


@dataclass(frozen=True, slots=True)
class _Numbered:
    """An event whose title has an episode number. `start` is a day, an instant, or a time of a day without a zone."""

    show: str
    season: int
    numbers: tuple[int, ...]
    title: str
    start: date
    zone: str
    runtime: timedelta | None


def read(data: bytes, asked: Asked) -> Listing:
    """Return the numbered episodes of one show. Raises UnreadableError, and ZoneNeededError if hours have no zone."""
    if b"END:VCALENDAR" not in data.upper():
        raise UnreadableError("it is an iCalendar file that breaks off: END:VCALENDAR is missing")
    try:
        calendar = Calendar.from_ical(data)
        events = [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise UnreadableError(f"it is not an iCalendar file that can be read: {error}") from error
    notes: list[str] = []
    told = [found for event in events if (found := _numbered(event, notes))]
    title = _title(told, asked.show)
    own = [event for event in told if event.show == title]
    zone = _zone(own, asked, str(calendar.get("X-WR-TIMEZONE", "")))
    others = Counter(event.show for event in told if event.show != title)
    notes += [f"{show}: it is another show ({count})" for show, count in others.items()]
    sonarr = any(str(event.get("UID", "")).startswith(_SONARR) for event in events)
    return Listing(
        title=asked.show or title,
        source="Sonarr's calendar" if sonarr else _source(calendar),
        items=tuple(item for event in own for item in _items(event, zone)),
        zone=zone,
        by="Sonarr" if sonarr else "",
        notes=tuple(notes),
    )


def _source(calendar: Calendar) -> str:
    name = tidy(str(calendar.get("X-WR-CALNAME") or calendar.get("NAME") or ""))
    return f'the calendar "{name}"' if name else ""


def _numbered(event: Event, notes: list[str]) -> _Numbered | None:
    """Return an event as an episode; None, with a note of the reason, if it is none."""
    summary = tidy(str(event.get("SUMMARY", "")))
    reason = ""
    match = _NUMBER.fullmatch(summary)
    start = _moment(event, "DTSTART")
    if match is None:
        reason = "it has no number such as S01E02 or 1x02"
    elif not isinstance(start, date):
        reason = "it has no start that can be read"
    elif event.get("STATUS") == "CANCELLED" or _CANCELLED.match(summary):
        reason = "it is cancelled"
    elif _POSTPONED.match(summary):
        reason = "it is postponed"
    elif event.get("RRULE"):
        reason = "it repeats under one number"
    if reason or match is None or not isinstance(start, date):
        notes.append(f'"{summary}": {reason}')
        return None
    first = int(match["e1"] or match["e2"] or match["e3"])
    last = int(match["last1"] or match["last2"] or first)
    return _Numbered(
        show=match["show"].strip(),
        season=int(match["s1"] or match["s2"] or match["s3"]),
        numbers=tuple(range(first, last + 1)) or (first,),
        title=match["title"].strip("\"'“”„ "),
        start=start,
        zone=_named_zone(event, start),
        runtime=_runtime(event, start),
    )


def _moment(event: Event, name: str) -> object:
    """Return what a property says of time; None if it is not there, or cannot be read."""
    try:
        return getattr(event.get(name), "dt", None)
    except BrokenCalendarProperty:
        return None


def _named_zone(event: Event, start: date) -> str:
    """Return the zone that an event names, or UTC; empty for a day, a local time, and a name that is not known."""
    if not isinstance(start, datetime):
        return ""
    if name := event["DTSTART"].params.get("TZID"):
        return names.find(str(name)) or ""
    return "UTC" if start.tzinfo else ""


def _runtime(event: Event, start: date) -> timedelta | None:
    end, length = _moment(event, "DTEND"), _moment(event, "DURATION")
    if isinstance(start, datetime) and isinstance(end, datetime) and (end.tzinfo is None) == (start.tzinfo is None):
        length = end - start
    return runtime_of(length.total_seconds() / 60) if isinstance(length, timedelta) else None


def _title(told: Iterable[_Numbered], asked: str) -> str:
    """Return the show that is meant, as the file writes it. Raises UnreadableError if there are several, or none."""
    shows = {event.show.casefold(): event.show for event in told}
    if not shows:
        raise UnreadableError("no title in it has the number of an episode, such as S01E02 or 1x02")
    if asked.casefold() in shows:
        return shows[asked.casefold()]
    if len(shows) == 1 and (not asked or "" in shows):
        return next(iter(shows.values()))
    if meant := did_you_mean(asked.casefold(), shows):
        raise UnreadableError(f'it has no show "{asked}"; {meant}')
    listed = ", ".join(sorted(shows.values())[:10]) + (", …" if len(shows) > 10 else "")  # noqa: PLR2004 - as many as fit
    raise UnreadableError(f"say with --show which of its shows: {listed}")


def _zone(told: Iterable[_Numbered], asked: Asked, of_calendar: str) -> str:
    """Return the time zone for the hours. Raises ZoneNeededError if neither the options nor the file have one."""
    timed = [event for event in told if isinstance(event.start, datetime)]
    if not timed or asked.zone:
        return asked.zone
    named = Counter(event.zone for event in timed if event.zone not in ("", "UTC"))
    zone = max(named, key=lambda name: named[name]) if named else names.find(of_calendar) or ""
    if zone in ("", "UTC") and not asked.days_only:
        raise ZoneNeededError(_example([event.start for event in timed if isinstance(event.start, datetime)]))
    return zone or "UTC"


def _example(starts: Iterable[datetime]) -> str:
    clocks = sorted({f"{start:%H:%M}" + (" UTC" if start.tzinfo else "") for start in starts})
    return " and ".join(clocks[:2]) + (", …" if len(clocks) > 2 else "")  # noqa: PLR2004 - summer and winter


def _items(event: _Numbered, zone: str) -> Iterator[Item]:
    day, clock = event.start, None
    if isinstance(event.start, datetime):
        # A time without a zone is in the zone of the option.
        local = event.start.astimezone(database.zone(zone)) if event.start.tzinfo else event.start
        day, clock = local.date(), local.replace(tzinfo=None) - datetime.combine(local.date(), _MIDNIGHT)
    for number in event.numbers:
        yield Item(event.season, number, event.title, day, clock, event.runtime)
