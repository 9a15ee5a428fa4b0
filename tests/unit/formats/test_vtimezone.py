"""The forms of a VTIMEZONE: what each zone is written in, and every byte of ten of them."""

import re
from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

import pytest
from support import ROOT

from feedgen.formats import vtimezone as module
from feedgen.formats.vtimezone import vtimezone
from feedgen.zones import database, names

# Far enough back for the rule to have ended: other changes of rules come with each release of tzdata.
ENDED = datetime(1990, 9, 1, tzinfo=UTC), datetime(1991, 5, 1, tzinfo=UTC)
SEASON = datetime(2023, 11, 10, 5, tzinfo=UTC), datetime(2024, 4, 12, 6, tzinfo=UTC)
ZONES = sorted({zone for name in names.known() if (zone := names.find(name)) and zone != "UTC"})

GOLDEN = ROOT / "tests" / "golden" / "vtimezone"
NAMES = {
    "Asia/Tokyo": "fixed",
    "Asia/Kathmandu": "fixed",
    "America/New_York": "ruled",
    "Europe/Dublin": "ruled",
    "America/St_Johns": "ruled",
    "Australia/Lord_Howe": "ruled",
    "Pacific/Chatham": "ruled",
    "America/Chicago": "ruled",  # fitted to a rule that has ended
    "Africa/Casablanca": "listed",
    "America/Santiago": "listed",
}


def form(name: str, first: datetime, last: datetime) -> str:
    """Tell from what is written of a zone in which form that is."""
    text = vtimezone(name, first, last)
    if "RRULE" in text:
        return "ruled"
    return "fixed" if text.count("TZOFFSETTO") == 1 else "listed"


@pytest.mark.parametrize("name", NAMES)
def test_vtimezone_is_golden(name: str, pytestconfig: pytest.Config) -> None:
    file = GOLDEN / f"{name.replace('/', '-')}.ics"
    span = ENDED if name == "America/Chicago" else SEASON
    if pytestconfig.getoption("write_golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(vtimezone(name, *span).encode())
    assert form(name, *span) == NAMES[name]
    assert vtimezone(name, *span).encode() == file.read_bytes()


def test_every_golden_file_is_compared() -> None:
    assert len(list(GOLDEN.glob("*.ics"))) == len(NAMES)


def test_count_of_zones_in_each_form_is_the_one_told() -> None:
    counts = Counter(form(name, *SEASON) for name in ZONES)
    sentence = r"tzdata (\S+) and .*? of (\d+) zones (\d+) are fixed, (\d+) ruled or fitted and (\d+) listed"
    told = re.search(sentence, " ".join((module.__doc__ or "").split()))
    assert told
    if told[1] != version("tzdata"):
        pytest.skip(f"the counts were made with tzdata {told[1]}, and here is {version('tzdata')}")
    assert [int(number) for number in told.groups()[1:]] == [len(ZONES), *(counts[form] for form in FORMS)]


FORMS = ("fixed", "ruled", "listed")


@pytest.mark.parametrize("years", [(2023, 2024), (2024, 2024), (2026, 2026), (1987, 1990), (2006, 2008), (2019, 2026)])
def test_every_vtimezone_keeps_the_rules_of_its_form(years: tuple[int, int]) -> None:
    span = datetime(years[0], 2, 1, tzinfo=UTC), datetime(years[1], 12, 1, tzinfo=UTC)
    block = (
        r"BEGIN:(STANDARD|DAYLIGHT)\r\nDTSTART:\d{8}T\d{6}\r\n"
        r"(RRULE:FREQ=YEARLY;BYMONTH=\d+;BYDAY=(?:[1-4]|-1)(?:MO|TU|WE|TH|FR|SA|SU)\r\n)?"
        r"TZOFFSETFROM:([+-]\d{4,6})\r\nTZOFFSETTO:([+-]\d{4,6})\r\nEND:\1\r\n"
    )
    for name in ZONES:
        text, found = vtimezone(name, *span), form(name, *span)
        assert re.fullmatch(rf"BEGIN:VTIMEZONE\r\nTZID:{re.escape(name)}\r\n(?:{block})+END:VTIMEZONE\r\n", text), text
        blocks = re.findall(block, text)
        kinds, rules = [kind for kind, *_ in blocks], [rule for _, rule, *_ in blocks if rule]
        match found:
            case "fixed":
                assert (kinds, rules) == (["STANDARD"], []), text
            case "ruled":
                assert (sorted(kinds), len(rules)) == (["DAYLIGHT", "STANDARD"], 2), text
            case "listed":
                starts = re.findall(r"DTSTART:(\d{8}T\d{6})", text)
                assert starts == sorted(set(starts)), text
        for kind, _, before, after in blocks:
            if before != after:
                assert (kind == "DAYLIGHT") == (int(after) > int(before)), text


def test_rule_in_force_is_the_same_for_every_span() -> None:
    """A season that grows by a year must not change what is said of its zone."""
    later = datetime(2031, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
    assert vtimezone("Europe/London", *SEASON) == vtimezone("Europe/London", *later)


@pytest.mark.parametrize("name", ZONES)
def test_no_change_is_described_that_no_event_needs(name: str) -> None:
    """As npm's icalendar and ruby-icalendar fail at changes after the last event."""
    summer = datetime(2024, 6, 1, tzinfo=UTC), datetime(2024, 6, 2, tzinfo=UTC)
    found = form(name, *SEASON)
    onsets = database.data(name).onsets(2022, 2026)
    needed = [onset for onset in onsets if SEASON[0] < onset.at <= SEASON[1]]
    assert (found == "fixed") == (not needed)
    assert form(name, *summer) == "fixed"
    offset = summer[0].astimezone(ZoneInfo(name)).strftime("%z")
    assert f"TZOFFSETTO:{offset}\r\n" in vtimezone(name, *summer)
    if found == "listed":
        starts = re.findall(r"DTSTART:(\d+T\d+)", vtimezone(name, *SEASON))[1:]
        assert starts == [onset.local.strftime("%Y%m%dT%H%M%S") for onset in needed]


def test_summer_of_dublin_is_daylight_though_tzdata_calls_it_standard() -> None:
    text = vtimezone("Europe/Dublin", *SEASON)
    assert "BEGIN:DAYLIGHT\r\nDTSTART:19960331T010000\r\n" in text
    assert "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:DAYLIGHT" in text


def test_offset_of_local_mean_time_has_seconds() -> None:
    text = vtimezone("Europe/Amsterdam", datetime(1850, 1, 1, tzinfo=UTC), datetime(1850, 2, 1, tzinfo=UTC))
    assert re.search(r"TZOFFSETTO:\+00\d{4}\r\n", text)
    assert "DTSTART:18490101T000000" in text
