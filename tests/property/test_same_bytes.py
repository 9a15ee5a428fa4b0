"""The cheap way of writing gives the bytes of the straightforward one: everything added to components of icalendar."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import datetime_ambiguous
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Alarm, Calendar, Event, vText
from made_up import seasons
from schedules import LONG_TITLE, PUNCTUATION, ROCKETS, change, episode, in_zone, run, schedule, season
from support import NOW, SITE, parse, published

from feedgen import languages
from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.captions import feed_description, feed_title
from feedgen.feeds.errors import NoHourError, NoSuchFeedError
from feedgen.feeds.lookup import find_dated_feed
from feedgen.feeds.moments import AllDay, Timed, moment
from feedgen.feeds.present import with_known_titles
from feedgen.feeds.variant import Reminder, Titles, Variant
from feedgen.formats.vtimezone import vtimezone
from feedgen.plan.announcement import Status
from feedgen.plan.show import Show
from feedgen.zones import names

HEX_COLORS = {"firebrick": "#B22222", "steelblue": "#4682B4"}


def straightforward(shows: Mapping[str, Show], name: str, variant: Variant) -> bytes:
    """Write a feed as the documentation of icalendar shows; nothing but a VTIMEZONE is put in as it is."""
    selection = find_dated_feed(shows, name, NOW)
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
    for airing in with_known_titles(selection.airings, variant, NOW):
        calendar.add_component(event_of(airing, variant))
    return with_zone(calendar.to_ical(sorted=False), selection.airings, variant)


def event_of(airing: Airing, variant: Variant) -> Event:
    language, event = languages.of(variant.language), Event()
    for name, (value, zone) in zip(("dtstart", "dtend"), times_of(airing, variant), strict=True):
        event.add(name, value, parameters={"TZID": zone} if zone else {})
    event.add("uid", airing.uid)
    event.add("dtstamp", airing.episode.modified)
    event.add("last-modified", airing.episode.modified)
    event.add("sequence", airing.episode.sequence)
    line = wording.summary(airing, language, short=variant.titles is Titles.SHORT)
    event.add("summary", f"{variant.prefix} {line}" if variant.prefix else line)
    event.add("description", wording.description(airing, SITE, language))
    event.add("url", wording.link(airing, SITE))
    event.add("categories", [airing.show.title, airing.show.service])
    event.add("color", airing.show.color)
    event.add("status", airing.facts.status.value)
    event.add("transp", "TRANSPARENT")
    for reminder in variant.reminders if airing.facts.status is Status.CONFIRMED else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event["summary"])
        alarm.add("trigger", -reminder.before)
        event.add_component(alarm)
    return event


def times_of(airing: Airing, variant: Variant) -> list[tuple[date, str]]:
    """Return start and end, each with the zone that its TZID names; in UTC if clocks show one of them twice."""
    when = moment(airing, variant)
    if isinstance(when, AllDay):
        return [(when.day, ""), (when.day + timedelta(days=1), "")]
    here, both = ZoneInfo(when.zone), (when.start, when.end)
    shown = [at.astimezone(here).replace(tzinfo=None) for at in both]
    if when.zone == "UTC" or any(datetime_ambiguous(at, here) for at in shown):
        return [(at, "") for at in both]
    return [(at.replace(fold=0), when.zone) for at in shown]


def with_zone(written: bytes, airings: Iterable[Airing], variant: Variant) -> bytes:
    moments = [moment(airing, variant) for airing in airings if times_of(airing, variant)[0][1]]
    spans = [when for when in moments if isinstance(when, Timed)]
    if not spans:
        return written
    zone = vtimezone(variant.zone, min(span.start for span in spans), max(span.end for span in spans))
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


@settings(deadline=None)
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
