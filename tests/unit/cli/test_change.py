"""The commands about changes: change, log, diff, check --against, and feed --as-of."""

import multiprocessing
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from schedules import run as run_of
from schedules import schedule, season
from support import SITE, WEEKLY, need, parse, written

from feedgen import resources
from feedgen.cli.change_keys import OPTIONS
from feedgen.cli.main import main
from feedgen.errors import FeedgenError
from feedgen.schedule.changes import ChangeKeys, ShowChangeKeys
from feedgen.schedule.text_edits import with_change, without_change

if TYPE_CHECKING:
    from feedgen.schedule.toml_values import Value

MOVE = ["s4e03", "--date", "2023-11-22", "--note", "Out two days early.", "--at", "2023-11-20T18:00Z"]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


When = Callable[[str], None]


@pytest.fixture
def when(monkeypatch: pytest.MonkeyPatch) -> When:
    """Set the present of the command line."""

    def set_present(instant: str) -> None:
        for module in ("change", "undoing", "versions"):
            monkeypatch.setattr(f"feedgen.cli.{module}.utc_now", lambda: datetime.fromisoformat(instant))

    return set_present


@pytest.fixture
def file(schedules: Path) -> Path:
    copy = schedules / "for-all-mankind.toml"
    copy.write_bytes((resources.SCHEDULES / copy.name).read_bytes())
    return copy


def test_change_appends_and_touches_nothing_else(file: Path) -> None:
    before = file.read_text()
    file.chmod(0o640)
    result = run("change", "for-all-mankind", *MOVE, "--schedules", file.parent)
    assert (result.exit_code, result.stderr) == (0, "")
    keys = 'at = 2023-11-20T18:00:00Z\nepisodes = "3"\ndate = 2023-11-22\nnote = "Out two days early."'
    assert file.read_text() == f"{before}\n[[season.change]]\n{keys}\n"
    assert result.stdout == (
        "For All Mankind S4E3: Moved from Friday, November 24, 2023, 00:00 New York time; "
        "now Wednesday, November 22, 2023, 00:00 New York time\n"
        f"{file}: written\n"
    )
    assert file.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


def test_dry_run_shows_and_writes_nothing(file: Path) -> None:
    before = file.read_bytes()
    stdout = run("change", file, *MOVE, "--dry-run").stdout
    assert "now Wednesday" in stdout
    assert stdout.endswith(f"{file}: nothing was written\n")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["s4e03", "--cancel"], 'episodes = "3"\ncancelled = true'),
        (["S4E03-05", "--shift", "-2 days"], 'episodes = "3-5"\nshift = "-2 days"'),
        (["s4e10", "--to-be-announced"], 'episodes = "10"\nto_be_announced = true'),
        (["s4e03", "--title", 'A "Bear" Hug\\'], 'episodes = "3"\ntitle = "A \\"Bear\\" Hug\\\\"'),
        (["s4e03", "--runtime", "PT55M"], 'episodes = "3"\nruntime = "PT55M"'),
        (["s4e03", "--runtime", "55"], 'episodes = "3"\nruntime = "PT55M"'),
        (["s4e03", "--shift", "1week"], 'episodes = "3"\nshift = "1 week"'),
        (["s4e03", "--time", "21:00"], 'episodes = "3"\ntime = 21:00:00'),
        (["s4", "--release", "21:00", "Europe/London"], 'release = { time = 21:00:00, zone = "Europe/London" }'),
        (
            ["s4e11-12", "--add", "--date", "2024-01-19", "--every", "week"],
            'episodes = "11-12"\nadded = true\ndate = 2024-01-19\nevery = "week"',
        ),
        (["s4e03", "--url", "https://example.org/3"], 'episodes = "3"\nurl = "https://example.org/3"'),
        (["s4e03,e05-06", "--cancel"], 'episodes = "3, 5-6"\ncancelled = true'),
        (["4x03", "--cancel"], 'episodes = "3"\ncancelled = true'),
        (["4x03,4x04", "--cancel"], 'episodes = "3-4"\ncancelled = true'),
        (["s4", "--time", "20:00"], 'release = { time = 20:00:00, zone = "America/New_York" }'),
        (["s4", "--cancel"], 'episodes = "1-10"\ncancelled = true'),
        (["s4", "--title", "The Last"], 'title = "The Last"'),
        (["s4", "--open"], "open = true"),
        (["s4", "--service", "Apple TV"], 'service = "Apple TV"'),
        (["s4e03-04", "--service", "Apple TV"], 'episodes = "3-4"\nservice = "Apple TV"'),
        (["s4e03", "--time", "25:30"], 'episodes = "3"\ntime = "25:30"'),
        (
            ["s4e09-10", "--date", "2024-01-12", "--every", "week", "--except", "2024-01-19", "--except", "2024-01-26"],
            'episodes = "9-10"\ndate = 2024-01-12\nevery = "week"\nexcept = [2024-01-19, 2024-01-26]',
        ),
        (
            ["s4e09-10", "--date", "2024-01-12", "--at-once", "2", "--back-to-back"],
            'episodes = "9-10"\ndate = 2024-01-12\nat_once = 2\nback_to_back = true',
        ),
        (["s4", "--shift", "1 week", "--time", "20:00"], 'episodes = "1-10"\nshift = "1 week"\ntime = 20:00:00'),
    ],
)
def test_every_kind_of_change_can_be_written(arguments: list[str], keys: str, file: Path) -> None:
    result = run("change", file, *arguments, "--note", "why", "--at", "2023-10-20")
    assert (result.exit_code, result.stderr) == (0, "")
    expected = f'\n[[season.change]]\nat = 2023-10-20T23:59:59Z\n{keys}\nnote = "why"\n'
    assert file.read_text().endswith(expected)


