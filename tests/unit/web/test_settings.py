"""Settings: each is read to its type, and whatever is wrong with one is told in one line."""

from datetime import timedelta
from pathlib import Path

import pytest

from feedgen import create_app
from feedgen.errors import FeedgenError
from feedgen.web.settings import Settings, read_settings


def test_variables_are_read_to_their_types_and_a_configuration_wins() -> None:
    variables = {
        "FEEDGEN_SCHEDULES": "/srv/shows",
        "FEEDGEN_BASE_URL": "https://example.org/tv/",
        "FEEDGEN_TRUSTED_HOSTS": "a.example, b.example",
        "FEEDGEN_RELOAD_SECONDS": "0.5",
        "FEEDGEN_CACHE_MEBIBYTES": "8",
        "FEEDGEN_HSTS_SECONDS": "3600",
        "FEEDGEN_SHOW_VERSION": "yes",
        "PATH": "/bin",
    }
    assert read_settings(variables, {"CACHE_MEBIBYTES": 16, "TESTING": True}) == Settings(
        schedules=Path("/srv/shows"),
        base_url="https://example.org/tv",
        trusted_hosts=("a.example", "b.example"),
        reload_seconds=timedelta(seconds=0.5),
        cache_mebibytes=16,
        hsts_seconds=3600,
        show_version=True,
    )


def test_links_are_pairs_or_a_mapping() -> None:
    links = (("Imprint", "https://example.org/?a=b"), ("Privacy", "/privacy"))
    text = "Imprint=https://example.org/?a=b, Privacy = /privacy,"
    assert read_settings({"FEEDGEN_FOOTER_LINKS": text}) == Settings(footer_links=links)
    assert read_settings({}, {"FOOTER_LINKS": dict(links)}) == Settings(footer_links=links)


def test_empty_variable_counts_as_not_set() -> None:
    assert read_settings({"FEEDGEN_RELOAD_SECONDS": "", "FEEDGEN_BASE_URL": ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("RELOAD_SECONDS", "soon", "FEEDGEN_RELOAD_SECONDS is a number of seconds, not 'soon'"),
        ("RELOAD_SECONDS", "-1", "FEEDGEN_RELOAD_SECONDS is a number of seconds, not '-1'"),
        ("RELOAD_SECONDS", "nan", "FEEDGEN_RELOAD_SECONDS is a number of seconds, not 'nan'"),
        ("CACHE_MEBIBYTES", "lots", "FEEDGEN_CACHE_MEBIBYTES is a whole number, not 'lots'"),
        ("CACHE_MEBIBYTES", "9" * 5_000, "FEEDGEN_CACHE_MEBIBYTES is a whole number, not '999"),
        ("SHOW_VERSION", "maybe", "FEEDGEN_SHOW_VERSION is 1 or 0, not 'maybe'"),
        ("BASE_URL", "example.org", "the base address is like"),
        ("SITE_NAME", "x" * 61, "FEEDGEN_SITE_NAME has up to 60 letters and signs, in one line, not 'xxx"),
        (
            "ACCENT",
            "pinkish",
            "FEEDGEN_ACCENT is a colour such as #9d174d, or a name that CSS knows, such as teal",
        ),
        ("ACCENT", "#12345", "FEEDGEN_ACCENT is a colour"),
        ("MARK", "/nothing.svg", "FEEDGEN_MARK is a file that cannot be read (No such file or directory), not"),
        ("MARK", __file__, "FEEDGEN_MARK is a picture in SVG or PNG, and its name ends in .svg or .png, not"),
        (
            "FOOTER_LINKS",
            "Imprint",
            "FEEDGEN_FOOTER_LINKS is pairs Text=URL separated by commas, such as Imprint",
        ),
        ("FOOTER_LINKS", "A=javascript:alert(1)", "FEEDGEN_FOOTER_LINKS is pairs"),
        ("FOOTER_LINKS", "A=//other.example", "FEEDGEN_FOOTER_LINKS is pairs"),
        ("TEMPLATES", "/nothing", "FEEDGEN_TEMPLATES is a folder, and there is none, not '/nothing'"),
        ("BASEURL", "x", 'FEEDGEN_BASEURL is no setting, did you mean "FEEDGEN_BASE_URL"?'),
        ("WORKERS", "", "FEEDGEN_WORKERS is no setting, there are SCHEDULES, BASE_URL"),
    ],
)
def test_what_is_wrong_is_told(name: str, value: str, text: str) -> None:
    with pytest.raises(FeedgenError) as told:
        read_settings({f"FEEDGEN_{name}": value})
    assert str(told.value).startswith(text)


@pytest.mark.parametrize("name", ["PORT", "PORT_8000_TCP", "PORT_8000_TCP_ADDR", "SERVICE_HOST", "SERVICE_PORT_HTTP"])
def test_what_kubernetes_sets_for_a_service_of_our_name_is_no_setting(name: str) -> None:
    assert read_settings({f"FEEDGEN_{name}": "tcp://10.0.0.1:8000"}) == Settings()


def test_settings_of_flask_have_a_prefix_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDGEN_FLASK_MAX_CONTENT_LENGTH", "1000")
    app = create_app({"TESTING": True})
    assert (app.config["MAX_CONTENT_LENGTH"], app.testing) == (1000, True)
    with pytest.raises(FeedgenError, match="TESTNG is no setting"):
        create_app({"TESTNG": True})
