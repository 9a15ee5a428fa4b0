from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest
from click.testing import CliRunner, Result
from support import WEEKLY, parse

from feedgen.cli.main import main
from feedgen.cli.schedule_files import create
from feedgen.errors import FeedgenError
from feedgen.plan.release import DayRelease
from feedgen.web.app import create_app

SILO = ["Silo", "--season", "3", "--premiere", "2030-07-05", "--episodes", "10", "--announced", "2026-05-01"]


class Clock(datetime):
    """A clock that always shows an instant before the plans of these tests."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2026, 6, 1, 12, tzinfo=tz)


@pytest.fixture(autouse=True)
def _before_the_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedgen.cli.common.datetime", Clock)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FEEDGEN_SCHEDULES", raising=False)


def new(*arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", *arguments], input=answers, catch_exceptions=False)


def days(file: str, season: int) -> list[date]:
    known = parse(Path(file).read_text(), Path(file).stem).season(season)
    assert known
    return [episode.facts.release.day for episode in known.episodes if episode.facts.release]


def test_announcement_becomes_a_schedule_that_says_what_it_is() -> None:
    result = new(
        *SILO, "--weekly", "--hour", "00:00", "--zone", "America/New_York", "--service", "Apple TV", "--color", "teal",
        "--minutes", "50", "--url", "https://example.org/silo", "--source", "Apple, May 1, 2026",
    )  # fmt: skip
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "silo.toml: Silo, season 3, 10 episodes"
    assert lines[1] == "    1  Fri 2030-07-05  00:00  (season premiere)"
    assert lines[10] == "   10  Fri 2030-09-06  00:00  (season finale)"
    comment, keys = Path("silo.toml").read_text().split("\n\n", 1)
    assert all(line.startswith("# ") for line in comment.splitlines())
    assert keys == (
        'title = "Silo"\n'
        'service = "Apple TV"\n'
        'url = "https://example.org/silo"\n'
        'color = "teal"\n'
        "\n"
        "[[season]]\n"
        "number = 3\n"
        "announced = 2026-05-01\n"
        'release = { time = 00:00:00, zone = "America/New_York" }\n'
        'runtime = "PT50M"\n'
        'sources = ["Apple, May 1, 2026"]\n'
        "\n"
        "[[season.run]]\n"
        'episodes = "1-10"\n'
        "first = 2030-07-05\n"
        'every = "week"\n'
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--all-at-once"], [date(2030, 7, 5)] * 4),
        (["--daily"], [date(2030, 7, day) for day in (5, 6, 7, 8)]),
        (["--every", "2 weeks"], [date(2030, 7, 5), date(2030, 7, 19), date(2030, 8, 2), date(2030, 8, 16)]),
        (["--weekly", "--at-once", "2"], [date(2030, 7, 5)] * 2 + [date(2030, 7, 12)] * 2),
        (["--weekly", "--premiere-episodes", "2"], [date(2030, 7, 5)] * 2 + [date(2030, 7, 12), date(2030, 7, 19)]),
        (
            ["--every", "FREQ=WEEKLY;BYDAY=TU,FR", "--premiere-episodes", "3"],
            [date(2030, 7, 5)] * 3 + [date(2030, 7, 9)],
        ),
        (["--weekly", "--premiere-episodes", "9"], [date(2030, 7, 5)] * 4),
    ],
)
def test_rhythm_of_the_announcement(options: list[str], expected: list[date]) -> None:
    result = new("Show", "--premiere", "2030-07-05", "--episodes", "4", "--service", "S", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert days("show.toml", 1) == expected


def test_season_that_has_begun_counts_as_announced_before_it() -> None:
    assert new("Show", "--premiere", "2015-04-12", "--episodes", "2", "--weekly", "--service", "S").exit_code == 0
    assert "announced = 2015-04-11T00:00:00Z  # the day before" in Path("show.toml").read_text()


def test_folder_that_it_makes_is_served() -> None:
    assert new("Silo", *SILO[1:], "--weekly", "--schedules", "shows/of/mine").exit_code == 0
    client = create_app({"SCHEDULES": Path("shows/of/mine").resolve()}).test_client()
    assert client.get("/silo/season-3/").status_code == 200
    assert client.get("/feeds/silo-s3.ics").data.count(b"BEGIN:VEVENT") == 10


def test_season_without_a_day_is_expected() -> None:
    for options in (["--episodes", "8"], []):
        result = new("Show", "--slug", f"show{len(options)}", "--expected", "summer 2031", "--service", "S", *options)
        assert (result.exit_code, result.stderr) == (0, "")
    assert 'expected = "summer 2031"' in Path("show0.toml").read_text()
    assert days("show2.toml", 1) == []
    assert result.stdout.splitlines()[0] == "show0.toml: Show, season 1, 0 episodes, expected summer 2031"


def test_season_without_an_end_is_open() -> None:
    options = ("--open", "--episodes", "260", "--premiere", "2030-07-01", "--every", "weekdays", "--service", "S")
    result = new("Soap", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == "soap.toml: Soap, season 1, 260 episodes so far"
    known = parse(Path("soap.toml").read_text(), "soap").season(1)
    assert known
    assert (known.terms.open, known.last) == (True, None)


def test_film_is_one() -> None:
    result = new("A Movie", "--film", "--premiere", "2030-07-05", "--service", "S")
    assert (result.exit_code, result.stderr) == (0, "")
    assert 'kind = "film"' in Path("a-movie.toml").read_text()
    assert days("a-movie.toml", 1) == [date(2030, 7, 5)]


def test_show_without_a_service_says_so() -> None:
    result = new(*SILO, "--weekly")
    assert result.exit_code == 0
    assert result.stderr == 'It is on "To be announced", until you say where it can be seen: service = "…"\n'


def test_season_is_added_and_the_rest_stays_byte_for_byte() -> None:
    new(*SILO, "--weekly", "--service", "S")
    before = Path("silo.toml").read_text()
    result = new("--season", "4", "silo.toml", "--premiere", "2031-07-04", "--episodes", "2", "--daily")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == "silo.toml: Silo, season 4, 2 episodes"
    assert Path("silo.toml").read_text().startswith(before)
    assert days("silo.toml", 4) == [date(2031, 7, 4), date(2031, 7, 5)]


def test_next_season_is_the_one_after_the_last() -> None:
    new(*SILO, "--weekly", "--service", "S")
    assert new("silo.toml", "--premiere", "2031-07-04", "--episodes", "2", "--daily").exit_code == 0
    assert days("silo.toml", 4) == [date(2031, 7, 4), date(2031, 7, 5)]


def test_file_is_looked_for_in_the_folder_of_schedules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDGEN_SCHEDULES", "mine")
    new(*SILO, "--weekly", "--service", "S")
    assert new("silo.toml", "--premiere", "2031-07-04", "--episodes", "2", "--daily").exit_code == 0
    assert days("mine/silo.toml", 4) == [date(2031, 7, 4), date(2031, 7, 5)]


def test_file_that_somebody_has_made_meanwhile_stays() -> None:
    Path("show.toml").write_text("theirs")
    with pytest.raises(FeedgenError, match=r"show.toml: is there already"):
        create(Path("show.toml"), WEEKLY)
    assert Path("show.toml").read_text() == "theirs"


def test_line_ends_and_byte_order_mark_of_a_file_stay() -> None:
    new(*SILO, "--weekly", "--service", "S")
    file = Path("silo.toml")
    before = b"\xef\xbb\xbf" + file.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n")
    file.write_bytes(before)
    assert new("silo.toml", "--premiere", "2031-07-04", "--episodes", "2", "--daily").exit_code == 0
    after = file.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")


def test_without_options_it_asks() -> None:
    result = new(answers="Café Noir\nArte\n\n2030-07-05\n4\nweekly\n2\n20:15\nEurope/Paris\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert days("cafe-noir.toml", 1) == [date(2030, 7, 5)] * 2 + [date(2030, 7, 12), date(2030, 7, 19)]
    text = Path("cafe-noir.toml").read_text()
    assert 'release = { time = 20:15:00, zone = "Europe/Paris" }' in text
    assert 'service = "Arte"' in text


def test_it_asks_less_of_a_show_that_is_known_and_again_after_a_mistake() -> None:
    new(*SILO, "--weekly", "--service", "S")
    result = new("silo.toml", answers="\n2031-13-04\n2031-07-04\n1\n8 p.m.\n\n")
    assert result.exit_code == 0
    assert "Error: '8 p.m.' is not an hour such as 21:00" in result.stdout + result.stderr
    assert days("silo.toml", 4) == [date(2031, 7, 4)]
    known = parse(Path("silo.toml").read_text()).season(4)
    assert known
    assert known.episodes[0].facts.release == DayRelease(date(2031, 7, 4))


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ([], 2, "Nothing was written; it needs answers, or --premiere, --episodes and --weekly."),
        (["Silo", "--weekly"], 2, "Missing option '--premiere', or '--expected'; without any option it asks."),
        (["Silo", "--premiere", "2030-07-05"], 2, "Missing option '--episodes'; without any option it asks."),
        ([*SILO, "--weekly", "--expected", "2030"], 2, "--premiere and --expected contradict each other"),
        ([*SILO, "--film"], 2, "--film and --episodes contradict each other: a film is one."),
        ([*SILO], 2, "How often? Say --weekly, --daily, --every or --all-at-once."),
        ([*SILO, "--weekly", "--daily"], 2, "--weekly and --daily contradict each other."),
        ([*SILO, "--weekly", "--hour", "20:00"], 2, "An hour is on a clock: --hour 21:00 --zone America/New_York."),
        ([*SILO, "--weekly", "--zone", "Europe/Paris"], 2, "An hour is on a clock"),
        (
            [*SILO, "--weekly", "--hour", "8pm"],
            2,
            "'8pm' is not an hour such as 21:00, or 25:30 for the night after the day; did you mean",
        ),
        ([*SILO, "--every", "fortnigth"], 2, "Invalid value for '--every'"),
        ([*SILO, "--every", "FREQ=WEEKLY;BYDAY=TH"], 2, "leaves out the first day, Friday 2030-07-05."),
        (["Silo", "--premiere", "soon"], 2, "Invalid value for '--premiere': 'soon' is not a day such as 2026-07-03"),
        ([*SILO, "--weekly", "--announced", "now"], 2, "Invalid value for '--announced': 'now' is neither a day nor"),
        ([*SILO, "--weekly", "--announced", "2031-01-01"], 1, "nothing was written: season 3: the announcement is"),
        ([*SILO, "--weekly", "--color", "blu"], 2, 'unknown colour "blu" (did you mean "blue"?)'),
        ([*SILO, "--weekly", "--url", "silo"], 2, '"silo" is not a web address'),
        ([*SILO, "--weekly", "--slug", "Silo 3"], 1, "is not lower-case letters, digits and single hyphens"),
        (["All", *SILO[1:], "--weekly"], 1, "say --slug with another name"),
        (["日本", *SILO[1:], "--weekly"], 1, '"日本" has no letters for an address; say --slug my-show'),
        (["andor.toml", *SILO[1:], "--weekly"], 1, "andor.toml: no such schedule"),
        (["known.toml", *SILO[1:], "--weekly"], 1, "season 3 is there already"),
        (
            ["Known", *SILO[1:], "--weekly"],
            1,
            "known.toml: is there already; to add a season, say feedgen new --season N",
        ),
        ([*SILO, "--weekly", "--schedules", "/proc/none"], 1, "/proc/none/silo.toml: cannot be written"),
    ],
)
def test_mistake_is_told_and_nothing_is_written(arguments: list[str], status: int, message: str) -> None:
    new("Known", *SILO[1:], "--weekly", "--service", "S")
    before = {file: file.read_bytes() for file in Path().iterdir()}
    result = new(*arguments)
    assert (result.exit_code, result.stdout) == (status, "" if arguments else result.stdout)
    assert message in result.stderr
    assert {file: file.read_bytes() for file in Path().iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["change", "silo", "--hour", "21:00"], "'--hour'. Did you mean '--time'?"),
        (["change", "silo", "--minutes=50"], "'--minutes'. Did you mean '--runtime'?"),
        (["new", "Silo", "--time", "21:00"], "'--time'. Did you mean '--hour'?"),
        (["new", "Silo", "--runtime", "50"], "'--runtime'. Did you mean '--minutes'?"),
        (["new", "Silo", "--premiere", "13.7.2027"], "did you mean 2027-07-13?"),
        (["change", "silo", "--date", "07/05/2030"], "did you mean 2030-07-05 or 2030-05-07?"),
    ],
)
def test_what_another_command_calls_so_is_named(arguments: list[str], meant: str) -> None:
    result = command(*arguments)
    assert (result.exit_code, meant in result.stderr) == (2, True), result.stderr


def command(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_next_commands_find_the_schedule_in_the_current_folder_unless_another_is_named() -> None:
    assert new(*SILO, "--weekly", "--service", "Apple TV").exit_code == 0
    assert command("show", "silo").stdout.startswith("Silo, season 3 on Apple TV: 10 episodes")
    assert command("show", "silo-s3").exit_code == 0
    assert command("feed", "silo-s3e02").stdout.count("BEGIN:VEVENT") == 1
    changed = command("change", "silo", "s3e02", "--date", "2030-07-13", "--note", "A day late.")
    assert (changed.exit_code, changed.stderr) == (0, "")
    assert changed.stdout.endswith("silo.toml: written\n")
    assert "A day late." in command("log", "silo").stdout

    assert 'did you mean "silo"?' in command("change", "sillo", "s3", "--cancel", "--note", "x").stderr
    assert "did you mean silo-s3" in command("show", "silo-s4").stderr
    assert command("show", "for-all-mankind").exit_code == 0
    grouped = command("feed", "silo", "--group")
    assert grouped.exit_code == 0
    for words in (["--group", "day", "silo"], ["silo", "--group=day"]):
        assert command("feed", *words).stdout == grouped.stdout
    assert command("feed", "silo", "--group", "week").exit_code == 2
    assert "did you mean s3e02?" in command("change", "silo", "e02", "--cancel", "--note", "x").stderr
    Path("other").mkdir()
    assert command("log", "silo", "--schedules", "other").stderr == (
        "other/silo.toml: no such schedule; the folder has no schedule\n"
    )
