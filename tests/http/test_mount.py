"""A second application, which has pages of its own, and calendars mounted at two of its paths."""

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask, request, url_for
from flask.testing import FlaskClient
from support import WEEKLY

import feedgen
from feedgen import FeedgenError, resources

OURS = """{% extends "feedgen/index.html" %}
{% block hero %}<p>A word of ours.</p>{% endblock %}
"""


def site(folder: Path, **more: object) -> Flask:
    """Make a site as anybody's might be: a page, a hook, an error page, a file, and calendars at two places."""
    app = Flask("second", static_folder=None)

    @app.before_request
    def only_members() -> str | None:
        return "Log in, please." if request.path.startswith("/members") else None

    @app.get("/")
    def home() -> str:
        return f"home of the site, {url_for('home')}"

    @app.errorhandler(404)
    def nothing(_: Exception) -> tuple[str, int]:
        return "nothing of ours", 404

    shows, weekly = folder / "shows", folder / "weekly"
    shows.mkdir()
    weekly.mkdir()
    shutil.copy(resources.SCHEDULES / "for-all-mankind.toml", shows)
    (weekly / "weekly.toml").write_text(WEEKLY)
    feedgen.mount(app, "/calendar", schedules=shows, **more)  # type: ignore[arg-type]  # as each test needs
    feedgen.mount(app, "/more/dates", schedules=str(weekly))
    return app


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return site(tmp_path).test_client()


def test_both_calendars_and_the_site_answer(client: FlaskClient) -> None:
    assert client.get("/").text == "home of the site, /"
    assert client.get("/members").text == "Log in, please."
    assert (client.get("/feeds/all.ics").status_code, client.get("/feeds/all.ics").text) == (404, "nothing of ours")
    assert client.get("/calendar/feeds/all.ics").data.count(b"BEGIN:VEVENT") == 10
    assert client.get("/more/dates/feeds/all.ics").data.count(b"BEGIN:VEVENT") == 4
    assert client.get("/calendar/feeds/weekly.ics").status_code == 404
    assert client.get("/calendars").text == "nothing of ours"


def test_every_link_of_the_pages_stays_below_the_prefix(client: FlaskClient) -> None:
    seen, left = set(), ["/calendar/", "/calendar/for-all-mankind/season-4/"]
    while left:
        path = left.pop()
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if answer.mimetype == "text/html" and len(seen) < 60:
            found = re.findall(r'(?:href|src)="(?:http://localhost)?(/[^"#?]*)', answer.text)
            assert [link for link in found if not link.startswith("/calendar/")] == []
            # What needs a query is left out.
            left += [link for link in found if link not in (*seen, *left, "/calendar/oembed")]
    assert "/calendar/static/feedgen.css" in seen
    assert "/calendar/feeds/for-all-mankind-s4.ics" in seen


def test_prefix_without_a_slash_leads_to_the_catalogue(client: FlaskClient) -> None:
    answer = client.get("/calendar", follow_redirects=True)
    assert (answer.status_code, answer.text) == (200, client.get("/calendar/").text)


def test_public_address_is_that_of_the_site_with_the_prefix(tmp_path: Path) -> None:
    client = site(tmp_path, base_url="https://www.example.org").test_client()
    body = client.get("/calendar/feeds/all.ics", headers={"Host": "attacker.example"}).text.replace("\r\n ", "")
    assert "https://www.example.org/calendar/feeds/all.ics" in body
    assert "attacker" not in body


def test_host_that_the_site_does_not_trust_is_refused(client: FlaskClient) -> None:
    assert client.get("/calendar/", headers={"Host": "attacker.example"}).status_code == 400


def test_template_of_the_site_replaces_one_and_extends_it(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "index.html").write_text(OURS)
    client = site(tmp_path, templates=own).test_client()
    page = client.get("/calendar/").text
    assert "<p>A word of ours.</p>" in page
    assert "/calendar/static/feedgen.css" in page
    assert "A word of ours." not in client.get("/more/dates/").text


@pytest.mark.parametrize("prefix", ["calendar", "/calendar/", "", "/", "/a b", "//x"])
def test_prefix_that_is_no_path_is_refused(prefix: str, tmp_path: Path) -> None:
    with pytest.raises(FeedgenError, match="the prefix is a path such as /calendar"):
        feedgen.mount(Flask("other"), prefix, schedules=tmp_path)


def test_prefix_twice_and_folder_that_is_not_there_are_refused(tmp_path: Path) -> None:
    app = site(tmp_path)
    with pytest.raises(FeedgenError, match="there is something at /calendar already"):
        feedgen.mount(app, "/calendar", schedules=tmp_path / "shows")
    with pytest.raises(FeedgenError, match=r"TEMPLATES: '.*nothing' is not there; write the path"):
        feedgen.mount(app, "/other", schedules=tmp_path / "shows", templates=tmp_path / "nothing")
    with pytest.raises(FeedgenError):
        feedgen.mount(app, "/others", schedules=tmp_path / "nothing")