def test_reinstating_follows_cancelling(file: Path) -> None:
    assert run("change", file, "s4e03", "--cancel", "--note", "why", "--at", "2023-10-20").exit_code == 0
    assert run("change", file, "s4e05", "--cancel", "--note", "why", "--at", "2023-10-21").exit_code == 0
    result = run("change", file, "s4", "--reinstate", "--note", "why", "--at", "2023-10-22")
    assert result.stdout.splitlines()[:2] == [
        "For All Mankind S4E3: Back in the plan",
        "For All Mankind S4E5: Back in the plan",
    ]


def test_change_of_the_show_stands_at_the_end(file: Path, when: When) -> None:
    before = file.read_text()
    when("2023-10-20T12:00Z")
    result = run("change", file, "--service", "Apple TV", "--color", "navy", "--note", "A new name.")
    assert (result.exit_code, result.stderr) == (0, "")
    block = '\n[[change]]\nat = 2023-10-20T12:00:00Z\nservice = "Apple TV"\ncolor = "navy"\nnote = "A new name."\n'
    assert file.read_text() == before + block
    assert run("change", file, "s4", "--title", "X", "--note", "x", "--at", "2023-10-19").exit_code == 0
    assert file.read_text().endswith(f'title = "X"\nnote = "x"\n{block}')
    when("2023-10-20T14:00Z")
    assert run("change", "--undo", file).exit_code == 0
    taken_back = 'service = "Apple TV+"\ncolor = "firebrick"\nnote = "Taken back: A new name."\n'
    assert file.read_text().endswith(f"{block}\n[[change]]\nat = 2023-10-20T14:00:00Z\n{taken_back}")
    assert run("change", "--undo", file).exit_code == 0
    assert file.read_text().endswith(block)


def test_season_that_was_open_is_closed_and_opened_again(file: Path, when: When) -> None:
    when("2023-10-20T12:00Z")
    assert run("change", file, "s4", "--open", "--note", "x").exit_code == 0
    when("2023-10-20T14:00Z")
    assert run("change", file, "s4", "--closed", "--note", "x").exit_code == 0
    assert "open = false" in file.read_text()
    when("2023-10-20T16:00Z")
    assert run("change", "--undo", file).exit_code == 0
    assert file.read_text().endswith('at = 2023-10-20T16:00:00Z\nopen = true\nnote = "Taken back: x"\n')


def test_every_key_of_a_change_can_be_written() -> None:
    keys = {field.alias or name for name, field in (ChangeKeys.model_fields | ShowChangeKeys.model_fields).items()}
    assert keys - {"at", "note", "episodes", "cancelled", "added"} <= {*OPTIONS}


