"""The documents promise what the code keeps: keys, options, settings, examples and commands."""

import ast
import dataclasses
import doctest
import html
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import fields
from datetime import timedelta
from itertools import chain
from pathlib import Path

import click
import documents
import pytest
from click.testing import CliRunner
from documents import blocks, table
from flask.testing import FlaskClient
from schedules import change
from support import ROOT, commands, need_package, parse, values, written

import feedgen
from feedgen import languages, resources
from feedgen.catalog import library
from feedgen.catalog.folder import AT_ONCE
from feedgen.cli.main import main
from feedgen.feeds import calendar, events, lookup
from feedgen.feeds.appended import APPENDED
from feedgen.feeds.calendar import Undated
from feedgen.feeds.limits import MOST_EPISODES
from feedgen.feeds.options import BY_NAME
from feedgen.formats import ical, jcal
from feedgen.formats.ical import REFRESH
from feedgen.pages import widget_looks
from feedgen.pages.catalog import LENGTH
from feedgen.schedule.changes import ChangeKeys, ShowChangeKeys
from feedgen.schedule.key_advice import fields_of
from feedgen.schedule.runs import EpisodeKeys, Keys, ReleaseKeys, RunKeys
from feedgen.schedule.seasons import SeasonKeys
from feedgen.schedule.shows import ShowKeys
from feedgen.web import hosts, settings

SCHEDULES = documents.TEXT["docs/reference/schedules.md"]
CHANGES = documents.TEXT["docs/how-to/change-a-plan.md"]


def test_readme_is_short() -> None:
    assert len(documents.README.read_text().splitlines()) <= 120


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("at the top", ShowKeys),
        ("in `[[season]]`", SeasonKeys),
        ("in `[[season.run]]`", RunKeys),
        ("in `[[season.episode]]`", EpisodeKeys),
        ("in `[[season.change]]`", ChangeKeys),
        ("in `[[change]]`", ShowChangeKeys),
        ("in `release`", ReleaseKeys),
    ],
)
def test_every_key_is_there_and_bold_if_required(heading: str, keys: type[Keys]) -> None:
    told = {re.sub(r"[*`]", "", row[0]): row[0].startswith("**") for row in table(heading)}
    assert told == {name: field.is_required() for name, field in fields_of(keys).items()}


def test_every_example_of_a_schedule_is_sound() -> None:
    whole, *runs, film = blocks("toml", SCHEDULES)
    assert len(parse(whole).seasons[0].episodes) == 10
    head = re.split(r"\n\[\[season\.run]]", whole)[0]
    heads = [re.sub("announced = .*", f"announced = {re.findall('first = (.*)', run)[0]}", head) for run in runs]
    counts = [len(parse(f"{head}\n{run}").seasons[0].episodes) for head, run in zip(heads, runs, strict=True)]
    assert counts == [10, 12, 8, 8, 5, 13, 260]
    assert parse(film).is_film


def test_readme_shows_the_schedule_of_the_reference() -> None:
    assert blocks("toml", documents.TEXT["README.md"]) == blocks("toml", SCHEDULES)[:1]


def test_worked_example_of_a_change_gives_what_is_told() -> None:
    whole = (resources.SCHEDULES / "for-all-mankind.toml").read_text()
    change, of_show = blocks("toml", CHANGES)
    (told,) = blocks("text", CHANGES)
    before = parse(whole, "for-all-mankind")
    after = parse(f"{whole}\n{change}", "for-all-mankind")
    assert parse(f"{whole}\n{of_show}", "for-all-mankind").service == "Apple TV"
    third = [values(written(show, "for-all-mankind-s4e03"), name) for show in (before, after) for name in PROPERTIES]
    assert third == [["20231124"], ["0"], ["20231012T160000Z"], ["20231122"], ["1"], ["20231120T180000Z"]]
    body = written(after, "for-all-mankind-s4e03").decode()
    assert [line for line in told.splitlines() if line not in body.splitlines()] == []


PROPERTIES = ("DTSTART", "SEQUENCE", "LAST-MODIFIED")


