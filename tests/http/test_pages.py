import re
from dataclasses import fields
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from jinja2 import meta
from support import SITE, WEEKLY, parse

from feedgen import page_models, pages
from feedgen.model import Show
from feedgen.web import create_app

NO_CHOICE = page_models.ZoneChoice()
SEASON = "/for-all-mankind/season-4/"


def headline(show: Show, now: datetime) -> str:
    return pages.season_page(show, show.seasons[0], SITE, now, NO_CHOICE).headline


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (datetime(2023, 10, 1, tzinfo=UTC), "Episode 1 comes on Friday, November 10, 2023, 00:00 New York time"),
        (
            datetime(2023, 11, 10, 4, 59, 59, tzinfo=UTC),
            "Episode 1 comes on Friday, November 10, 2023, 00:00 New York time",
        ),
        (datetime(2023, 11, 10, 5, tzinfo=UTC), "Episode 2 comes on Friday, November 17, 2023, 00:00 New York time"),
        (datetime(2024, 1, 12, 5, tzinfo=UTC), "All 10 episodes are out"),
    ],
)
def test_headline_tells_what_is_next(bundled: Show, now: datetime, text: str) -> None:
    assert headline(bundled, now) == text


def test_headline_names_several_at_once() -> None:
    show = parse(WEEKLY.replace('every = "week"', 'every = "week"\nat_once = 2'))
    assert headline(show, datetime(2024, 2, 2, tzinfo=UTC)) == "Episodes 3 to 4 come on Friday, February 9, 2024"
    assert headline(show, datetime(2024, 2, 1, tzinfo=UTC)) == "Episodes 1 to 2 come on Friday, February 2, 2024"


def test_season_page_has_exactly_this_context(bundled: Show) -> None:
    page = pages.season_page(bundled, bundled.seasons[0], SITE, datetime(2023, 11, 20, tzinfo=UTC), NO_CHOICE)
    base = "https://calendar.example.org/feeds/for-all-mankind-s4"
    assert page.title == "For All Mankind, season 4"
    assert page.subscribe == page_models.Link(
        title="The whole season",
        count="10 episodes",
        https=f"{base}.ics",
        webcal=f"webcal:{base.removeprefix('https:')}.ics",
        download=f"{base}.ics?download=1",
    )
    assert [part.https for part in page.parts] == [f"{base}-{part}.ics" for part in ("premiere", "weekly", "finale")]
    assert [row.state for row in page.episodes] == ["out"] * 2 + ["next"] + ["later"] * 7
    assert page.episodes[2] == page_models.EpisodeRow(
        code="3",
        title="The Bear Hug",
        when="Friday, November 24, 2023, 00:00 New York time",
        iso="2023-11-24T05:00Z",
        role="",
        state="next",
        download=f"{base}e03.ics?download=1",
    )
    assert [row.role for row in page.episodes if row.role] == ["Season premiere", "Season finale"]


def test_parts_without_an_episode_are_not_offered() -> None:
    show = parse(WEEKLY.replace('every = "week"\n', ""))
    page = pages.season_page(show, show.seasons[0], SITE, datetime(2024, 1, 1, tzinfo=UTC), NO_CHOICE)
    assert [part.https.rpartition("-")[2] for part in page.parts] == ["premiere.ics", "finale.ics"]


@pytest.mark.parametrize("address", ["/", "/for-all-mankind/", SEASON])
def test_page_links_lead_somewhere(client: FlaskClient, address: str) -> None:
    html = client.get(address).text
    links = {part.split('"')[0] for part in html.split('href="')[1:]}
    own = {link.removeprefix("http://localhost") for link in links if link.startswith(("http://localhost", "/"))}
    assert len(own) > 3
    for link in own:
        with client.get(link) as response:
            assert (link, response.status_code) == (link, 200)


