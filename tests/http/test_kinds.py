"""Pages and feeds of plans that are more than a season of weekly episodes."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from schedules import change, in_zone, run, schedule, season

from feedgen.web.app import create_app

PLANS = {
    "movie": schedule(season(run("1", every=None)), title="A Movie", kind="film"),
    "night": schedule(season(release=in_zone("25:30", "Asia/Tokyo")), title="Night"),
    "parts": schedule(
        season(
            run("1-2", title="Part 1"),
            run("3-4", first=None, every=None, title="Part 2"),
            change("3", cancelled=True),
        ),
        title="Parts",
    ),
    "next": schedule(season(), season("", number=2, expected="2027-Q3", service="Other")),
}


@pytest.fixture
def plans(tmp_path: Path) -> FlaskClient:
    for slug, text in PLANS.items():
        (tmp_path / f"{slug}.toml").write_text(text)
    return create_app({"SCHEDULES": str(tmp_path)}, clock=lambda: datetime(2024, 1, 20, tzinfo=UTC)).test_client()


def text_of(client: FlaskClient, path: str) -> str:
    """Return what a page says, without its marks."""
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    return " ".join(re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL).split())


def test_film_has_one_page_without_season_and_episode(plans: FlaskClient) -> None:
    moved = plans.get("/movie/season-1/")
    assert (moved.status_code, moved.location) == (308, "http://localhost/movie/")
    text = text_of(plans, "/movie/")
    assert "Release Fri, Feb 2 A Movie Next" in text
    assert not re.search("Season 1|Episode 1|S1E1|Premiere only", text)
    data = re.findall(r'ld\+json">(.*?)</script>', plans.get("/movie/").get_data(as_text=True))[0]
    assert '"@type":"Movie"' in data
    assert "/movie/season-1/" not in plans.get("/sitemap.xml").get_data(as_text=True)
    assert b"season-1" not in plans.get("/feeds/movie.ics").data


def test_late_night_is_told_both_ways(plans: FlaskClient) -> None:
    assert "Sat, Feb 3 01:30 Fri, Feb 2, 25:30 Tokyo time Episode 1" in text_of(plans, "/night/season-1/")
    assert b"DTSTART;VALUE=DATE:20240202" in plans.get("/feeds/night.ics").data
    assert b"DTSTART;VALUE=DATE:20240203" in plans.get("/feeds/days/Asia/Tokyo/night.ics").data


def test_episodes_without_a_day_are_listed_with_their_part(plans: FlaskClient) -> None:
    text = text_of(plans, "/parts/season-1/")
    assert "Episode 1 Next Part 1 Season premiere" in text
    assert "Episode 2 Mid-season finale" in text
    assert re.search("Day to be announced Episode 3 Cancelled.* Day to be announced Episode 4", text)


def test_season_without_a_day_has_a_page_and_no_calendar_yet(plans: FlaskClient) -> None:
    text = text_of(plans, "/next/season-2/")
    assert "Weekly Season 2 Expected Q3 2027 Other" in text
    assert "Expected Q3 2027" in text_of(plans, "/next/")
    answers = {end: plans.get(f"/feeds/next-s2{end}").status_code for end in (".ics", ".jcal.json", ".json", ".atom")}
    assert answers == {".ics": 404, ".jcal.json": 404, ".json": 200, ".atom": 200}
    assert plans.get("/feeds/next-s2.ics").get_data(as_text=True) == (
        "'next-s2' has no day yet, and is expected 2027-Q3; its calendar begins once the first is known\n"
    )
    assert plans.get("/embed/next-s2").status_code == 404
    assert plans.get("/feeds/next.ics").data.count(b"BEGIN:VEVENT") == 4
