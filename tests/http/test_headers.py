"""Headers that guard every answer, whatever its kind and status."""

import re

import pytest
from flask.testing import FlaskClient

from feedgen.web.app import create_app

KINDS = {
    "feed": "/feeds/for-all-mankind-s4.ics",
    "page": "/for-all-mankind/season-4/",
    "catalogue": "/",
    "widget": "/embed/for-all-mankind-s4",
    "oembed": "/oembed/for-all-mankind-s4.json",
    "style": "/static/feedgen.css",
    "image": "/static/icon.svg",
    "sitemap": "/sitemap.xml",
    "robots": "/robots.txt",
    "health": "/healthz",
    "metrics": "/metrics",
    "redirect": "/for-all-mankind",
    "no page": "/nothing/at/all",
    "no feed": "/feeds/nothing.ics",
    "no file": "/static/nothing",
    "mistake": "/feeds/all.ics?x=1",
    "mistake on a page": "/?lang=xx",
    "too long": "/" + "x" * 2000,
}


@pytest.fixture(scope="module")
def served() -> FlaskClient:
    return create_app({"METRICS": True, "HSTS_SECONDS": 31536000}).test_client()


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_every_answer_is_guarded(served: FlaskClient, address: str) -> None:
    for method in ("GET", "HEAD", "POST", "OPTIONS"):
        headers = served.open(address, method=method).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        # What is refused before the application sees it is for no browser.
        assert address == KINDS["too long"] or headers["Strict-Transport-Security"] == "max-age=31536000"


def test_transport_is_secured_by_setting_only(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers


@pytest.mark.parametrize(
    ("kind", "resource", "opener"),
    [
        ("feed", "cross-origin", None),
        ("widget", "cross-origin", None),
        ("oembed", "cross-origin", None),
        ("style", "cross-origin", None),
        ("image", "cross-origin", None),
        ("page", "same-origin", "same-origin"),
        ("catalogue", "same-origin", "same-origin"),
        ("no page", "same-origin", "same-origin"),
    ],
)
def test_other_sites_load_what_they_may_frame_or_read(
    served: FlaskClient, kind: str, resource: str, opener: str | None
) -> None:
    headers = served.get(KINDS[kind]).headers
    assert headers["Cross-Origin-Resource-Policy"] == resource
    assert headers.get("Cross-Origin-Opener-Policy") == opener


@pytest.mark.parametrize("kind", ["page", "catalogue", "widget", "no page"])
def test_pages_ask_for_nothing_of_a_device(served: FlaskClient, kind: str) -> None:
    policy = served.get(KINDS[kind]).headers["Permissions-Policy"]
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(policy.split(", "))


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_nothing_tells_versions_or_paths(served: FlaskClient, address: str) -> None:
    answer = served.get(address)
    told = f"{answer.headers}{answer.text if 'svg' not in address else ''}"
    assert not re.search(r"Werkzeug|Python/|Flask|/site-packages|feedgen/0\.|/home/|/tmp/|\.toml", told)
