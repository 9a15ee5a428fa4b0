"""Consumers that others wrote look at a page's address and find its widget (oEmbed) and a preview (Open Graph)."""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from micawber import Provider
from support import CLIENTS, need, need_file
from visitors import served

from feedgen.web.app import create_app


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(create_app(clock=lambda: datetime(2023, 11, 20, 12, tzinfo=UTC))) as address:
        yield address


def unfurled(address: str) -> dict[str, Any]:
    need_file(CLIENTS / "node_modules" / "unfurl.js" / "package.json")
    command = [need("node"), str(CLIENTS / "unfurl.mjs"), address]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("path", "title", "heading", "name"),
    [
        ("/for-all-mankind/season-4/", "For All Mankind: Season 4", "For All Mankind, season 4", "for-all-mankind-s4"),
        ("/for-all-mankind/", "For All Mankind", "For All Mankind", "for-all-mankind"),
        ("/", "All shows", "Coming up", "all"),
    ],
)
def test_unfurl_discovers_widget_and_preview(address: str, path: str, title: str, heading: str, name: str) -> None:
    found = unfurled(f"{address}{path}")
    assert found["oEmbed"]["type"] == "rich"
    assert found["oEmbed"]["title"] == title
    assert f'src="{address}/embed/{name}"' in found["oEmbed"]["html"]
    assert found["open_graph"]["title"] == heading
    assert found["open_graph"]["url"] == f"{address}{path}"
    card = {"for-all-mankind": "for-all-mankind-s4"}.get(name, name)
    assert found["open_graph"]["images"][0]["url"] == f"{address}/static/cards/en/{card}.png"
    assert found["canonical_url"] == f"{address}{path}"


def test_micawber_asks_the_endpoint(address: str) -> None:
    found = Provider(f"{address}/oembed").request(f"{address}/for-all-mankind/season-4/", maxwidth=300, maxheight=200)
    assert (found["width"], found["height"], found["version"]) == (300, 200, "1.0")
    assert 'width="300" height="200"' in found["html"]
