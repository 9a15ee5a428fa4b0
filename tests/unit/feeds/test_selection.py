"""Names of feeds and mixes, and what they select."""

from datetime import UTC, date, datetime, timedelta

import pytest
from schedules import run, schedule, season
from support import NOW, WEEKLY, parse

from feedgen.feeds.all_shows import select_from_all
from feedgen.feeds.errors import NoDayYetError, NoSuchFeedError
from feedgen.feeds.feed import Feed, Mix, feeds_of, read_name
from feedgen.feeds.limits import MOST_EPISODES
from feedgen.feeds.lookup import find_dated_feed
from feedgen.feeds.selection import select
from feedgen.plan.show import Part, Show

DAILY = parse(schedule(season(run("1-2500", first="2024-01-01", every="day"))), "daily")
SHOWS = {slug: parse(WEEKLY, slug) for slug in ("b", "a")}


@pytest.mark.parametrize(
    ("name", "feed"),
    [
        ("all", Feed()),
        ("premieres", Feed(part=Part.PREMIERE)),
        ("a-premieres", Feed("a", part=Part.PREMIERE)),
        ("a-finales", Feed("a", part=Part.FINALE)),
        ("a-s1-complete", Feed("a", 1, complete=True)),
        ("a-s1-finale", Feed("a", 1, Part.FINALE)),
        ("a-s1e02", Feed("a", 1, episode=2)),
        ("a+b-s1", Mix((Feed("a"), Feed("b", 1)))),
    ],
)
def test_name_is_read_and_written(name: str, feed: Feed | Mix) -> None:
    assert read_name(name) == feed
    assert feed.name == name


@pytest.mark.parametrize("name", ["", "+", "a+", "+a", "a++b", "A+b", "a-weeklies", "finales", "a b"])
def test_name_of_no_feed_is_none(name: str) -> None:
    assert read_name(name) in (None, Feed("a-weeklies"), Feed("finales"))
    with pytest.raises(NoSuchFeedError):
        find_dated_feed(SHOWS, name, NOW)


@pytest.mark.parametrize("name", ["b+a", "a+b", "a+b+a", "b+b+a"])
def test_mix_has_one_spelling(name: str) -> None:
    assert find_dated_feed(SHOWS, name, NOW) == find_dated_feed(SHOWS, "a+b", NOW)
    assert find_dated_feed(SHOWS, name, NOW).feed.name == "a+b"


def test_mix_of_one_is_that_feed() -> None:
    assert find_dated_feed(SHOWS, "a+a", NOW) == find_dated_feed(SHOWS, "a", NOW)


def test_mix_has_each_event_once_in_order() -> None:
    airings = find_dated_feed(SHOWS, "a+a-s1+b-s1e02", NOW).airings
    assert [(airing.show.slug, airing.episode.number) for airing in airings] == [
        ("a", 1),
        ("a", 2),
        ("b", 2),
        ("a", 3),
        ("a", 4),
    ]


def test_mix_goes_on_without_a_show_that_is_gone() -> None:
    selection = find_dated_feed(SHOWS, "gone+a+b-s9", NOW)
    assert (selection.missing, [show.slug for show in selection.shows]) == (("b-s9", "gone"), ["a"])
    with pytest.raises(NoSuchFeedError):
        find_dated_feed(SHOWS, "gone+gone-s1", NOW)


def test_every_feed_of_a_show_is_found_by_its_name(bundled: Show) -> None:
    for feed in feeds_of(bundled):
        assert read_name(feed.name) == feed
        assert find_dated_feed({bundled.slug: bundled}, feed.name, NOW).feed == feed


def test_premieres_of_the_catalogue_are_those_of_each_show() -> None:
    airings = find_dated_feed(SHOWS, "premieres", NOW).airings
    assert [airing.uid for airing in airings] == [select([SHOWS[slug]], Feed(slug)).airings[0].uid for slug in "ab"]


@pytest.mark.parametrize(
    ("today", "first", "daily"),
    [
        # All is out: the newest.
        (datetime(2040, 1, 1, tzinfo=UTC), 1501, False),
        # Some is to come: that, and the newest.
        (datetime(2030, 1, 1, tzinfo=UTC), 1501, False),
        # More is to come than there is room for: what comes next, and some of what is out.
        (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=999), 750, True),
        (datetime(2023, 1, 1, tzinfo=UTC), 1, True),
    ],
)
def test_large_feed_keeps_to_the_newest_and_what_comes(today: datetime, first: int, daily: bool) -> None:
    alone, among_others = {"daily": DAILY}, {"daily": DAILY, **SHOWS}
    for selection in (find_dated_feed(alone, "daily", today), select_from_all(among_others, today)):
        numbers = [airing.episode.number for airing in selection.airings if airing.show is DAILY]
        assert numbers == [*range(numbers[0], numbers[-1] + 1)]
        assert len(selection.airings) == MOST_EPISODES
        assert abs(numbers[0] - first) <= 8
        assert (selection.since, selection.daily) == (selection.airings[0].release.day if first > 1 else None, daily)


def test_everything_is_the_same_however_it_is_read() -> None:
    firsts = {f"show-{n}": f"{date(2024, 1, 5) + timedelta(days=50 * n)}" for n in range(20)}
    shows = {
        slug: parse(schedule(season(run("1-900", first=first, every="day"))), slug) for slug, first in firsts.items()
    }
    now = datetime(2026, 6, 1, tzinfo=UTC)
    airings = sorted(
        (airing for show in shows.values() for airing in select([show], Feed(show.slug)).airings),
        key=lambda airing: (airing.release.begins, airing.show.slug),
    )
    out = sum(airing.release.begins < now for airing in airings)
    expected = airings[out - MOST_EPISODES // 4 :][:MOST_EPISODES]
    assert [airing.uid for airing in select_from_all(shows, now).airings] == [airing.uid for airing in expected]


def test_everything_tells_seasons_without_a_day_where_they_are_asked_for() -> None:
    waiting = parse(schedule(season(run(), number=1), season(run(first=None, every=None), number=2)), "waiting")
    shows = {"waiting": waiting, "dated": SHOWS["a"]}
    asked = select_from_all(shows, NOW, undated=True)
    assert [(show.slug, each.number) for show, each in asked.undated] == [("waiting", 2)]
    assert select_from_all(shows, NOW, undated=False).airings == asked.airings
    alone = {"later": parse(schedule(season(run(first=None, every=None))), "later")}
    with pytest.raises(NoDayYetError):
        find_dated_feed(alone, "all", NOW)