def test_season_alone_means_what_is_still_to_come(file: Path) -> None:
    assert run("change", file, "s4", "--cancel", "--note", "x", "--at", "2023-12-10").exit_code == 0
    assert 'episodes = "6-10"\ncancelled = true' in file.read_text()


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["s4e03", "--date", "2023-11-24"], 1, "the plan is like that already: nothing would change"),
        (["s4e03", "--title", "The Bear Hug"], 1, "the plan is like that already: nothing would change"),
        (["s4e30", "--cancel"], 1, "season 4 has no episode 30, but 1-10; --add makes a new one"),
        (["s4e03", "--add"], 1, "season 4 has an episode 3 already; leave out --add to change it"),
        (["s5e01", "--cancel"], 1, "for-all-mankind has no season 5, but 4"),
        (["s4", "--release", "21:00", "Europe/London"], 1, "no episode of season 4 is still to come"),
        (["s4", "--time", "21:00"], 1, "no episode of season 4 is still to come"),
        (["s4", "--reinstate"], 1, "no episode of season 4 is cancelled"),
        (["s4e03", "--reinstate"], 1, "episode 3 is not cancelled"),
        (["s4e03", "--shift", "soon"], 2, """'--shift': 'soon' is not like "1 week" or "-2 days\""""),
        (["s4e03", "--title", " "], 2, "'--title': it is empty"),
        (["s4e03", "--runtime", "an hour"], 1, "--runtime must be a duration of up to a day"),
        (
            ["s4e03", "--release", "21:00", "EST"],
            1,
            '"EST" is the time of half a year only (for New York write "America/New_York": it is right in every',
        ),
        (["s4e03", "--cancel", "--at", "2199-01-01"], 1, "--at 2199-01-01 is in the future: it is "),
        (["s4e03", "--cancel", "--at", "2023-01-01"], 1, "is not after the latest announcement, 2023-10-12T16:00:00Z"),
        (["s4e03", "--cancel", "--at", "2023-10-12T16:00Z"], 1, "is not after the latest announcement"),
        (["s4e03"], 2, "say what changes: --date, --shift, --to-be-announced, --cancel, "),
        (["s4e03", "--cancel", "--at", "soon"], 2, "--at: 'soon' is neither a day nor an instant"),
        (["--cancel"], 2, "--cancel is not of the show: name EPISODES, s4e03, s4e03-05, s4e03,e06, 4x03 or s4"),
        (["s4e03", "--color", "blue"], 2, "--color is of the show: leave out EPISODES"),
        (["s4e03", "--open"], 2, "--open is of a season, such as s4"),
        (["s4", "--open", "--closed"], 2, "--open and --closed contradict each other"),
        (["s4", "--cancel", "--title", "X"], 2, "--title is of the season, and --cancel of its episodes: write two"),
        (["s4", "--expected", "2027"], 1, "season 4 has days already; --expected is for one without any"),
        (["--color", "blu"], 1, 'unknown colour "blu" (did you mean "blue"?)'),
        (["--title", "For All Mankind"], 1, "the plan is like that already: nothing would change"),
        (["--title", "X", "--at", "2023-10-12T16:00Z"], 1, "is not after the latest announcement"),
        (["episode 3", "--cancel"], 2, "'episode 3' is not like s4e03, s4e03-05, s4e03,e06, 4x03 or s4"),
        (["3", "--cancel"], 2, "'3' does not say of which season; did you mean s4e03?"),
        (["e5-07", "--cancel"], 2, "'e5-07' does not say of which season; did you mean s4e05-07?"),
        (
            ["s4e03", "--date", "04.12.2026"],
            2,
            "'04.12.2026' is not a day such as 2023-11-22; did you mean 2026-12-04?",
        ),
        (["s4e03", "--time", "8pm"], 2, "or 25:30 for the night after the day; did you mean 20:00?"),
        (["s4e03", "--shift", "1w"], 2, 'did you mean "1 week"?'),
        (["s4e03", "--shift", "-10d"], 2, 'did you mean "-10 days"?'),
        (["s4e03", "--shift", "1 year"], 2, 'is not like "1 week" or "-2 days": there are only days and weeks'),
        (
            ["s4e03", "--release", "20:00 America/New_York"],
            2,
            "'20:00 America/New_York' is one word: write it without quotes, 20:00 America/New_York",
        ),
        (["s4e03,s5e03", "--cancel"], 2, "a change is of one season"),
        (["s4e05-03", "--cancel"], 2, "'s4e05-03' counts backwards"),
        (["s4e03", "--release", "9pm", "UTC"], 2, "'9pm' is not an hour such as 21:00"),
        (["s4e03", "--time", "30:00"], 2, "'30:00' is not an hour such as 21:00"),
        (["s4e03", "--release", "21:00"], 2, "the time zone is missing: --release 21:00 America/New_York"),
        (["s4e03", "--title"], 2, "its value is missing before --note"),
        (["s4e03", "--date", "tomorrow"], 2, "'tomorrow' is not a day such as 2023-11-22"),
        (["s4e03", "--cancel", "--reinstate"], 2, "--cancel and --reinstate contradict each other"),
        (["s4e03", "--cancel", "--date", "2023-11-22"], 2, "--cancel and --date contradict each other"),
        (["s4e03", "--shift", "1 week", "--date", "2023-11-22"], 2, "--date and --shift contradict each other"),
        (["s4e03", "--time", "21:00", "--release", "21:00", "UTC"], 2, "--time and --release contradict each other"),
        (["s4e03-04", "--title", "Two"], 2, "--title is of one episode, such as s4e03, or a season"),
        (["s4e03", "--every", "week"], 2, "--every needs --date, the first day"),
        (["s4", "--add"], 2, "--add needs the numbers of the new episodes, such as s4e11-12"),
    ],
)
def test_refused_change_leaves_the_file_alone(arguments: list[str], status: int, message: str, file: Path) -> None:
    before = file.read_bytes()
    result = run("change", file, *arguments, "--note", "x")
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr
    assert str(file) not in result.stderr  # no line is told that is not in the file
    assert file.read_bytes() == before


