"""What search engines are told of a season: read by a JSON-LD processor, held against schema.org's terms."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from schedules import change
from support import CLIENTS, NOW, SITE, WEEKLY, need, need_file, parse

from feedgen import languages
from feedgen.pages.structured_data import season_data
from feedgen.plan.show import Show

SCHEMA = "https://schema.org/"
CHANGES = change("2", cancelled=True) + change("3", to_be_announced=True)


def expanded(data: str) -> dict[str, Any]:
    need_file(CLIENTS / "node_modules" / "jsonld" / "package.json")
    command = [need("node"), str(CLIENTS / "expand_jsonld.mjs")]
    done = subprocess.run(command, input=data, capture_output=True, text=True, check=True, timeout=60)
    (found,) = json.loads(done.stdout)
    return dict(found)


def values(node: dict[str, Any], *path: str) -> list[Any]:
    nodes = [node]
    for name in path:
        nodes = [child for parent in nodes for child in parent.get(SCHEMA + name, [])]
    return [child.get("@value", child.get("@id")) for child in nodes]


def test_processor_finds_series_season_and_episodes(client: FlaskClient) -> None:
    html = client.get("/for-all-mankind/season-4/").text
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    series = expanded(data)
    season, episode = "containsSeason", "episode"
    assert series["@type"] == [f"{SCHEMA}TVSeries"]
    assert values(series, "name") == ["For All Mankind"]
    assert values(series, season) == ["http://localhost/for-all-mankind/season-4/"]
    assert values(series, season, "numberOfEpisodes") == [10]
    assert values(series, season, "startDate") == ["2023-11-10"]
    assert values(series, season, "endDate") == ["2024-01-12"]
    assert values(series, season, episode, "episodeNumber") == list(range(1, 11))
    assert values(series, season, episode)[2] == "http://localhost/for-all-mankind/season-4/#episode-3"
    assert values(series, season, episode, "datePublished")[2] == "2023-11-24"
    assert values(series, season, episode, "releasedEvent", "startDate")[2] == "2023-11-24T05:00:00Z"
    assert set(values(series, season, episode, "releasedEvent", "eventStatus")) == {f"{SCHEMA}EventScheduled"}
    # An episode's identity leads to it on the page.
    assert 'id="episode-3"' in html


def test_cancelled_and_postponed_episodes_say_so() -> None:
    show = parse(WEEKLY + CHANGES)
    series = expanded(season_data(show, show.seasons[0], SITE, languages.default(), NOW))
    path = ("containsSeason", "episode", "releasedEvent", "eventStatus")
    statuses = [status.removeprefix(f"{SCHEMA}Event") for status in values(series, *path)]
    assert statuses == ["Scheduled", "Cancelled", "Postponed", "Scheduled"]
    assert values(series, "containsSeason", "episode", "datePublished") == ["2024-02-02", "2024-02-23"]


def mistakes(data: dict[str, str], folder: Path) -> list[str]:
    """Return what TypeScript says of each data as a TVSeries of schema.org, in lines that begin with its name."""
    types = need_file(CLIENTS / "node_modules" / "schema-dts" / "package.json").parent
    compiler = need_file(CLIENTS / "node_modules" / ".bin" / "tsc")
    (folder / "node_modules").symlink_to(types.parent)
    for name, value in data.items():
        words = 'import type { TVSeries, WithContext } from "schema-dts";\nexport const d: WithContext<TVSeries> = '
        (folder / f"{name}.ts").write_text(f"{words}{value};")
    command = [str(compiler), "--noEmit", "--strict", "--skipLibCheck", "--module", "esnext"]
    command += ["--moduleResolution", "bundler", *(f"{name}.ts" for name in data)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    return done.stdout.splitlines()


def test_every_word_is_a_term_of_schema_org_and_another_would_be_told(bundled: Show, tmp_path: Path) -> None:
    data = season_data(bundled, bundled.seasons[0], SITE, languages.default(), NOW)
    wrong = str(data).replace('"episodeNumber":3', '"episodeNumbr":3')
    told = mistakes({"right": str(data), "wrong": wrong}, tmp_path)
    assert [line for line in told if not line.startswith(("wrong.ts", " "))] == []
    assert "episodeNumbr" in "".join(told)


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "“Quotes”, \\\\ and <!--"])
def test_no_title_ends_the_element(title: str) -> None:
    show = parse(WEEKLY.replace("Weekly", title))
    data = season_data(show, show.seasons[0], SITE, languages.default(), NOW)
    assert "<" not in data
    assert json.loads(data)["name"] == title.replace("\\\\", "\\")
