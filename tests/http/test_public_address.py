"""No page and no feed believes a Host header that nobody vouched for."""

from pathlib import Path

import pytest
from support import WEEKLY, values
from werkzeug.test import EnvironBuilder, run_wsgi_app

from feedgen import __version__
from feedgen.errors import FeedgenError, ScheduleError
from feedgen.web.app import create_app

FEED = "/feeds/for-all-mankind-s4.ics"
EVIL = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil"}


def test_unknown_host_is_refused_with_a_hint() -> None:
    response = create_app().test_client().get(FEED, headers=EVIL)
    assert response.status_code == 400
    assert "FEEDGEN_BASE_URL" in response.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000"])
def test_loopback_needs_no_setting(host: str) -> None:
    response = create_app().test_client().get(FEED, headers={"Host": host})
    assert values(response.data, "SOURCE") == [f"http://{host}{FEED}"]


@pytest.mark.parametrize(
    ("host", "told"),
    [("LOCALHOST", "localhost"), ("localhost.:8000", "localhost:8000"), ("[::1]:8000", "[::1]:8000")],
)
def test_host_may_be_spelt_in_any_way_and_is_told_in_one(host: str, told: str) -> None:
    response = create_app().test_client().get(FEED, headers={"Host": host})
    assert values(response.data, "SOURCE") == [f"http://{told}{FEED}"]


@pytest.mark.parametrize(
    "host",
    [
        "localhost:0",
        "localhost:99999",
        "localhost:x",
        "localhost..",
        "localhost@evil.example",
        "",
        "a" * 300,
        "é",
        "[::2]",
    ],
)
def test_host_that_is_none_is_refused(host: str) -> None:
    assert create_app().test_client().get(FEED, environ_overrides={"HTTP_HOST": host}).status_code == 400


def test_dot_trusts_all_names_below_it_and_no_other() -> None:
    client = create_app({"TRUSTED_HOSTS": ".example.org, ::1"}).test_client()
    asked = {"a.example.org": 200, "A.B.EXAMPLE.ORG": 200, "[::1]": 200, "example.org.evil": 400, "localhost": 400}
    assert {host: client.get(FEED, headers={"Host": host}).status_code for host in asked} == asked


@pytest.mark.parametrize("setting", [{}, {"TRUSTED_HOSTS": "a.example"}, {"BASE_URL": "https://a.example/tv"}])
@pytest.mark.parametrize("host", ["10.0.0.7:8000", "evil.example", "", None])
def test_probes_are_answered_whatever_the_host(setting: dict[str, str], host: str | None) -> None:
    environ = EnvironBuilder("/healthz").get_environ() | {"SERVER_NAME": "10.0.0.7"}
    del environ["HTTP_HOST"]
    environ |= {} if host is None else {"HTTP_HOST": host}
    assert run_wsgi_app(create_app(setting).wsgi_app, environ)[1] == "200 OK"


@pytest.mark.parametrize(
    "path", ["/feeds", "/feeds/tv", "/static", "/embed/", "/shows", "/healthz", "/for-all-mankind", "/oembed"]
)
def test_path_that_begins_like_an_address_below_it_is_refused(path: str) -> None:
    with pytest.raises(FeedgenError, match="begins with /" + path.strip("/").split("/")[0]):
        create_app({"BASE_URL": f"https://example.org{path}"})


@pytest.mark.parametrize("setting", ["a.example, b.example", ["b.example"]])
def test_trusted_hosts_may_be_named(setting: object) -> None:
    client = create_app({"TRUSTED_HOSTS": setting}).test_client()
    assert client.get(FEED, headers={"Host": "b.example"}).status_code == 200
    assert client.get(FEED, headers={"Host": "localhost"}).status_code == 400


def test_base_url_is_the_only_address_given_out() -> None:
    client = create_app({"BASE_URL": "https://calendar.example.org/"}).test_client()
    for address in (FEED, "/", "/for-all-mankind/", "/for-all-mankind/season-4/", "/nothing/"):
        text = client.get(address, headers=EVIL).text
        assert "https://calendar.example.org" in text
        assert "evil.example" not in text
        assert "/evil" not in text
        assert "localhost" not in text
    redirect = client.get("/for-all-mankind", headers=EVIL)
    assert redirect.headers["Location"] == "https://calendar.example.org/for-all-mankind/"


