"""What programs are given besides calendars: plain JSON, and a map of the site."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from schedules import change
from support import WEEKLY, parse, published

from feedgen.feeds.formats import Format
from feedgen.web.app import create_app

SEASON = "http://localhost/for-all-mankind/season-4/"


def test_episodes_as_json_say_exactly_this(client: FlaskClient) -> None:
    response = client.get("/feeds/for-all-mankind-s4e03.json")
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.json == {
        "feed": "for-all-mankind-s4e03",
        "title": "For All Mankind S4E3",
        "page": SEASON,
        "calendar": "http://localhost/feeds/for-all-mankind-s4e03.ics",
        "episodes": [
            {
                "uid": "cd926713-abc6-5d08-b0da-ec5838c151e0",
                "show": "For All Mankind",
                "service": "Apple TV+",
                "season": 4,
                "episode": 3,
                "title": "The Bear Hug",
                "summary": "For All Mankind S4E3: The Bear Hug",
                "status": "confirmed",
                "day": "2023-11-24",
                "instant": "2023-11-24T05:00:00Z",
                "zone": "America/New_York",
                "runtime": "PT1H",
                "premiere": False,
                "finale": False,
                "part": None,
                "url": "https://tv.apple.com/show/for-all-mankind/umc.cmc.6wsi780sz5tdbqcf11k76mkp7",
                "sequence": 0,
                "modified": "2023-10-12T16:00:00Z",
            }
        ],
        "undated": [],
    }


def test_what_is_not_known_is_null() -> None:
    show = parse(WEEKLY)
    body = published({"show": show}, "show-s1", form=Format.EPISODES).body.decode()
    assert body.count('"title": null') == body.count('"instant": null') == body.count('"runtime": null') == 4


def test_json_is_answered_conditionally_and_in_languages(client: FlaskClient) -> None:
    address = "/feeds/for-all-mankind-s4.json"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    german = client.get(f"{address}?lang=de").json
    assert german
    assert german["episodes"][0]["summary"] == "For All Mankind S4E1: Glasnost (Staffelpremiere)"
    assert len(german["episodes"]) == 10


@pytest.mark.parametrize(
    ("address", "status"),
    [("Europe/London/all.json", 404), ("all.json?tz=UTC", 400), ("nothing.json", 404), ("nothing.jcal.json", 404)],
)
def test_mistake_is_told(client: FlaskClient, address: str, status: int) -> None:
    response = client.get(f"/feeds/{address}")
    assert (response.status_code, response.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")


def test_sitemap_lists_every_page_with_its_translations(client: FlaskClient) -> None:
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    pages = ET.fromstring(response.data).findall("s:url", names)  # noqa: S314 - we have written it ourselves
    addresses = [page.findtext("s:loc", "", names) for page in pages]
    assert addresses == [f"http://localhost/{path}" for path in ("", "shows/", "for-all-mankind/")] + [SEASON]
    assert {page.findtext("s:lastmod", "", names) for page in pages} == {"2023-10-12T16:00:00Z"}
    translations = [link.attrib for link in pages[3].findall("x:link", names)]
    assert len(translations) == 8
    assert {"rel": "alternate", "hreflang": "x-default", "href": SEASON} in translations
    assert {"rel": "alternate", "hreflang": "ar", "href": f"{SEASON}?lang=ar"} in translations


def test_sitemap_tells_when_a_plan_changed(schedules: Path) -> None:
    (schedules / "weekly.toml").write_text(WEEKLY + change("2", "2024-01-09T08:00:00Z", shift="1 day"))
    app = create_app({"SCHEDULES": schedules}, clock=lambda: datetime(2024, 2, 1, tzinfo=UTC))
    assert app.test_client().get("/sitemap.xml").text.count("<lastmod>2024-01-09T08:00:00Z</lastmod>") == 4


def test_what_comes_next_is_told_to_programs_like_episodes_of_a_feed(client: FlaskClient) -> None:
    feed = client.get("/feeds/for-all-mankind.json").json
    assert feed
    for address, name in (("/coming.json", "all"), ("/coming/for-all-mankind.json", "for-all-mankind")):
        response = client.get(address)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Cache-Control"] == "public, max-age=60"
        assert response.json
        assert (response.json["feed"], response.json["episodes"]) == (name, feed["episodes"][2:])
    assert client.get("/coming/nothing.json").status_code == 404
