"""What previews of links, search engines and home screens are told of a page."""

import json
import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from support import need_package

from feedgen.web.app import create_app

NOW = datetime(2023, 11, 20, 12, tzinfo=UTC)
SEASON = "http://localhost/for-all-mankind/season-4/"
CARD = "http://localhost/static/cards/en/for-all-mankind-s4.png"


def head(client: FlaskClient, path: str) -> str:
    return client.get(path).text.partition("</head>")[0]


def meta(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="([\w:-]+)" content="([^"]*)">', html))


def test_page_tells_its_language_and_the_others_by_what_lasts_of_its_address(client: FlaskClient) -> None:
    html = head(client, "/for-all-mankind/season-4/?tz=Asia/Tokyo&part=weekly&lang=de")
    assert f'<link rel="canonical" href="{SEASON}?lang=de">' in html
    spoken = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', html))
    tags = ("en", "ar", "de", "es", "fr", "ja", "pt")
    assert spoken == {**{tag: f"{SEASON}?lang={tag}" for tag in tags}, "x-default": SEASON}
    assert re.findall(r'og:locale" content="(\w+)"', html) == ["de_DE"]
    others = re.findall(r'og:locale:alternate" content="(\w+)"', html)
    assert others == ["en_US", "ar_EG", "es_ES", "fr_FR", "ja_JP", "pt_BR"]
    assert f'<link rel="canonical" href="{SEASON}">' in head(client, "/for-all-mankind/season-4/?tz=Asia/Tokyo")


@pytest.mark.parametrize("path", ["", "shows/", "for-all-mankind/", "for-all-mankind/season-4/"])
def test_every_page_that_lasts_has_its_address_and_translations(client: FlaskClient, path: str) -> None:
    html = head(client, f"/{path}?clock=24&lang=ja")
    assert f'<link rel="canonical" href="http://localhost/{path}?lang=ja">' in html
    assert f'hreflang="fr" href="http://localhost/{path}?lang=fr"' in html
    assert meta(html)["og:url"] == f"http://localhost/{path}?lang=ja"


def test_page_that_is_not_there_has_neither(client: FlaskClient) -> None:
    html = head(client, "/nothing/")
    assert "canonical" not in html
    assert "hreflang" not in html


def test_site_in_one_language_has_no_translations() -> None:
    client = create_app({"LANGUAGES": "de"}, clock=lambda: NOW).test_client()
    html = client.get("/for-all-mankind/season-4/", headers={"Accept-Language": "fr,en"}).text
    assert '<html lang="de"' in html
    assert "hreflang" not in html
    assert 'id="languages"' not in html
    assert "hreflang" not in client.get("/sitemap.xml").text


def test_site_in_some_languages_speaks_the_first_to_whoever_wants_none_of_them() -> None:
    client = create_app({"LANGUAGES": "de, ja"}, clock=lambda: NOW).test_client()
    for accepted, tag in (("fr", "de"), ("ja-JP", "ja"), ("fr,ja;q=0.1", "ja"), ("", "de"), ("fr", "de")):
        assert f'<html lang="{tag}"' in client.get("/", headers={"Accept-Language": accepted}).text
    assert client.get("/feeds/all.ics?lang=fr").status_code == 200, "feeds stay in all languages"


def test_preview_of_a_season_is_an_image_of_its_own(client: FlaskClient) -> None:
    need_package("PIL")
    told = meta(head(client, "/for-all-mankind/season-4/"))
    assert told["og:image"] == CARD
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image:alt"] == "For All Mankind, season 4"
    assert told["twitter:card"] == "summary_large_image"
    answer = client.get(CARD.removeprefix("http://localhost"))
    assert (answer.headers["Content-Type"], answer.data[:4]) == ("image/png", b"\x89PNG")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    again = client.get(CARD.removeprefix("http://localhost"), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert meta(head(client, "/for-all-mankind/"))["og:image"] == CARD
    assert meta(head(client, "/?lang=ja"))["og:image"] == "http://localhost/static/cards/ja/all.png"


@pytest.mark.parametrize("name", ["en/nothing-s1", "en/for-all-mankind-s9", "nl/for-all-mankind-s4", "en/premieres"])
def test_image_that_there_is_not_is_not_found(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/cards/{name}.png").status_code == 404
    assert client.get("/static/nl.webmanifest").status_code == 404


def test_without_pillow_previews_are_the_same_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedgen.web.own_site.can_draw", lambda: False)
    client = create_app(clock=lambda: NOW).test_client()
    html = head(client, "/for-all-mankind/season-4/")
    assert meta(html)["og:image"] == "http://localhost/static/card.jpg"
    assert "apple-touch-icon" not in html
    assert client.get("/static/cards/en/for-all-mankind-s4.png").status_code == 404


def test_home_screens_are_told_how_the_site_looks() -> None:
    config = {"SITE_NAME": "Kino Nord", "ACCENT": "#9d174d", "BASE_URL": "https://example.org/tv"}
    client = create_app(config, clock=lambda: NOW).test_client()
    html = head(client, "/?lang=ar")
    assert '<link rel="manifest" href="https://example.org/tv/static/ar.webmanifest">' in html
    colors = re.findall(r'theme-color" media="\(prefers-color-scheme: (\w+)\)" content="(#\w+)"', html)
    assert colors == [("light", "#531028"), ("dark", "#1c040b")]
    answer = client.get("/static/ar.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    told = json.loads(answer.data)
    assert {name: told[name] for name in ("name", "lang", "dir", "start_url", "theme_color")} == {
        "name": "Kino Nord",
        "lang": "ar",
        "dir": "rtl",
        "start_url": "https://example.org/tv/",
        "theme_color": "#1c040b",
    }
    for image in told["icons"]:
        with client.get(image["src"].removeprefix("https://example.org/tv")) as icon:
            assert (icon.status_code, icon.headers["Content-Type"]) == (200, image["type"])
