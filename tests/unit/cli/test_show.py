import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import WEEKLY, parse

from feedgen import resources
from feedgen.cli import season_table
from feedgen.cli.main import main
from feedgen.cli.season_table import View
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select

EVENING = 'release = { time = 22:00:00, zone = "America/New_York" }\n'


def show(*arguments: str | Path, color: bool = False) -> Result:
    return CliRunner().invoke(main, ["show", *map(str, arguments)], catch_exceptions=False, color=color)


def test_season_is_a_table_and_months() -> None:
    result = show("for-all-mankind", "--schedules", resources.SCHEDULES)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[:3] == [
        "For All Mankind, season 4 on Apple TV+: 10 episodes, on the clock of America/New_York",
        "",
        "    1  Fri 2023-11-10  00:00  Glasnost (season premiere)",
    ]
    assert result.stdout.splitlines()[11:] == [
        "   10  Fri 2024-01-12  00:00  Perestroika (season finale)",
        "",
        "         November 2023                  December 2023                   January 2024",
        "   Mo  Tu  We  Th  Fr  Sa  Su     Mo  Tu  We  Th  Fr  Sa  Su     Mo  Tu  We  Th  Fr  Sa  Su",
        "            1   2   3   4   5                    [ 1]  2   3      1   2   3   4 [ 5]  6   7",
        "    6   7   8   9 [10] 11  12      4   5   6   7 [ 8]  9  10      8   9  10  11 [12] 13  14",
        "   13  14  15  16 [17] 18  19     11  12  13  14 [15] 16  17     15  16  17  18  19  20  21",
        "   20  21  22  23 [24] 25  26     18  19  20  21 [22] 23  24     22  23  24  25  26  27  28",
        "   27  28  29  30                 25  26  27  28 [29] 30  31     29  30  31",
        "",
        "Nothing of it is still to come.",
    ]


def test_zone_moves_hours_and_days() -> None:
    result = show("for-all-mankind-s4", "--schedules", resources.SCHEDULES, "--tz", "america/los_angeles")
    assert result.stdout.splitlines()[0].endswith("10 episodes, on the clock of America/Los_Angeles")
    assert result.stdout.splitlines()[2] == "    1  Thu 2023-11-09  21:00  Glasnost (season premiere)"
    assert "[ 9] 10" in result.stdout


@pytest.mark.parametrize(
    ("zone", "place"), [("EST", "America/New_York"), ("cet", "Europe/Paris"), ("GMT", "Europe/London")]
)
def test_abbreviation_is_no_zone(zone: str, place: str) -> None:
    result = show("for-all-mankind", "--schedules", resources.SCHEDULES, "--tz", zone)
    assert result.exit_code == 1
    assert f"'{zone}' is an abbreviation, not a place; " in result.stderr
    assert f'"{place}"' in result.stderr


def test_what_is_next_and_how_soon() -> None:
    airings = select([parse(WEEKLY.replace("[[season.run]]", EVENING + "[[season.run]]"))], Feed("show", 1)).airings
    view = View(datetime(2024, 2, 9, 12, tzinfo=UTC))
    upcoming = season_table.next_of(airings, view.now)
    assert upcoming is airings[1]
    assert (
        season_table.next_in_words(upcoming, view) == "\x1b[1mNext: episode 2, Friday 2024-02-09 22:00 (today)\x1b[0m"
    )
    tokyo = View(view.now, "Asia/Tokyo")
    assert season_table.next_in_words(upcoming, tokyo).endswith("Saturday 2024-02-10 12:00 (tomorrow)\x1b[0m")
    later = View(datetime(2024, 2, 4, tzinfo=UTC))
    assert season_table.next_in_words(upcoming, later).endswith("(in 6 days)\x1b[0m")


def test_cancelled_episode_is_not_next_and_not_in_the_months() -> None:
    change = '[[season.change]]\nat = 2024-01-02T00:00:00Z\nepisodes = "1"\ncancelled = true\nnote = "Off."\n'
    airings = select([parse(WEEKLY + change)], Feed("show", 1)).airings
    view = View(datetime(2024, 1, 3, tzinfo=UTC))
    assert season_table.next_of(airings, view.now) is airings[1]
    assert "[ 2]" not in "\n".join(season_table.months(airings, view))
    assert "(cancelled)" in next(season_table.rows(airings, view))