@pytest.mark.parametrize("address", ["/", "/for-all-mankind/", SEASON])
def test_page_has_guarded_headers_and_no_inline_code(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert re.findall(r"<script(?! src=)|\son\w+=", response.text) == []
    assert "style=" not in response.text
    assert '<link rel="alternate" type="text/calendar"' in response.text


def test_page_answers_304_to_its_own_etag(client: FlaskClient) -> None:
    etag = client.get(SEASON).headers["ETag"]
    assert client.get(SEASON, headers={"If-None-Match": etag}).status_code == 304


def test_season_page_offers_webcal_address_and_download(client: FlaskClient) -> None:
    html = client.get(SEASON).text
    assert 'href="webcal://localhost/feeds/for-all-mankind-s4.ics"' in html
    assert 'value="http://localhost/feeds/for-all-mankind-s4.ics"' in html
    assert 'href="http://localhost/feeds/for-all-mankind-s4.ics?download=1"' in html


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/for-all-manking/", 'href="http://localhost/for-all-mankind/">For All Mankind</a>?'),
        ("/for-all-mankind/season-5/", "There is no season 5 of “For All Mankind” here."),
        ("/For-All-Mankind/", 'href="http://localhost/for-all-mankind/">For All Mankind</a>?'),
        ("/a/b/c", "All shows"),
    ],
)
def test_unknown_page_is_a_404_that_helps(client: FlaskClient, address: str, text: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert text in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_markup_in_an_address_stays_text(client: FlaskClient) -> None:
    assert "<script" not in client.get("/<script>alert(1)</script>/").text


def test_page_without_its_slash_leads_to_the_one_with_it(client: FlaskClient) -> None:
    response = client.get("/for-all-mankind/season-4")
    assert response.status_code == 308
    assert response.headers["Location"] == "http://localhost/for-all-mankind/season-4/"


def test_season_page_in_a_zone_shows_weekday_and_hour_there(bundled: Show) -> None:
    choice = page_models.ZoneChoice("America/Los_Angeles")
    page = pages.season_page(bundled, bundled.seasons[0], SITE, datetime(2023, 11, 20, tzinfo=UTC), choice)
    base = "https://calendar.example.org/feeds/"
    assert page.headline == "Episode 3 comes on Thursday, November 23, 2023, 21:00"
    assert page.episodes[2].when == "Thursday, November 23, 2023, 21:00"
    assert page.subscribe.https == f"{base}America/Los_Angeles/for-all-mankind-s4.ics"
    assert page.all_day is not None
    assert page.all_day.https == f"{base}days/America/Los_Angeles/for-all-mankind-s4.ics"
    assert page.all_day.title == "All-day, on the day that it is in Los Angeles"
    assert {part.https.partition("/for-all")[0] for part in page.parts} == {f"{base}America/Los_Angeles"}


def test_days_only_season_offers_no_zones() -> None:
    show = parse(WEEKLY)
    page = pages.season_page(
        show, show.seasons[0], SITE, datetime(2024, 1, 1, tzinfo=UTC), page_models.ZoneChoice("UTC")
    )
    assert (page.zone, page.zones, page.all_day) == ("", (), None)
    assert page.episodes[0].when == "Friday, February 2, 2024"


def test_unknown_zone_is_told_on_the_page(client: FlaskClient) -> None:
    response = client.get(f"{SEASON}?tz=Londn")
    assert response.status_code == 400
    assert "unknown time zone &#39;Londn&#39;, did you mean &#34;Europe/London&#34;?" in response.text
    assert client.get(f"{SEASON}?tz=").text == client.get(SEASON).text


@pytest.mark.parametrize("zone", ["Europe/London", "europe/london", "GB", "GMT Standard Time"])
def test_form_leads_to_feeds_of_the_zone(client: FlaskClient, zone: str) -> None:
    html = client.get(SEASON, query_string={"tz": zone}).text
    assert 'href="webcal://localhost/feeds/Europe/London/for-all-mankind-s4.ics"' in html
    assert 'value="Europe/London"' in html


def test_robots_may_fetch_feeds(client: FlaskClient) -> None:
    response = client.get("/robots.txt")
    assert (response.status_code, response.text) == (200, "User-agent: *\nAllow: /\n")


def test_templates_use_exactly_the_fields_of_their_pages() -> None:
    """A template that forgets a field, or asks for one that is gone, would do so silently."""
    environment = create_app().jinja_env
    given = {"home", "url_for", "alternate", "seasons_list", "subscribe_card"}
    for template, page in (
        ("index.html", page_models.IndexPage),
        ("show.html", page_models.ShowPage),
        ("season.html", page_models.SeasonPage),
        ("error.html", page_models.ErrorPage),
    ):
        assert environment.loader
        used = {
            name
            for file in (template, "base.html")
            for name in meta.find_undeclared_variables(
                environment.parse(environment.loader.get_source(environment, file)[0])
            )
        }
        assert used - given == {field.name for field in fields(page)}
