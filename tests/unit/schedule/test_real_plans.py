"""Release plans as they were announced, each in as few words as the language allows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from support import parse

from feedgen.plan.release import DayRelease, Hour, InstantRelease
from feedgen.plan.show import Show

NEW_YORK = "America/New_York"

PLANS = {
    # Apple TV+, ten episodes each Friday.
    "for-all-mankind-s4": (
        ["episodes = '1-10'", "first = 2023-11-10", "every = 'FREQ=WEEKLY;BYDAY=FR'"],
        "2023-11-10 2023-11-17 2023-11-24 2023-12-01 2023-12-08 2023-12-15 2023-12-22 2023-12-29 2024-01-05 2024-01-12",
    ),
    # Apple TV+, three for the launch of the service, then weekly.
    "for-all-mankind-s1": (
        ["episodes = '1-3'", "first = 2019-11-01", "[[season.run]]"]
        + ["episodes = '4-10'", "first = 2019-11-08", "every = 'week'"],
        "2019-11-01 2019-11-01 2019-11-01 2019-11-08 2019-11-15 2019-11-22 2019-11-29 2019-12-06 2019-12-13 2019-12-20",
    ),
    # Disney+, twelve episodes, three each Tuesday.
    "andor-s2": (
        ["episodes = '1-12'", "first = 2025-04-22", "every = 'week'", "at_once = 3"],
        "2025-04-22 2025-04-22 2025-04-22 2025-04-29 2025-04-29 2025-04-29 2025-05-06 2025-05-06 2025-05-06 "
        "2025-05-13 2025-05-13 2025-05-13",
    ),
    # Prime Video, four Fridays, and after a break of months four Thursdays.
    "invincible-s2": (
        ["episodes = '1-4'", "first = 2023-11-03", "every = 'FREQ=WEEKLY;BYDAY=FR'", "[[season.run]]"]
        + ["episodes = '5-8'", "first = 2024-03-14", "every = 'FREQ=WEEKLY;BYDAY=TH'"],
        "2023-11-03 2023-11-10 2023-11-17 2023-11-24 2024-03-14 2024-03-21 2024-03-28 2024-04-04",
    ),
    # Netflix, three volumes on three holidays.
    "stranger-things-s5": (
        ["episodes = '1-4'", "first = 2025-11-26", "[[season.run]]", "episodes = '5-7'", "first = 2025-12-25"]
        + ["[[season.run]]", "episodes = 8", "first = 2025-12-31"],
        "2025-11-26 2025-11-26 2025-11-26 2025-11-26 2025-12-25 2025-12-25 2025-12-25 2025-12-31",
    ),
    # BBC One, five evenings in a row.
    "torchwood-children-of-earth": (
        ["episodes = '1-5'", "first = 2009-07-06", "every = 'day'"],
        "2009-07-06 2009-07-07 2009-07-08 2009-07-09 2009-07-10",
    ),
    # Netflix, everything at once.
    "house-of-cards-season-1": (["episodes = '1-13'", "first = 2013-02-01"], "2013-02-01 " * 13),
}


def plan(lines: list[str], release: str = "") -> Show:
    first = next(line.removeprefix("first = ") for line in lines if line.startswith("first"))
    head = ["title = 'T'", "service = 'S'", "[[season]]", "number = 1", f"announced = {first}"]
    return parse("\n".join([*head, release, "[[season.run]]", *lines]))


@pytest.mark.parametrize("name", PLANS)
def test_announced_plan_gives_the_days_it_gave(name: str) -> None:
    lines, days = PLANS[name]
    episodes = plan(lines).seasons[0].episodes
    assert [episode.facts.release for episode in episodes] == [
        DayRelease(date.fromisoformat(day)) for day in days.split()
    ]
    assert [episode.number for episode in episodes] == list(range(1, len(episodes) + 1))


def test_hour_of_the_service_makes_instants() -> None:
    """Stranger Things came at 17:00 on the US west coast, which is the next day in UTC."""
    release = "release = { time = 17:00:00, zone = 'America/Los_Angeles' }"
    show = plan(PLANS["stranger-things-s5"][0], release)
    first = show.seasons[0].episodes[0]
    assert first.facts.release == InstantRelease(
        date(2025, 11, 26), datetime(2025, 11, 27, 1, tzinfo=UTC), "America/Los_Angeles"
    )


def test_season_across_the_end_of_summer_time_keeps_the_local_hour() -> None:
    lines = ["episodes = '1-2'", "first = 2024-10-29", "every = 'week'"]
    show = plan(lines, "release = { time = 21:00:00, zone = 'America/New_York' }")
    instants = [episode.facts.release for episode in show.seasons[0].episodes]
    assert instants == [
        InstantRelease(date(2024, 10, 29), datetime(2024, 10, 30, 1, tzinfo=UTC), NEW_YORK),
        InstantRelease(date(2024, 11, 5), datetime(2024, 11, 6, 2, tzinfo=UTC), NEW_YORK),
    ]


def test_bundled_season_is_as_announced(bundled: Show) -> None:
    (season,) = bundled.seasons
    days = [date(2023, 11, 10) + timedelta(weeks=week) for week in range(10)]
    titles = (
        "Glasnost/Have a Nice Sol/The Bear Hug/House Divided/Goldilocks/Leningrad/Crossing the Line/Legacy/"
        "Brazil/Perestroika"
    )
    assert [episode.facts.release for episode in season.episodes] == [
        Hour(timedelta(), NEW_YORK).on(day) for day in days
    ]
    assert [episode.facts.title for episode in season.episodes] == titles.split("/")
    assert all(day.strftime("%A") == "Friday" for day in days)
    assert season.announced.date() == date(2023, 10, 12)
    # Midnight in New York, the evening before on the west coast.
    assert season.episodes[0].facts.release == InstantRelease(days[0], datetime(2023, 11, 10, 5, tzinfo=UTC), NEW_YORK)
