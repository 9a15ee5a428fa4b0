from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedules import episode, in_zone, run, schedule, season
from support import WEEKLY, events, parse, published, values

from feedgen.feeds.airings import Airing
from feedgen.feeds.moments import AllDay, Timed, first_at, local, moment
from feedgen.feeds.variant import Variant
from feedgen.plan.show import Show
from feedgen.zones import names

# Local times of the third episode as announced, from the press.
PRESS = {
    "America/Los_Angeles": "Thursday 21:00",
    "America/Denver": "Thursday 22:00",
    "America/Chicago": "Thursday 23:00",
    "Europe/London": "Friday 05:00",
    "Europe/Berlin": "Friday 06:00",
    "Europe/Helsinki": "Friday 07:00",
    "Asia/Kolkata": "Friday 10:30",
    "Asia/Shanghai": "Friday 13:00",
    "Asia/Tokyo": "Friday 14:00",
}


@pytest.mark.parametrize("zone", PRESS)
def test_third_episode_is_at_the_hour_that_the_press_gave(zone: str, bundled: Show) -> None:
    body = published({bundled.slug: bundled}, "for-all-mankind-s4e03", Variant(zone)).body
    (start,) = values(body.partition(b"BEGIN:VEVENT")[2], "DTSTART")
    assert f"DTSTART;TZID={zone}:".encode() in body
    assert datetime.strptime(start, "%Y%m%dT%H%M%S").strftime("%A %H:%M") == PRESS[zone]


@pytest.mark.parametrize(("zone", "day"), [("America/Los_Angeles", 23), ("Asia/Tokyo", 24), ("UTC", 24)])
def test_day_is_the_one_that_it_is_there(zone: str, day: int, bundled: Show) -> None:
    third = Airing(bundled, bundled.seasons[0], bundled.seasons[0].episodes[2])
    assert moment(third, Variant(zone, all_day=True)) == AllDay(date(2023, 11, day))


def test_event_lasts_as_long_as_the_episode(bundled: Show) -> None:
    first = Airing(bundled, bundled.seasons[0], bundled.seasons[0].episodes[0])
    start = datetime(2023, 11, 10, 5, tzinfo=UTC)
    assert moment(first, Variant("UTC")) == Timed(start, start + timedelta(hours=1), "UTC")


def test_own_runtime_beats_the_seasons_and_none_is_an_hour() -> None:
    text = schedule(season(run(), episode(2, runtime="PT1H20M"), release=in_zone("09:00:00", "UTC")))
    body = published({"show": parse(text)}, "show", Variant("UTC")).body
    spans = list(zip(values(body, "DTSTART"), values(body, "DTEND"), strict=True))
    assert spans[:2] == [("20240202T090000Z", "20240202T100000Z"), ("20240209T090000Z", "20240209T102000Z")]
    assert b"VTIMEZONE" not in body


def test_hour_that_occurs_twice_is_written_in_utc() -> None:
    """On November 3, 2024, clocks in New York show 1:00 to 2:00 twice."""
    text = schedule(season(run(first="2024-10-27"), release=in_zone("05:30:00", "UTC")))
    body = published({"show": parse(text)}, "show", Variant("America/New_York")).body
    starts = [next(line for line in event if line.startswith("DTSTART")) for event in events(body)]
    assert starts == [
        "DTSTART;TZID=America/New_York:20241027T013000",
        "DTSTART:20241103T053000Z",
        "DTSTART;TZID=America/New_York:20241110T003000",
        "DTSTART;TZID=America/New_York:20241117T003000",
    ]


def test_end_in_an_hour_that_occurs_twice_is_written_in_utc_with_its_start() -> None:
    text = schedule(season(run(first="2024-11-03"), release=in_zone("04:30:00", "UTC")))
    body = published({"show": parse(text)}, "show-s1e01", Variant("America/New_York")).body
    assert values(body, "DTSTART") == ["20241103T043000Z"]
    assert values(body, "DTEND") == ["20241103T053000Z"]


@pytest.mark.parametrize(
    ("release", "at", "zone", "expected"),
    [
        # Released at 21:00 in Los Angeles, and at 05:00 in London.
        ("2023-11-24T05:00", "20:00", "America/Los_Angeles", "2023-11-24 20:00"),
        ("2023-11-24T05:00", "21:00", "America/Los_Angeles", "2023-11-23 21:00"),
        ("2023-11-24T05:00", "20:00", "Europe/London", "2023-11-24 20:00"),
        ("2023-11-24T05:00", "04:59", "Europe/London", "2023-11-25 04:59"),
        ("2023-11-24T05:00", "05:00", "UTC", "2023-11-24 05:00"),
        # Clocks skip 2:30 on March 10, 2024: one hour more is shown.
        ("2024-03-10T05:00", "02:30", "America/New_York", "2024-03-10 03:30"),
        # And show 1:30 twice on November 3: the second is the first that is not before the release.
        ("2024-11-03T05:00", "01:30", "America/New_York", "2024-11-03 01:30"),
        ("2024-11-03T05:45", "01:30", "America/New_York", "2024-11-03 01:30"),
    ],
)
def test_when_i_watch_is_the_first_such_hour(release: str, at: str, zone: str, expected: str) -> None:
    instant = first_at(datetime.fromisoformat(release).replace(tzinfo=UTC), time.fromisoformat(at), zone)
    assert f"{instant.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" == expected


def test_second_of_two_hours_is_found_when_the_first_is_over() -> None:
    release = datetime(2024, 11, 3, 5, 45, tzinfo=UTC)
    assert first_at(release, time(1, 30), "America/New_York") == datetime(2024, 11, 3, 6, 30, tzinfo=UTC)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.sampled_from(names.places()),
)
def test_when_i_watch_is_never_before_the_release_and_at_most_a_day_after(
    release: datetime, at: time, zone: str
) -> None:
    instant = first_at(release, at, zone)
    # Two days and a bit where a day was left out, as in Samoa at the end of 2011, or hours were skipped.
    assert timedelta() <= instant - release <= timedelta(days=2, hours=2)
    shown = instant.astimezone(ZoneInfo(zone))
    assert (
        shown.time() == at or shown.utcoffset() != (instant - timedelta(hours=3)).astimezone(ZoneInfo(zone)).utcoffset()
    )


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(names.places()),
)
def test_local_time_leads_back_to_its_instant(instant: datetime, zone: str) -> None:
    shown = local(instant, zone)
    if shown is not None:
        assert shown.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) == instant


def test_days_only_season_has_no_zones_and_all_still_works(bundled: Show) -> None:
    shows = {"weekly": parse(WEEKLY, "weekly"), bundled.slug: bundled}
    body = published(shows, "all", Variant("Europe/London")).body
    starts = [line for line in body.decode().split("\r\n") if line.startswith("DTSTART")]
    assert starts.count("DTSTART;VALUE=DATE:20240202") == 1
    assert starts.count("DTSTART;TZID=Europe/London:20231110T050000") == 1
    assert body.count(b"BEGIN:VEVENT") == 14
