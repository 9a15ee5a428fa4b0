"""What the options of a feed make of its events."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

import pytest
from schedules import change, episode, in_zone, run, schedule, season
from support import NOW, SITE, events, parse, published, unfolded, values

from feedgen.feeds.calendar import calendar_of
from feedgen.feeds.errors import NoSuchFeedError
from feedgen.feeds.events import Event
from feedgen.feeds.lookup import find_dated_feed
from feedgen.feeds.moments import AllDay, Timed
from feedgen.feeds.variant import Reminder, Titles, Variant
from feedgen.plan.show import Show

THREE_THEN_WEEKLY = (
    run("1-3", every=None),
    run("4-5", first="2024-02-09"),
    episode(1, title="Alpha", url="https://example.org/alpha"),
    episode(2, title="Beta"),
    episode(4, title="Delta", description="What delta is."),
)
RELEASE = in_zone("21:00:00", "America/New_York")


def show_of(*changes: str) -> Show:
    return parse(schedule(season(*THREE_THEN_WEEKLY, *changes, release=RELEASE)))


def of(show: Show, variant: Variant, name: str = "show-s1", now: datetime = NOW) -> tuple[Event, ...]:
    return calendar_of(find_dated_feed({"show": show}, name, now), SITE, variant, now).events


def summaries(show: Show, variant: Variant, name: str = "show-s1", now: datetime = NOW) -> list[str]:
    return [event.summary for event in of(show, variant, name, now)]


def test_what_is_kept_of_a_show_is_never_told_of_another_with_the_same_episodes() -> None:
    show = show_of()
    renamed = replace(show, facts=replace(show.facts, title="Renamed"))
    for variant in (Variant(), Variant(by_day=True), Variant("Europe/Berlin")):
        for name in ("show-s1", "show-s1-complete"):
            told = [summaries(each, variant, name) for each in (show, renamed, show)]
            assert told[1] == [line.replace("Weekly", "Renamed") for line in told[0]] != told[0] == told[2]


def test_titles_off_tells_no_title_in_any_text_or_link() -> None:
    show = show_of(change("2", title="Second", note="Beta is called Second now"))
    body = published({"show": show}, "show-s1", Variant(titles=Titles.OFF)).body.lower()
    assert [title for title in (b"alpha", b"beta", b"second", b"delta") if title in body.replace(b"\r\n ", b"")] == []
    assert "Weekly S1E1 (season premiere)" in summaries(show, Variant(titles=Titles.OFF))


def test_title_is_there_from_the_instant_of_the_release() -> None:
    show, out = show_of(), datetime(2024, 2, 10, 2, tzinfo=UTC)
    variant, second = Variant(titles=Titles.AFTER), timedelta(seconds=1)
    before, after = (published({"show": show}, "show-s1", variant, now=now) for now in (out - second, out))
    assert (before.since, before.expires) == (datetime(2024, 2, 3, 2, tzinfo=UTC), out)
    assert (after.since, after.expires) == (out, datetime(2024, 2, 17, 2, tzinfo=UTC))
    assert (b"Delta" in before.body, b"Delta" in after.body) == (False, True)
    assert (before.modified, after.modified) == (datetime(2024, 2, 3, 2, tzinfo=UTC), out)
    changed = [one for one, other in zip(events(before.body), events(after.body), strict=True) if one != other]
    assert [[line for line in event if line.startswith("SUMMARY")] for event in changed] == [["SUMMARY:Weekly S1E4"]]
    assert published({"show": show}, "show-s1", variant).expires is None


def test_title_of_a_cancelled_episode_is_never_told() -> None:
    show = show_of(change("4", cancelled=True))
    assert summaries(show, Variant(titles=Titles.AFTER))[3] == "Cancelled: Weekly S1E4"


def test_short_titles_have_no_show_and_a_prefix_stands_before_all() -> None:
    variant = Variant(titles=Titles.SHORT, prefix="TV, mine:")
    show = show_of(change("3", cancelled=True))
    assert summaries(show, variant) == [
        "TV, mine: S1E1 Alpha",
        "TV, mine: S1E2 Beta",
        "TV, mine: Cancelled: S1E3",
        "TV, mine: S1E4 Delta",
        "TV, mine: S1E5",
    ]
    assert "SUMMARY:TV\\, mine: S1E1 Alpha" in unfolded(published({"show": show}, "show", variant).body)


def test_prefix_leaves_a_summary_as_long_as_apps_show() -> None:
    show = parse(schedule(season(run(), episode(1, title="t" * 100)), title="s" * 100))
    assert max(map(len, summaries(show, Variant(prefix="p" * 40)))) == 255


REMINDERS = (Reminder(timedelta(days=1)), Reminder(timedelta()), Reminder(at=time(9)))


def test_reminders_ring_before_the_start_or_at_an_hour_of_its_day() -> None:
    day, hour = timedelta(days=1), timedelta(hours=1)
    assert of(show_of(), Variant(reminders=REMINDERS))[0].alarms == (day, timedelta(), -9 * hour)
    # At 2:00 in London.
    assert of(show_of(), Variant("Europe/London", reminders=REMINDERS))[0].alarms == (day, timedelta(), -7 * hour)
    # At 21:00 in New York.
    assert of(show_of(), Variant("America/New_York", reminders=REMINDERS))[0].alarms == (day, 12 * hour, timedelta())


def test_alarm_has_what_readers_need_of_it() -> None:
    body = published({"show": show_of()}, "show-s1e01", Variant(reminders=REMINDERS[:1], prefix="a, b")).body
    alarm = unfolded(body)[unfolded(body).index("BEGIN:VALARM") :]
    assert alarm[:5] == [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:a\\, b Weekly S1E1: Alpha (season premiere)",
        "TRIGGER:-P1D",
        "END:VALARM",
    ]


@pytest.mark.parametrize("made", [change("2", cancelled=True), change("2", to_be_announced=True)])
def test_what_does_not_take_place_does_not_ring(made: str) -> None:
    rings = [bool(event.alarms) for event in of(show_of(made), Variant(reminders=REMINDERS))]
    assert rings == [True, False, True, True, True]


def test_window_shows_the_days_around_today() -> None:
    now = datetime(2024, 2, 10, 12, tzinfo=UTC)
    assert [event.when for event in of(show_of(), Variant(past=1, future=5), now=now)] == [AllDay(date(2024, 2, 9))]
    assert len(of(show_of(), Variant(past=8), now=now)) == 5
    assert len(of(show_of(), Variant(past=7), now=now)) == 2
    assert len(of(show_of(), Variant(future=5), now=now)) == 4
    document = published({"show": show_of()}, "show", Variant(past=1), now=now)
    assert (document.since, document.expires) == (datetime(2024, 2, 10, tzinfo=UTC), datetime(2024, 2, 11, tzinfo=UTC))


def test_window_is_never_empty() -> None:
    """A calendar without an event is wiped by some apps, and kept as it was by others."""
    assert [event.when for event in of(show_of(), Variant(past=1))] == [AllDay(date(2024, 2, 16))]


DAY = Variant(by_day=True)


def test_group_is_one_event_for_a_day() -> None:
    first, *others = of(show_of(), DAY)
    assert first.summary == "Weekly S1E1\N{EN DASH}3 (season premiere)"
    assert [event.summary for event in others] == ["Weekly S1E4: Delta", "Weekly S1E5 (season finale)"]
    assert first.description.splitlines()[:3] == ["S1E1: Alpha", "S1E2: Beta", "S1E3"]
    assert first.uid != of(show_of(), Variant())[0].uid


def test_group_lasts_from_the_first_start_to_the_last_end() -> None:
    lengths = episode(2, runtime="PT90M"), episode(3, runtime="PT20M")
    show = parse(schedule(season(run("1-3", every=None), *lengths, release=RELEASE)))
    (event,) = of(show, Variant("UTC", by_day=True))
    begins = datetime(2024, 2, 3, 2, tzinfo=UTC)
    assert isinstance(event.when, Timed)
    assert (event.when.start, event.when.end >= begins + timedelta(minutes=90)) == (begins, True)


def test_season_at_once_is_all_of_it() -> None:
    show = parse(schedule(season(run("1-13", every=None))))
    assert summaries(show, DAY) == ["Weekly S1: all 13 episodes"]


def stamps(before: Show, after: Show) -> dict[str, tuple[str, str, int]]:
    """Return what each event of the first became: status, summary, and by how much SEQUENCE rose."""
    was = {event.uid: event for event in of(before, DAY)}
    now = {event.uid: event for event in of(after, DAY)}
    assert set(was) <= set(now), "an event vanished"
    for uid, event in was.items():
        assert now[uid].modified >= event.modified
        assert now[uid] == event or now[uid].modified > event.modified
    return {
        uid: (event.status, event.summary, event.sequence - was[uid].sequence if uid in was else 0)
        for uid, event in now.items()
    }


def test_move_out_of_a_group_keeps_both() -> None:
    found = stamps(show_of(), show_of(change("3", "2024-01-05T00:00:00Z", date="2024-02-05")))
    assert [*found.values()] == [
        ("CONFIRMED", "Weekly S1E1\N{EN DASH}2 (season premiere)", 1),
        ("CONFIRMED", "Weekly S1E3", 0),
        ("CONFIRMED", "Weekly S1E4: Delta", 0),
        ("CONFIRMED", "Weekly S1E5 (season finale)", 0),
    ]


def test_move_into_a_group_leaves_word_where_it_is() -> None:
    found = stamps(show_of(), show_of(change("4", "2024-01-05T00:00:00Z", date="2024-02-02")))
    assert [*found.values()] == [
        ("CONFIRMED", "Weekly S1E1\N{EN DASH}4 (season premiere)", 1),
        ("CONFIRMED", "Weekly S1E5 (season finale)", 0),
        ("CANCELLED", "Weekly S1E4: see S1E1\N{EN DASH}4", 1),
    ]


def test_cancellation_within_a_group_is_told_in_it() -> None:
    found = stamps(show_of(), show_of(change("2", "2024-01-05T00:00:00Z", cancelled=True)))
    assert next(iter(found.values())) == ("CONFIRMED", "Weekly S1E1, 3 (season premiere)", 1)
    assert "Cancelled: S1E2: Beta" in of(show_of(change("2", cancelled=True)), DAY)[0].description
    all_of_them = show_of(change("1-3", "2024-01-05T00:00:00Z", cancelled=True))
    assert next(iter(stamps(show_of(), all_of_them).values())) == ("CANCELLED", "Cancelled: Weekly S1E1\N{EN DASH}3", 1)


def test_group_lasts_as_long_as_what_comes_of_it() -> None:
    """The first of three in a row is cancelled, and the last is postponed."""
    plan = run("1-3", every=None, back_to_back=True)
    gone, later = change("1", cancelled=True), change("3", to_be_announced=True)
    show = parse(schedule(season(plan, gone, later, release=RELEASE, runtime="PT1H")))
    begins = datetime(2024, 2, 3, 3, tzinfo=UTC)
    (event,) = of(show, Variant("UTC", by_day=True))
    assert (event.summary, event.when) == ("Weekly S1E2", Timed(begins, begins + timedelta(hours=1), "UTC"))
    (all_gone,) = of(
        parse(schedule(season(plan, change("1-3", cancelled=True), release=RELEASE, runtime="PT1H"))),
        Variant("UTC", by_day=True),
    )
    assert all_gone.when == Timed(begins - timedelta(hours=1), begins + timedelta(hours=2), "UTC")


def test_part_of_a_group_is_not_gone_from_the_feed_that_had_it() -> None:
    show = parse(schedule(season(run("1-3", every=None), change("3", "2024-01-05T00:00:00Z", date="2024-02-05"))))
    before = parse(schedule(season(run("1-3", every=None))))
    was, now = of(before, DAY, "show-s1-finale"), of(show, DAY, "show-s1-finale")
    assert {event.uid for event in was} <= {event.uid for event in now}


def test_complete_season_is_one_event_on_the_day_of_its_last_episode() -> None:
    (event,) = of(show_of(), Variant(), "show-s1-complete")
    assert (event.summary, event.when) == ("Weekly S1: all 5 episodes are out", AllDay(date(2024, 2, 16)))
    (later,) = of(show_of(change("5", "2024-01-05T00:00:00Z", shift="1 week")), Variant(), "show-s1-complete")
    assert (later.uid, later.sequence, later.when) == (event.uid, event.sequence + 1, AllDay(date(2024, 2, 23)))
    (open_end,) = of(show_of(change("5", "2024-01-05T00:00:00Z", to_be_announced=True)), Variant(), "show-s1-complete")
    assert (open_end.status, open_end.sequence) == ("TENTATIVE", event.sequence + 1)
    assert "Was planned for Friday, February 16, 2024" in open_end.description
    (fewer,) = of(show_of(change("5", "2024-01-05T00:00:00Z", cancelled=True)), Variant(), "show-s1-complete")
    assert (fewer.summary, fewer.when) == ("Weekly S1: all 4 episodes are out", AllDay(date(2024, 2, 9)))


def test_days_between_changes_of_one_instant_are_never_told() -> None:
    show = show_of(
        change("4-5", shift="1 week", note="A break."),
        change("4", time="20:00:00", note="And earlier."),
        change("4", shift="1 week", note="A long one."),
        change("5", shift="-1 week", note="Not that one."),
    )
    for variant in (Variant(), Variant(by_day=True)):
        (fourth,), (fifth,) = (of(show, variant, name) for name in ("show-s1e04", "show-s1e05"))
        (moved,) = (line for line in fourth.description.splitlines() if line.startswith("Moved"))
        assert moved == "Moved from Friday, February 9, 2024, 21:00 New York time: A break; And earlier; A long one."
        assert "Moved" not in fifth.description


def test_group_between_changes_of_one_instant_has_no_event() -> None:
    """The second episode would have a group of its own, which then joins that of the first."""
    show = show_of(change("2", date="2024-02-03"), change("1", date="2024-02-03"))
    assert summaries(show, Variant(by_day=True), "show-s1e02") == ["Weekly S1E2: Beta"]


@pytest.mark.parametrize(
    "plan", [season(run("1-2"), run("3-4", first=None, every=None)), season(run("1-2"), open=True)]
)
def test_season_whose_end_was_never_known_is_not_called_postponed(plan: str) -> None:
    with pytest.raises(NoSuchFeedError):
        of(parse(schedule(plan)), Variant(), "show-s1-complete")


def test_episode_that_is_alone_in_its_season_is_not_one_of_one() -> None:
    (event,) = of(parse(schedule(season(run("1")))), Variant())
    assert event.description.startswith("Weekly, season 1, episode 1\n")


def test_complete_season_is_stamped_when_an_episode_without_a_day_is_cancelled() -> None:
    added = change("6", "2024-01-05T00:00:00Z", added=True)
    (before,) = of(show_of(added), Variant(), "show-s1-complete")
    (after,) = of(show_of(added, change("6", "2024-01-06T00:00:00Z", cancelled=True)), Variant(), "show-s1-complete")
    assert before.summary == "Postponed: Weekly S1: all 6 episodes are out"
    assert after.summary == "Weekly S1: all 5 episodes are out"
    assert after.modified == datetime(2024, 1, 6, tzinfo=UTC)


OPTIONS: dict[str, dict[str, object]] = {
    "tz": {"zone": "Europe/London"},
    "days": {"zone": "Asia/Tokyo", "all_day": True},
    "lang": {"language": "de"},
    "off": {"titles": Titles.OFF},
    "after": {"titles": Titles.AFTER},
    "short": {"titles": Titles.SHORT},
    "prefix": {"prefix": "TV:"},
    "group": {"by_day": True},
    "remind": {"reminders": REMINDERS},
    "past": {"past": 3},
    "future": {"future": 5},
}


@pytest.mark.parametrize("pair", [*combinations(OPTIONS, 1), *combinations(OPTIONS, 2)], ids="+".join)
def test_options_go_together(pair: tuple[str, ...]) -> None:
    """Each has its effect beside any other, and the calendar stays in form."""
    variant = Variant(**{name: value for option in pair for name, value in OPTIONS[option].items()})  # type: ignore[arg-type]
    shows, now = {"show": show_of(change("3", cancelled=True))}, datetime(2024, 2, 8, tzinfo=UTC)
    body = published(shows, "show-s1+show-s1-complete", variant, now=now).body
    lines, found = unfolded(body), values(body, "SUMMARY")
    assert [lines.count(f"BEGIN:{name}") for name in ("VEVENT", "VALARM")] == [
        lines.count(f"END:{name}") for name in ("VEVENT", "VALARM")
    ]
    assert len({*values(body, "UID")}) == len(found) >= 1
    assert {"prefix": all(line.startswith("TV: ") for line in found)}.get("prefix") or "prefix" not in pair
    assert ("BEGIN:VALARM" in lines) == ("remind" in pair)
    assert "off" not in pair or variant.titles is not Titles.OFF or b"Delta" not in body
    assert "after" not in pair or variant.titles is not Titles.AFTER or b"Delta" not in body
