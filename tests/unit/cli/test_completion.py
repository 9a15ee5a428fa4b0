"""Completion in the shell, as bash asks for it."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from support import WEEKLY, need

from feedgen import resources


def completed(line: str, folder: Path) -> list[str]:
    """Return what the last word of a line may become, as click tells bash."""
    words = f"feedgen {line}"
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" ")), "_FEEDGEN_COMPLETE": "bash_complete"}
    command = [sys.executable, "-c", "from feedgen.cli.main import main; main(prog_name='feedgen')"]
    environment = {**os.environ, **asked, "FEEDGEN_SCHEDULES": str(folder)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()


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
def test_commands_shows_feeds_and_options_are_completed(line: str, words: list[str], schedules: Path) -> None:
    (schedules / "weekly.toml").write_text(WEEKLY)
    (schedules / ".hidden.toml").touch()
    (schedules / "for-all-mankind.toml").symlink_to(resources.SCHEDULES / "for-all-mankind.toml")
    assert completed(line, schedules) == words


def test_line_of_the_documents_is_understood_by_bash() -> None:
    feedgen = Path(sys.executable).with_name("feedgen")
    line = 'eval "$(_FEEDGEN_COMPLETE=bash_source feedgen)"; complete -p feedgen'
    command = [need("bash"), "-c", f'feedgen() {{ {shlex.quote(str(feedgen))} "$@"; }}; {line}']
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "complete -o nosort -F _feedgen_completion feedgen\n"
