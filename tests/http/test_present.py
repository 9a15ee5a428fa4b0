"""Feeds that depend on the present are true to the second: no answer that is kept outlasts it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from schedules import episode, in_zone, run, schedule, season

from feedgen.web.app import create_app

RELEASE = datetime(2024, 2, 3, 2, tzinfo=UTC)


class Clock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = RELEASE - timedelta(days=1)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(schedules: Path, clock: Clock) -> FlaskClient:
    text = schedule(season(run(), episode(1, title="Alpha"), release=in_zone("21:00:00", "America/New_York")))
    (schedules / "show.toml").write_text(text)
    return create_app({"SCHEDULES": schedules, "RELOAD_SECONDS": None}, clock=clock).test_client()


@pytest.mark.parametrize(
    ("before", "age"),
    [
        (timedelta(days=1), 900),
        (timedelta(minutes=15), 900),
        (timedelta(minutes=10), 600),
        (timedelta(seconds=1), 1),
    ],
)
def test_no_cache_keeps_a_feed_beyond_the_release(
    client: FlaskClient, clock: Clock, before: timedelta, age: int
) -> None:
    clock.now = RELEASE - before
    for _ in range(3):
        answer = client.get("/feeds/show.ics?titles=after")
        assert answer.headers["Cache-Control"] == f"public, max-age={age}, must-revalidate"


def test_title_shows_at_the_instant_whatever_was_asked_before(client: FlaskClient, clock: Clock) -> None:
    address, tags = "/feeds/show.ics?titles=after", []
    for seconds in (-1000, -899, -1, 0, 1):
        clock.now = RELEASE + timedelta(seconds=seconds)
        for _ in range(2):
            answer = client.get(address)
            assert (b"Alpha" in answer.data) == (seconds >= 0)
            tags.append(answer.headers["ETag"])
            assert client.get(address, headers={"If-None-Match": tags[-1]}).status_code == 304
    assert len(set(tags[:6])) == len(set(tags[6:])) == 1
    assert client.get(address, headers={"If-None-Match": tags[0]}).status_code == 200


@pytest.mark.parametrize("ahead", [timedelta(seconds=1), timedelta(days=400)])
def test_what_was_said_while_the_clock_was_ahead_is_taken_back(
    client: FlaskClient, clock: Clock, ahead: timedelta
) -> None:
    addresses = "/feeds/show.ics?titles=after", "/feeds/show.ics?past=1d&titles=after", "/show/season-1/"
    clock.now = RELEASE - timedelta(seconds=1)
    true = [client.get(address).data for address in addresses]
    for _ in range(2):
        clock.now = RELEASE + ahead
        wrong = [client.get(address).data for address in addresses]
        assert [one == other for one, other in zip(wrong, true, strict=True)] == [False] * 3
        clock.now = RELEASE - timedelta(seconds=1)
        assert [client.get(address).data for address in addresses] == true


def test_window_moves_at_midnight(client: FlaskClient, clock: Clock) -> None:
    clock.now = datetime(2024, 2, 5, 23, 59, 50, tzinfo=UTC)
    answer = client.get("/feeds/show.ics?past=3d")
    assert (answer.data.count(b"BEGIN:VEVENT"), answer.headers["Cache-Control"]) == (
        4,
        "public, max-age=10, must-revalidate",
    )
    clock.now += timedelta(seconds=10)
    assert client.get("/feeds/show.ics?past=3d").data.count(b"BEGIN:VEVENT") == 3


def test_other_feeds_are_kept_as_ever(client: FlaskClient) -> None:
    assert "stale-if-error" in client.get("/feeds/show.ics?titles=off").headers["Cache-Control"]


def test_mix_has_one_name_and_one_tag_however_it_is_asked_for(client: FlaskClient) -> None:
    answers = [
        client.get(f"/feeds/{name}.ics")
        for name in ("show-s1-complete+show", "show+show-s1-complete", "show%2Bshow-s1-complete+show")
    ]
    assert {answer.headers["ETag"] for answer in answers} == {answers[0].headers["ETag"]}
    assert "show+show-s1-complete.ics" in answers[0].headers["Content-Disposition"]


def test_mix_with_too_long_an_address_is_refused_with_the_reason(client: FlaskClient) -> None:
    answer = client.get(f"/feeds/{'+'.join(['show', *(f'gone-{number}' for number in range(40))])}.ics")
    assert answer.status_code == 404
    assert "Google Calendar fails at more than 255" in answer.text
