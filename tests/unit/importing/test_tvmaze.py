"""TVmaze's JSON, with the traps that its recordings show."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from feedgen.importing.file_kinds import read
from feedgen.importing.listing import Asked, Item, Listing, UnreadableError

HBO = {"name": "HBO", "country": {"name": "United States", "code": "US", "timezone": "America/New_York"}}
NETFLIX = {"name": "Netflix", "country": None}


def hours(hours: float) -> timedelta:
    return timedelta(hours=hours)


def episode(
    number: int | None, day: str | None, clock: str = "", stamp: str | None = None, **more: object
) -> dict[str, Any]:
    return {
        "id": 4952,
        "url": "https://www.tvmaze.com/episodes/4952/",
        "name": "A Title",
        "season": 1,
        "number": number,
        "type": "regular",
        "airdate": day,
        "airtime": clock,
        "airstamp": stamp,
        "runtime": 60,
        "rating": {"average": 8.1},
        "image": None,
        "summary": "<p>Under a licence.</p>",
        **more,
    }  # fmt: skip


def document(*episodes: dict[str, Any], **more: object) -> dict[str, Any]:
    return {
        "id": 82,
        "url": "https://www.tvmaze.com/shows/82/a-show",
        "name": "A Show",
        "language": "English",
        "officialSite": "https://example.org/a-show",
        "network": HBO,
        "webChannel": None,
        "summary": "<p>Under a licence.</p>",
        "_embedded": {"episodes": list(episodes)},
        **more,
    }  # fmt: skip


def listing(data: object, **asked: Any) -> Listing:
    return read(json.dumps(data).encode(), Asked(**asked))


def clocks(found: Listing) -> list[tuple[date | None, timedelta | None]]:
    return [(item.day, item.clock) for item in found.items]


def test_show_with_its_episodes() -> None:
    found = listing(document(episode(1, "2011-04-17", "21:00", "2011-04-18T01:00:00+00:00")))
    assert found == Listing(
        title="A Show",
        source="TVmaze, https://www.tvmaze.com/shows/82/a-show (CC BY-SA 4.0)",
        items=(Item(1, 1, "A Title", date(2011, 4, 17), hours(21), hours(1)),),
        zone="America/New_York",
        service="HBO",
        url="https://example.org/a-show",
        language="en",
        by="TVmaze",
    )


def test_episodes_alone_need_a_title_and_a_zone() -> None:
    bare = [episode(1, "2011-04-17", "21:00", "2011-04-18T01:00:00+00:00")]
    with pytest.raises(UnreadableError, match=r"time zone its hours are \(2011-04-17 21:00\): add --zone"):
        listing(bare)
    found = listing(bare, show="Game of Thrones", zone="America/New_York")
    assert (found.title, found.zone, clocks(found)) == (
        "Game of Thrones",
        "America/New_York",
        [(date(2011, 4, 17), hours(21))],
    )
    assert clocks(listing(bare, days_only=True)) == [(date(2011, 4, 17), None)]


def test_airstamp_of_streaming_is_a_placeholder() -> None:
    stranger = episode(1, "2016-07-15", "", "2016-07-15T12:00:00+00:00")
    found = listing(document(stranger, network=None, webChannel=NETFLIX))
    assert (found.service, found.zone, clocks(found)) == ("Netflix", "", [(date(2016, 7, 15), None)])
    abroad = document(stranger, network=None, webChannel={**NETFLIX, "country": HBO["country"]})
    assert clocks(listing(abroad)) == [(date(2016, 7, 15), None)]


def test_hour_after_midnight_is_of_the_evening_before_if_the_airstamp_says_so() -> None:
    night_flight = episode(12, "2018-11-02", "01:00", "2018-11-03T05:00:00+00:00")
    infomercials = episode(42, "2020-11-30", "04:00", "2020-12-01T09:00:00+00:00")
    morning = episode(43, "2020-12-02", "04:00", "2020-12-02T09:00:00+00:00")
    assert clocks(listing(document(night_flight, infomercials, morning))) == [
        (date(2018, 11, 2), hours(25)),
        (date(2020, 11, 30), hours(28)),
        (date(2020, 12, 2), hours(4)),
    ]


def test_clocks_that_change_leave_the_hour_alone() -> None:
    summer = episode(1, "1993-10-29", "21:00", "1993-10-30T01:00:00+00:00")
    winter = episode(2, "1993-11-05", "21:00", "1993-11-06T02:00:00+00:00")
    found = listing(document(summer, winter))
    assert (clocks(found), found.notes) == ([(date(1993, 10, 29), hours(21)), (date(1993, 11, 5), hours(21))], ())


def test_airstamp_that_contradicts_is_told() -> None:
    found = listing(document(episode(1, "2011-04-17", "21:00", "2011-04-17T20:00:00+00:00")))
    assert clocks(found) == [(date(2011, 4, 17), hours(21))]
    assert found.notes == (
        "the airstamp of season 1, episode 1: by the clock of America/New_York it is 2011-04-17 16:00, not 21:00",
    )


def test_zone_of_the_country_counts_before_the_one_that_was_asked_for() -> None:
    found = listing(document(episode(1, "2011-04-17", "21:00", "2011-04-18T01:00:00+00:00")), zone="Europe/London")
    assert found.zone == "America/New_York"
    assert found.notes == ("--zone Europe/London: its hours are on the clock of America/New_York",)


def test_old_recordings_have_no_type_and_empty_days() -> None:
    old = episode(1, "2011-04-17")
    del old["type"]
    found = listing(document(old, episode(2, ""), episode(3, None, runtime=None, name=None)))
    assert found.items == (
        Item(1, 1, "A Title", date(2011, 4, 17), None, hours(1)),
        Item(1, 2, "A Title", None, None, hours(1)),
        Item(1, 3, "", None, None, None),
    )


@pytest.mark.parametrize(
    "special",
    [
        episode(None, "2011-04-10"),
        episode(None, "2011-04-10", type="significant_special"),
        episode(5, "2011-04-10", type="insignificant_special"),
    ],
)
def test_what_has_no_number_or_is_not_regular_is_a_special(special: dict[str, Any]) -> None:
    found = listing(document(special, episode(1, "2011-04-17")))
    assert [(item.number, item.day) for item in found.items] == [(1, date(2011, 4, 17)), (None, date(2011, 4, 10))]


def test_special_without_a_day_is_left_out_and_told() -> None:
    found = listing(document(episode(None, None, name="Making of"), episode(1, "2011-04-17")))
    assert (len(found.items), found.notes) == (1, ('the special "Making of": it has no day, or no title',))


def test_summaries_are_left() -> None:
    assert "licence" not in repr(listing(document(episode(1, "2011-04-17"))))


def test_page_is_a_web_address_or_left_out() -> None:
    blank = listing(document(episode(1, "2011-04-17"), officialSite="https://example.org/a show/é"))
    assert (blank.url, blank.notes) == ("https://example.org/a%20show/%C3%A9", ())
    none = listing(document(episode(1, "2011-04-17"), officialSite="on the radio"))
    assert (none.url, none.notes) == ("", ('its page "on the radio": that is not a web address',))


def test_language_is_a_tag() -> None:
    assert listing(document(episode(1, "2011-04-17"), language="Japanese")).language == "ja"
    assert listing(document(episode(1, "2011-04-17"), language="Klingonese")).language == ""


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "it is not JSON"),
        (b'{"name": "A Show"}', "a show without its episodes: ask for …/shows/ID?embed=episodes"),
        (b'[{"score": 0.9, "show": {"id": 1}}]', "JSON of several shows: ask for …/shows/ID?embed=episodes"),
        (b'[{"id": 1}]', "it is not TVmaze's JSON of episodes: 0 season: field required"),
        (b'[{"season": "one", "number": 1}]', "it is not TVmaze's JSON of episodes: 0 season"),
        (b"[]", "there is no episode in it"),
    ],
)
def test_other_json_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message.replace("?", r"\?").replace("…", ".")):
        read(data, Asked())
