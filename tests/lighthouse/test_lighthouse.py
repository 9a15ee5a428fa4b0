"""Lighthouse gives every kind of page full points, as a phone on a slow network would see it.

The server is the one that publishers run. As times are measured, `make lighthouse` runs this with nothing beside it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from schedules import in_zone, run, schedule, season
from support import CLIENTS, free_port, need, need_file, serving, utc_now

FULL = {"performance": 100, "accessibility": 100, "best-practices": 100, "seo": 100}
# A widget asks search engines to leave it out, and Lighthouse takes points for that.
WIDGET = {name: score for name, score in FULL.items() if name != "seo"}

PAGES = {
    "/": FULL,
    "/shows/": FULL,
    "/weekly-3/season-1/": FULL,
    "/daily/season-1/": FULL,
    "/embed/weekly-3-s1": WIDGET,
}


def airing(episodes: str, since: int, every: str, title: str) -> str:
    """Write a schedule whose first episode came out this number of days ago, so that pages count down at any time."""
    first = utc_now().date() - timedelta(since)
    announced = f"{first - timedelta(60)}T00:00:00Z"
    table = run(episodes, str(first), every)
    hour = in_zone("21:00:00", "America/New_York")
    return schedule(season(table, announced=announced, release=hour), title=title, url="https://example.org/")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Give for each page its scores and what costs it points; one Chromium and one server see all of them."""
    need_file(CLIENTS / "node_modules" / "lighthouse" / "package.json")
    node, chromium = need("node"), need("chromium")
    folder = tmp_path_factory.mktemp("schedules")
    for number in range(1, 9):
        (folder / f"weekly-{number}.toml").write_text(airing("1-10", 20 - number, "week", f"Weekly {number}"))
    (folder / "daily.toml").write_text(airing("1-300", 227, "day", "Daily"))
    port = free_port()
    server = [str(Path(sys.executable).parent / "feedgen"), "serve", "--port", str(port), "--schedules", str(folder)]
    with serving(server, port, folder / "log") as address:
        command = [node, str(CLIENTS / "audit_pages.mjs"), *(f"{address}{path}" for path in PAGES)]
        environment = {**os.environ, "CHROME_PATH": chromium}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
        assert done.returncode == 0, done.stderr
        yield {page.removeprefix(address): result for page, result in json.loads(done.stdout).items()}


@pytest.mark.parametrize("page", PAGES)
def test_page_has_full_points(found: dict[str, Any], page: str) -> None:
    scores = {name: found[page]["scores"].get(name) for name in PAGES[page]}
    assert scores == PAGES[page], "\n".join(found[page]["found"])
