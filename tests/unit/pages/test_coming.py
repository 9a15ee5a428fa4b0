"""What comes next over all shows: in rows, by day, and by month."""

from datetime import UTC, datetime

import pytest
import schedules
from support import SITE, parse

from feedgen import languages
from feedgen.feeds.all_shows import select_from_all
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.pages.coming import ComingPage, coming_page
from feedgen.pages.months import months
from feedgen.pages.visit import Choice, Visit
from feedgen.plan.show import Show

MONDAY = datetime(2024, 2, 5, 12, tzinfo=UTC)


def visit(tag: str = "en", zone: str = "") -> Visit:
    return Visit(SITE, MONDAY, languages.of(tag), choice=Choice(zone=zone))


def weekly(*tables: str, title: str = "Weekly") -> Show:
    """A show that releases at midnight in New York, on Fridays from February 2, 2024, unless told otherwise."""
    hour = schedules.in_zone("00:00:00", "America/New_York")
    text = schedules.schedule(schedules.season(*tables, release=hour), title=title)
    return parse(text, title.lower().replace(" ", "-"))


def page_of(*shows: Show, here: Visit | None = None, by_month: bool = False) -> ComingPage:
    selection = select_from_all({show.slug: show for show in shows}, MONDAY)
    return coming_page(selection, here or visit(), None, by_month=by_month)


def told(page: ComingPage) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [(day.title, [(row.show, row.what, row.mark) for row in day.rows]) for day in page.days]


def test_days_of_this_week_and_the_next_are_told_and_then_the_first_of_each_season() -> None:
    page = page_of(
        weekly(schedules.run("1-8")), weekly(schedules.run("1-3", first="2024-02-06", every="day"), title="Daily")
    )
    assert told(page) == [
        ("Tomorrow", [("Daily", "Episode 1", "")]),
        ("Wednesday, February 7", [("Daily", "Episode 2", "")]),
        ("Thursday, February 8", [("Daily", "Episode 3", "")]),
        ("Friday, February 9", [("Weekly", "Episode 2", "")]),
        ("Friday, February 16", [("Weekly", "Episode 3", "")]),
    ]
    assert [(row.show, row.what) for row in page.later] == [("Weekly", "Episode 4")]
    assert page.headline
    assert (page.show, page.headline.text) == ("Daily", "Episode 1: Tue, Feb 6, 00:00 (New York time)")


def test_days_are_those_of_the_zone_that_the_address_names() -> None:
    page = page_of(weekly(schedules.run("1-2")), here=visit(zone="America/Los_Angeles"))
    assert [day.title for day in page.days] == ["Thursday, February 8"]
    assert page.days[0].rows[0].when.clock == "21:00"


def titles_at(now: datetime, *shows: Show, zone: str = "") -> list[str]:
    selection = select_from_all({show.slug: show for show in shows}, now)
    here = Visit(SITE, now, languages.of("en"), choice=Choice(zone=zone))
    return [day.title for day in coming_page(selection, here, None, by_month=False).days]


def at_eleven_in(zone: str, title: str) -> Show:
    hour = schedules.in_zone("23:00:00", zone)
    season = schedules.season(schedules.run("1-2", first="2024-02-04", every="day"), release=hour)
    return parse(schedules.schedule(season, title=title), title.lower())


def test_today_is_that_of_the_zone_in_which_the_day_is_read() -> None:
    now = datetime(2024, 2, 5, 3, tzinfo=UTC)  # still Sunday evening in New York
    west, east = at_eleven_in("America/New_York", "West"), at_eleven_in("Europe/London", "East")
    assert titles_at(now, west) == ["Today", "Tomorrow"]
    assert titles_at(now, east) == ["Yesterday", "Today"]
    assert titles_at(now, west, zone="Europe/London") == ["Today", "Tomorrow"]
    assert titles_at(now, west, east) == ["Sunday, February 4", "Monday, February 5"]


def test_episodes_that_come_out_at_once_are_one_row_which_leads_to_them() -> None:
    row = page_of(weekly(schedules.run("1-6", at_once=3))).days[0].rows[0]
    assert (row.what, row.title) == ("Episodes 4 to 6", "")
    assert row.address == "https://calendar.example.org/weekly/season-1/#episode-4"


