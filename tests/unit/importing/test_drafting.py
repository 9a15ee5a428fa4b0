"""A list as the text of a schedule."""

from datetime import UTC, date, datetime, timedelta

import pytest
from support import parse

from feedgen.importing.additions import added
from feedgen.importing.drafting import season_draft, show_draft
from feedgen.importing.listing import Item, Listing, UnreadableError
from feedgen.importing.telling import season_in_words
from feedgen.schedule.drafts import HourText, season_text, show_text

NOW = datetime(2030, 1, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
HALF = timedelta(minutes=30)


def weekly(*clocks: timedelta | None, first: date = date(2030, 1, 4)) -> tuple[Item, ...]:
    """Return episodes a week apart at these hours."""
    days = (first + timedelta(days=7 * index) for index in range(len(clocks)))
    return tuple(
        Item(1, number, "", day, clock) for number, (day, clock) in enumerate(zip(days, clocks, strict=True), 1)
    )


def season(*items: Item, zone: str = "Asia/Tokyo", by: str = "") -> str:
    listing = Listing("A Show", "", items, zone, by=by)
    parse(show_text(show_draft(listing, "S", NOW), "show.toml"))
    return season_text(season_draft(listing, items[0].season, NOW)).partition("\n\n")[0] + "\n" + _runs(listing)


def _runs(listing: Listing) -> str:
    return season_text(season_draft(listing, listing.items[0].season, NOW)).partition("\n\n")[2]


def test_hour_of_most_is_that_of_the_season_and_others_have_their_own() -> None:
    text = season(*weekly(21 * HOUR, 21 * HOUR, 25 * HOUR + HALF, 21 * HOUR))
    assert text == (
        "[[season]]\n"
        "number = 1\n"
        "announced = 2030-01-01T12:00:00Z\n"
        'release = { time = 21:00:00, zone = "Asia/Tokyo" }\n'
        "episode = [\n"
        '    { number = 3, time = "25:30" },\n'
        "]\n"
        "[[season.run]]\n"
        'episodes = "1-4"\n'
        "first = 2030-01-04\n"
        'every = "week"\n'
    )


def test_run_at_another_hour_has_it_once() -> None:
    late = weekly(23 * HOUR, 23 * HOUR, first=date(2030, 6, 7))
    later = tuple(Item(1, item.number + 4, "", item.day, item.clock) for item in late if item.number)
    text = season(*weekly(21 * HOUR, 21 * HOUR, 21 * HOUR, 21 * HOUR), *later)
    assert text.partition("\n\n")[2] == (
        '[[season.run]]\nepisodes = "5-6"\nfirst = 2030-06-07\nevery = "week"\ntime = 23:00:00\n'
    )


def test_episodes_with_a_day_only_get_no_hour() -> None:
    text = season(*weekly(21 * HOUR, 21 * HOUR, None, None))
    assert "release" not in text.partition("[[season.run]]")[0]
    assert text.partition("[[season.run]]")[2] == (
        '\nepisodes = "1-2"\nfirst = 2030-01-04\nevery = "week"\nrelease = { time = 21:00:00, zone = "Asia/Tokyo" }\n'
        '\n[[season.run]]\nepisodes = "3-4"\nfirst = 2030-01-18\nevery = "week"\n'
    )


def test_runtime_of_most_is_that_of_the_season() -> None:
    lengths = (HOUR, HOUR, 2 * HOUR)
    items = (Item(1, number, "", date(2030, 1, 4), None, length) for number, length in enumerate(lengths, 1))
    text = season(*items)
    assert 'runtime = "PT1H"\n' in text
    assert '    { number = 3, runtime = "PT2H" },\n' in text


def test_what_came_many_years_later_is_added_the_day_before() -> None:
    items = (
        Item(0, 1, "The Christmas Invasion", date(2005, 12, 25), 19 * HOUR, HOUR),
        Item(0, 2, "The Church on Ruby Road", date(2023, 12, 25), 17 * HOUR + 55 * HOUR / 60, HOUR),
    )
    listing = Listing("Doctor Who", "", items, "Europe/London", by="TVmaze")
    draft = season_draft(listing, 0, NOW)
    assert list(season_in_words(draft)) == [
        "season 0: 1 episode, at 19:00 in Europe/London",
        "  1: on 2005-12-25",
        "  2: added later, on 2023-12-25",
        "  titles: The Christmas Invasion",
    ]
    assert season(*items, zone="Europe/London", by="TVmaze").partition("[[season.change]]\n")[2] == (
        "at = 2023-12-24T00:00:00Z\n"
        'episodes = "2"\n'
        "added = true\n"
        "date = 2023-12-25\n"
        "time = 17:55:00\n"
        'title = "The Church on Ruby Road"\n'
        'runtime = "PT1H"\n'
        'note = "As TVmaze has it."\n'
    )


def test_season_that_begins_many_years_from_now_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"^season 1 begins on 2039-01-07, in 9 years; mend the year$"):
        season(*weekly(HOUR, HOUR, first=date(2039, 1, 7)))


