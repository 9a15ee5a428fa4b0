"""Several shows in one calendar: ticks in lists, and the page that they lead to."""

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from schedules import in_zone, run, schedule, season

from feedgen.feeds.addresses import LONGEST_ADDRESS
from feedgen.web.app import create_app

NOW = datetime(2024, 2, 1, tzinfo=UTC)
SHOWS = ("andor", "dark", "the-bear")
LONG = [f"a-show-of-a-long-name-{number:02}" for number in range(10)]


@pytest.fixture
def client(schedules: Path) -> FlaskClient:
    for slug in (*SHOWS, *LONG):
        hours = season(run(), release=in_zone("21:00:00", "America/New_York"))
        (schedules / f"{slug}.toml").write_text(schedule(hours, title=slug.title()))
    return create_app({"SCHEDULES": schedules}, clock=lambda: NOW).test_client()


def located(client: FlaskClient, address: str) -> tuple[int, str]:
    answer = client.get(address)
    return answer.status_code, answer.headers["Location"].removeprefix("http://localhost")


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("pick=dark&pick=andor", "/andor+dark/"),
        ("pick=dark&pick=andor&pick=dark", "/andor+dark/"),
        ("pick=dark+andor", "/andor+dark/"),
        ("pick=dark%2Bandor&lang=de", "/andor+dark/?lang=de"),
        ("pick=dark&pick=andor&tz=Europe/London&times=days", "/andor+dark/?tz=Europe/London&times=days"),
        ("pick=dark", "/dark/"),
        ("", "/shows/"),
        ("pick=../dark&pick=%0A", "/shows/"),
    ],
)
def test_form_of_ticks_leads_to_the_page_of_their_calendar(client: FlaskClient, query: str, address: str) -> None:
    assert located(client, f"/shows/picked?{query}") == (303, address)


def test_page_of_a_mix_has_one_address(client: FlaskClient) -> None:
    assert located(client, "/dark+andor/?remind=30m") == (308, "/andor+dark/?remind=30m")
    answer = client.get("/andor+dark/")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<link rel="canonical" href="http://localhost/andor+dark/">' in answer.text


def test_page_of_one_feed_named_twice_is_that_of_the_feed(client: FlaskClient) -> None:
    assert located(client, "/dark+dark/?remind=30m") == (308, "/dark/?remind=30m")
    assert located(client, "/dark-s1+dark-s1/") == (308, "/dark/season-1/")
    assert client.get("/oembed?url=http://localhost/dark%2Bdark/").status_code == 200


@pytest.mark.parametrize(
    ("file", "meant"),
    [
        ("dark-s1,andor.ics", "andor+dark-s1?"),
        ("dark-s1.ics,andor.ics", "andor+dark-s1?"),
        ("dark-s1%20andor-s1.ics", "andor-s1+dark-s1?"),
        ("dark-s1;%20andor%20%26%20the-bear.ics", "andor+dark-s1+the-bear?"),
        ("dark-s1-premier.ics", "dark-s1-premiere or "),
        ("dark-season-1.ics", "dark-s1 or "),
        ("dark-season-1-premiere.ics", "dark-s1-premiere or "),
        ("the-bear-s1-final.ics", "the-bear-s1-finale or "),
    ],
)
def test_feed_that_is_meant_is_suggested(client: FlaskClient, file: str, meant: str) -> None:
    answer = client.get(f"/feeds/{file}")
    assert (answer.status_code, f"did you mean {meant}" in answer.text) == (404, True), answer.text


def test_page_of_a_mix_offers_it_with_every_choice(client: FlaskClient) -> None:
    page = client.get("/andor+dark/?tz=Europe/London&remind=30m&titles=after&group=day").text
    address = "http://localhost/feeds/Europe/London/andor+dark.ics?titles=after&group=day&remind=30m"
    assert f'value="{html.escape(address)}"' in page
    assert client.get(address.removeprefix("http://localhost")).status_code == 200
    assert "Andor + Dark" in page
    assert 'href="http://localhost/dark/?tz=Europe/London&amp;times=hours&amp;remind=30m' in page, "without the other"
    assert 'href="http://localhost/shows/?pick=andor+dark' in page, "more shows are added to these"


def test_calendar_of_a_mix_leads_to_its_page(client: FlaskClient) -> None:
    assert b"\r\nURL:http://localhost/andor+dark/\r\n" in client.get("/feeds/dark+andor.ics").data
    told = client.get("/oembed?url=http://localhost/andor%2Bdark/").json
    assert told
    assert 'src="http://localhost/embed/andor+dark"' in told["html"]


def test_show_that_is_gone_is_told_and_the_rest_goes_on(client: FlaskClient) -> None:
    page = client.get("/andor+gone/").text
    assert "Not here any more: gone." in page
    assert "/feeds/andor+gone.ics" in page
    answer = client.get("/gone+gone-too/")
    assert answer.status_code == 404
    assert "no feed is called" in answer.text


def test_page_says_when_an_address_would_be_too_long(client: FlaskClient) -> None:
    several = "+".join(LONG)
    page = client.get(f"/{several}/").text
    assert f"more than {LONGEST_ADDRESS} characters" in page
    assert f"{several}.ics" not in page
    # A zone in the path may be what is too much.
    fitting = "+".join(LONG[:9])
    assert len(f"http://localhost/feeds/{fitting}.ics") <= LONGEST_ADDRESS
    assert f"/feeds/{fitting}.ics" in client.get(f"/{fitting}/").text
    assert "characters, at which" in client.get(f"/{fitting}/?tz=America/Argentina/Buenos_Aires").text


@pytest.mark.parametrize("address", ["/", "/shows/"])
def test_lists_have_a_tick_at_each_show(client: FlaskClient, address: str) -> None:
    page = client.get(f"{address}?pick=dark&pick=elsewhere&lang=de&tz=Europe/London").text
    ticks = re.findall(r'type="checkbox" name="pick" value="([^"]*)" form="picks"( checked)?', page)
    assert {slug for slug, _ in ticks} == {*SHOWS, *LONG}
    assert {slug for slug, checked in ticks if checked} == {"dark"}
    form = page[page.index('<form id="picks"') :].partition("</form>")[0]
    sent = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    assert sent == [("pick", "elsewhere"), ("tz", "Europe/London"), ("times", "hours"), ("lang", "de")]


def test_ticks_stay_while_one_searches(client: FlaskClient) -> None:
    page = client.get("/shows/?q=andor&pick=dark").text
    assert '<input type="hidden" name="pick" value="dark">' in page.partition('id="picks"')[0], "the search"
    assert 'href="http://localhost/shows/?q=andor&amp;pick=dark&amp;lang=de"' in page
    assert '<input type="hidden" name="pick" value="dark">' in page.partition('id="picks"')[2]
    assert "pick=dark" in client.get("/shows/?q=nothing&pick=dark").text.partition("No show fits")[2]