@pytest.mark.parametrize(
    ("change", "mark"),
    [
        (schedules.change("2", "2024-02-01T00:00:00Z", date="2024-02-10"), "was Fri, Feb 9"),
        (schedules.change("2", "2024-01-10T00:00:00Z", date="2024-02-10"), ""),
        (schedules.change("2", "2024-02-01T00:00:00Z", title="New"), "Changed"),
        (schedules.change("2", "2024-02-01T00:00:00Z", cancelled=True), "Cancelled"),
    ],
)
def test_what_changed_in_the_last_fortnight_has_its_mark(change: str, mark: str) -> None:
    assert page_of(weekly(schedules.run("1-2"), change)).days[0].rows[0].mark == mark


def test_what_has_just_come_out_is_told_for_a_day() -> None:
    run = schedules.run("1-3", first="2024-02-04", every="day")
    states = [(day.title, row.state) for day in page_of(weekly(run)).days for row in day.rows]
    assert states == [("Today", "out"), ("Tomorrow", "later")]


def test_page_on_which_nothing_is_to_come_has_what_came_out_last() -> None:
    run = schedules.run("1-6", first="2024-01-10", every="week", at_once=2)
    page = page_of(weekly(run))
    assert (page.days, page.later) == ((), ())
    assert [(row.what, row.state) for row in page.latest] == [("Episodes 5 to 6", "out")]
    assert page_of(weekly(schedules.run("1-3", first="2024-02-04", every="day"))).latest == ()


def test_empty_page_says_why() -> None:
    assert (
        page_of(weekly(schedules.run("1", first="2024-01-05"))).notice == "Nothing is announced that is still to come."
    )


def test_page_that_cannot_list_all_says_where_it_ends() -> None:
    shows = [weekly(schedules.run("1-900", every="day"), title=f"Daily {number}") for number in range(3)]
    page = page_of(*shows)
    assert [len(day.rows) for day in page.days[2:]] == [3] * 11
    assert page.notice == "More is to come than is listed here, which ends on Tuesday, December 31, 2024."
    assert page_of(shows[0]).notice == ""


def test_months_begin_the_week_as_the_language_has_it_and_ring_what_is_next() -> None:
    airings = select([weekly(schedules.run("1-3"))], Feed()).airings
    [american] = months(airings, visit())
    [german] = months(airings, visit("de"))
    assert (american.title, american.weekdays[0]) == ("February 2024", ("Sun", "Sunday"))
    assert (german.title, german.weekdays[0]) == ("Februar 2024", ("Mo", "Montag"))
    days = [day for week in american.weeks for day in week if day.number]
    assert [day.number for day in days] == list(range(1, 30))
    discs = {day.number: [(disc.state, disc.text, disc.address) for disc in day.discs] for day in days if day.discs}
    assert discs == {
        2: [("out", "Episode 1", "#episode-1")],
        9: [("next", "Episode 2", "#episode-2")],
        16: [("later", "Episode 3", "#episode-3")],
    }


@pytest.mark.parametrize(
    ("with_show", "texts"),
    [
        (True, ["Weekly, Episode 2", "Weekly, Episodes 3 to 4"]),
        (False, ["Episode 2 · Two", "Episodes 3 to 4"]),
    ],
)
def test_large_tables_tell_the_show_or_else_the_title(with_show: bool, texts: list[str]) -> None:
    titles = [schedules.episode(number, title=title) for number, title in ((2, "Two"), (3, "Three"), (4, "Four"))]
    show = weekly(schedules.run("1-2"), schedules.run("3-4", first="2024-02-16", at_once=2), *titles)
    [month] = months(select([show], Feed()).airings, visit(), large=True, with_show=with_show)
    assert [disc.text for week in month.weeks for day in week for disc in day.discs] == texts


def test_front_page_by_month_has_tables_in_the_place_of_days() -> None:
    page = page_of(weekly(schedules.run("1-6")), by_month=True)
    assert (page.days, page.later, [month.iso for month in page.months]) == ((), (), ["2024-02", "2024-03"])
    assert [chosen for _, _, chosen in page.views] == [False, True]
