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
        ("EST", '"EST" is one offset all year; America/New_York changes its clocks (did you mean "America/New_York"'),
        ("mst", '"mst" is one offset all year; America/Denver changes its clocks (did you mean "America/Denver"'),
        ("CET", '"CET" is one offset all year; Europe/Paris changes its clocks (did you mean "Europe/Paris" or '),
        ("PST", '"PST" is one offset all year; America/Los_Angeles changes its clocks (did you mean "America/Los_'),
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
