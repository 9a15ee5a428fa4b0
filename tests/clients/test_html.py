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
    *("/nothing/", "/?lang=xx", "/embed/for-all-mankind-s4?accent=teal", "/embed/all?theme=dark"),
    *(f"/embed/all/{view}" for view in ("month", "coming", "next")),
    f"{SEASON}?embed-view=month&embed-part=weekly",
    "/embed/nothing",
    *(f"{SEASON}?lang={tag}" for tag in languages.tags()),
]

# By name, what each test gives to the checker; the checker is started once for all, as that takes seconds.
Files = dict[str, bytes]


def pages(client: FlaskClient) -> Files:
    return {f"page-{number:02}": client.get(page).data for number, page in enumerate(PAGES)}


def pages_of_other_sites(schedules: Path) -> Files:
    for number in range(60):
        (schedules / f"show-{number:02}.toml").write_text(WEEKLY)
    (schedules / "for-all-mankind.toml").write_bytes((resources.SCHEDULES / "for-all-mankind.toml").read_bytes())
    live = create_app({"SCHEDULES": schedules}).test_client()
    static = create_app({"SCHEDULES": schedules}, static_zones=("UTC",)).test_client()
    answers = {
        "long-catalogue": live.get("/shows/page/2/?q=weekly&lang=de"),
        **{
            f"file-{number}": static.get(path)
            for number, path in enumerate(("/", "/shows/", "/for-all-mankind/", SEASON))
        },
    }
    assert {answer.status_code for answer in answers.values()} == {200}
    return {name: answer.data for name, answer in answers.items()}


def pasted(client: FlaskClient) -> Files:
    body = client.get("/oembed?url=http://localhost/for-all-mankind/").json
    assert body
    html = f"<!doctype html><html lang=en><title>A page</title>{body['html']}</html>"
    return {"pasted": html.encode()}


INVALID: Files = {"invalid": b"<!doctype html><html lang=en><title>A page</title><p id=a><b id=a></p></html>"}


def test_pages_are_valid_and_an_invalid_one_is_told(client: FlaskClient, schedules: Path, tmp_path: Path) -> None:
    vnu = need_file(CLIENTS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar")
    files = {**pages(client), **pages_of_other_sites(schedules), **pasted(client), **INVALID}
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, html in files.items():
        (folder / f"{name}.html").write_bytes(html)
    command = [need("java"), "-jar", str(vnu), "--format", "json", "--exit-zero-always", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    found = [(Path(each["url"]).stem, each["message"]) for each in json.loads(done.stderr)["messages"]]
    assert [(name, message) for name, message in found if name != "invalid"] == []
    assert found