@pytest.mark.parametrize("passed_on", ["/tv", ""])
def test_path_prefix_works_whether_or_not_the_proxy_strips_it(passed_on: str) -> None:
    client = create_app({"BASE_URL": "https://example.org/tv"}).test_client()
    body = client.get(f"{passed_on}{FEED}").data
    assert values(body, "SOURCE") == [f"https://example.org/tv{FEED}"]
    html = client.get(f"{passed_on}/for-all-mankind/").text
    assert 'href="/tv/static/feedgen.css"' in html
    with client.get(f"{passed_on}/static/feedgen.css") as style:
        assert style.status_code == 200
    redirect = client.get(f"{passed_on}/for-all-mankind")
    assert redirect.headers["Location"] == "https://example.org/tv/for-all-mankind/"


def test_prefix_of_the_server_itself_is_kept() -> None:
    client = create_app().test_client()
    body = client.get(FEED, environ_overrides={"SCRIPT_NAME": "/below"}).data
    assert values(body, "SOURCE") == [f"http://localhost/below{FEED}"]


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, schedules: Path) -> None:
    (schedules / "other.toml").write_text(WEEKLY)
    monkeypatch.setenv("FEEDGEN_SCHEDULES", str(schedules))
    monkeypatch.setenv("FEEDGEN_BASE_URL", "https://calendar.example.org")
    response = create_app().test_client().get("/feeds/other.ics")
    assert values(response.data, "SOURCE") == ["https://calendar.example.org/feeds/other.ics"]


@pytest.mark.parametrize(
    "base_url",
    [
        "calendar.example.org",
        "ftp://x.example",
        "https://",
        "https://x.example/?a=b",
        "https://x.example:port",
    ]
    + ["https://u:p@x.example", "https://" + "x" * 120, "https://é.example"],
)
def test_unusable_base_url_is_told(base_url: str) -> None:
    with pytest.raises(FeedgenError, match="the base address"):
        create_app({"BASE_URL": base_url})


def test_version_is_told_by_setting_only() -> None:
    health = create_app({"SHOW_VERSION": True}).test_client().get("/healthz").json
    assert health is not None
    assert health["version"] == __version__


def test_folder_without_schedules_is_told(schedules: Path) -> None:
    with pytest.raises(FeedgenError, match="no schedule files"):
        create_app({"SCHEDULES": schedules})
    with pytest.raises(FeedgenError, match="no such file or folder"):
        create_app({"SCHEDULES": schedules / "missing"})


def test_broken_schedule_degrades_and_does_not_stop_the_others(
    schedules: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (schedules / "sound.toml").write_text(WEEKLY)
    (schedules / "broken.toml").write_text(WEEKLY.replace("title", "titel", 1))
    client = create_app({"SCHEDULES": schedules}).test_client()
    assert client.get("/feeds/sound.ics").status_code == 200
    assert client.get("/feeds/broken.ics").status_code == 404
    health = client.get("/healthz")
    assert health.status_code == 200
    assert health.json is not None
    assert (health.json["status"], health.json["shows"]) == ("degraded", 1)
    assert health.json["problems"] == ["broken.toml:1"]
    assert caplog.text.count("not used:") == 1


def test_nothing_but_broken_schedules_stops_the_start(schedules: Path) -> None:
    (schedules / "broken.toml").write_text("titel = 1")
    with pytest.raises(ScheduleError, match=r"broken\.toml:1"):
        create_app({"SCHEDULES": schedules})


def test_health_of_a_sound_catalogue() -> None:
    health = create_app().test_client().get("/healthz")
    assert health.json is not None
    assert health.json | {"seconds_since_last_look": 0} == {
        "status": "ok",
        "shows": 1,
        "unread": 0,
        "waiting": [],
        "seconds_since_last_look": 0,
        "folder": "ok",
        "problems": [],
        "more_problems": 0,
    }
    assert health.headers["Cache-Control"] == "no-store"
