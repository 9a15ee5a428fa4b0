"""`feedgen init`: what it writes, and what it leaves alone."""

from pathlib import Path

from click.testing import CliRunner, Result

from feedgen import __version__
from feedgen.cli.main import main


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


STARTER = {
    ".github/workflows/check.yml",
    ".github/workflows/publish.yml",
    ".gitignore",
    "README.md",
    "requirements.txt",
    "schedules/for-all-mankind.toml",
}


def test_folder_has_a_schedule_that_is_sound_and_workflows(tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    result = run("init", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1] == f"Read {folder}/README.md: it says how to go on."
    assert files(folder) == STARTER
    assert (folder / "requirements.txt").read_text() == f"feedgen-calendar~={__version__.rpartition('.')[0]}\n"
    assert run("check", folder / "schedules").exit_code == 0


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    result = run("init", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{tmp_path}/README.md: already there, and not written over; nothing was written\n"
    assert files(tmp_path) == {"README.md"}


def test_schedules_that_are_there_need_no_example(tmp_path: Path) -> None:
    (tmp_path / "schedules").mkdir()
    (tmp_path / "schedules" / "mine.toml").write_text("mine")
    assert run("init", tmp_path).exit_code == 0
    assert files(tmp_path) == STARTER - {"schedules/for-all-mankind.toml"} | {"schedules/mine.toml"}


def test_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / ".github").write_text("a file")
    result = run("init", tmp_path)
    assert result.exit_code == 1
    assert ".github" in result.stderr.splitlines()[-1]
    assert "cannot be written" in result.stderr
