import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support import ROOT

from feedgen.cli.main import main

HOUSE = ROOT / "tests" / "data" / "episodes" / "house-of-cards.csv"
CSV = "season,number,title,date\n1,1,One,2017-01-06\n1,2,Two,2017-01-13\n1,3,Three,2017-01-20\n"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FEEDGEN_SCHEDULES", raising=False)


def run(*arguments: str | Path, given: str | None = None) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, arguments)], input=given, catch_exceptions=False)


def file(text: str, name: str = "list.csv") -> str:
    Path(name).write_text(text)
    return name


def test_list_becomes_a_schedule_and_what_was_recognised_is_told() -> None:
    result = run(HOUSE, "--show", "House of Cards", "--service", "Netflix")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "house-of-cards.toml: House of Cards, on Netflix\nseason 1: 13 episodes\n  1-13: all at once on 2013-02-01\n"
    )
    assert tomllib.loads(Path("house-of-cards.toml").read_text())["season"][0]["run"] == [
        {"episodes": "1-13", "first": tomllib.loads("day = 2013-02-01")["day"]}
    ]
    assert CliRunner().invoke(main, ["check", "."]).exit_code == 0


def test_what_cannot_be_carried_over_is_told() -> None:
    specials = "".join(f",Special {number},\n" for number in range(12))
    result = run(file("number,title,date\n1,,2017-01-06\n" + specials), "--show", "Show", "--service", "S")
    lines = result.stderr.splitlines()
    assert (result.exit_code, len(lines)) == (0, 11)
    assert lines[0] == 'not taken over: the special "Special 0": it has no day, or no title'
    assert lines[-1] == "not taken over: 2 more"


def test_what_is_doubtful_is_told() -> None:
    result = run(file(CSV.replace("1,1,One,2017-01-06\n", "")), "--show", "Show", "--service", "S", "--quiet")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (
        result.stderr
        == "please check: the first episode of season 1 in it is episode 2, which counts as the premiere\n"
    )


def test_single_episode_of_a_coming_season_is_told_once() -> None:
    head = "season,number,title,date\n1,1,,2017-01-06\n1,2,,2017-01-13\n"
    more = f"2,1,,{datetime.now(UTC).date() + timedelta(days=300)}\n"
    told = (
        "please check: season 2 has only episode 1 in it, which counts as the last; "
        "if more will come, say so: feedgen change … s2 --open\n"
    )
    asked = ("--show", "Show", "--service", "S")
    assert run(file(head + more), *asked, "--dry-run", "--quiet").stderr == told
    assert run(file(head), *asked, "--quiet").stderr == ""
    updates = [run(file(head + more), *asked, "--update", "--quiet").stderr for _ in range(2)]
    assert updates == [told, ""]


def test_hours_and_first_titles_and_days_that_run_backwards_are_told() -> None:
    days = file("2030-07-12 21:00 One\n2030-07-05 21:00 Two\n2030-07-05 21:00 Three\n2030-07-26 21:00 Four\n")
    result = run(days, "--show", "Show", "--service", "S", "--zone", "Europe/Paris")
    lines = result.stdout.splitlines()
    assert (result.exit_code, lines[1], lines[-1]) == (
        0,
        "season 1: 4 episodes, at 21:00 in Europe/Paris",
        "  titles: One, Two, Three, …",
    )
    assert result.stderr == "please check: season 1, episode 2 is on 2030-07-05, before episode 1 on 2030-07-12\n"


def test_second_row_of_an_episode_is_the_one_that_is_left_out() -> None:
    result = run(file(CSV + "1,1,Again,2017-01-27\n"), "--show", "Show", "--service", "S")
    assert result.stderr == "not taken over: season 1, episode 1, another time: the first one counts\n"
    assert "Again" not in Path("show.toml").read_text()


def test_standard_input_is_read() -> None:
    result = run("-", "--show", "Show", "--service", "S", given=CSV)
    assert (result.exit_code, Path("show.toml").exists()) == (0, True)


def test_dry_run_shows_the_schedule_and_writes_nothing() -> None:
    result = run(file(CSV), "--show", "Show", "--service", "S", "--dry-run")
    assert result.exit_code == 0
    assert tomllib.loads(result.stdout)["title"] == "Show"
    assert "  1-3: weekly on Fridays from 2017-01-06" in result.stderr
    assert not Path("show.toml").exists()


def test_update_writes_what_is_new_as_changes_and_says_so() -> None:
    assert run(file(CSV), "--show", "Show", "--update").exit_code == 3  # there was none
    before = Path("show.toml").read_text()
    again = run("list.csv", "--show", "Show", "--update")
    assert (again.exit_code, again.stdout, Path("show.toml").read_text()) == (
        0,
        "show.toml: nothing in it is new\n",
        before,
    )

    moved = file(CSV.replace("2017-01-20", "2017-01-27"))
    tried = run(moved, "--show", "Show", "--update", "--dry-run")
    assert (tried.exit_code, Path("show.toml").read_text()) == (3, before)
    result = run(moved, "--show", "Show", "--update", "--note", "A week off.")
    assert result.exit_code == 3
    after = Path("show.toml").read_text()
    assert after.startswith(before)
    (change,) = tomllib.loads(after)["season"][0]["change"]
    assert (change["episodes"], str(change["date"]), change["note"]) == ("3", "2017-01-27", "A week off.")
    assert "+date = 2017-01-27\n" in result.stdout
    assert run(moved, "--show", "Show", "--update").exit_code == 0