def test_length_that_is_missing_is_told_as_an_option(schedules: Path) -> None:
    (schedules / "weekly.toml").write_text(WEEKLY.replace("[[season.run]]", f"{RELEASE}\n[[season.run]]"))
    options = ("--back-to-back", "--note", "x", "--at", "2024-01-20", "--schedules", schedules)
    result = run("change", "weekly", "s1e01-02", *options)
    assert (result.exit_code, result.stderr) == (1, 'the length of episode 1 is not known (--runtime "PT1H")\n')


RELEASE = 'release = { time = 21:00:00, zone = "America/New_York" }\n'


def test_reason_is_missing(file: Path) -> None:
    result = run("change", file, "s4e03", "--cancel")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        "Error: Missing option '--note': why, in words for subscribers",
    )


def test_hour_without_a_known_zone_needs_one(schedules: Path) -> None:
    (schedules / "weekly.toml").write_text(WEEKLY)
    for episodes in ("s1e04", "s1"):
        options = ("--time", "20:00", "--note", "x", "--at", "2024-01-20", "--schedules", schedules)
        result = run("change", "weekly", episodes, *options)
        assert (result.exit_code, result.stderr) == (
            1,
            "only days are known of season 1; name the zone, too: --release 21:00 America/New_York\n",
        )


@pytest.mark.parametrize(
    ("arguments", "doubt"),
    [
        (["s4e03-04", "--cancel"], "episodes 3-4 of season 4 came out before "),
        (["s4e03", "--date", "2023-11-25"], "episode 3 of season 4 came out before "),
        (
            ["s4e03", "--date", "2032-11-22", "--at", "2023-10-20"],
            "episode 3 of season 4 would move by more than a year.\n",
        ),
        (
            ["s4e03", "--date", "2023-10-14", "--at", "2023-10-20"],
            "episode 3 of season 4 would have come out before 2023-10-20 23:59 UTC.\n",
        ),
        (["s4e20-22", "--add"], "the numbers of season 4 would have a gap, without episodes 11-19.\n"),
    ],
)
def test_what_is_doubtful_needs_a_yes(arguments: list[str], doubt: str, file: Path) -> None:
    before = file.read_bytes()
    refused = run("change", file, *arguments, "--note", "x")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith(f"Careful: {doubt}")
    assert refused.stderr.endswith("Nothing was written; add --yes if that is meant.\n")
    assert file.read_bytes() == before
    assert run("change", file, *arguments, "--note", "x", "--yes").exit_code == 0
    assert file.read_bytes() != before


def test_words_and_what_no_calendar_shows_of_what_is_out_need_none(file: Path) -> None:
    assert run("change", file, "s4e03", "--title", "The Bear", "--note", "x").exit_code == 0
    assert run("change", file, "s4e11", "--add", "--note", "x").exit_code == 0


def test_whoever_sits_at_a_terminal_is_asked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedgen.cli.editing.is_terminal", lambda: True)
    before = file.read_bytes()
    arguments = ["change", str(file), "s4e03", "--cancel", "--note", "x"]
    declined = CliRunner().invoke(main, arguments, input="n\n")
    assert (declined.exit_code, file.read_bytes()) == (1, before)
    assert "Write it all the same? [y/N]" in declined.stderr
    assert CliRunner().invoke(main, arguments, input="y\n").exit_code == 0
    assert file.read_bytes() != before


def test_fresh_change_is_taken_out_again(file: Path) -> None:
    before = file.read_bytes()
    assert run("change", file, "s4e03", "--title", "The Bear", "--note", "x").exit_code == 0
    result = run("change", "--undo", file)
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        f"For All Mankind S4E3: Retitled from “The Bear”\n{file}: written\n",
        "Calendars that have asked since it was written may go on showing it.\n",
    )
    assert file.read_bytes() == before


