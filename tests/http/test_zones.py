"""Time-zone-adjusted feeds over HTTP."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support import WEEKLY, values

from feedgen.web.app import create_app

NAME = "for-all-mankind-s4"


@pytest.mark.parametrize(
    ("path", "others"),
    [
        ("Europe/London/{0}.ics", ["{0}.ics?tz=Europe/London", "GB/{0}.ics", "europe/london/{0}.ics?allday=0&v=2"]),
        ("days/Asia/Tokyo/{0}.ics", ["{0}.ics?tz=Asia/Tokyo&allday=1", "Asia/Tokyo/{0}.ics?allday=1"]),
        ("UTC/{0}.ics", ["{0}.ics?tz=utc", "Etc/UTC/{0}.ics", "Zulu/{0}.ics"]),
        ("America/Denver/{0}.ics?at=20:00", ["{0}.ics?tz=Mountain%20Standard%20Time&at=20:00"]),
        ("Etc/GMT+5/{0}.ics", ["{0}.ics?tz=Etc/GMT+5", "{0}.ics?tz=Etc/GMT%2B5"]),
        ("{0}.ics", ["{0}.ics?allday=1"]),
        # Few who write EST mean Panama, but those who have subscribed go on.
        ("America/Panama/{0}.ics", ["{0}.ics?tz=EST", "EST/{0}.ics"]),
    ],
)
def test_every_spelling_gives_the_same_bytes_without_a_redirect(
    client: FlaskClient, path: str, others: list[str]
) -> None:
    canonical = client.get(f"/feeds/{path.format(NAME)}")
    assert canonical.status_code == 200
    assert values(canonical.data, "SOURCE") == [f"http://localhost/feeds/{path.format(NAME)}"]
    for other in others:
        response = client.get(f"/feeds/{other.format(NAME)}")
        assert (response.status_code, response.data) == (200, canonical.data)
        assert response.headers["ETag"] == canonical.headers["ETag"]


def test_variants_differ_and_share_their_uids(client: FlaskClient) -> None:
    paths = ("", "Europe/London/", "Europe/Berlin/", "days/Europe/London/", "UTC/")
    bodies = [client.get(f"/feeds/{path}{NAME}.ics").data for path in paths]
    assert len(set(bodies)) == len(paths)
    assert len({tuple(values(body, "UID")) for body in bodies}) == 1


def test_utc_needs_no_vtimezone(client: FlaskClient) -> None:
    body = client.get(f"/feeds/UTC/{NAME}-premiere.ics").data
    assert b"VTIMEZONE" not in body
    assert values(body, "DTSTART") == ["20231110T050000Z"]
    assert values(body, "DTEND") == ["20231110T060000Z"]


@pytest.mark.parametrize(
    ("address", "status", "text"),
    [
        (f"Europe/Londn/{NAME}.ics", 404, "unknown time zone 'Europe/Londn', did you mean \"Europe/London\"?"),
        (f"{NAME}.ics?tz=Europe/Londn", 400, "unknown time zone 'Europe/Londn', did you mean \"Europe/London\"?"),
        (f"{NAME}.ics?tz=Germany", 400, "unknown time zone 'Germany', did you mean \"Europe/Berlin\"?"),
        (f"ET/{NAME}.ics", 404, "unknown time zone 'ET', did you mean \"America/New_York\"?"),
        (f"posixrules/{NAME}.ics", 404, "unknown time zone 'posixrules'"),
        (f"days/{NAME}.ics", 404, "a time zone is missing"),
        (f"{NAME}.ics?at=20:00", 400, "option 'at' needs a time zone"),
        ("Europe/London/nothing.ics", 404, "no feed is called 'nothing'"),
    ],
)
def test_mistake_is_told_in_plain_words(client: FlaskClient, address: str, status: int, text: str) -> None:
    response = client.get(f"/feeds/{address}")
    assert response.status_code == status
    assert text in response.text
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_days_only_show_has_no_zone_variants(schedules: Path) -> None:
    (schedules / "weekly.toml").write_text(WEEKLY)
    client = create_app({"SCHEDULES": schedules}).test_client()
    for path in ("Europe/London/weekly.ics", "days/Europe/London/weekly-s1.ics", "weekly.ics?tz=UTC"):
        response = client.get(f"/feeds/{path}")
        assert response.status_code == 404
        assert "only the days of 'weekly" in response.text
    assert 'name="tz"' not in client.get("/weekly/season-1/").text
