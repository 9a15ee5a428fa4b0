"""Software that others wrote understands every event as it was meant."""

from datetime import date, timedelta

import pytest
from ical.calendar_stream import IcsCalendarStream
from readers import READERS, Seen
from schedules import LONG_TITLE, ROCKETS, change, episode, in_zone, run, schedule, season
from support import NOW, SITE, parse, published, written

from feedgen import languages, resources
from feedgen.feeds import wording
from feedgen.feeds.calendar import calendar_of
from feedgen.feeds.feed import Feed
from feedgen.feeds.lookup import find_dated_feed
from feedgen.feeds.selection import select
from feedgen.feeds.variant import Reminder, Titles, Variant
from feedgen.plan.show import Show

NAMES = ("all", "for-all-mankind", "for-all-mankind-s4", "for-all-mankind-s4-weekly", "for-all-mankind-s4e03")

AWKWARD = schedule(
    season(
        run("0-2", "2024-02-28", "day"),
        episode(0, title=LONG_TITLE),
        episode(
            1,
            title=rf"{ROCKETS} \n is no line end; \, no comma",
            description="One line\nand another; and, of course: a third.",
        ),
        episode(2, title="مسلسل عن الفضاء"),
        number=0,
        announced="2024-02-28T23:59:59+14:00",
    ),
    title="Commas, semicolons; and: colons",
    service=r'Back\slash, "Quotes" & <Tags>',
)

RENAMED = '[[change]]\nat = 2024-03-01T00:00:00Z\nnote = "A new name."\ntitle = "New, and: newer"\n'

# One show of each kind that is named, counted or dated in a way of its own.
KINDS = {
    "parts without days": schedule(
        season(run("1-3", title="Part 1"), run("4-6", first=None, every=None, title="Part 2"))
    ),
    "open": schedule(season(run("1-4", every="weekdays"), open=True)),
    "one day": schedule(season(run("1-3", every=None))),
    "specials": schedule(season(run("1-2"), episode(2, title="A Christmas Special"), number=0)),
    "film": schedule(season(run("1", every=None)), kind="film", title="A Movie"),
    "late night": schedule(season(release=in_zone("25:30", "Asia/Tokyo"))),
    "services": schedule(season(service="Another"), RENAMED),
    "long titles": schedule(season(run("1-2"), episode(1, title="Long, " * 40 + "title")), title="Show; " * 30 + "end"),
}


def meant(show: Show, feed: Feed) -> list[Seen]:
    day = timedelta(days=1)
    return sorted(
        Seen(
            airing.release.day.isoformat(),
            (airing.release.day + day).isoformat(),
            airing.uid,
            wording.summary(airing, languages.default()),
            wording.description(airing, SITE, languages.default()),
        )
        for airing in select([show], feed).airings
    )


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", NAMES)
def test_reader_sees_what_was_meant(reader: str, name: str, bundled: Show) -> None:
    feed = Feed.named(name)
    assert feed is not None
    assert READERS[reader](written(bundled, name)) == meant(bundled, feed)


@pytest.mark.parametrize("reader", READERS)
def test_reader_sees_awkward_text_as_it_was_written(reader: str) -> None:
    show = parse(AWKWARD)
    assert READERS[reader](written(show, "show-s0")) == meant(show, Feed("show", 0))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", KINDS)
def test_reader_sees_each_kind_of_plan(reader: str, kind: str) -> None:
    show = parse(KINDS[kind])
    assert READERS[reader](written(show, "show")) == meant(show, Feed("show"))


@pytest.mark.parametrize("reader", READERS)
def test_reader_sees_ten_fridays(reader: str, bundled: Show) -> None:
    days = [date.fromisoformat(seen.start) for seen in READERS[reader](written(bundled, "for-all-mankind-s4"))]
    assert days == [date(2023, 11, 10) + timedelta(weeks=week) for week in range(10)]


@pytest.mark.parametrize("reader", READERS)
def test_reader_sees_the_third_episode_move(reader: str, bundled: Show) -> None:
    """As it was in real life: announced for Friday, November 24, out on Wednesday, November 22."""
    text = (resources.SCHEDULES / "for-all-mankind.toml").read_text()
    early = change("3", "2023-11-20T18:00:00Z", date="2023-11-22", note="Out two days early.")
    moved = parse(text + early, "for-all-mankind")
    before, after = (
        {seen.uid: seen for seen in READERS[reader](written(show, "for-all-mankind-s4"))} for show in (bundled, moved)
    )
    assert before.keys() == after.keys()
    (uid,) = [uid for uid in before if before[uid] != after[uid]]
    assert (before[uid].start, before[uid].end) == ("2023-11-24", "2023-11-25")
    assert (after[uid].start, after[uid].end) == ("2023-11-22", "2023-11-23")
    assert before[uid].summary == after[uid].summary == "For All Mankind S4E3: The Bear Hug"
    assert "Moved from Friday, November 24, 2023, 00:00 New York time: Out two days early." in after[uid].description


THREE_AT_ONCE = schedule(
    season(
        run("1-3", every=None),
        run("4-5", first="2024-02-09"),
        episode(2, title="Two, too; \\ and"),
        change("5", "2024-01-05T00:00:00Z", cancelled=True),
        release=in_zone("21:00:00", "America/New_York"),
    ),
    title="Three",
)
IN_LONDON = in_zone("03:00:00", "Europe/London")
MIXED = {
    "three": parse(THREE_AT_ONCE, "three"),
    "weekly": parse(schedule(season(run(), release=IN_LONDON)), "weekly"),
    "undated": parse(schedule(season(run(first="2024-03-01"), number=2)), "undated"),
}
ASKED = {
    "mix in a zone": ("three+undated+weekly", Variant("Asia/Tokyo")),
    "one event a day": ("three", Variant("America/New_York", by_day=True)),
    "reminders": ("three+three-s1-complete", Variant("Europe/London", reminders=(Reminder(timedelta(minutes=15)),))),
    "short, with words before": ("weekly", Variant(titles=Titles.SHORT, prefix="a, b;")),
    "no titles": ("three", Variant(titles=Titles.OFF)),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("asked", ASKED)
def test_reader_sees_what_the_options_made(reader: str, asked: str) -> None:
    name, variant = ASKED[asked]
    expected = calendar_of(find_dated_feed(MIXED, name, NOW), SITE, variant, NOW).events
    seen = READERS[reader](published(MIXED, name, variant).body)
    assert sorted((event.uid, event.summary, event.description) for event in expected) == sorted(
        (one.uid, one.summary, one.description) for one in seen
    )


def test_home_assistants_reader_finds_the_reminders() -> None:
    name, variant = ASKED["reminders"]
    found = IcsCalendarStream.calendar_from_ics(published(MIXED, name, variant).body.decode()).events
    rings = {str(event.uid): [(alarm.action, alarm.trigger) for alarm in event.alarm] for event in found}
    meant = calendar_of(find_dated_feed(MIXED, name, NOW), SITE, variant, NOW).events
    assert rings == {event.uid: [("DISPLAY", -before) for before in event.alarms] for event in meant}
    assert sum(map(len, rings.values())) == 5
