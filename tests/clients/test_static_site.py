"""A site of files, served by nginx with the configuration that the build has written."""

import gzip
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from caches import Answer, ask, nginx_command
from flask.testing import FlaskClient
from support import WEEKLY, free_port, need, serving

from feedgen import resources
from feedgen.catalog.folder import read_catalog
from feedgen.static_site import paths
from feedgen.static_site.build import Build
from feedgen.static_site.jobs import Settings
from feedgen.web.app import create_app

NOW = datetime(2023, 11, 20, 12, tzinfo=UTC)
ZONES = ("Europe/London", "UTC")

# What each server says of its own, and the headers that tell of bytes that it has compressed.
OWN_HEADERS = {"accept-ranges", "connection", "content-length", "date", "etag", "last-modified", "server", "vary"}


@dataclass(frozen=True)
class Site:
    """nginx, and the application that built what it serves; `prefix` is the path of the base address."""

    address: str
    prefix: str
    folder: Path
    client: FlaskClient
    languages: tuple[str, ...]

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return ask(f"{self.address}{self.prefix}{path}", method, **headers)

    @property
    def paths(self) -> list[str]:
        ours = (".gz", "_headers", "_nginx.conf", ".feedgen.json", "404.html")
        names = (str(file.relative_to(self.folder)) for file in self.folder.rglob("*") if file.is_file())
        return [f"/{name.removesuffix('index.html')}" for name in sorted(names) if not name.endswith(ours)]


@pytest.fixture(scope="module", params=["", "/tv"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    program = need(shutil.which("nginx") or "/usr/sbin/nginx")
    folder, prefix, port = tmp_path_factory.mktemp("static"), request.param, free_port()
    schedules, root = folder / "schedules", folder / "root"
    schedules.mkdir()
    shutil.copy(resources.SCHEDULES / "for-all-mankind.toml", schedules)
    (schedules / "weekly.toml").write_text(WEEKLY.replace("2024-01-01T", "2023-11-01T"))
    base = f"https://calendar.example.org{prefix}"
    languages = ("en", "de") if prefix else ("en",)
    out = root / prefix.strip("/")
    settings = Settings(schedules, base, ZONES, out, NOW, languages=languages)
    Build(settings, read_catalog([schedules], NOW)).run(1, lambda: None)
    text = f"""
        server {{
            listen 127.0.0.1:{port};
            root {root};
            location = /healthz {{ return 200; }}
            include {out}/_nginx.conf;
        }}
    """
    config = {"SCHEDULES": schedules, "BASE_URL": base, "LANGUAGES": languages}
    app = create_app(config, clock=lambda: NOW, static_zones=ZONES)
    with serving(nginx_command(program, folder, text), port, folder / "nginx.log") as address:
        yield Site(address, prefix, out, app.test_client(), languages)


def headers_of(items: Iterator[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in items if name.lower() not in OWN_HEADERS}


def test_every_file_is_sent_as_the_application_sends_it(site: Site) -> None:
    assert len(site.paths) > 100
    for path in site.paths:
        asked, tag = paths.asked(path, site.languages)
        with site.client.get(f"{site.prefix}{asked}", query_string={"lang": tag} if tag else {}) as expected:
            given = site.ask(path)
            assert (given.status, given.body) == (200, expected.data), path
            sent, wanted = headers_of(iter(given.headers.items())), headers_of(iter(expected.headers))
        if len(site.languages) > 1:
            wanted.pop("content-language", None)  # a kind of paths has the same headers in every language
        assert sent == wanted, path


def test_client_that_wants_gzip_has_it(site: Site) -> None:
    for path in ("/", "/feeds/for-all-mankind-s4.ics", "/feeds/Europe/London/all.ics", "/static/page.js"):
        plain, packed = site.ask(path), site.ask(path, Accept_Encoding="gzip")
        assert (plain.headers["Content-Encoding"], packed.headers["Content-Encoding"]) == (None, "gzip")
        assert gzip.decompress(packed.body) == plain.body
        assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
        assert packed.headers["Content-Type"] == plain.headers["Content-Type"]


def test_client_that_has_a_file_is_told_so(site: Site) -> None:
    path = "/feeds/for-all-mankind-s4.ics"
    for encoding in ("gzip", "identity"):
        tag = site.ask(path, Accept_Encoding=encoding).headers["ETag"]
        assert tag.startswith('"')
        answer = site.ask(path, Accept_Encoding=encoding, If_None_Match=tag)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["Cache-Control"].startswith("public, max-age=900")


def test_web_calendars_of_other_hosts_may_ask(site: Site) -> None:
    given = site.ask("/feeds/for-all-mankind-s4.ics", "OPTIONS")
    with site.client.options(f"{site.prefix}/feeds/for-all-mankind-s4.ics") as expected:
        names = [name for name, _ in expected.headers if name.startswith("Access-Control-")]
        assert given.status == expected.status_code == 204
        assert {name: given.headers[name] for name in names} == {name: expected.headers[name] for name in names}


def test_where_there_is_nothing_a_page_says_so_and_what_the_build_keeps_is_not_sent(site: Site) -> None:
    for path in ("/nothing/", "/for-all-mankind/season-9/", "/embed/nothing/"):
        answer = site.ask(path)
        assert (answer.status, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
        assert b"There is no page at this address." in answer.body
    if "de" in site.languages:
        answer = site.ask("/de/nothing/")
        assert (answer.status, b"Unter dieser Adresse gibt es keine Seite." in answer.body) == (404, True)
    for path in ("/_headers", "/_nginx.conf", "/.feedgen.json", "/feeds/nothing.ics"):
        assert site.ask(path).status == 404