def test_recording_of_tvmaze_names_its_source_and_whom_to_believe() -> None:
    episodes = [
        {"season": 1, "number": n, "airdate": f"2017-01-{6 + 7 * n:02}", "airtime": "", "name": ""} for n in (0, 1)
    ]
    data: dict[str, Any] = {
        "name": "A Show",
        "url": "https://www.tvmaze.com/shows/1/a-show",
        "webChannel": {"name": "A Channel", "country": None},
        "_embedded": {"episodes": episodes},
    }
    assert run(file(json.dumps(data), "a.json")).exit_code == 0
    text = Path("a-show.toml").read_text()
    assert 'sources = ["TVmaze, https://www.tvmaze.com/shows/1/a-show (CC BY-SA 4.0)"]' in text
    episodes[1]["airdate"] = "2017-01-14"
    assert run(file(json.dumps(data), "a.json"), "--update").exit_code == 3
    assert 'note = "As TVmaze lists it now."' in Path("a-show.toml").read_text()


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ([], 2, "Missing argument 'FILE'"),
        (["missing.csv"], 2, "'missing.csv': No such file or directory"),
        (["list.csv"], 1, "list.csv: it does not say of which show it is; say --show TITLE"),
        (["list.csv", "--show", "Known"], 1, "known.toml: is there already; say --update to add what is new"),
        (["list.csv", "--show", "Show", "--zone", "EST"], 2, "Invalid value for '--zone'"),
        (["list.csv", "--show", "Show", "--season", "7"], 1, "list.csv: there is no episode in it of season 7"),
        (
            ["hours.csv", "--show", "Show"],
            1,
            "hours.csv: it does not say in which time zone its hours are (2017-01-06 21:00)",
        ),
        (
            ["broken.csv", "--show", "Show"],
            1,
            'broken.csv: line 2: "x" is not the number\nbroken.csv: line 3: "6.1.17" is no',
        ),
        (["far.csv", "--show", "Show"], 1, "far.csv: season 1 begins on 2199-01-06, in "),
        (["page.html", "--show", "Show"], 1, "page.html: it is a web page; it may be TVmaze's JSON, an .ics file"),
        (["list.csv", "--show", "日本"], 1, "say --slug my-show"),
        ([".", "--show", "Show"], 2, "Is a directory"),
    ],
)
def test_mistake_is_told_and_nothing_is_written(arguments: list[str], status: int, message: str) -> None:
    file("number,date,time\n1,2017-01-06,21:00\n", "hours.csv")
    file("number,date\nx,2017-01-06\n1,6.1.17\n", "broken.csv")
    file("number,date\n1,2199-01-06\n", "far.csv")
    file("<!doctype html><p>Not here", "page.html")
    assert run(file(CSV), "--show", "Known").exit_code == 0
    before = {path: path.read_bytes() for path in Path().iterdir()}
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    for part in message.split("\n"):
        assert part in result.stderr
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_zone_of_hours_that_have_none_is_asked_for_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    hours = file("number,date,time\n1,2017-01-06,21:00\n2,2017-01-13,21:00\n")
    monkeypatch.setattr("feedgen.cli.import_.is_terminal", lambda: True)
    result = run(hours, "--show", "Show", "--service", "S", given="EST\nAmerica/New_York\n")
    assert result.exit_code == 0
    assert result.stderr.startswith("Time zone of its hours (2017-01-06 21:00), such as America/New_York: ")
    assert "America/New_York: it is right in every month" in result.stderr.replace('"', "")
    season = tomllib.loads(Path("show.toml").read_text())["season"][0]
    assert season["release"]["zone"] == "America/New_York"


def test_another_title_or_service_is_told_and_not_taken_over() -> None:
    episodes = [{"season": 1, "number": 1, "name": "One", "airdate": "2017-01-06", "airtime": ""}]
    show = {"name": "Silo", "webChannel": {"name": "Apple TV+"}, "_embedded": {"episodes": episodes}}
    assert run(file(json.dumps(show), "show.json")).exit_code == 0
    renamed = {**show, "name": "Silo: the Series", "webChannel": {"name": "Apple TV"}}
    result = run(file(json.dumps(renamed), "show.json"), "--slug", "silo", "--update")
    assert (result.exit_code, result.stdout) == (0, "silo.toml: nothing in it is new\n")
    assert result.stderr == (
        'please check: its title is "Silo: the Series", and that of the schedule stays "Silo"; '
        "to take it over, say feedgen change silo --title\n"
        'please check: its service is "Apple TV", and that of the schedule stays "Apple TV+"; '
        "to take it over, say feedgen change silo --service\n"
    )