def test_episode_that_a_fresh_change_added_is_named_when_it_is_taken_out(file: Path) -> None:
    assert run("change", file, "s4e11", "--add", "--date", "2024-01-19", "--note", "x").exit_code == 0
    lines = run("change", "--undo", file).stdout.splitlines()
    assert "For All Mankind S4E11 is no longer there" in lines
    assert "For All Mankind S4E10: episode 10 of 11 → of 10; nothing → Season finale" in lines


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["s4e03", "--date", "2023-11-22"], ['episodes = "3"\ndate = 2023-11-24']),
        (["s4e03", "--cancel"], ['episodes = "3"\ncancelled = false']),
        (["s4e03", "--to-be-announced"], ['episodes = "3"\ndate = 2023-11-24']),
        (["s4e11", "--add", "--date", "2024-01-19"], ['episodes = "11"\ncancelled = true']),
        (["s4e03", "--title", "The Bear"], ['episodes = "3"\ntitle = "The Bear Hug"']),
        (["s4e03", "--runtime", "PT55M"], ['episodes = "3"\nruntime = "PT1H"']),
        (
            ["s4e03-04", "--shift", "1 week"],
            ['episodes = "3"\ndate = 2023-11-24', 'episodes = "4"\ndate = 2023-12-01'],
        ),
        (
            ["s4e03-04", "--time", "21:00"],
            ['episodes = "3-4"\nrelease = { time = 00:00:00, zone = "America/New_York" }'],
        ),
        (["s4", "--time", "21:00"], ['release = { time = 00:00:00, zone = "America/New_York" }']),
    ],
)
def test_older_change_gets_its_opposite(arguments: list[str], keys: list[str], file: Path, when: When) -> None:
    when("2023-11-01T12:00Z")
    assert run("change", file, *arguments, "--note", "why").exit_code == 0
    changed = file.read_text()
    when("2023-11-01T13:00Z")
    result = run("change", "--undo", "for-all-mankind", "--schedules", file.parent)
    assert (result.exit_code, result.stderr) == (0, "")
    blocks = (f'\n[[season.change]]\nat = 2023-11-01T13:00:00Z\n{of}\nnote = "Taken back: why"\n' for of in keys)
    assert file.read_text() == changed + "".join(blocks)


def test_opposite_of_a_reinstatement_cancels(file: Path, when: When) -> None:
    for hour, option in ((12, "--cancel"), (13, "--reinstate")):
        when(f"2023-11-01T{hour}:00Z")
        assert run("change", file, "s4e03", option, "--note", "why").exit_code == 0
    when("2023-11-01T14:00Z")
    assert run("change", "--undo", file, "--note", "It does not come after all.").exit_code == 0
    assert file.read_text().endswith('episodes = "3"\ncancelled = true\nnote = "It does not come after all."\n')


@pytest.mark.parametrize(
    ("first", "second", "keys"),
    [
        (["s4", "--open"], [], "open = false"),
        (["s4", "--title", "One"], ["s4", "--title", "Two"], 'title = "One"'),
        (["s4", "--service", "One"], ["s4", "--service", "Two"], 'service = "One"'),
        (["s4e05", "--to-be-announced"], [], 'episodes = "5"\ndate = 2023-12-08'),
        (
            ["s4e05", "--to-be-announced"],
            ["s4e05", "--date", "2023-12-15"],
            'episodes = "5"\nto_be_announced = true',
        ),
        (["s4e05", "--to-be-announced"], ["s4e05", "--cancel"], 'episodes = "5"\ncancelled = false'),
        (["s4e11", "--add", "--date", "2024-01-19"], [], 'episodes = "11"\ncancelled = true'),
        (["s4e05", "--runtime", "PT50M"], [], 'episodes = "5"\nruntime = "PT1H"'),
    ],
)
def test_older_change_of_any_kind_gets_its_opposite(
    first: list[str], second: list[str], keys: str, file: Path, when: When
) -> None:
    for hour, arguments in ((12, first), (13, second)):
        when(f"2023-11-01T{hour}:00Z")
        if arguments:
            assert run("change", file, *arguments, "--note", "why", "--yes").exit_code == 0
    when("2023-11-01T15:00Z")
    result = run("change", "--undo", file, "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert file.read_text().endswith(f'at = 2023-11-01T15:00:00Z\n{keys}\nnote = "Taken back: why"\n')


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["s4", "--title", "A Name"], "the season had no title before it"),
        (["s4e05", "--url", "https://example.org/5"], "episode 5 had no url before it"),
    ],
)
def test_what_was_not_there_before_cannot_be_taken_away(
    arguments: list[str], message: str, file: Path, when: When
) -> None:
    when("2023-11-01T12:00Z")
    assert run("change", file, *arguments, "--note", "why").exit_code == 0
    when("2023-11-01T14:00Z")
    result = run("change", "--undo", file)
    assert result.exit_code == 1
    assert message in result.stderr


