"""Real shows, of which days and numbers are public: see tests/data/episodes/README.md."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from support import ROOT, parse

from feedgen.importing.drafting import show_draft
from feedgen.importing.file_kinds import read
from feedgen.importing.listing import Asked, Listing
from feedgen.importing.settling import numbered
from feedgen.importing.telling import season_in_words
from feedgen.plan.show import Show
from feedgen.schedule.drafts import ShowText, show_text
from feedgen.zones import database

NOW = datetime(2030, 1, 1, tzinfo=UTC)
EPISODES = ROOT / "tests" / "data" / "episodes"
NEW_YORK = Asked(show="A Show", zone="America/New_York")


def draft(listing: Listing) -> ShowText:
    return show_draft(numbered(listing), "S", NOW)


def told(listing: Listing) -> list[str]:
    return [line for season in draft(listing).seasons for line in season_in_words(season)]


def facts(name: str, asked: Asked = NEW_YORK) -> Listing:
    return read((EPISODES / name).read_bytes(), asked)


def written(listing: Listing) -> Show:
    return parse(show_text(draft(listing), "show.toml"))


def days(show: Show) -> dict[tuple[int, int], date | None]:
    return {
        (season.number, episode.number): episode.facts.release.day if episode.facts.release else None
        for season in show.seasons
        for episode in season.episodes
    }


@pytest.mark.parametrize("name", sorted(file.name for file in EPISODES.iterdir() if file.suffix != ".md"))
def test_schedule_gives_every_episode_its_day_and_hour(name: str) -> None:
    listing = facts(name)
    show = written(listing)
    assert days(show) == {(item.season, item.number): item.day for item in listing.items}
    clocks = {item.clock for item in listing.items}
    assert len(clocks) == 1
    assert {
        episode.facts.release.has_hour
        for season in show.seasons
        for episode in season.episodes
        if episode.facts.release
    } == {clocks != {None}}


def test_game_of_thrones_is_eight_seasons_of_sundays() -> None:
    listing = facts("game-of-thrones.csv")
    assert len(listing.items) == 73
    assert told(listing) == [
        "season 1: 10 episodes, at 21:00 in America/New_York",
        "  1-10: weekly on Sundays from 2011-04-17",
        "season 2: 10 episodes, at 21:00 in America/New_York",
        "  1-10: weekly on Sundays from 2012-04-01",
        "season 3: 10 episodes, at 21:00 in America/New_York",
        "  1-10: weekly on Sundays from 2013-03-31, but not on 2013-05-26",
        "season 4: 10 episodes, at 21:00 in America/New_York",
        "  1-10: weekly on Sundays from 2014-04-06, but not on 2014-05-25",
        "season 5: 10 episodes, at 21:00 in America/New_York",
        "  1-10: weekly on Sundays from 2015-04-12",
        "season 6: 10 episodes, at 21:00 in America/New_York",
        "  1-10: weekly on Sundays from 2016-04-24",
        "season 7: 7 episodes, at 21:00 in America/New_York",
        "  1-7: weekly on Sundays from 2017-07-16",
        "season 8: 6 episodes, at 21:00 in America/New_York",
        "  1-6: weekly on Sundays from 2019-04-14",
    ]
    assert {season.hour.clock for season in draft(listing).seasons if season.hour} == {timedelta(hours=21)}


def test_the_x_files_has_breaks() -> None:
    assert told(facts("the-x-files.csv")) == [
        "season 1: 24 episodes",
        "  1-17: weekly on Fridays from 1993-09-10, "
        "but not on 1993-10-15, 1993-11-26, 1993-12-03, 1993-12-24, 1993-12-31, 1994-01-14, 1994-01-28",
        "  18-24: weekly on Fridays from 1994-03-18, but not on 1994-03-25, 1994-04-08",
    ]


def test_the_x_files_in_utc_is_one_hour_on_the_clock() -> None:
    local = [replace(item, clock=timedelta(hours=21)) for item in facts("the-x-files.csv").items]
    starts = [
        (
            datetime.combine(item.day, datetime.min.time(), database.zone("America/New_York")) + timedelta(hours=21)
        ).astimezone(UTC)
        for item in local
        if item.day
    ]
    assert {start.hour for start in starts} == {1, 2}
    events = "".join(
        f"BEGIN:VEVENT\r\nSUMMARY:The X-Files 1x{number:02}\r\nDTSTART:{start:%Y%m%dT%H%M%SZ}\r\nEND:VEVENT\r\n"
        for number, start in enumerate(starts, start=1)
    )
    listing = read(f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n".encode(), Asked(zone="America/New_York"))
    assert listing.items == tuple(local)
    first, *runs = told(listing)
    assert first == "season 1: 24 episodes, at 21:00 in America/New_York"
    assert runs == told(facts("the-x-files.csv"))[1:]


def test_firefly_is_out_of_order_and_three_episodes_have_no_day() -> None:
    assert told(facts("firefly.csv")) == [
        "season 1: 14 episodes",
        "  1: on 2002-12-20",
        "  2-3: weekly on Fridays from 2002-09-20",
        "  4-5: weekly on Fridays from 2002-11-01",
        "  6-10, 14: weekly on Fridays from 2002-10-04, "
        "but not on 2002-10-11, 2002-11-01, 2002-11-08, 2002-11-22, 2002-11-29",
        "  11-13: no day is known",
    ]


def test_house_of_cards_is_out_at_once() -> None:
    assert told(facts("house-of-cards.csv")) == ["season 1: 13 episodes", "  1-13: all at once on 2013-02-01"]


def test_neighbours_is_daily_and_then_less_often() -> None:
    assert told(facts("neighbours.txt")) == [
        "season 1: 43 episodes",
        "  1-21: Monday to Friday from 2020-03-02",
        "  22-43: every Monday, Wednesday and Friday from 2020-04-03, but not on 2020-04-08, 2020-04-15, 2020-04-22",
    ]
