"""Announcements and changes, as a feed reader that others wrote reads them."""

from typing import Any

import feedparser
import pytest
from flask.testing import FlaskClient
from schedules import change
from support import parse, published

from feedgen import resources
from feedgen.feeds.formats import Format
from feedgen.plan.show import Show

CHANGES = [
    change("3", "2023-11-20T18:00:00Z", date="2023-11-22", note="Out two days early, before <Thanksgiving> & all."),
    change("10", "2023-12-01T09:00:00Z", title="Perestroika!", note="A new title."),
]


@pytest.fixture(scope="module")
def show() -> Show:
    text = (resources.SCHEDULES / "for-all-mankind.toml").read_text()
    return parse("\n".join([text, *CHANGES]), "for-all-mankind")


def read(show: Show, name: str) -> Any:
    found = feedparser.parse(published({show.slug: show}, name, form=Format.ANNOUNCEMENTS).body)
    assert not found.bozo
    assert found.version == "atom10"
    return found


def test_reader_sees_announcement_and_changes_the_newest_first(show: Show) -> None:
    found = read(show, "for-all-mankind-s4")
    assert found.feed.title == "For All Mankind: Season 4: announcements and changes"
    assert found.feed.link == "https://calendar.example.org/for-all-mankind/season-4/"
    assert found.feed.updated == "2023-12-01T09:00:00+00:00"
    assert [(entry.updated, entry.title) for entry in found.entries] == [
        ("2023-12-01T09:00:00+00:00", "A new title."),
        ("2023-11-20T18:00:00+00:00", "Out two days early, before <Thanksgiving> & all."),
        (
            "2023-10-12T16:00:00+00:00",
            "For All Mankind, season 4, announced on Apple TV+: 10 episodes, "
            "Friday, November 10, 2023 to Friday, January 12, 2024",
        ),
    ]
    assert found.entries[1].summary == (
        "<ul><li>For All Mankind S4E3: Moved from Friday, November 24, 2023, 00:00 New York time; "
        "now Wednesday, November 22, 2023, 00:00 New York time</li></ul>"
    )


def test_part_tells_only_what_touches_it(show: Show) -> None:
    assert read(show, "for-all-mankind-s4-finale").entries[0].title == "A new title."
    assert len(read(show, "for-all-mankind-s4-finale").entries) == 2
    assert len(read(show, "for-all-mankind-s4-premiere").entries) == 1
    assert len(read(show, "all").entries) == 3


def test_entries_keep_their_identity_when_more_are_added(show: Show, bundled: Show) -> None:
    before, after = read(bundled, "for-all-mankind-s4"), read(show, "for-all-mankind-s4")
    assert before.entries[-1].id == after.entries[-1].id
    assert before.feed.id == after.feed.id
    identities = [entry.id for entry in after.entries]
    assert len(set(identities)) == 3
    assert all(identity.startswith("urn:uuid:") for identity in identities)


def test_two_writings_are_the_same_bytes(show: Show) -> None:
    first, second = (published({show.slug: show}, "all", form=Format.ANNOUNCEMENTS).body for _ in range(2))
    assert first == second


def test_feed_over_http_has_its_headers_and_answers_conditionally(client: FlaskClient) -> None:
    response = client.get("/feeds/for-all-mankind-s4.atom")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert 'filename="for-all-mankind-s4.atom"' in response.headers["Content-Disposition"]
    asked = {"If-None-Match": response.headers["ETag"]}
    assert client.get("/feeds/for-all-mankind-s4.atom", headers=asked).status_code == 304
    assert 'type="application/atom+xml"' in client.get("/for-all-mankind/season-4/").text


@pytest.mark.parametrize(
    ("address", "status", "text"),
    [
        ("Europe/London/all.atom", 404, ".atom files are the same in every time zone; did you mean all.atom?"),
        ("all.atom?tz=UTC", 400, "option 'tz' is of calendars, not of .atom files"),
        ("nothing.atom", 404, "no feed is called 'nothing'"),
    ],
)
def test_mistake_is_told(client: FlaskClient, address: str, status: int, text: str) -> None:
    response = client.get(f"/feeds/{address}")
    assert response.status_code == status
    assert text in response.text