@pytest.mark.parametrize("document", [name for name, text in documents.TEXT.items() if "feedgen" in text])
def test_every_command_runs(document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = documents.TEXT[document]
    told = [words[1:] for words in documents.commands(text) if words[0] == "feedgen"]
    if told:
        _working_folder(tmp_path, text)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("FEEDGEN_SCHEDULES", "schedules")
    for words in told:
        if words[0] == "serve":
            commands()["serve"].make_context("serve", words[1:])
            continue
        if words[0] == "build":
            words += ["--zones", "zones.txt"]
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        assert (words, result.exit_code, result.stderr) == (words, 0, result.stderr)


def _working_folder(folder: Path, text: str) -> None:
    """Make what the commands of a document need: schedules, one of them in git, and a list of zones without any."""
    schedules = folder / "schedules"
    schedules.mkdir()
    shutil.copy(resources.SCHEDULES / "for-all-mankind.toml", schedules)
    shutil.copy(resources.SCHEDULES / "for-all-mankind.toml", folder)
    for name, block in zip(re.findall(r"the file `([\w-]+\.toml)`", text), blocks("toml", text), strict=False):
        (schedules / name).write_text(block)
    for name, block in zip(re.findall(r"the file `([\w-]+\.csv)`", text), blocks("csv", text), strict=True):
        (folder / name).write_text(block)
    (folder / "zones.txt").touch()
    git = ("git", "-c", "user.name=A Name", "-c", "user.email=name@example.org")
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Start"]):
        subprocess.run([*git, *words], cwd=folder, check=True)


def test_every_command_is_run_in_some_document() -> None:
    run = {words[1] for words in documents.commands(documents.ALL) if words[0] == "feedgen"}
    assert set(commands()) <= run


def test_every_query_option_is_there() -> None:
    assert sorted(re.sub(r"[`]|=.*", "", row[0]) for row in table("option")) == sorted(BY_NAME)


def test_every_option_of_the_widget_is_there_and_its_example_works(client: FlaskClient) -> None:
    told = [re.sub(r"[`]", "", row[0]) for row in table("option of the widget")]
    assert [text.partition("=")[0] for text in told] == list(widget_looks.BY_NAME)
    assert told == [f"{option.name}={option.example}" for option in widget_looks.OPTIONS]
    assert client.get(f"/embed/for-all-mankind-s4?{'&'.join(told)}").status_code == 200


def test_every_key_that_is_ignored_is_told() -> None:
    told = re.search(
        r"append are ignored as well: (.*?)\.\n", (ROOT / "docs/reference/feeds.md").read_text(), re.DOTALL
    )
    assert told
    assert re.findall(r"`(.*?)`", told[1]) == [*APPENDED]


def test_every_feed_of_the_tables_is_served(client: FlaskClient) -> None:
    addresses = [cell[0].strip("`") for cell in table("address") if cell[0].startswith("`/feeds/")]
    assert len(addresses) >= 13
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_every_setting_is_read() -> None:
    assert [row[0].strip("`") for row in table("variable")] == [f"FEEDGEN_{name}" for name in settings.NAMES]
    of_commands = {str(parameter.envvar) for command in commands().values() for parameter in command.params}
    assert of_commands - {"None"} <= {f"FEEDGEN_{name}" for name in settings.NAMES}


def test_default_of_every_setting_is_told() -> None:
    told = {row[0].strip("`").removeprefix("FEEDGEN_").lower(): row[1].strip("`") for row in table("variable")}
    kept = {setting.name: setting.default for setting in dataclasses.fields(settings.Settings)}
    kept |= {name: value.total_seconds() for name, value in kept.items() if isinstance(value, timedelta)}
    kept |= {"schedules": "bundled", "trusted_hosts": ", ".join(hosts.LOOPBACK), "footer_links": "", "languages": ""}
    assert told == {name: f"{kept[name]:g}" if isinstance(kept[name], int | float) else kept[name] for name in told}


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    text = documents.ALL + (ROOT / "CONTRIBUTING.md").read_text()
    targets = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    assert targets
    assert targets <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


def test_packages_of_the_guide_are_those_of_the_code() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text().split("| package |")[1].split("\n\n")[0]
    told = {
        cells[0].strip(" `"): cells[1].strip() for line in guide.splitlines()[2:] if (cells := line.split("|")[1:-1])
    }
    packages = {folder.parent.name: folder for folder in (ROOT / "feedgen").glob("*/__init__.py")}
    assert {name: ast.get_docstring(ast.parse(file.read_text())) for name, file in packages.items()} == {
        name: text for name, text in told.items() if name != "the root"
    }


def test_every_dependency_has_a_reason_and_a_lower_bound() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    for requirement in [*project["dependencies"], *chain(*project["optional-dependencies"].values())]:
        assert ">=" in requirement or requirement.startswith(project["name"])
        assert re.search(rf'"{re.escape(requirement)}",\s+# \w+', text), requirement


def test_widget_to_paste_is_what_pages_give(client: FlaskClient) -> None:
    (told,) = (html.unescape(block) for block in blocks("html"))
    page = html.unescape(client.get("/for-all-mankind/season-4/").text).replace(
        "http://localhost", "https://calendar.example.org"
    )
    for word in set(re.findall(r'[\w-]+="[^"]*"', told)):
        assert word in page


def test_choice_that_the_tutorial_names_is_on_pages(client: FlaskClient) -> None:
    told, page = (
        " ".join((ROOT / "docs/tutorial.md").read_text().split()),
        client.get("/for-all-mankind/season-4/").text,
    )
    for label in ("When your calendar shows them", "At its hour in …"):
        assert f"*{label}*" in told
        assert label.replace("…", "{}") in page


def test_every_language_is_told() -> None:
    (row,) = [text for name, text in table("option") if name.startswith("`lang=")]
    assert tuple(re.findall(r"`(\w\w)`", row)) == languages.tags()


def test_keys_of_the_json_are_told(client: FlaskClient) -> None:
    answer = client.get("/feeds/for-all-mankind-s4.json").json
    assert answer
    assert set(answer["episodes"][0]) == {key for row in table("key") for key in re.findall(r"`(\w+)`", row[0])}
    told = {key for row in table("of a season without all days") for key in re.findall(r"`(\w+)`", row[0])}
    assert {field.name for field in fields(Undated)} == told


def test_keys_of_the_health_are_told() -> None:
    answer = feedgen.create_app({"METRICS": True}).test_client().get("/healthz").json
    assert answer
    told = {row[0].strip("`") for row in table("in the answer")}
    assert told == set(answer) - {"version"}


def test_numbers_that_are_told_are_those_of_the_code() -> None:
    text = " ".join(documents.ALL.split())
    assert f"up to {MOST_EPISODES:,} episodes" in text
    assert f"in pages of {LENGTH} shows" in text
    assert f"reads the first {AT_ONCE} files at the start" in text
    assert REFRESH.total_seconds() == 6 * 3600
    assert "feeds ask for six hours" in text.lower()
    caches = (calendar, events, ical, jcal, lookup)
    assert f"parts of calendars, in up to {sum(module._KEPT_BYTES for module in caches) // 2**20} MiB" in text  # noqa: SLF001 - told
    assert f"of up to {library._EPISODES:,} episodes" in text  # noqa: SLF001 - as above


@pytest.mark.parametrize("document", documents.FILES, ids=str)
def test_every_link_to_a_file_leads_to_one(document: Path) -> None:
    assert [link for link in documents.relative_links(document) if not link.exists()] == []


def test_pages_are_built_without_a_warning_and_tell_every_command(tmp_path: Path) -> None:
    need_package("sphinx")
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "--quiet"]
    built = subprocess.run([*command, ROOT / "docs", tmp_path], capture_output=True, text=True, check=False)
    assert (built.returncode, built.stderr) == (0, "")
    page = html.unescape(re.sub(r"<[^>]+>", "", (tmp_path / "reference" / "commands.html").read_text()))
    for name, command_ in commands().items():
        section = page.split(f"\n{name}", 1)[1]
        options = [parameter for parameter in command_.params if isinstance(parameter, click.Option)]
        assert [option.opts[0] for option in options if option.opts[0] not in section] == []


