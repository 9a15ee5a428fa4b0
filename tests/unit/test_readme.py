"""The README promises what the code keeps: keys, commands, options, settings and examples."""

import ast
import html
import re
import tomllib

import click
import pytest
from flask.testing import FlaskClient
from support import ROOT, commands, parse, values, written

from feedgen import languages, resources
from feedgen.catalog.folder import AT_ONCE
from feedgen.feeds.request import NAMES
from feedgen.feeds.selection import MOST_EPISODES
from feedgen.pages.catalog import LENGTH
from feedgen.schedule.changes import ChangeKeys
from feedgen.schedule.runs import EpisodeKeys, Keys, ReleaseKeys, RunKeys
from feedgen.schedule.seasons import SeasonKeys, ShowKeys

README = (ROOT / "README.md").read_text()


def table(heading: str) -> list[list[str]]:
    """Return the cells of the table whose first heading is this, without its own head."""
    lines = README.split(f"\n| {heading} |", 1)[1].split("\n\n")[0].splitlines()[2:]
    assert lines
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("at the top", ShowKeys),
        ("in `[[season]]`", SeasonKeys),
        ("in `[[season.run]]`", RunKeys),
        ("in `[[season.episode]]`", EpisodeKeys),
        ("in `[[season.change]]`", ChangeKeys),
        ("in `release`", ReleaseKeys),
    ],
)
def test_every_key_is_there_and_bold_if_required(heading: str, keys: type[Keys]) -> None:
    told = {re.sub(r"[*`]", "", row[0]): row[0].startswith("**") for row in table(heading)}
    assert told == {name: field.is_required() for name, field in keys.model_fields.items()}


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_every_example_of_a_schedule_is_sound() -> None:
    whole, *runs = [block for block in blocks("toml") if "[[season.change]]" not in block]
    assert len(runs) == 6
    assert len(parse(whole).seasons[0].episodes) == 10
    head = re.split(r"\n\[\[season\.run]]", whole)[0]
    counts = [len(parse(f"{head}\n{run}").seasons[0].episodes) for run in runs]
    assert counts == [10, 12, 8, 8, 5, 13]


def test_worked_example_of_a_change_gives_what_is_told() -> None:
    whole = (resources.SCHEDULES / "for-all-mankind.toml").read_text()
    (change,) = [block for block in blocks("toml") if "[[season.change]]" in block]
    (told,) = blocks("ics")
    before = parse(whole, "for-all-mankind")
    after = parse(f"{whole}\n{change}", "for-all-mankind")
    third = [values(written(show, "for-all-mankind-s4e03"), name) for show in (before, after) for name in PROPERTIES]
    assert third == [["20231124"], ["0"], ["20231012T160000Z"], ["20231122"], ["1"], ["20231120T180000Z"]]
    body = written(after, "for-all-mankind-s4e03").decode()
    assert [line for line in told.splitlines() if line not in body.splitlines()] == []


PROPERTIES = ("DTSTART", "SEQUENCE", "LAST-MODIFIED")


def test_every_command_and_option_is_there() -> None:
    told = {}
    for cell, text in table("command"):
        name = re.match(r"`feedgen (\w+)", cell)
        assert name
        told[name[1]] = set(re.findall(r"--[a-z-]+", text))
    kept = {
        name: {
            option for parameter in command.params if isinstance(parameter, click.Option) for option in parameter.opts
        }
        for name, command in commands().items()
    }
    assert told == kept


def test_every_query_option_is_there() -> None:
    assert sorted(re.sub(r"[`]|=.*", "", row[0]) for row in table("option")) == sorted(NAMES)


def test_every_feed_of_the_table_is_served(client: FlaskClient) -> None:
    addresses = re.findall(r"^\| `(/feeds/[^`]+)` \|", README, re.MULTILINE)
    assert len(addresses) == 13
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_every_setting_is_read() -> None:
    code = (ROOT / "feedgen" / "web" / "app.py").read_text()
    read = {f"FEEDGEN_{name}" for name in re.findall(r'app\.config\["([A-Z_]+)"\]', code)}
    assert {row[0].strip("`") for row in table("variable")} == read


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"(?:^|`)make ([a-z-]+)", README + (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE))
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


def test_every_dependency_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        assert ">=" in requirement
        assert re.search(rf'"{re.escape(requirement)}",\s+# \w+', text), requirement


def test_widget_to_paste_is_what_pages_give(client: FlaskClient) -> None:
    (told,) = (html.unescape(block) for block in re.findall(r"```html\n(.*?)```", README, re.DOTALL))
    page = html.unescape(client.get("/for-all-mankind/season-4/").text).replace(
        "http://localhost", "https://calendar.example.org"
    )
    for word in set(re.findall(r'[\w-]+="[^"]*"', told)):
        assert word in page


def test_every_language_is_told() -> None:
    (row,) = [text for name, text in table("option") if name.startswith("`lang=")]
    assert tuple(re.findall(r"`(\w\w)`", row)) == languages.tags()


def test_keys_of_the_json_are_told(client: FlaskClient) -> None:
    answer = client.get("/feeds/for-all-mankind-s4.json").json
    assert answer
    told = README.split("In the JSON of a feed", 1)[1].split("\n\n", 1)[0]
    assert set(answer["episodes"][0]) <= set(re.findall(r"`(\w+)`", told))


def test_numbers_that_are_told_are_those_of_the_code() -> None:
    text = " ".join(README.split())
    assert f"no more than {MOST_EPISODES:,} episodes" in text
    assert f"in pages of {LENGTH} shows" in text
    assert f"reads the first {AT_ONCE} files at the start" in text