def test_added_episodes_are_said_by_their_runs_unless_they_differ() -> None:
    pairs = {
        number: Item(1, number, "", date(2030, 1, 4) + timedelta(days=7 * ((number - 1) // 2)), 21 * HOUR)
        for number in (1, 2, 3, 4)
    }
    hour = HourText(21 * HOUR, "Asia/Tokyo")
    assert list(added(pairs, hour, "Asia/Tokyo")) == [
        {"episodes": "1-4", "added": True, "date": date(2030, 1, 4), "every": "week", "at_once": 2}
    ]
    (elsewhere,) = added(pairs, None, "Asia/Tokyo")
    assert elsewhere["release"] == {"time": datetime(2030, 1, 1, 21).time(), "zone": "Asia/Tokyo"}
    mixed = {**pairs, 4: Item(1, 4, "", date(2030, 1, 11), 22 * HOUR, HALF)}
    assert list(added(mixed, hour, "Asia/Tokyo")) == [
        {"episodes": "1", "added": True, "date": date(2030, 1, 4)},
        {"episodes": "2", "added": True, "date": date(2030, 1, 4)},
        {"episodes": "3", "added": True, "date": date(2030, 1, 11)},
        {
            "episodes": "4",
            "added": True,
            "date": date(2030, 1, 11),
            "time": datetime(2030, 1, 1, 22).time(),
            "runtime": "PT30M",
        },
    ]


def test_episodes_of_a_day_that_follow_each_other_are_back_to_back() -> None:
    premiere = (
        Item(1, 1, "", date(2030, 1, 4), 20 * HOUR, 55 * HOUR / 60),
        Item(1, 2, "", date(2030, 1, 4), 20 * HOUR + 55 * HOUR / 60, HOUR),
    )
    later = tuple(Item(1, number, "", date(2030, 1, 4 + 7 * (number - 2)), 20 * HOUR, HOUR) for number in (3, 4, 5))
    text = season(*premiere, *later)
    assert text.partition("[[season.run]]\n")[2] == (
        'episodes = "1-2"\nfirst = 2030-01-04\nback_to_back = true\n\n'
        '[[season.run]]\nepisodes = "3-5"\nfirst = 2030-01-11\nevery = "week"\n'
    )
    assert "number = 2" not in text
    told = list(season_in_words(season_draft(Listing("A Show", "", premiere, "Asia/Tokyo"), 1, NOW)))
    assert told[1] == "  1-2: all back to back on 2030-01-04"


def test_episodes_of_a_day_with_a_pause_between_them_have_hours_of_their_own() -> None:
    pair = (
        Item(1, 1, "", date(2030, 1, 4), 20 * HOUR, HALF),
        Item(1, 2, "", date(2030, 1, 4), 21 * HOUR, HALF),
    )
    assert "back_to_back" not in season(*pair)
