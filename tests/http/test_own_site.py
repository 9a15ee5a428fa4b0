"""A publisher's own site: name, mark, colours, links and templates, wherever the application is."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

import feedgen
from feedgen import FeedgenError, resources
from feedgen.cli.main import main
from feedgen.web.app import create_app

NOW = datetime(2023, 11, 20, 12, tzinfo=UTC)
SEASON = "/for-all-mankind/season-4/"
PAGES = ["/", "/?view=month", "/shows/", "/for-all-mankind/", SEASON, "/nothing/", f"{SEASON}?lang=ar"]
MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'


def named(folder: Path, **more: object) -> dict[str, object]:
    (folder / "sign.svg").write_text(MARK)
    links = "Imprint=https://example.org/imprint, Datenschutz=/privacy"
    own = {"SITE_NAME": "Kino <Nord>", "MARK": folder / "sign.svg", "ACCENT": "#9D174D", "FOOTER_LINKS": links}
    return {**own, **more}


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return create_app(named(tmp_path), clock=lambda: NOW).test_client()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_name_mark_and_links(client: FlaskClient, path: str) -> None:
    html = client.get(path).text
    assert '<img src="/static/mark.svg" alt=""> <bdi>Kino &lt;Nord&gt;</bdi></a>' in html
    assert '<meta property="og:site_name" content="Kino &lt;Nord&gt;">' in html
    assert '<a href="https://example.org/imprint"><bdi>Imprint</bdi></a>' in html
    assert '<a href="/privacy"><bdi>Datenschutz</bdi></a>' in html


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("own", [True, False])
def test_feedgen_is_named_at_the_foot_alone(client: FlaskClient, path: str, own: bool) -> None:
    asked = client if own else create_app(clock=lambda: NOW).test_client()
    words = re.sub(r"<script.*?</script>|<(?:textarea|iframe).*?</(?:textarea|iframe)>", "", asked.get(path).text)
    texts = re.findall(r">([^<]+)<|(?:content|alt|title)=\"([^\"]*)\"", words)
    assert [text for pair in texts for text in pair if "feedgen" in text.lower() and "://" not in text] in (
        ["Made with feedgen"],
        ["صُنع باستخدام feedgen"],
    )


def test_colours_are_those_that_follow_from_the_accent_also_in_widgets(client: FlaskClient) -> None:
    styles = client.get("/static/feedgen.css").text
    ours = create_app().test_client().get("/static/feedgen.css").text
    assert styles.startswith(ours)
    assert re.findall("--accent: (#[^;]*)", styles.removeprefix(ours)) == ["#9d174d", "#ef6891", "#ef6891"]
    assert "#ea638c" in client.get("/static/icon.svg").text
    assert "/static/feedgen.css" in client.get("/embed/for-all-mankind-s4").text


def test_scripts_and_styles_are_sent_without_comments_and_otherwise_as_they_are() -> None:
    client = create_app().test_client()
    for name in ("page.js", "feedgen.css", "releases.js"):
        sent, ours = client.get(f"/static/{name}").text, (resources.STATIC / name).read_text()
        assert len(sent) < len(ours)
        assert not re.search(r"^\s*//|/\*|^\s+\S|^$", sent.rstrip(), re.MULTILINE)
        code = re.sub(r"/\*.*?\*/", "", ours, flags=re.DOTALL) if name.endswith(".css") else ours
        kept = [line.strip() for line in code.splitlines() if not line.strip().startswith("//")]
        assert "".join(sent.split()).startswith("".join("".join(kept).split()))


def test_mark_is_sent_as_what_it_is(client: FlaskClient) -> None:
    answer = client.get("/static/mark.svg")
    assert (answer.text, answer.headers["Content-Type"]) == (MARK, "image/svg+xml")
    assert create_app().test_client().get("/static/mark.svg").status_code == 404


def test_mounted_calendars_are_the_publishers_own_as_well(tmp_path: Path) -> None:
    app = Flask("other")
    feedgen.mount(app, "/tv", schedules=resources.SCHEDULES, **named(tmp_path))  # type: ignore[arg-type]  # any
    html = app.test_client().get(f"/tv{SEASON}").text
    assert '<img src="/tv/static/mark.svg" alt=""> <bdi>Kino &lt;Nord&gt;</bdi>' in html


def test_site_of_files_is_the_publishers_own_and_made_anew_when_that_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zones").touch()
    own = tmp_path / "own"
    own.mkdir()
    site = tmp_path / "site"
    words = ["build", str(site), "--base-url", "https://example.org/tv", "--zones", str(tmp_path / "zones"), "-q"]
    for name, value in named(tmp_path, TEMPLATES=own).items():
        monkeypatch.setenv(f"FEEDGEN_{name}", str(value))
    assert CliRunner().invoke(main, words).exit_code == 0
    assert '<img src="/tv/static/mark.svg" alt=""> <bdi>Kino' in (site / "index.html").read_text()
    assert (site / "static/mark.svg").read_text() == MARK
    assert "#ef6891" in (site / "static/feedgen.css").read_text()
    (own / "error.html").write_text('{% extends "feedgen/error.html" %}{% block hero %}<h1>Lost?</h1>{% endblock %}')
    monkeypatch.setenv("FEEDGEN_ACCENT", "teal")
    assert CliRunner().invoke(main, words).exit_code == 0
    assert "<h1>Lost?</h1>" in (site / "404.html").read_text()
    assert "--glow: #3fa5a4" in (site / "static/feedgen.css").read_text()
    monkeypatch.setenv("FEEDGEN_ACCENT", "tael")
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


BROKEN = {
    "{% block hero %": "index.html:1: the template fails: expected token 'end of statement block'",
    "{% block hero %}\n{{ 1 | nothing }}{% endblock %}": "index.html:2: the template fails: No filter named",
    '{% extends "feedgen/nothing.html" %}': "index.html: there is no template: feedgen/nothing.html",
    "Hello!\n{{ page.days.first.second }}": "index.html:2: the template fails: ",
}

EXTENDS = '{% extends "feedgen/index.html" %}\n'
BROKEN |= {
    EXTENDS
    + "{% block heroo %}{% endblock %}": 'index.html:2: what it extends has no block "heroo"; did you mean "hero"?',
    EXTENDS + "\n{% block xyz %}{% endblock %}": 'index.html:3: what it extends has no block "xyz"; there are ',
}


@pytest.mark.parametrize("text", BROKEN)
def test_broken_template_is_a_line_at_the_start(text: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(text)
    with pytest.raises(FeedgenError) as told:
        create_app({"TEMPLATES": tmp_path})
    assert str(told.value).startswith(f"{tmp_path}/{BROKEN[text]}")
    assert "\n" not in str(told.value)


def test_block_of_ones_own_may_be_within_another_or_be_called_by_name(tmp_path: Path) -> None:
    inner = "{% block hero %}{% block mine %}Hi{% endblock %}{{ self.more() }}{% endblock %}"
    (tmp_path / "index.html").write_text(f"{EXTENDS}{inner}{{% block more %}}!!{{% endblock %}}")
    assert "Hi!!" in create_app({"TEMPLATES": tmp_path}).test_client().get("/").text


@pytest.mark.parametrize("command", ["build", "serve"])
def test_broken_template_ends_a_command_with_a_line(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "index.html").write_text("{% block hero %")
    monkeypatch.setenv("FEEDGEN_TEMPLATES", str(tmp_path / "templates"))
    site = str(tmp_path / "site")
    words = {"build": [site, "--base-url", "https://example.org", "--jobs", "2"], "serve": ["--port", "1"]}
    result = CliRunner().invoke(main, [command, *words[command]])
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "index.html:1: the template fails: " in result.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [("error.html", "{{ page.near.x.y }}"), ("embed.html", "{{ page.x.y }}"), ("season.html", "{{ x.y }}")],
)
def test_template_that_fails_only_when_it_is_used_is_told_as_well(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(FeedgenError, match=rf"{name}:1: the template fails: .* undefined|has no attribute"):
        create_app({"TEMPLATES": tmp_path})


def test_template_that_replaces_none_is_told_unless_another_needs_it(tmp_path: Path) -> None:
    (tmp_path / "sesaon.html").write_text("Hello!")
    with pytest.raises(FeedgenError, match=r'replaces no template, and none includes it; did you mean "season.html"\?'):
        create_app({"TEMPLATES": tmp_path})
    (tmp_path / "error.html").write_text('{% include "sesaon.html" %}')
    assert create_app({"TEMPLATES": tmp_path}).test_client().get("/nothing/").text == "Hello!"
