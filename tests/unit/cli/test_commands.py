import io
import json
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from schedules import change, in_zone, schedule, season
from schedules import run as run_of
from support import ROOT, SITE, WEEKLY, commands, need, written

from feedgen import __version__, resources
from feedgen.cli.common import progress
from feedgen.cli.main import COMMANDS, main
from feedgen.feeds.options import OPTIONS, Option
from feedgen.plan.show import Show


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_check_prints_every_day_of_every_season() -> None:
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "for-all-mankind: For All Mankind, on Apple TV+"
    assert lines[2] == "  Season 4, announced 2023-10-12, 10 episodes, on the clock of America/New_York"
    assert lines[3] == "      1  Fri 2023-11-10  00:00  Glasnost (season premiere)"
    assert lines[12] == "     10  Fri 2024-01-12  00:00  Perestroika (season finale)"


def test_check_prints_what_has_no_day_yet(tmp_path: Path) -> None:
    file = tmp_path / "show.toml"
    third = '[[season]]\nnumber = 2\nannounced = 2024-03-01\nexpected = "2026-Q3"\n'
    file.write_text(
        WEEKLY + f'[[season.run]]\nepisodes = "5-6"\n[[season.episode]]\nnumber = 6\ntitle = "End"\n{third}'
    )
    assert run("check", file).stdout.splitlines()[2:] == [
        "  Season 1, announced 2024-01-01, 6 episodes, 2 of them without a day",
        "      1  Fri 2024-02-02  (season premiere)",
        "      2  Fri 2024-02-09",
        "      3  Fri 2024-02-16",
        "      4  Fri 2024-02-23",
        "      5  no day yet",
        "      6  no day yet  End",
        "",
        "  Season 2, announced 2024-03-01, 0 episodes",
        "     Expected Q3 2026",
        "",
    ]


def test_check_prints_what_was_announced(tmp_path: Path) -> None:
    late = season(
        run_of("1-2", title="Part 1"),
        run_of("3", first=None, every=None, title="Part 2"),
        change("2", to_be_announced=True),
        release=in_zone("25:30", "Asia/Tokyo"),
        service="Netflix",
        open=True,
    )
    (tmp_path / "show.toml").write_text(schedule(late))
    assert run("check", tmp_path).stdout.splitlines() == [
        "show: Weekly, on A Service",
        "",
        "  Season 1, on Netflix, announced 2024-01-01, 3 episodes so far, 1 of them without a day, "
        "on the clock of Asia/Tokyo",
        "      1  Fri 2024-02-02  25:30 (Sat 01:30)  [Part 1] (season premiere)",
        "      2  Fri 2024-02-09  25:30 (Sat 01:30)  [Part 1] (postponed) (mid-season finale)",
        "      3  no day yet  [Part 2]",
        "",
    ]


def test_check_tells_all_problems_of_all_files_and_fails(schedules: Path) -> None:
    (schedules / "one.toml").write_text(WEEKLY.replace("title", "titel", 1))
    (schedules / "two.toml").write_text(WEEKLY.replace('"week"', '"weak"'))
    (schedules / "three.toml").write_text(WEEKLY)
    result = run("check", schedules)
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert [line.removeprefix(f"{schedules}/").partition(" ")[0] for line in lines[:2]] == [
        "one.toml:1:",
        "two.toml:11:",
    ]
    assert lines[2] == "2 problems; 1 show in order"


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


def test_check_names_files_that_are_passed_over(schedules: Path) -> None:
    (schedules / "Andor.TOML").write_text(WEEKLY)
    (schedules / ".hidden").mkdir()
    for name in ("show.toml", "old/a.toml", "old/more/b.Toml", ".hidden/c.toml", "old/notes.txt", ".d.TOML"):
        (schedules / name).parent.mkdir(parents=True, exist_ok=True)
        (schedules / name).write_text(WEEKLY)
    result = run("check", schedules)
    assert (result.exit_code, result.stderr.splitlines()) == (
        0,
        [
            f"{schedules}/Andor.TOML: ignored; rename it to andor.toml",
            f"{schedules}/old: ignored, with a.toml; schedules are read from {schedules} itself",
            f"{schedules}/old/more: ignored, with b.Toml; schedules are read from {schedules} itself",
        ],
    )
    (schedules / "show.toml").unlink()
    assert run("check", schedules).stderr.splitlines()[0].endswith("rename it to andor.toml")


