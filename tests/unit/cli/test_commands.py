import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import SITE, WEEKLY, commands, written

from feedgen import __version__, resources
from feedgen.cli.main import COMMANDS, main
from feedgen.plan.show import Show


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_check_prints_every_day_of_every_season() -> None:
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "for-all-mankind: For All Mankind, on Apple TV+"
    assert lines[2] == "  Season 4, announced 2023-10-12, 10 episodes"
    assert lines[3] == "     1  Fri 2023-11-10  2023-11-10 05:00 UTC  Glasnost  (season premiere)"
    assert lines[12] == "    10  Fri 2024-01-12  2024-01-12 05:00 UTC  Perestroika  (season finale)"


def test_check_tells_all_problems_of_all_files_and_fails(schedules: Path) -> None:
    (schedules / "one.toml").write_text(WEEKLY.replace("title", "titel", 1))
    (schedules / "two.toml").write_text(WEEKLY.replace('"week"', '"weak"'))
    (schedules / "three.toml").write_text(WEEKLY)
    result = run("check", schedules)
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert [line.removeprefix(f"{schedules}/").partition(" ")[0] for line in lines[:3]] == [
        "one.toml:1:",
        "one.toml:1:",
        "two.toml:11:",
    ]
    assert lines[3] == "3 problems; 1 show in order"


def test_check_takes_files_and_folders_and_finds_a_slug_twice(schedules: Path, tmp_path: Path) -> None:
    (schedules / "show.toml").write_text(WEEKLY)
    (schedules / ".show.toml").write_text("an editor's lock")
    other = tmp_path / "show.toml"
    other.write_text(WEEKLY)
    assert run("check", schedules, schedules).exit_code == 0
    result = run("check", schedules, other)
    assert result.exit_code == 1
    assert f'{other}: the slug "show" is there twice (it is the same as that of {schedules}/show.toml;' in result.stderr


@pytest.mark.parametrize("name", ["for-all-mankind-s4", "for-all-mankind-s4.ics", "all"])
def test_feed_prints_the_bytes_that_are_served(name: str, bundled: Show) -> None:
    result = run("feed", name, "--base-url", SITE.base)
    assert result.exit_code == 0
    assert result.stdout_bytes == written(bundled, name.removesuffix(".ics"))


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["feed", "for-all-mankind-s5"], 1, "no feed is called 'for-all-mankind-s5'; did you mean for-all-mankind-s4"),
        (["feed", "all", "--base-url", "nowhere"], 1, "the base address is like https://calendar.example.org/tv"),
        (["feed", "all", "--schedules", "/missing"], 1, "/missing: no such file or folder"),
        (["check", "/missing.toml"], 1, "/missing.toml: no such file or folder"),
        (["serve", "--schedules", "/missing"], 1, "/missing: no such file or folder"),
        (["serve", "--base-url", "nowhere"], 1, "the base address is like"),
        (["serve", "--port", "0"], 2, "Invalid value for '--port'"),
        (["serve", "--host", "no such host"], 1, "cannot listen at no such host:8000"),
        (["chekc"], 2, "No such command 'chekc'"),
        (["feed"], 2, "Missing argument 'NAME'"),
    ],
)
def test_mistake_is_a_message_and_never_a_traceback(arguments: list[str], status: int, message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr


def test_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"cannot listen at 127.0.0.1:{port}: Address already in use; choose another --port" in result.stderr


def test_schema_is_json() -> None:
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["required"] == ["title", "service", "season"]


def test_version() -> None:
    assert run("--version").stdout == f"feedgen, version {__version__}\n"


def test_module_runs_as_a_program() -> None:
    command = [sys.executable, "-m", "feedgen", "check", str(resources.SCHEDULES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    usage = subprocess.run([*command[:3], "chekc"], capture_output=True, text=True, check=False)
    assert usage.stderr.startswith("Usage: python -m feedgen")


def test_checking_does_not_load_the_web_framework() -> None:
    code = "import sys, feedgen.cli.main; print(*sorted({'flask', 'granian'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_help_says_of_each_command_what_the_command_says() -> None:
    first = {name: " ".join((command.help or "").split("\n\n")[0].split()) for name, command in commands().items()}
    assert first == COMMANDS
