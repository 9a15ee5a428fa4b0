"""The cheap way of writing gives the bytes of the straightforward one: everything added to components of icalendar."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import datetime_ambiguous
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Alarm, Calendar, Event, vText
from made_up import seasons
from schedules import LONG_TITLE, PUNCTUATION, ROCKETS, change, episode, in_zone, run, schedule, season
from support import NOW, SITE, parse, published

from feedgen import languages
from feedgen.feeds import group_wording, wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.captions import feed_description, feed_title
from feedgen.feeds.errors import NoHourError, NoSuchFeedError
from feedgen.feeds.groups import Group, groups_of, last_of, stamps_of, status_of
from feedgen.feeds.lookup import find_dated_feed
from feedgen.feeds.moments import AllDay, Timed, moment
from feedgen.feeds.present import in_window, with_known_titles
from feedgen.feeds.selection import Selection, WholeSeason
from feedgen.feeds.variant import Reminder, Titles, Variant
from feedgen.formats.vtimezone import vtimezone
from feedgen.plan.announcement import Status
from feedgen.plan.identity import complete_uid, group_uid
from feedgen.plan.show import Show
from feedgen.zones import names

HEX_COLORS = {"firebrick": "#B22222", "steelblue": "#4682B4"}


def straightforward(shows: Mapping[str, Show], name: str, variant: Variant, now: datetime = NOW) -> bytes:
    """Write a feed as the documentation of icalendar shows; nothing but a VTIMEZONE is put in as it is."""
    selection = find_dated_feed(shows, name, now)
    feed, show, language = selection.feed, selection.show, languages.of(variant.language)
    title = feed_title(selection, language)
    text = feed_description(selection, title, variant, language)
    color = show.color if show else "steelblue"
    calendar = Calendar()
    calendar.add("prodid", "-//feedgen-calendar//feedgen//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # icalendar escapes no property that it does not know, NAME among them, unless told that it is text.
    calendar.add("name", vText(title))
    calendar.add("x-wr-calname", vText(title))
    calendar.add("description", vText(text))
    calendar.add("x-wr-caldesc", vText(text))
    calendar.add("color", color)
    calendar.add("x-apple-calendar-color", HEX_COLORS[color])
    calendar.add("source", SITE.feed(feed, variant), parameters={"VALUE": "URI"})
    calendar.add("url", SITE.page(feed))
    # `refresh_interval=` would leave out VALUE=DURATION.
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    entries = entries_of(selection, variant, now)
    for entry in entries:
        calendar.add_component(event_of(entry, variant))
    return with_zone(calendar.to_ical(sorted=False), entries, variant)


@dataclass(frozen=True)
class Entry:
    """What an event says, and when: from the first of its starts to the last of its ends."""

    uid: str
    texts: tuple[str, str, str]
    service: str
    status: Status
    sequence: int
    modified: datetime
    airings: Sequence[Airing]


def entries_of(selection: Selection, variant: Variant, now: datetime) -> list[Entry]:
    """Return the events of a selection, those of complete seasons among the others."""
    shown = list(with_known_titles(in_window(selection.single_airings, variant, now), variant, now))
    short = variant.titles is Titles.SHORT
    groups = groups_of(shown, short=short) if variant.by_day else ()
    entries = (
        [of_group(group, variant) for group in groups] if variant.by_day else [of_airing(a, variant) for a in shown]
    )
    if not selection.whole_seasons:
        return entries
    lasts = in_window([last_of(whole) for whole in selection.whole_seasons], variant, now)
    wholes = [whole for whole in selection.whole_seasons if last_of(whole) in lasts]
    return sorted([*entries, *(of_whole(whole, variant) for whole in wholes)], key=lambda entry: order(entry, variant))


def order(entry: Entry, variant: Variant) -> tuple[datetime, str]:
    start, _ = span_of(entry.airings, variant)
    at = start if isinstance(start, datetime) else datetime.combine(start, time(), UTC)
    return at, entry.uid


def of_airing(airing: Airing, variant: Variant) -> Entry:
    language, short, episode = languages.of(variant.language), variant.titles is Titles.SHORT, airing.episode
    texts = (
        wording.summary(airing, language, short=short),
        wording.description(airing, SITE, language),
        wording.link(airing, SITE),
    )
    status, stamps = airing.facts.status, (episode.sequence, episode.modified)
    return Entry(airing.uid, texts, airing.service, status, *stamps, [airing])


def of_group(group: Group, variant: Variant) -> Entry:
    language, short, airing = languages.of(variant.language), variant.titles is Titles.SHORT, group.airings[0]
    texts = of_airing(airing, variant).texts
    if len(group.airings) > 1 or group.joined:
        texts = (
            group_wording.summary(group, language, short=short),
            group_wording.description(group, SITE, language),
            group_wording.link(airing, SITE),
        )
    uid = group_uid(airing.show.slug, airing.season.number, group.first)
    status = Status.CANCELLED if group.joined else status_of(each.facts.status for each in group.airings)
    return Entry(uid, texts, airing.service, status, group.sequence, group.modified, group.airings)


def of_whole(whole: WholeSeason, variant: Variant) -> Entry:
    language, short, last = languages.of(variant.language), variant.titles is Titles.SHORT, last_of(whole)
    texts = (
        group_wording.complete_summary(whole, language, short=short),
        group_wording.complete_description(whole, SITE, language),
        group_wording.link(last, SITE),
    )
    uid = complete_uid(whole.show.slug, whole.season.number)
    return Entry(uid, texts, last.service, group_wording.complete_status(whole), *stamps_of(whole), [last])


def event_of(entry: Entry, variant: Variant) -> Event:
    event, show = Event(), entry.airings[0].show
    summary, description, link = entry.texts
    for name, (value, zone) in zip(("dtstart", "dtend"), times_of(entry.airings, variant), strict=True):
        event.add(name, value, parameters={"TZID": zone} if zone else {})
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.modified)
    event.add("last-modified", entry.modified)
    event.add("sequence", entry.sequence)
    event.add("summary", f"{variant.prefix} {summary}" if variant.prefix else summary)
    event.add("description", description)
    event.add("url", link)
    event.add("categories", [show.title, entry.service])
    event.add("color", show.color)
    event.add("status", entry.status.value)
    event.add("transp", "TRANSPARENT")
    start, _ = span_of(entry.airings, variant)
    rings = {trigger_of(reminder, start, variant) for reminder in variant.reminders}
    for trigger in sorted(rings) if entry.status is Status.CONFIRMED else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event["summary"])
        alarm.add("trigger", trigger)
        event.add_component(alarm)
    return event


def trigger_of(reminder: Reminder, start: date, variant: Variant) -> timedelta:
    """Return when an alarm rings, counted from the start."""
    if reminder.at is None:
        return -reminder.before
    if not isinstance(start, datetime):
        return timedelta(hours=reminder.at.hour, minutes=reminder.at.minute)
    here = ZoneInfo(variant.zone)
    return datetime.combine(start.astimezone(here), reminder.at, here).astimezone(UTC) - start


def span_of(airings: Iterable[Airing], variant: Variant) -> tuple[date, date]:
    """Return start and end of several episodes, in UTC; both are the day if the hour of one is open."""
    moments = [moment(airing, variant) for airing in airings]
    days = [when.day for when in moments if isinstance(when, AllDay)]
    timed = [when for when in moments if isinstance(when, Timed)]
    return (days[0], days[0]) if days else (min(each.start for each in timed), max(each.end for each in timed))


def times_of(airings: Iterable[Airing], variant: Variant) -> list[tuple[date, str]]:
    """Return start and end, each with the zone that its TZID names; in UTC if clocks show one of them twice."""
    both = span_of(airings, variant)
    instants = [at for at in both if isinstance(at, datetime)]
    if not instants:
        return [(both[0], ""), (both[0] + timedelta(days=1), "")]
    here = ZoneInfo(variant.zone)
    shown = [at.astimezone(here).replace(tzinfo=None) for at in instants]
    if variant.zone == "UTC" or any(datetime_ambiguous(at, here) for at in shown):
        return [(at, "") for at in instants]
    return [(at.replace(fold=0), variant.zone) for at in shown]


def with_zone(written: bytes, entries: Iterable[Entry], variant: Variant) -> bytes:
    spans = [span_of(entry.airings, variant) for entry in entries if times_of(entry.airings, variant)[0][1]]
    if not spans:
        return written
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    assert isinstance(first, datetime)
    assert isinstance(last, datetime)
    zone = vtimezone(variant.zone, first, last)
    return written.replace(b"BEGIN:VEVENT", f"{zone}BEGIN:VEVENT".encode(), 1)


# A rule in force, one that has ended, none that holds, no offset, and a change by half an hour.
ZONES = ("Europe/London", "America/Mexico_City", "Africa/Casablanca", "UTC", "Australia/Lord_Howe")
VARIANTS = [
    Variant(),
    *(Variant(zone) for zone in (*ZONES, "America/Argentina/ComodRivadavia")),
    *(Variant(zone, all_day=True) for zone in ZONES),
    *(Variant(zone, at=at) for zone in ZONES for at in (time(1, 30), time(20))),
    *(Variant("Europe/London", titles=titles) for titles in Titles),
    Variant(prefix="A, b;", reminders=(Reminder(timedelta(days=2)), Reminder(timedelta(minutes=90)), Reminder())),
]
PARTS = ("", "-s1", "-s1-premiere", "-s1-weekly", "-s1-finale", "-s1e02")

LONG_PATH = "https://example.org/a,b;c?d=e:f/a-long-path-that-has-to-be-folded-somewhere-in-its-midst"
TWO_LINES = "Two lines, and\na BEGIN:VEVENT that is none. \\\\\\ ^n\n"

EVENTFUL = schedule(
    season(
        run("1-9", "2023-10-15", "FREQ=WEEKLY;BYDAY=SU"),
        episode(2, title=LONG_TITLE, url=LONG_PATH),
        episode(3, title=ROCKETS * 2, runtime="PT1H35M", description=TWO_LINES),
        change("4-5", "2023-10-20T20:00:00+02:00", cancelled=True, note='Fire; flood, and "quotes"'),
        change("6", "2023-10-21T18:00:00Z", to_be_announced=True, note="Nobody knows"),
        change("7", "2023-10-22T18:00:00Z", shift="3 days", note="Later"),
        announced="2023-09-01T00:00:00Z",
        release=in_zone("01:30:00", "Europe/London"),
    ),
    title=PUNCTUATION,
    service="A Service, with a comma",
    color="firebrick",
)

# All that can be asked for besides a zone, each with one value or more.
ASKED: tuple[Mapping[str, Any], ...] = (
    *({"titles": titles} for titles in (Titles.OFF, Titles.AFTER, Titles.SHORT)),
    {"prefix": "TV, or; not:"},
    {"by_day": True},
    {"reminders": (Reminder(timedelta(minutes=15)), Reminder(timedelta(days=1)), Reminder(at=time(9)))},
    {"past": 10},
    {"future": 20},
    {"language": "de"},
    {"zone": "Europe/London"},
    {"zone": "Australia/Lord_Howe", "all_day": True},
    {"zone": "America/New_York", "at": time(20)},
)
MIXED = (
    "eventful",
    "eventful-s1-complete",
    "eventful-premieres",
    "eventful-finales",
    "premieres",
    "eventful-s1-complete+gone+several",
)
# Three at once; one joins others, one leaves them; titles come later.
SEVERAL = schedule(
    season(
        run("1-6", "2023-10-27", "week", at_once=3),
        episode(1, title="First", url=LONG_PATH),
        change("4", "2023-10-20T18:00:00Z", date="2023-10-27"),
        change("2", "2023-10-21T18:00:00Z", date="2023-11-02"),
        change("5", "2023-10-22T18:00:00Z", title="Fifth", cancelled=True),
        change("6", "2023-10-23T18:00:00Z", description="After the Fifth", runtime="PT2H"),
        announced="2023-09-01T00:00:00Z",
        release=in_zone("20:30:00", "America/New_York"),
    ),
    season(run("1-2", "2024-03-08"), number=2, announced="2023-09-01T00:00:00Z"),
    color="firebrick",
)


def test_options_alone_and_in_pairs_have_the_straightforward_bytes() -> None:
    shows = {slug: parse(text, slug) for slug, text in (("eventful", EVENTFUL), ("several", SEVERAL))}
    now = datetime(2023, 10, 29, 12, tzinfo=UTC)
    pairs = [{**one, **other} for one, other in combinations(ASKED, 2) if not one.keys() & other.keys()]
    for asked in (*ASKED, *pairs):
        variant = replace(Variant(), **asked)
        for name in MIXED:
            body = published(shows, name, variant, now=now).body
            assert body == straightforward(shows, name, variant, now), (name, variant)


@pytest.mark.parametrize("tag", ["", *languages.tags()])
def test_every_variant_of_real_and_awkward_schedules_has_the_straightforward_bytes(tag: str, bundled: Show) -> None:
    eventful = parse(EVENTFUL, "eventful")
    shows = {bundled.slug: bundled, eventful.slug: eventful}
    names = ["all", bundled.slug, f"{bundled.slug}-s4-weekly", *(f"eventful{part}" for part in PARTS)]
    for variant in (replace(each, language=tag) for each in VARIANTS):
        for name in names:
            assert published(shows, name, variant).body == straightforward(shows, name, variant), (name, variant)


def test_every_zone_has_the_straightforward_bytes(bundled: Show) -> None:
    shows, name = {bundled.slug: bundled}, f"{bundled.slug}-s4"
    for zone in sorted({zone for known in names.known() if (zone := names.find(known))}):
        for variant in (Variant(zone), Variant(zone, all_day=True)):
            assert published(shows, name, variant).body == straightforward(shows, name, variant), zone


def test_an_hour_that_occurs_twice_is_among_what_is_compared() -> None:
    show = parse(EVENTFUL, "eventful")
    starts = re.findall(rb"DTSTART(;[^:]*)?:(.*)\r", published({show.slug: show}, "eventful", VARIANTS[1]).body)
    assert (b"", b"20231029T003000Z") in starts


CLOCKS = st.datetimes(datetime(2000, 1, 1), datetime(2000, 1, 2)).map(lambda at: f"{at:%H:%M:%S}")
RELEASES = st.builds(
    'release = {{ time = {}, zone = "{}" }}\nruntime = "PT{}M"'.format,
    CLOCKS,
    st.sampled_from(names.places()),
    st.integers(1, 300),
)
MADE_UP = st.builds(
    lambda zone, days, at, tag: Variant(zone, all_day=days and not at, at=at, language=tag),
    st.sampled_from(names.places()),
    st.booleans(),
    st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(["", *languages.tags()]),
)


@given(seasons(st.just("") | RELEASES), st.sampled_from(PARTS), MADE_UP)
def test_whatever_is_made_up_has_the_straightforward_bytes(
    season: tuple[str, dict[int, date], dict[int, str]], part: str, variant: Variant
) -> None:
    show = parse(season[0])
    try:
        body = published({show.slug: show}, f"show{part}", variant).body
    except (NoHourError, NoSuchFeedError):
        return
    assert body == straightforward({show.slug: show}, f"show{part}", variant)
