"""Every kind of page is valid HTML, says the Nu Html Checker."""

import json
import subprocess
from pathlib import Path

from flask.testing import FlaskClient
from support import CLIENTS, WEEKLY, need, need_file

from feedgen import languages, resources
from feedgen.web.app import create_app

SEASON = "/for-all-mankind/season-4/"
PAGES = [
    *(
        "/",
        "/?view=month&tz=Asia/Tokyo",
        "/shows/",
        "/for-all-mankind/",
        SEASON,
        f"{SEASON}?tz=Europe/London&times=days&part=weekly",
        f"{SEASON}?tz=Londn",
    ),
    *("/nothing/", "/?lang=xx", "/embed/for-all-mankind-s4", "/embed/all?theme=dark"),
    *(f"{SEASON}?lang={tag}" for tag in languages.tags()),
]


def complaints(folder: Path) -> list[str]:
    vnu = need_file(CLIENTS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar")
    files = [str(file) for file in sorted(folder.glob("*.html"))]
    command = [need("java"), "-jar", str(vnu), "--format", "json", "--exit-zero-always", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return [f"{message['url'][-9:]}: {message['message']}" for message in json.loads(done.stderr)["messages"]]


def test_every_page_is_valid(client: FlaskClient, tmp_path: Path) -> None:
    for number, page in enumerate(PAGES):
        (tmp_path / f"{number:04}.html").write_bytes(client.get(page).data)
    assert complaints(tmp_path) == []


def test_pages_of_a_long_catalogue_and_of_a_site_of_files_are_valid(schedules: Path, tmp_path: Path) -> None:
    for number in range(60):
        (schedules / f"show-{number:02}.toml").write_text(WEEKLY)
    (schedules / "for-all-mankind.toml").write_bytes((resources.SCHEDULES / "for-all-mankind.toml").read_bytes())
    live = create_app({"SCHEDULES": schedules}).test_client()
    static = create_app({"SCHEDULES": schedules}, static_zones=("UTC",)).test_client()
    pages = [
        live.get("/shows/page/2/?q=weekly&lang=de"),
        *(static.get(path) for path in ("/", "/shows/", "/for-all-mankind/", SEASON)),
    ]
    for number, page in enumerate(pages):
        assert page.status_code == 200
        (tmp_path / f"{number:04}.html").write_bytes(page.data)
    assert complaints(tmp_path) == []


def test_what_is_pasted_into_pages_is_valid(client: FlaskClient, tmp_path: Path) -> None:
    body = client.get("/oembed?url=http://localhost/for-all-mankind/").json
    assert body
    (tmp_path / "0000.html").write_text(f"<!doctype html><html lang=en><title>A page</title>{body['html']}</html>")
    assert complaints(tmp_path) == []


def test_an_invalid_page_would_be_told(tmp_path: Path) -> None:
    (tmp_path / "0000.html").write_text("<!doctype html><html lang=en><title>A page</title><p id=a><b id=a></p></html>")
    assert complaints(tmp_path)
