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
        ("SITE_NAME", "x" * 61, "FEEDGEN_SITE_NAME: 'xxxxx"),
        ("ACCENT", "pinkish", "FEEDGEN_ACCENT: 'pinkish' is no colour; write one such as #9d174d, or a name that CSS"),
        ("ACCENT", "#12345", "FEEDGEN_ACCENT: '#12345' is no colour"),
        ("MARK", "/nothing.svg", "FEEDGEN_MARK: '/nothing.svg' cannot be read (No such file or directory); write the"),
        ("MARK", __file__, f"FEEDGEN_MARK: '{__file__}' is in no format that is taken; give a picture in SVG or PNG"),
        ("FOOTER_LINKS", "Imprint", "FEEDGEN_FOOTER_LINKS: 'Imprint' is no pair Text=URL; write pairs with commas "),
        ("FOOTER_LINKS", "=/x", "FEEDGEN_FOOTER_LINKS: '=/x' is no pair Text=URL; write pairs with commas between"),
        (
            "FOOTER_LINKS",
            "Imprint=example.org/imprint",
            "FEEDGEN_FOOTER_LINKS: the address of 'Imprint' is 'example.org/imprint', and has to begin with https://, "
            "with mailto: or with one /; did you mean Imprint=https://example.org/imprint?",
        ),
        ("FOOTER_LINKS", "A=javascript:alert(1)", "FEEDGEN_FOOTER_LINKS: the address of 'A' is 'javascript:alert(1)'"),
        ("FOOTER_LINKS", "A=//other.example", "FEEDGEN_FOOTER_LINKS: the address of 'A' is '//other.example', and has"),
        ("TEMPLATES", "/nothing", "FEEDGEN_TEMPLATES: '/nothing' is not there; write the path of the folder that has"),
        (
            "TEMPLATES",
            __file__,
            f"FEEDGEN_TEMPLATES: '{__file__}' is a file, not a folder; write the path of",
        ),
        ("BASEURL", "x", 'FEEDGEN_BASEURL is no setting, did you mean "FEEDGEN_BASE_URL"?'),
        ("WORKERS", "", "FEEDGEN_WORKERS is no setting, there are SCHEDULES, BASE_URL"),
    ],
)
def test_what_is_wrong_is_told(name: str, value: str, text: str) -> None:
    with pytest.raises(FeedgenError) as told:
        read_settings({f"FEEDGEN_{name}": value})
    assert str(told.value).startswith(text)


@pytest.mark.parametrize(
    ("file", "data", "text"),
    [
        ("fake.svg", b"<html/>", "is no SVG, whose root is <svg"),
        ("fake.png", b"GIF89a", "is no PNG, whatever its name says"),
        ("large.svg", b" " * (2**18 + 1), "has 257 KiB; give a picture of at most 256 KiB"),
    ],
)
def test_what_is_wrong_with_a_mark_is_told(file: str, data: bytes, text: str, tmp_path: Path) -> None:
    (tmp_path / file).write_bytes(data)
    with pytest.raises(FeedgenError) as told:
        read_settings({"FEEDGEN_MARK": str(tmp_path / file)})
    assert f"{file}' {text}" in str(told.value)


@pytest.mark.parametrize("name", ["SITE_NAME", "HSTS_SECONDS", "ACCENT", "FOOTER_LINKS", "TEMPLATES", "MARK"])
def test_long_value_is_not_repeated_whole(name: str) -> None:
    with pytest.raises(FeedgenError) as told:
        read_settings({f"FEEDGEN_{name}": "x" * 200})
    assert "x" * 121 not in str(told.value)
    assert f"{'x' * 120}…" in str(told.value)


@pytest.mark.parametrize("text", ["9d174d", "#9D174D", " 9D174D "])
def test_colour_needs_no_number_sign(text: str) -> None:
    assert read_settings({"FEEDGEN_ACCENT": text}) == Settings(accent="#9d174d")


@pytest.mark.parametrize("name", ["PORT", "PORT_8000_TCP", "PORT_8000_TCP_ADDR", "SERVICE_HOST", "SERVICE_PORT_HTTP"])
def test_what_kubernetes_sets_for_a_service_of_our_name_is_no_setting(name: str) -> None:
    assert read_settings({f"FEEDGEN_{name}": "tcp://10.0.0.1:8000"}) == Settings()


def test_settings_of_flask_have_a_prefix_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDGEN_FLASK_MAX_CONTENT_LENGTH", "1000")
    app = create_app({"TESTING": True})
    assert (app.config["MAX_CONTENT_LENGTH"], app.testing) == (1000, True)
    with pytest.raises(FeedgenError, match="TESTNG is no setting"):
        create_app({"TESTNG": True})