def test_what_has_no_opposite_is_told(file: Path, when: When) -> None:
    when("2023-11-01T12:00Z")
    assert run("change", file, "s4e03", "--description", "A bear.", "--note", "why").exit_code == 0
    when("2023-11-01T14:00Z")
    result = run("change", "--undo", file)
    assert (result.exit_code, result.stderr) == (
        1,
        "the newest change has no opposite: episode 3 had no description before it, and none can be taken away. "
        "Add the change that you want instead.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ([], 1, "for-all-mankind has no change that could be taken back"),
        (["s4e03"], 2, "--undo takes back the newest change; leave out s4e03"),
        (["--cancel"], 2, "--undo takes back the newest change; leave out --cancel"),
    ],
)
def test_undo_that_cannot_be_is_told(arguments: list[str], status: int, message: str, file: Path) -> None:
    result = run("change", "--undo", file, *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr


def test_schedule_of_an_installed_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "installed", lambda: True)
    bundled = resources.SCHEDULES / "for-all-mankind.toml"
    before = bundled.read_bytes()
    result = run("change", "for-all-mankind", *MOVE)
    assert (result.exit_code, result.stdout, bundled.read_bytes()) == (1, "", before)
    assert result.stderr.startswith(f"{bundled}: this schedule comes with feedgen, and the next version would replace ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["change", "FILE", *MOVE], ["log", "FILE"], ["diff", "FILE", "FILE"], ["check", "FILE", "--against", "FILE"]],
)
def test_file_that_cannot_be_read_is_one_line(
    arguments: list[str], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = run(*[str(file) if word == "FILE" else word for word in arguments])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Permission denied" in result.stderr


def test_folder_that_cannot_be_written_is_one_line(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system", str(file))

    monkeypatch.setattr("feedgen.files.Edit.replace", refuse)
    result = run("change", file, *MOVE)
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "",
        f"{file}: cannot be written: Read-only file system\n",
    )


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the children run the command and end
def test_changes_of_many_at_once_are_all_in_the_file(file: Path) -> None:
    assert run("check", file).exit_code == 0  # so that the children have all modules
    fork = multiprocessing.get_context("fork")
    notes = [f"Note {number}" for number in range(20)]
    commands = [["change", str(file), "s4e03", "--title", f"Title of {note}", "--note", note, "-q"] for note in notes]
    running = [fork.Process(target=main, args=(command,)) for command in commands]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * 20
    season = parse(file.read_text()).seasons[0]
    assert {change.note for change in season.changes} == set(notes)
    assert len({change.at for change in season.changes}) == 20
    assert list(file.parent.iterdir()) == [file]


def test_changes_in_quick_succession_are_of_different_instants(file: Path) -> None:
    for title in ("One", "Two", "Three"):
        assert run("change", file, "s4e03", "--title", title, "--note", "why").exit_code == 0
    instants = [change.at for change in parse(file.read_text()).seasons[0].changes]
    assert len(set(instants)) == 3
    assert instants == sorted(instants)


def test_unknown_show_gives_a_near_one(file: Path) -> None:
    result = run("log", "for-all-mankin", "--schedules", file.parent)
    assert result.exit_code == 1
    assert result.stderr.endswith('for-all-mankin.toml: no such schedule; did you mean "for-all-mankind"?\n')


def test_change_goes_to_its_season_and_keeps_line_ends_and_comments() -> None:
    second = WEEKLY[WEEKLY.index("[[season]]") :].replace("number = 1", "number = 2").replace("2024-02", "2025-02")
    text = f"{WEEKLY}# the end of the first\n\n# about the second\n{second}".replace("\n", "\r\n")
    block = '\r\n[[season.change]]\r\nnote = "why"\r\n'
    assert with_change(text, 1, {"note": "why"}) == text.replace("of the first\r\n", f"of the first\r\n{block}")
    assert with_change(text, 2, {"note": "why"}) == f"{text}{block}"


def test_change_is_taken_out_from_between_seasons_and_comments() -> None:
    second = WEEKLY[WEEKLY.index("[[season]]") :].replace("number = 1", "number = 2").replace("2024-02", "2025-02")
    text = f"{WEEKLY}# the end of the first\n\n# about the second\n{second}".replace("\n", "\r\n")
    keys: dict[str, Value] = {
        "at": datetime(2024, 1, 2, tzinfo=UTC),
        "release": {"time": time(21), "zone": "UTC"},
        "note": "[[why]]",
    }
    changed = with_change(with_change(text, 2, {"note": "other"}), 1, keys)
    assert without_change(changed, 1, 0) == with_change(text, 2, {"note": "other"})
    assert without_change(without_change(changed, 2, 0), 1, 0) == text
    sub_table = f'{WEEKLY}\n[[season.change]]\nnote = "x"\n[season.change.release]\nzone = "UTC"\n'
    assert without_change(sub_table, 1, 0) == WEEKLY
    with pytest.raises(FeedgenError, match=r"not written as tables in \[\[ ]]"):
        without_change('[[season]]\nnumber = 1\nchange = [{ note = "x" }]\n', 1, 0)


def test_last_line_without_an_end_gets_one() -> None:
    assert with_change(WEEKLY.rstrip("\n"), 1, {"note": "why"}) == f'{WEEKLY}\n[[season.change]]\nnote = "why"\n'


def test_seasons_in_brackets_are_refused() -> None:
    with pytest.raises(FeedgenError, match=r"not written as \[\[season]]"):
        with_change("season = [{ number = 1 }]\n", 1, {"note": "why"})


def test_byte_order_mark_survives(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert run("change", file, *MOVE).exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbftitle")


def test_log_tells_changes_of_the_show(file: Path) -> None:
    with file.open("a") as text:
        text.write('[[change]]\nat = 2025-10-13T16:00:00Z\nnote = "A new name."\nservice = "Apple TV"\n')
    assert run("log", "for-all-mankind", "--schedules", file.parent).stdout.splitlines()[-2:] == [
        "2025-10-13 16:00 UTC  A new name.",
        "    Now on Apple TV, before on Apple TV+",
    ]


def test_log_tells_the_history_as_people_read_it(file: Path) -> None:
    run("change", file, *MOVE)
    run("change", file, "s4e10", "--title", "Perestroika!", "--note", "A typo.", "--at", "2023-12-01")
    assert run("log", "for-all-mankind", "--schedules", file.parent).stdout.splitlines() == [
        "2023-10-12 16:00 UTC  For All Mankind, season 4, announced on Apple TV+: 10 episodes, "
        "Friday, November 10, 2023 to Friday, January 12, 2024",
        "2023-11-20 18:00 UTC  Out two days early.",
        "    For All Mankind S4E3: Moved from Friday, November 24, 2023, 00:00 New York time; "
        "now Wednesday, November 22, 2023, 00:00 New York time",
        "2023-12-01 23:59 UTC  A typo.",
        "    For All Mankind S4E10: Retitled from “Perestroika”",
    ]


def test_several_days_become_one_only_on_request(file: Path) -> None:
    before = file.read_text()
    move: list[str | Path] = ["change", file, "s4e03-05", "--date", "2023-11-22", "--note", "x", "--at", "2023-11-15"]
    asked = run(*move)
    assert (asked.exit_code, file.read_text()) == (1, before)
    assert asked.stderr == (
        "Careful: episodes 3-5 of season 4 had 3 days, and would all come on one; "
        "--every spreads them, and --shift moves each.\nNothing was written; add --yes if that is meant.\n"
    )
    assert run(*move, "--every", "week", "--dry-run").exit_code == 0
    assert run(*move, "--every", "week").exit_code == 0


def test_season_without_episodes_says_how_to_add_some(tmp_path: Path) -> None:
    file = tmp_path / "show.toml"
    file.write_text(schedule(season("", expected="2027")))
    note = ("--date", "2027-01-01", "--note", "x")
    assert run("change", file, "s1e01-08", *note).stderr == ("season 1 has no episode 1; add --add, which makes them\n")
    assert run("change", file, "s1", *note).stderr == (
        "no episode of season 1 is known yet; name the new ones, such as s1e01-08, and add --add\n"
    )


def test_film_needs_no_episodes(tmp_path: Path) -> None:
    file = tmp_path / "show.toml"
    file.write_text(schedule(season(run_of("1", every=None)), kind="film"))
    assert run("change", file, "--date", "2099-12-04", "--note", "x", "--yes").exit_code == 0
    assert run("change", file, "--title", "Y", "--note", "Its name.").exit_code == 0
    assert file.read_text().count("[[season.change]]\n") == file.read_text().count("\n[[change]]\n") == 1


def test_log_tells_changes_of_the_show_between_those_of_its_seasons(file: Path) -> None:
    run("change", file, "s4e10", "--title", "Perestroika!", "--note", "A typo.", "--at", "2023-12-01")
    run("change", file, "--service", "Apple TV", "--note", "A new name.", "--at", "2023-11-01T00:00Z")
    assert run("log", file).stdout.splitlines()[1:] == [
        "2023-11-01 00:00 UTC  A new name.",
        "    Now on Apple TV, before on Apple TV+",
        "2023-12-01 23:59 UTC  A typo.",
        "    For All Mankind S4E10: Retitled from “Perestroika”",
    ]


def test_feed_as_of_a_day_is_what_was_known_at_its_end(file: Path) -> None:
    announced = run("feed", "for-all-mankind-s4", "--schedules", file.parent, "--base-url", SITE.base).stdout_bytes
    run("change", file, *MOVE)

    def feed(as_of: str) -> Result:
        options = ("--schedules", file.parent, "--base-url", SITE.base, "--as-of", as_of)
        return run("feed", "for-all-mankind-s4", *options)

    assert feed("2023-11-19").stdout_bytes == announced
    assert feed("2023-11-20T17:59:59Z").stdout_bytes == announced
    assert feed("2023-11-20").stdout_bytes != announced
    assert feed("2023-11-20T19:00:00+01:00").stdout_bytes == feed("2023-11-20").stdout_bytes
    before = feed("2023-10-11")
    assert (before.exit_code, before.stderr) == (1, "for-all-mankind-s4 was not announced yet at 2023-10-11\n")
    assert "neither a day nor an instant" in feed("yesterday").stderr


def test_diff_tells_each_difference_and_warns_of_what_breaks(file: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.toml"
    old.write_bytes(file.read_bytes())
    assert run("diff", old, file).stdout == "Subscribers see no change.\n"
    assert run("diff", old, file, "--quiet").exit_code == 0
    text = file.read_text().replace("2023-11-10", "2023-11-17").replace('"1-10"', '"1-9"').replace("Brazil", "Brasil")
    file.write_text(text.replace('    { number = 10, title = "Perestroika" },\n', ""))
    lines = run("diff", old, file).stdout.splitlines()
    quiet = run("diff", old, file, "--quiet")
    assert (quiet.exit_code, quiet.output) == (3, "")
    assert lines[0].startswith("For All Mankind S4E1: Moved from Friday, November 10, 2023, 00:00 New York time; now ")
    assert lines[1].startswith("MISTAKE For All Mankind S4E1: start, end or status differ, and SEQUENCE stays 0")
    assert lines[2].startswith("MISTAKE For All Mankind S4E1: it says something else, and LAST-MODIFIED stays")
    assert "Retitled from “Brazil”" in lines[-4]
    assert lines[-1].startswith("MISTAKE For All Mankind S4E10 vanishes")
    assert run("diff", file, old).stdout.splitlines()[-1].startswith("For All Mankind S4E10 is new: Friday, January 12")


def test_other_words_for_the_show_without_a_change_are_a_mistake(file: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.toml"
    old.write_bytes(file.read_bytes())
    file.write_text(file.read_text().replace('"Apple TV+"', '"Apple TV"'))
    told, mistake = run("diff", old, file).stdout.splitlines()[:2]
    assert told == "For All Mankind S4E1: on Apple TV+ → on Apple TV"
    assert mistake.startswith("MISTAKE For All Mankind S4E1: it says something else, and LAST-MODIFIED stays")
    with old.open("a") as text:
        text.write('[[change]]\nat = 2025-10-13T16:00:00Z\nnote = "A new name."\nservice = "Apple TV"\n')
    file.write_text(file.read_text().replace('"Apple TV"', '"Apple TV+"'))
    assert run("diff", file, old).stdout.splitlines()[0] == told
    assert "MISTAKE" not in run("diff", file, old).stdout


def test_check_against_is_a_gate(file: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / file.name).write_bytes(file.read_bytes())
    assert run("check", file, "--against", old).exit_code == 0
    run("change", file, *MOVE)
    assert run("check", file.parent, "--against", old).exit_code == 0
    # What is undone was published, and must not be taken back.
    result = run("check", old, "--against", file.parent)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "SEQUENCE falls from 1 to 0" in result.stderr
    assert result.stderr.endswith("2 mistakes that subscribers must never see\n")
    (file.parent / "other.toml").write_text(WEEKLY)
    assert "other.toml: the show vanishes, with all its episodes" in run("check", old, "--against", file.parent).stderr
    assert "no such file or folder" in run("check", file, "--against", tmp_path / "missing").stderr


def test_older_version_may_come_from_git(file: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        subprocess.run([need("git"), "-C", str(file.parent), *who, *arguments], check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "announced")
    run("change", file, *MOVE)
    assert run("diff", "HEAD", file).stdout.count("\n") == 1
    assert run("check", file, "--against", "HEAD").exit_code == 0
    file.write_text(file.read_text().replace("2023-11-10", "2023-11-17"))
    assert "SEQUENCE stays 0" in run("check", file, "--against", "HEAD").stderr
    (file.parent / "new.toml").write_text(WEEKLY)
    assert "Weekly S1E1 is new" in run("diff", "HEAD", file.parent / "new.toml").stdout
    file.rename(file.with_name("renamed.toml"))
    gone = run("check", file.parent, "--against", "HEAD").stderr
    assert "for-all-mankind.toml: the show vanishes, with all its episodes" in gone
    file.with_name("renamed.toml").rename(file)
    unknown = run("diff", "no-such-branch", file)
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "no-such-branch: no such file or folder, and no revision that git knows" in unknown.stderr


def test_written_change_reads_back(file: Path) -> None:
    run("change", file, *MOVE)
    show = parse(file.read_text(), "for-all-mankind")
    assert b"DTSTART;VALUE=DATE:20231122" in written(show, "for-all-mankind-s4e03")
