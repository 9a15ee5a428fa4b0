"""The zone of a release: names that are understood, and what is told of others."""

import pytest
from support import WEEKLY, parse

from feedgen.errors import ScheduleError
from feedgen.plan.release import InstantRelease
from feedgen.plan.show import Show


def show_in(zone: str) -> Show:
    release = f'release = {{ time = 21:00:00, zone = "{zone}" }}'
    return parse(WEEKLY.replace("\n[[season.run]]", f"{release}\n\n[[season.run]]"))


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("America/New_York", "America/New_York"),
        ("UTC", "UTC"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("Japan", "Asia/Tokyo"),
        ("PRC", "Asia/Shanghai"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("W. Europe Standard Time", "Europe/Berlin"),
    ],
)
def test_names_are_understood_as_in_feeds(zone: str, written: str) -> None:
    release = show_in(zone).seasons[0].episodes[0].facts.release
    assert isinstance(release, InstantRelease)
    assert release.zone == written


@pytest.mark.parametrize(
    ("zone", "problem"),
    [
        (
            "EST",
            '"EST" is the time of half a year only (for New York write "America/New_York": it is right in every month)',
        ),
        (
            "mst",
            '"mst" is the time of half a year only (for Denver write "America/Denver": it is right in every month)',
        ),
        ("CET", '"CET" is the time of half a year only (for Paris write "Europe/Paris": it is right in every month)'),
        (
            "PST",
            '"PST" is the time of half a year only (for Los Angeles write "America/Los_Angeles": it is right in',
        ),
        ("HST", '"HST" is an abbreviation, not a place (did you mean "Pacific/Honolulu" or "America/Adak"?)'),
        ("EST5EDT", '"EST5EDT" is an abbreviation, not a place (did you mean "America/New_York"'),
        ("ET", 'unknown time zone "ET" (did you mean "America/New_York"?)'),
        ("Pacific Time", 'unknown time zone "Pacific Time" (did you mean "America/Los_Angeles"?)'),
        ("New Delhi", 'unknown time zone "New Delhi" (did you mean "Asia/Kolkata"?)'),
        ("Germany", 'unknown time zone "Germany" (did you mean "Europe/Berlin"?)'),
        ("", 'unknown time zone "" (write "America/New_York", "Europe/London", …)'),
    ],
)
def test_what_is_no_place_is_refused_with_advice(zone: str, problem: str) -> None:
    with pytest.raises(ScheduleError) as refused:
        show_in(zone)
    assert [str(found)[: len(problem) + 32] for found in refused.value.problems] == [
        f"show.toml:7: season 1, release: {problem}"
    ]
