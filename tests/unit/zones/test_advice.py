"""What is told of a zone that has another name: right, or nothing."""

import pytest

from feedgen.zones import names
from feedgen.zones.advice import Advice, Reason, advise


@pytest.mark.parametrize(
    ("text", "reason", "zones"),
    [
        ("PDT", Reason.ABBREVIATION, ("America/Los_Angeles",)),
        ("PST", Reason.ABBREVIATION, ("America/Los_Angeles", "Asia/Manila")),
        ("pst", Reason.ABBREVIATION, ("America/Los_Angeles", "Asia/Manila")),
        ("ET", Reason.ABBREVIATION, ("America/New_York",)),
        ("PT", Reason.ABBREVIATION, ("America/Los_Angeles",)),
        ("BST", Reason.ABBREVIATION, ("Europe/London",)),
        ("IST", Reason.ABBREVIATION, ("Europe/Dublin", "Asia/Jerusalem", "Asia/Kolkata")),
        ("JST", Reason.ABBREVIATION, ("Asia/Tokyo",)),
        ("CEST", Reason.ABBREVIATION, ("Europe/Paris",)),
        ("Pacific Time", Reason.TIME, ("America/Los_Angeles",)),
        ("Pacific", Reason.TIME, ("America/Los_Angeles",)),
        ("Pacific Time (US & Canada)", Reason.TIME, ("America/Los_Angeles",)),
        ("British Summer Time", Reason.TIME, ("Europe/London",)),
        ("New York", Reason.CITY, ("America/New_York",)),
        ("new_york", Reason.CITY, ("America/New_York",)),
        ("America/New York", Reason.CITY, ("America/New_York",)),
        ("Europe-London", Reason.CITY, ("Europe/London",)),
        ("/Europe/London/", Reason.CITY, ("Europe/London",)),
        ("Sydney time", Reason.CITY, ("Australia/Sydney",)),
        ("PDT/PST", Reason.ABBREVIATION, ("America/Los_Angeles",)),
        ("PDT (Pacific)", Reason.ABBREVIATION, ("America/Los_Angeles",)),
        ("ET/PT", Reason.ABBREVIATION, ("America/New_York",)),
        ("US Eastern Daylight Time", Reason.TIME, ("America/New_York",)),
        ("UK time", Reason.COUNTRY, ("Europe/London",)),
        ("New York City", Reason.PLACE, ("America/New_York",)),
        ("New Delhi", Reason.PLACE, ("Asia/Kolkata",)),
        ("Asia/Delhi", Reason.PLACE, ("Asia/Kolkata",)),
        ("Europe/Munich", Reason.PLACE, ("Europe/Berlin",)),
        ("Birmingham", Reason.PLACE, ("Europe/London", "America/Chicago")),
        ("Europe/Birmingham", Reason.PLACE, ("Europe/London",)),
        ("Kiev", Reason.CITY, ("Europe/Kyiv",)),
        ("São Paulo", Reason.CITY, ("America/Sao_Paulo",)),
        ("London, UK", Reason.PLACE, ("Europe/London",)),
        ("Portland, Maine", Reason.PLACE, ("America/New_York",)),
        ("California", Reason.PLACE, ("America/Los_Angeles",)),
        ("Germany", Reason.COUNTRY, ("Europe/Berlin",)),
        ("UK", Reason.COUNTRY, ("Europe/London",)),
        ("Georgia", Reason.COUNTRY, ("Asia/Tbilisi", "America/New_York")),
        ("UTC+1", Reason.OFFSET, ("Etc/GMT-1",)),
        ("GMT-8", Reason.OFFSET, ("Etc/GMT+8",)),
        ("+00:00", Reason.OFFSET, ("UTC",)),
        ("UTC+05:30", Reason.OFFSET, ("Asia/Kolkata", "Asia/Colombo")),
        ("UTC+03:17", Reason.OFFSET, ()),
        ("Europe/Londn", Reason.MISSPELT, ("Europe/London",)),
        ("Tokio", Reason.MISSPELT, ("Asia/Tokyo",)),
        ("Pairs", Reason.MISSPELT, ("Europe/Paris",)),
        ("Phillipines", Reason.MISSPELT, ("Asia/Manila",)),
    ],
)
def test_text_gives_the_zones_that_may_be_meant(text: str, reason: Reason, zones: tuple[str, ...]) -> None:
    assert names.find(text) is None
    assert advise(text) == Advice(text, reason, zones)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "xyzzy",
        "QT",
        "Europe",
        "Europe/",
        "Asia/Dehli",
        "LA",
        "Asia/LA",
        "Nondon",
        "Lime",
        "9pm",
        "../..",
        "posixrules",
        "x" * 10_000,
    ],
)
def test_what_only_resembles_a_zone_gives_none(text: str) -> None:
    assert advise(text) == Advice(text, Reason.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "first", "fixed"),
    [
        ("EST", "America/New_York", True),
        ("MST", "America/Denver", True),
        ("CET", "Europe/Paris", True),
        ("EET", "Europe/Athens", True),
        ("WET", "Europe/Lisbon", True),
        ("GMT", "Europe/London", True),
        ("HST", "Pacific/Honolulu", False),
        ("MET", "Europe/Brussels", False),
        ("EST5EDT", "America/New_York", False),
        ("CST6CDT", "America/Chicago", False),
        ("MST7MDT", "America/Denver", False),
        ("PST8PDT", "America/Los_Angeles", False),
        ("GMT+0", "Europe/London", False),
        ("Greenwich", "Europe/London", False),
    ],
)
def test_abbreviations_of_the_database_lead_to_places(text: str, first: str, fixed: bool) -> None:
    assert names.is_abbreviation(text)
    advice = advise(text)
    assert (advice.reason, advice.zones[0], advice.fixed) == (Reason.ABBREVIATION, first, fixed)