@pytest.mark.parametrize(
    ("options", "path", "query"),
    [
        ([], "for-all-mankind-s4.ics", {}),
        (["--tz", "Europe/London"], "for-all-mankind-s4.ics", {"tz": "Europe/London"}),
        (["--tz", "Asia/Tokyo", "--days"], "days/Asia/Tokyo/for-all-mankind-s4.ics", {}),
        (["--tz", "UTC", "--at", "20:00", "--lang", "de"], "UTC/for-all-mankind-s4.ics", {"at": "20:00", "lang": "de"}),
        (["--format", "json"], "for-all-mankind-s4.json", {}),
        (["--format", "atom", "--lang", "fr"], "for-all-mankind-s4.atom", {"lang": "fr"}),
        (["--format", "jcal", "--tz", "Europe/London"], "Europe/London/for-all-mankind-s4.jcal.json", {}),
    ],
)
def test_feed_prints_what_subscribers_with_options_get(
    options: list[str], path: str, query: dict[str, str], client: FlaskClient
) -> None:
    served = client.get(f"/feeds/{path}", query_string=query)
    assert served.status_code == 200
    assert run("feed", "for-all-mankind-s4", *options, "--base-url", "http://localhost").stdout_bytes == served.data


@pytest.mark.parametrize("option", [option for option in OPTIONS if option.field], ids=lambda option: option.name)
def test_feed_takes_every_option_that_changes_a_feed(option: Option) -> None:
    param = next(param for param in commands()["feed"].params if param.name == option.name)
    assert isinstance(param, click.Option)
    zone = [] if option.name == "tz" else ["--tz", "UTC"]
    result = run("feed", "for-all-mankind-s4", *zone, param.opts[0], *([] if param.is_flag else [option.example]))
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--tz", "Germany"], "unknown time zone 'Germany', did you mean \"Europe/Berlin\"?"),
        (["--at", "20:00"], "--at needs a time zone: add --tz America/New_York or the like"),
        (["--at", "9pm", "--tz", "UTC"], "--at is an hour such as 20:00, not '9pm'"),
        (["--at", "20:00", "--days", "--tz", "UTC"], "--at and --days exclude each other"),
        (["--format", "json", "--tz", "UTC"], "--tz is of calendars, not of .json files"),
        (["--lang", "xx"], "unknown language 'xx', there are ar, de, en, es, fr, ja, pt"),
    ],
)
def test_feed_tells_mistakes_in_its_own_options(options: list[str], message: str) -> None:
    result = run("feed", "for-all-mankind-s4", *options)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"{message}\n")


def test_feed_has_one_format() -> None:
    result = run("feed", "for-all-mankind.atom", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "for-all-mankind.atom and --format contradict each other\n")
    assert run("feed", "for-all-mankind.atom").stdout.startswith("<?xml")


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


def test_quiet_commands_print_only_what_is_wrong(schedules: Path, tmp_path: Path) -> None:
    (schedules / "weekly.toml").write_text(WEEKLY)
    (tmp_path / "zones.txt").touch()
    change = f"change {schedules}/weekly.toml s1e04 --title End --note Known."
    build = f"build {tmp_path}/site --schedules {schedules} --base-url {SITE.base} --zones {tmp_path}/zones.txt"
    new = f"new Another --schedules {schedules} --premiere 2030-01-04 --episodes 2 --weekly --service X"
    for command in (f"check {schedules}", change, build, new):
        result = run(*command.split(), "--quiet")
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    (schedules / "weekly.toml").write_text("x")
    assert "weekly.toml:1: not TOML" in run("check", schedules, "-q").stderr


def test_bar_is_for_many_items_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(count: int, *, terminal: bool, quiet: bool = False) -> bool:
        output = io.StringIO()
        monkeypatch.setattr(output, "isatty", lambda: terminal)
        monkeypatch.setattr(sys, "stderr", output)
        with progress(range(count), "Checking", quiet=quiet) as items:
            assert list(items) == list(range(count))
        return "Checking" in output.getvalue()

    assert shown(1000, terminal=True)
    assert not shown(1000, terminal=True, quiet=True)
    assert not shown(1000, terminal=False)
    assert not shown(10, terminal=True)


def test_bare_clone_says_what_to_install() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-m", "feedgen"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    told = "feedgen needs click: install it all with `pip install .`, or run `make serve`\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", told)


def test_make_says_that_it_installs(tmp_path: Path) -> None:
    command = [need("make"), "--dry-run", "serve", f"VENV={tmp_path}/venv"]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    told = next(index for index, line in enumerate(lines) if line.startswith('echo "Installing feedgen'))
    assert lines[told + 1].endswith(f"--python {tmp_path}/venv install -e .")
    assert "--quiet" not in lines[told + 1]