def test_long_season_shows_the_year_from_what_is_next() -> None:
    airings = select([parse(WEEKLY.replace("1-4", "1-300"))], Feed("show", 1)).airings
    view = View(datetime(2025, 3, 1, tzinfo=UTC))
    lines = "\n".join(season_table.months(airings, view)).split()
    assert next(word for word in lines if word.isalpha() and len(word) > 2) == "March"
    assert lines.count("2025") + lines.count("2026") == 12


def test_of_several_seasons_it_is_the_one_that_comes_and_the_others_are_named(tmp_path: Path) -> None:
    second = WEEKLY.split("\n\n", 1)[1].replace("number = 1", "number = 2")
    second += '[[season.change]]\nat = 2024-02-01T00:00:00Z\nnote = "Later."\nepisodes = "1-4"\n'
    second += 'date = 2150-02-06\nevery = "week"\n'
    (tmp_path / "show.toml").write_text(f"{WEEKLY}\n{second}")
    lines = show(tmp_path / "show.toml").stdout.splitlines()
    assert lines[0] == "Weekly, season 2 on A Service: 4 episodes"
    assert lines[-2].startswith("Next: episode 1, Friday 2150-02-06 (in ")
    assert lines[-1] == "Other seasons: show-s1"
    assert show("show-s1", "--schedules", tmp_path).stdout.startswith("Weekly, season 1 on A Service")


def test_hour_after_midnight_is_told_both_ways() -> None:
    late = 'release = { time = "25:30", zone = "Asia/Tokyo" }\n'
    airings = select([parse(WEEKLY.replace("[[season.run]]", late + "[[season.run]]"))], Feed("show", 1)).airings
    now = datetime(2024, 1, 1, tzinfo=UTC)
    assert View(now).moment(airings[0]) == (date(2024, 2, 2), "25:30 (Sat 01:30)")
    assert View(now, "Asia/Tokyo").moment(airings[0]) == (date(2024, 2, 3), "01:30")


def test_episodes_without_a_day_are_told(tmp_path: Path) -> None:
    (tmp_path / "show.toml").write_text(WEEKLY + '[[season.run]]\nepisodes = "5-6, 8"\n')
    lines = show(tmp_path / "show.toml").stdout.splitlines()
    assert lines[0] == "Weekly, season 1 on A Service: 7 episodes, 3 of them without a day"
    assert lines[6] == "  5-6, 8: no day is known yet"
    assert lines[-1] == "No day of what comes is known yet."


def test_season_without_any_day_says_when_it_is_expected(tmp_path: Path) -> None:
    expected = WEEKLY.split("[[season.run]]", maxsplit=1)[0] + 'expected = "2030"\n'
    (tmp_path / "show.toml").write_text(expected)
    result = show("show", "--schedules", tmp_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Weekly, season 1 on A Service: 0 episodes\n\n\nExpected 2030\n"


def test_film_has_no_season_and_no_episodes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedgen.cli.show.utc_now", lambda: datetime(2024, 1, 15, tzinfo=UTC))
    film = WEEKLY.replace('title = "Weekly"', 'title = "A Movie"\nkind = "film"').replace('"1-4"', "1")
    (tmp_path / "show.toml").write_text(film.replace('every = "week"\n', ""))
    lines = show("show", "--schedules", tmp_path).stdout.splitlines()
    assert lines[0] == "A Movie on A Service"
    assert lines[-1] == "Next: Friday 2024-02-02 (in 18 days)"


def test_json_is_what_is_served() -> None:
    result = show(
        "for-all-mankind-s4", "--schedules", resources.SCHEDULES, "--json", "--base-url", "https://example.org"
    )
    data = json.loads(result.stdout)
    assert (data["calendar"], len(data["episodes"])) == ("https://example.org/feeds/for-all-mankind-s4.ics", 10)
    assert date.fromisoformat(data["episodes"][0]["day"]) == date(2023, 11, 10)


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in show("for-all-mankind").stdout
    assert "\x1b[" in show("for-all-mankind", color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in show("for-all-mankind", color=True).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["for-all-mankin"], "no feed is called 'for-all-mankin'; did you mean for-all-mankind"),
        (["for-all-mankind", "--tz", "Tokio"], "unknown time zone 'Tokio'"),
        (["missing.toml"], "missing.toml: no such schedule; there is for-all-mankind"),
        (["for-all-mankind", "--json", "--base-url", "nowhere"], "the base address is like"),
    ],
)
def test_mistake_is_told(arguments: list[str], message: str) -> None:
    result = show(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr


def test_empty_folder_is_told(tmp_path: Path) -> None:
    result = show("missing.toml", "--schedules", tmp_path)
    assert (result.exit_code, result.stderr) == (1, "missing.toml: no such schedule; the folder has no schedule\n")
