import itertools
import subprocess
import sys
import zoneinfo
from datetime import UTC, datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from feedgen.zones import database, names
from feedgen.zones.tzif import YearlyDate, read_zone


def test_every_name_of_the_platform_is_a_zone() -> None:
    platform = zoneinfo.available_timezones() - {"localtime", "posixrules", "Factory"}
    assert len(platform) > 590
    assert [name for name in platform if names.find(name) is None] == []
    assert [name for name in platform if names.find(name.upper()) != names.find(name)] == []


@pytest.mark.parametrize(
    "name", ["localtime", "posixrules", "Factory", "Europe", "Europe/", "Europe/Nowhere", "", "../x"]
)
def test_what_is_no_zone_is_none(name: str) -> None:
    assert names.find(name) is None


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Europe/Oslo", "Europe/Oslo"),  # a link, but Norway's own
        ("Africa/Asmara", "Africa/Asmara"),
        ("america/indiana/knox", "America/Indiana/Knox"),
        ("America/Godthab", "America/Nuuk"),
        ("America/Thunder_Bay", "America/Toronto"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("US/Eastern", "America/New_York"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("utc", "UTC"),
        ("Zulu", "UTC"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("w. europe standard time", "Europe/Berlin"),
    ],
)
def test_zone_is_written_by_the_name_that_apps_know(asked: str, written: str) -> None:
    assert names.find(asked) == written


def test_written_names_are_written_as_themselves() -> None:
    written = {names.find(name) for name in names.known()}
    assert [name for name in written if name is None or names.find(name) != name] == []
    assert {names.find(place) for place in names.places()} == set(names.places())


@pytest.mark.parametrize(
    ("asked", "zone"),
    [("Etc/GMT 5", "Etc/GMT+5"), ("GMT 0", "Etc/GMT"), ("utc 12", "Etc/GMT-12"), ("Etc/GMT  5", None)],
)
def test_blank_where_a_plus_stood_is_a_plus(asked: str, zone: str | None) -> None:
    assert names.find(asked) == zone


def test_changes_of_offset_are_those_that_zoneinfo_knows() -> None:
    """At every change, and in the middle between two, in every zone, from before the first to long after the last."""
    second = timedelta(seconds=1)
    for name in names.known().values():
        zone, onsets = ZoneInfo(name), database.data(name).onsets(1800, 2100)
        for onset in onsets:
            assert (onset.at - second).astimezone(zone).utcoffset() == onset.before, (name, onset)
            assert onset.at.astimezone(zone).utcoffset() == onset.after, (name, onset)
        for earlier, later in itertools.pairwise(onsets):
            middle = earlier.at + (later.at - earlier.at) / 2
            assert middle.astimezone(zone).utcoffset() == earlier.after == later.before, (name, middle)


def test_rule_is_in_force_since_the_year_it_was_made() -> None:
    since = {name: database.data(name).rule_since for name in ("America/New_York", "Europe/London", "Asia/Tokyo")}
    assert since == {"America/New_York": 2007, "Europe/London": 1996, "Asia/Tokyo": None}


@pytest.mark.parametrize(
    ("date", "clock", "locals_"),
    [
        ("M3.2.0", None, ["2023-03-12T02:00", "2024-03-10T02:00"]),
        ("M10.5.0", "3", ["2023-10-29T03:00", "2024-10-27T03:00"]),
        ("M3.5.0", "-1", ["2023-03-25T23:00", "2024-03-30T23:00"]),
        ("M9.1.6", "24", ["2023-09-03T00:00", "2024-09-08T00:00"]),
        ("J60", "0", ["2023-03-01T00:00", "2024-03-01T00:00"]),
        ("J59", "0", ["2023-02-28T00:00", "2024-02-28T00:00"]),
        ("59", "1:30", ["2023-03-01T01:30", "2024-02-29T01:30"]),
    ],
)
def test_dates_of_posix_rules(date: str, clock: str | None, locals_: list[str]) -> None:
    found = YearlyDate.parse(date, clock)
    assert [found.local(year) for year in (2023, 2024)] == [datetime.fromisoformat(local) for local in locals_]


def test_data_that_is_no_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="not a TZif file"):
        read_zone(b"x" * 100)


def test_zone_data_comes_from_the_declared_package() -> None:
    code = "import feedgen.zones.database, zoneinfo; print(zoneinfo.TZPATH)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "()\n"
    assert (resources.files("tzdata") / "zoneinfo" / "zone.tab").is_file()


def test_first_offset_is_local_mean_time() -> None:
    data = database.data("Europe/Amsterdam")
    assert data.onsets(1800, 1801) == ()
    assert (
        data.offset_on_new_year(1800)
        == datetime(1800, 1, 1, tzinfo=UTC).astimezone(ZoneInfo("Europe/Amsterdam")).utcoffset()
    )
