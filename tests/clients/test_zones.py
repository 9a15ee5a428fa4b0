"""Every zone, in readers that others wrote: the instant that they find is that of the release, from the file alone."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from readers import Span, spans_with_ical, spans_with_icaljs, spans_with_vobject, without_platform_zone
from schedules import in_zone, run, schedule, season
from support import parse, written

from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.feeds.variant import Variant
from feedgen.plan.show import Show
from feedgen.zones import names

ZONES = sorted({zone for name in names.known() if (zone := names.find(name)) and zone != "UTC"})

ODD = (
    *("Africa/Casablanca", "Africa/Cairo", "Asia/Tehran", "Asia/Gaza", "Australia/Lord_Howe", "Pacific/Chatham"),
    *("Pacific/Apia", "America/Nuuk", "America/Scoresbysund", "America/Santiago", "Antarctica/Troll"),
    *("Europe/Dublin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "America/New_York"),
)


def show(first: str, every: str, count: int, hour: str = "03:00:00") -> Show:
    release = in_zone(hour, "America/New_York")
    days = run(f"1-{count}", first, every)
    announced = f"{int(first[:4]) - 1}-06-01T00:00:00Z"
    return parse(schedule(season(days, announced=announced, runtime="PT50M", release=release)))


# Across the spring and the autumn changes of both hemispheres, and through the days of most of them.
SEASONS = {
    "2024": show("2024-01-07", "week", 52, "01:00:00"),
    "2026": show("2026-01-02", "week", 53, "21:00:00"),
    "long ago": show("1999-09-05", "week", 60),
    "over a change of rules": show("2006-10-01", "2 weeks", 40),
}


def meant(show: Show) -> list[Span]:
    spans = []
    for airing in select([show], Feed(show.slug)).airings:
        start = airing.release.instant
        assert start
        end = start + (airing.facts.runtime or timedelta())
        spans.append((int(start.timestamp()), int(end.timestamp())))
    return spans


def wrong_zones(show: Show, names: Sequence[str], read: Callable[[list[bytes]], list[list[Span]]]) -> list[str]:
    """Return the zones in which a reader without zone data of its own finds a wrong instant."""
    bodies = [without_platform_zone(written(show, show.slug, Variant(zone)), zone) for zone in names]
    assert all(b"TZID:Nowhere/Known" in body for body in bodies)
    assert not any(f"TZID={zone}:".encode() in body for zone, body in zip(names, bodies, strict=True))
    # Zones of the same rules make the same blocks and events, beneath a head that tells no times: read once.
    distinct = {_blocks(body): body for body in bodies}
    found = dict(zip(distinct, read([*distinct.values()]), strict=True))
    right = meant(show)
    return [name for name, body in zip(names, bodies, strict=True) if found[_blocks(body)] != right]


def _blocks(body: bytes) -> bytes:
    return body[body.index(b"BEGIN:VTIMEZONE") :]


def test_there_are_as_many_zones_as_the_database_has() -> None:
    assert len(ZONES) > 400


@pytest.mark.parametrize("read", [spans_with_icaljs, spans_with_vobject])
def test_bundled_season_is_right_in_every_zone(read: Callable[[list[bytes]], list[list[Span]]], bundled: Show) -> None:
    assert wrong_zones(bundled, ZONES, read) == []


@pytest.mark.parametrize("name", SEASONS)
def test_seasons_across_changes_are_right_in_every_zone(name: str) -> None:
    assert wrong_zones(SEASONS[name], ZONES, spans_with_icaljs) == []


@pytest.mark.parametrize("name", SEASONS)
def test_seasons_across_changes_are_right_in_odd_zones(name: str) -> None:
    assert wrong_zones(SEASONS[name], ODD, spans_with_vobject) == []


@pytest.mark.parametrize("name", SEASONS)
def test_home_assistant_finds_the_instants_in_every_zone(name: str) -> None:
    bodies = [written(SEASONS[name], SEASONS[name].slug, Variant(zone)) for zone in ODD]
    assert spans_with_ical(bodies) == [meant(SEASONS[name])] * len(ODD)


# vobject takes a second for what ical.js reads in a tenth of it, so it reads one of the four.
@pytest.mark.parametrize(
    ("read", "year", "hour"),
    [
        (spans_with_icaljs, 2024, "20:30:00"),
        (spans_with_icaljs, 2024, "01:00:00"),
        (spans_with_icaljs, 2026, "20:30:00"),
        (spans_with_icaljs, 2026, "01:00:00"),
        (spans_with_vobject, 2026, "01:00:00"),
    ],
)
def test_every_day_of_a_year_is_right_in_odd_zones(
    read: Callable[[list[bytes]], list[list[Span]]], year: int, hour: str
) -> None:
    assert wrong_zones(show(f"{year}-01-01", "day", 366, hour), ODD, read) == []