def test_names_of_countries_and_utc_are_no_abbreviations() -> None:
    short = {name for name in names.known().values() if "/" not in name and names.is_abbreviation(name)}
    assert short == {
        *("CET", "CST6CDT", "EET", "EST", "EST5EDT", "GMT", "GMT+0", "GMT-0", "GMT0", "Greenwich"),
        *("HST", "MET", "MST", "MST7MDT", "PST8PDT", "WET"),
    }


@pytest.mark.parametrize(
    ("tag", "text", "zone"),
    [
        ("de", "Wien", "Europe/Vienna"),
        ("de", "Deutschland", "Europe/Berlin"),
        ("de", "Vienna", "Europe/Vienna"),
        ("fr", "Allemagne", "Europe/Berlin"),
        ("es", "Nueva York", "America/New_York"),
        ("ja", "東京", "Asia/Tokyo"),
        ("ar", "القاهرة", "Africa/Cairo"),
    ],
)
def test_places_are_understood_in_the_language_of_a_visitor(tag: str, text: str, zone: str) -> None:
    assert advise(text, tag).sure == zone


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Germany", "Europe/Berlin"),
        ("Pacific Time", "America/Los_Angeles"),
        ("Canada", None),
        ("Manhattan", None),  # in New York, or in Kansas
        ("Portland", None),
        ("BST", None),
        ("Londn", None),
        ("UTC+1", None),
        ("xyzzy", None),
    ],
)
def test_only_a_place_with_one_clock_is_sure(text: str, sure: str | None) -> None:
    assert advise(text).sure == sure


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("New York", 'did you mean "America/New_York"?'),
        ("EST", 'for New York write "America/New_York": it is right in every month'),
        ("pdt", 'for Los Angeles write "America/Los_Angeles": it is right in every month'),
        (
            "IST",
            'for Dublin write "Europe/Dublin": it is right in every month; '
            'for Jerusalem "Asia/Jerusalem"; for Kolkata "Asia/Kolkata"',
        ),
        ("UTC+1", 'name a place, as its clocks may change; or write "Etc/GMT-1", which is that offset all year'),
        ("xyzzy", 'write "America/New_York", "Europe/London", …'),
    ],
)
def test_advice_says_what_to_write(text: str, remedy: str) -> None:
    assert advise(text).remedy == remedy


def test_three_zones_of_many_are_told() -> None:
    assert (
        Advice("x", Reason.COUNTRY, ("A/A", "B/B", "C/C", "D/D")).remedy
        == 'did you mean "A/A", "B/B", "C/C" or another?'
    )
