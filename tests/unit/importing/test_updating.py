"""A newer list as changes to a published plan."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from support import WEEKLY, parse

from feedgen.importing.listing import Item, Listing, Special
from feedgen.importing.settling import numbered
from feedgen.importing.updating import known_specials, updated, vanished

NOW = datetime(2024, 2, 10, 12, tzinfo=UTC)
TIMED = WEEKLY.replace("[[season.run]]", 'release = { time = 21:00:00, zone = "America/New_York" }\n\n[[season.run]]')
HOUR = timedelta(hours=1)
CHANGE = '[[season.change]]\nat = 2024-02-01T00:00:00Z\nepisodes = "4"\nnote = "Why."\n'


def day(text: str) -> date:
    return date.fromisoformat(text)


# What WEEKLY says: four Fridays.
AS_IT_IS = tuple(
    Item(1, number, "", day(text))
    for number, text in enumerate(("2024-02-02", "2024-02-09", "2024-02-16", "2024-02-23"), 1)
)


def changed(*items: Item) -> tuple[Item, ...]:
    """Return the list as it is, with other items in place of those of the same numbers, and new ones."""
    return tuple({item.number: item for item in (*AS_IT_IS, *items)}.values())


def changes(items: tuple[Item, ...], text: str = WEEKLY, zone: str = "") -> list[dict[str, Any]]:
    """Return the changes that a list leads to, without what is the same in all; they are found once."""
    listing = Listing("Weekly", "", items, zone)
    after = updated(text, parse(text), listing, NOW, "As listed.")
    assert updated(after, parse(after), listing, NOW, "As listed.") == after
    season = tomllib.loads(after)["season"][0]
    made = season.get("change", [])[len(tomllib.loads(text)["season"][0].get("change", [])) :]
    assert {change.pop("note") for change in made} <= {"As listed."}
    assert {change.pop("at") for change in made} <= {NOW}
    return made  # type: ignore[no-any-return]  # tables of TOML


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((), []),
        ([Item(1, 3, "", day("2024-02-17"))], [{"episodes": "3", "date": day("2024-02-17")}]),
        (
            [Item(1, 3, "", day("2024-02-23")), Item(1, 4, "", day("2024-03-01"))],
            [{"episodes": "3-4", "shift": "1 week"}],
        ),
        (
            [Item(1, 3, "", day("2024-02-14")), Item(1, 4, "", day("2024-02-21"))],
            [{"episodes": "3-4", "shift": "-2 days"}],
        ),
        (
            [Item(1, 3, "", day("2024-02-17")), Item(1, 4, "", day("2024-02-22"))],
            [{"episodes": "3", "date": day("2024-02-17")}, {"episodes": "4", "date": day("2024-02-22")}],
        ),
        ([Item(1, 3), Item(1, 4)], [{"episodes": "3-4", "to_be_announced": True}]),
        # What is out keeps its day, though a list has lost it.
        ([Item(1, 1)], []),
        ([Item(1, 3, "Three", day("2024-02-16"))], [{"episodes": "3", "title": "Three"}]),
        ([Item(1, 5, "", day("2024-03-01"))], [{"episodes": "5", "added": True, "date": day("2024-03-01")}]),
        ([Item(1, 5)], [{"episodes": "5", "added": True}]),
        ([Item(1, 5, "Five")], [{"episodes": "5", "added": True, "title": "Five"}]),
        (
            [Item(1, 5 + index, "", day("2024-03-01") + timedelta(days=7 * index)) for index in range(3)],
            [{"episodes": "5-7", "added": True, "date": day("2024-03-01"), "every": "week"}],
        ),
        (
            [replace(item, runtime=50 * HOUR / 60) for item in AS_IT_IS],
            [{"episodes": "1-4", "runtime": "PT50M"}],
        ),
    ],
)
def test_what_is_new_is_a_change(items: list[Item], expected: list[dict[str, Any]]) -> None:
    assert changes(changed(*items)) == expected


def test_hour_that_becomes_known_and_one_that_changes() -> None:
    timed = tuple(replace(item, clock=21 * HOUR) for item in AS_IT_IS)
    release = {"time": day_time(21), "zone": "America/New_York"}
    assert changes(timed, zone="America/New_York") == [{"episodes": "1-4", "release": release}]
    assert changes(timed, TIMED, zone="America/New_York") == []
    later = (*timed[:2], *(replace(item, clock=22 * HOUR) for item in timed[2:]))
    assert changes(later, TIMED, zone="America/New_York") == [{"episodes": "3-4", "time": day_time(22)}]


def day_time(hour: int) -> object:
    return datetime(2024, 1, 1, hour).time()


def test_hour_that_a_list_does_not_know_stays() -> None:
    assert changes(AS_IT_IS, TIMED) == []


def test_day_that_becomes_known_again_ends_the_wait() -> None:
    waiting = (
        WEEKLY + '[[season.change]]\nat = 2024-02-01T00:00:00Z\nepisodes = "4"\nto_be_announced = true\nnote = "?"\n'
    )
    moved = changed(Item(1, 4, "", day("2024-03-08")))
    assert changes(moved, waiting) == [{"episodes": "4", "date": day("2024-03-08")}]


def test_cancelled_episode_stays_cancelled() -> None:
    cancelled = (
        WEEKLY + '[[season.change]]\nat = 2024-02-01T00:00:00Z\nepisodes = "4"\ncancelled = true\nnote = "Off."\n'
    )
    assert changes(changed(Item(1, 4, "", day("2024-03-08"))), cancelled) == []


def test_change_is_dated_after_the_one_before_it() -> None:
    late = WEEKLY + CHANGE.replace("02-01", "03-01") + 'title = "Four"\n'
    listing = Listing("Weekly", "", changed(Item(1, 4, "IV", day("2024-02-23"))))
    after = tomllib.loads(updated(late, parse(late), listing, NOW, "Title."))
    assert [change["at"] for change in after["season"][0]["change"]] == [
        datetime(2024, 3, 1, tzinfo=UTC),
        datetime(2024, 3, 1, 0, 0, 1, tzinfo=UTC),
    ]


def test_season_that_is_new_is_announced_now() -> None:
    listing = Listing(
        "Weekly", "A list", (*AS_IT_IS, Item(2, 1, "", day("2025-02-07")), Item(2, 2, "", day("2025-02-14")))
    )
    after = tomllib.loads(updated(WEEKLY, parse(WEEKLY), listing, NOW, "As listed."))["season"]
    assert after[1] == {
        "number": 2,
        "announced": NOW,
        "sources": ["A list"],
        "run": [{"episodes": "1-2", "first": day("2025-02-07"), "every": "week"}],
    }


def test_episode_that_is_gone_from_the_list_is_told_and_stays() -> None:
    listing = Listing("Weekly", "", (*AS_IT_IS[:2], AS_IT_IS[3]))
    assert updated(WEEKLY, parse(WEEKLY), listing, NOW, "x") == WEEKLY
    assert [note.partition(" is not")[0] for note in vanished(parse(WEEKLY), listing, NOW)] == ["season 1, episode 3"]
    # What is out, and what is before or after the days of the list, is not missed.
    assert list(vanished(parse(WEEKLY), listing, NOW + timedelta(days=7))) == []
    assert list(vanished(parse(WEEKLY), Listing("Weekly", "", AS_IT_IS[1:2]), NOW)) == []


def test_specials_keep_the_numbers_that_they_have() -> None:
    specials = (
        WEEKLY.replace("number = 1\n", "number = 0\n", 1).replace('"1-4"', '"1-2"')
        + '[[season.episode]]\nnumber = 2\ntitle = "B"\n'
    )
    items = (
        Item(1, None, "A", day("2024-01-05")),
        Item(1, None, "B", day("2024-02-10")),
        Item(1, None, "C", day("2024-02-02")),
    )
    found = numbered(Listing("Weekly", "", items), known_specials(parse(specials)))
    assert [(item.season, item.number, item.title) for item in found.items] == [(0, 1, "C"), (0, 2, "B"), (0, 3, "A")]
    fresh = numbered(Listing("Weekly", "", items))
    assert [(item.number, item.title) for item in fresh.items] == [(1, "A"), (2, "B"), (3, "C")]


def test_specials_of_one_title_are_told_apart_by_their_days() -> None:
    days = [day("2024-01-05"), day("2025-01-05"), day("2026-01-05")]
    items = tuple(Item(1, None, "Behind the Scenes", one) for one in days)
    known = [Special(4, "Behind the Scenes", days[1]), Special(5, "Other", days[2])]
    found = numbered(Listing("Weekly", "", items), known)
    assert [(item.number, item.day) for item in found.items] == [(1, days[0]), (4, days[1]), (5, days[2])]


def test_special_of_another_title_on_the_same_day_is_another() -> None:
    known = [Special(4, "A", day("2024-01-05")), Special(5, "A", day("2025-01-05"))]
    days = {"B": "2024-01-05", "A": "2024-01-05"}
    items = tuple(Item(1, None, title, day(text)) for title, text in days.items())
    found = numbered(Listing("Weekly", "", (*items, Item(1, None, "A", day("2026-01-05")))), known)
    assert [(item.number, item.title, item.day) for item in found.items] == [
        (1, "B", day("2024-01-05")),
        (4, "A", day("2024-01-05")),
        (5, "A", day("2026-01-05")),
    ]
