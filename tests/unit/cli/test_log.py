"""`feedgen log`: what each kind of change is told as."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from schedules import change, run, schedule, season

from feedgen.cli.main import main

SIX = run("1-6")


def told(folder: Path, *tables: str) -> list[str]:
    """Return what is printed below the newest change."""
    file = folder / "weekly.toml"
    file.write_text(schedule(season(*tables)))
    result = CliRunner().invoke(main, ["log", str(file)], catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.split(" UTC  ")[-1].splitlines()[1:]


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ([change("2-4", shift="1 week")], ["    Weekly S1E2 to Weekly S1E4: 7 days later"]),
        ([change("2-4", shift="-1 day")], ["    Weekly S1E2 to Weekly S1E4: 1 day earlier"]),
        ([change("1, 3, 5", shift="2 days")], ["    Weekly S1E1, Weekly S1E3, and Weekly S1E5: 2 days later"]),
        ([change("2", cancelled=True)], ["    Weekly S1E2: Cancelled"]),
        (
            [change("2", cancelled=True), change("2", "2024-01-11T00:00:00Z", cancelled=False)],
            ["    Weekly S1E2: Back in the plan"],
        ),
        ([change("2", to_be_announced=True)], ["    Weekly S1E2: Postponed"]),
        ([change(None, open=True)], ["    More episodes will come"]),
        (
            [change(None, open=True), change(None, "2024-01-11T00:00:00Z", open=False)],
            ["    No more episodes come"],
        ),
        ([change(None, title="The Long Way")], ["    Its title is “The Long Way”"]),
    ],
)
def test_change_is_told_once_and_in_words(schedules: Path, changes: list[str], lines: list[str]) -> None:
    assert told(schedules, SIX, *changes) == lines


def test_expected_time_is_told(schedules: Path) -> None:
    file = schedules / "weekly.toml"
    text = season(run("1-3", first=None, every=None), change(None, expected="2027-Q3"), expected="2027")
    file.write_text(schedule(text))
    result = CliRunner().invoke(main, ["log", str(file)], catch_exceptions=False)
    assert (result.exit_code, result.stdout.splitlines()[-1].strip()[:8]) == (0, "Expected")
