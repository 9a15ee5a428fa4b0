"""The Python API, beside what its documentation shows."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from schedules import change, run, schedule, season
from support import WEEKLY

import feedgen
from feedgen import resources

NOW = datetime(2023, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    target = tmp_path / "weekly.toml"
    target.write_text(WEEKLY + change("4", cancelled=True))
    return target


def test_days_without_an_hour_are_the_same_everywhere(file: Path) -> None:
    show = feedgen.load(file)
    listed = feedgen.releases(show, "Asia/Tokyo")
    assert listed == feedgen.releases(show)
    assert [(each.day, each.at, each.status) for each in listed[2:]] == [
        (date(2024, 2, 16), None, "CONFIRMED"),
        (date(2024, 2, 23), None, "CANCELLED"),
    ]


def test_feeds_are_the_bytes_that_are_served(client: FlaskClient) -> None:
    show = feedgen.load(resources.SCHEDULES / "for-all-mankind.toml")
    for address in ("all.ics", "for-all-mankind-s4.json", "days/Asia/Tokyo/for-all-mankind.ics", "all.ics?lang=de"):
        body = feedgen.feed([show], address, base_url="http://localhost/", now=NOW)
        assert body == client.get(f"/feeds/{address}").data, address


def test_versions_that_break_subscriptions_are_mistakes(file: Path) -> None:
    old = feedgen.load(file)
    file.write_text(schedule(season(run("1-3"))))
    differences = feedgen.compare(old, feedgen.load(file))
    assert ("Weekly S1E4 vanishes" in differences[-1].text, differences[-1].mistake) == (True, True)


def test_file_that_is_not_there_or_not_sound_is_told(file: Path) -> None:
    with pytest.raises(feedgen.FeedgenError, match="cannot be read: No such file"):
        feedgen.load(file.parent / "nothing.toml")
    file.write_text(WEEKLY.replace("title", "titel", 1))
    with pytest.raises(feedgen.ScheduleError) as caught:
        feedgen.load(str(file))
    assert caught.value.problems[0].line == 1


def test_face_has_no_other_names() -> None:
    assert set(feedgen._HOME) == set(feedgen.__all__) - {"__version__"}  # noqa: SLF001 - the table behind the face
    with pytest.raises(AttributeError, match="has no attribute 'lod'"):
        _ = feedgen.lod