def test_types_for_object_stores_are_those_of_the_application(client: FlaskClient) -> None:
    """One block of commands a tool; each names the types that a machine may not know."""
    rclone, amazon = [
        block for block in blocks("sh", documents.TEXT["docs/how-to/publish-files.md"]) if "upload()" in block
    ]
    served = {
        client.get(f"/feeds/for-all-mankind-s4.{end}").headers["Content-Type"].replace("+xml; charset=utf-8", "+xml")
        for end in ("ics", "json", "jcal.json", "atom")
    }
    for block in (rclone, amazon):
        assert set(re.findall(r"'((?:text|application)/[^']+)'", block)) == served


def test_examples_in_python_give_what_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = documents.TEXT["docs/reference/python.md"]
    _working_folder(tmp_path, "")
    (tmp_path / "new").mkdir()
    moved = (tmp_path / "for-all-mankind.toml").read_text() + change("3", "2023-11-20T18:00:00Z", date="2023-11-22")
    (tmp_path / "new" / "for-all-mankind.toml").write_text(moved)
    monkeypatch.chdir(tmp_path)
    examples = "\n".join(blocks("python", text))
    test = doctest.DocTestParser().get_doctest(examples, {}, "python.md", None, 0)
    assert len(test.examples) > 10
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    assert told == []


def test_every_public_name_is_told() -> None:
    told = {name for row in table("name") for name in re.findall(r"`(\w+)", row[0])}
    assert told == set(feedgen.__all__)
    assert {name for name in feedgen.__all__ if getattr(feedgen, name) is None} == set()
