"""Completion in the shell, as bash asks for it."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete
from support import WEEKLY, need

from feedgen import resources
from feedgen.cli.main import main


def completed(line: str) -> list[str]:
    """Return what the last word of a line may become, as click tells bash."""
    *arguments, incomplete = line.split(" ")
    bash = BashComplete(main, {}, "feedgen", "_FEEDGEN_COMPLETE")
    return [bash.format_completion(item) for item in bash.get_completions(arguments, incomplete)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ch", ["plain,change", "plain,check"]),
        ("log w", ["plain,weekly"]),
        ("change we", ["plain,weekly"]),
        ("log ./w", ["file,./w"]),
        ("feed ", ["plain,for-all-mankind", "plain,weekly", "plain,all"]),
        ("feed weekly-s1-p", ["plain,weekly-s1-premiere"]),
        ("change weekly s1e01 --rei", ["plain,--reinstate"]),
    ],
)
def test_commands_shows_feeds_and_options_are_completed(
    line: str, words: list[str], schedules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEEDGEN_SCHEDULES", str(schedules))
    (schedules / "weekly.toml").write_text(WEEKLY)
    (schedules / ".hidden.toml").touch()
    (schedules / "for-all-mankind.toml").symlink_to(resources.SCHEDULES / "for-all-mankind.toml")
    assert completed(line) == words


def test_line_of_the_documents_is_understood_by_bash() -> None:
    feedgen = Path(sys.executable).with_name("feedgen")
    line = 'eval "$(_FEEDGEN_COMPLETE=bash_source feedgen)"; complete -p feedgen'
    command = [need("bash"), "-c", f'feedgen() {{ {shlex.quote(str(feedgen))} "$@"; }}; {line}']
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "complete -o nosort -F _feedgen_completion feedgen\n"
