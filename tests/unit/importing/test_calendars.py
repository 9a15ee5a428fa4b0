"""Other people's iCalendar feeds."""

from datetime import date, timedelta

import pytest
from support import written

from feedgen.importing.file_kinds import read
from feedgen.importing.listing import Asked, Item, Listing, UnreadableError, ZoneNeededError
from feedgen.plan.show import Show

HOUR = timedelta(hours=1)
SONARR = {"STATUS": "TENTATIVE", "CATEGORIES": "FXX", "DESCRIPTION": "A voyage home gets interrupted."}


def event(summary: str, start: str, **properties: str) -> str:
    lines = [f"SUMMARY:{summary}", f"DTSTART{start}", "DTSTAMP:20200101T000000Z"]
    lines += [
        f"{name.replace('_', '-')}:{value}" for name, value in {"UID": f"{summary}-{start}", **properties}.items()
    ]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def listing(*events: str, asked: Asked | None = None, head: str = "") -> Listing:
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{head}{''.join(events)}END:VCALENDAR\r\n"
    return read(text.encode(), asked or Asked())


def sonarr(summary: str, start: str, end: str, number: int) -> str:
    return event(summary, f":{start}", DTEND=end, UID=f"NzbDrone_episode_{number}", **SONARR)


def test_sonarr_is_known_by_its_identities_and_nothing_is_tentative() -> None:
    found = listing(
        sonarr("Archer (2009) - 10x07 - Space Pirates", "20190711T020000Z", "20190711T022500Z", 4617),
        sonarr("Archer (2009) - 10x08 - Cubert", "20190718T020000Z", "20190718T022500Z", 4618),
        asked=Asked(zone="America/New_York"),
        head="X-WR-CALNAME:Sonarr TV Schedule\r\n",
    )
    length = timedelta(minutes=25)
    assert found == Listing(
        title="Archer (2009)",
        source="Sonarr's calendar",
        items=(
            Item(10, 7, "Space Pirates", date(2019, 7, 10), 22 * HOUR, length),
            Item(10, 8, "Cubert", date(2019, 7, 17), 22 * HOUR, length),
        ),
        zone="America/New_York",
        by="Sonarr",
    )


def test_sonarr_has_many_shows() -> None:
    events = [
        event("Archer - 10x07 - Pirates", ";VALUE=DATE:20190710"),
        event("Dark - 2x01 - One", ";VALUE=DATE:20190621"),
    ]
    with pytest.raises(UnreadableError, match="say with --show which of its shows: Archer, Dark"):
        listing(*events)
    with pytest.raises(UnreadableError, match='it has no show "Darc"; did you mean "dark"'):
        listing(*events, asked=Asked(show="Darc"))
    found = listing(*events, asked=Asked(show="dark"))
    assert found.items == (Item(2, 1, "One", date(2019, 6, 21)),)
    assert found.notes == ("Archer: it is another show (1)",)


def test_hours_in_utc_that_step_with_the_clocks_are_one_hour() -> None:
    events = [
        event("X - 1x01", ":19931023T010000Z"),
        event("X - 1x02", ":19931030T010000Z"),
        event("X - 1x03", ":19931106T020000Z"),
    ]
    with pytest.raises(ZoneNeededError, match=r"\(01:00 UTC and 02:00 UTC\)"):
        listing(*events)
    found = listing(*events, asked=Asked(zone="America/New_York"))
    assert [(item.day, item.clock) for item in found.items] == [
        (date(1993, 10, 22), 21 * HOUR),
        (date(1993, 10, 29), 21 * HOUR),
        (date(1993, 11, 5), 21 * HOUR),
    ]


def test_zone_is_that_of_the_events_or_of_the_calendar() -> None:
    named = listing(event("X S01E01", ";TZID=Europe/Paris:20300104T204500"))
    assert (named.zone, named.items[0].clock) == ("Europe/Paris", 20.75 * HOUR)
    windows = listing(event("X S01E01", ";TZID=Romance Standard Time:20300104T204500"))
    assert (windows.zone, windows.items[0].clock) == ("Europe/Paris", 20.75 * HOUR)
    whole = listing(event("X S01E01", ":20300104T194500Z"), head="X-WR-TIMEZONE:Europe/Paris\r\n")
    assert (whole.zone, whole.items[0].clock) == ("Europe/Paris", 20.75 * HOUR)


def test_time_in_no_zone_is_in_the_one_that_is_asked_for() -> None:
    floating = event("X S01E01", ":20300104T204500")
    with pytest.raises(ZoneNeededError, match=r"\(20:45\)"):
        listing(floating)
    assert listing(floating, asked=Asked(zone="Asia/Tokyo")).items[0].clock == 20.75 * HOUR
    assert listing(floating, asked=Asked(days_only=True)).items[0].clock is None


@pytest.mark.parametrize(
    ("summary", "show", "season", "numbers", "title"),
    [
        ("Dark S01E02: Lies", "Dark", 1, [2], "Lies"),
        ("Dark S1E2", "Dark", 1, [2], ""),
        ("Dark - s01e02 - Lies", "Dark", 1, [2], "Lies"),
        ("Dark 1x02 Lies", "Dark", 1, [2], "Lies"),
        ('Dark: "Lies"'.replace(":", " S1 E2:"), "Dark", 1, [2], "Lies"),
        ("Dark, Season 1, Episode 2: Lies".replace(",", "", 1), "Dark", 1, [2], "Lies"),
        ("Dark S01E02-E03 Lies", "Dark", 1, [2, 3], "Lies"),
        ("Dark S01E02E03 Lies", "Dark", 1, [2, 3], "Lies"),
        ("Dark 1x02-03 Lies", "Dark", 1, [2, 3], "Lies"),
        ("Dark S01E10 (season finale)", "Dark", 1, [10], ""),
        ("Dark - 0x01 - Recap", "Dark", 0, [1], "Recap"),
        ("EastEnders S2024E101", "EastEnders", 2024, [101], ""),
        ("9-1-1 S01E02 Let Go", "9-1-1", 1, [2], "Let Go"),
    ],
)
def test_titles_have_numbers_in_many_ways(summary: str, show: str, season: int, numbers: list[int], title: str) -> None:
    found = listing(event(summary.replace(",", "\\,"), ";VALUE=DATE:20300104"))
    assert found.title == show
    assert [(item.season, item.number, item.title) for item in found.items] == [(season, n, title) for n in numbers]


def test_what_is_no_episode_is_told() -> None:
    found = listing(
        event("X S01E01", ";VALUE=DATE:20300104"),
        event("Dentist", ";VALUE=DATE:20300105"),
        event("X S01E02", ";VALUE=DATE:20300111", STATUS="CANCELLED"),
        event("X S01E03", ";VALUE=DATE:20300118", RRULE="FREQ=WEEKLY"),
        event("X S01E01 again", ";VALUE=DATE:20300201"),
        event("X S01E04", ":soon", DTEND="later"),
        event("CANCELED: X S01E05", ";VALUE=DATE:20300201"),
        event("Postponed: X S01E06", ";VALUE=DATE:20300208"),
    )
    assert found.items == (Item(1, 1, "", date(2030, 1, 4)),)
    assert found.notes == (
        '"Dentist": it has no number such as S01E02 or 1x02',
        '"X S01E02": it is cancelled',
        '"X S01E03": it repeats under one number',
        '"X S01E04": it has no start that can be read',
        '"CANCELED: X S01E05": it is cancelled',
        '"Postponed: X S01E06": it is postponed',
        "season 1, episode 1, another time: the first one counts",
    )


def test_own_feeds_come_back(bundled: Show) -> None:
    episodes = [(episode.number, episode.facts) for episode in bundled.seasons[0].episodes]
    found = read(written(bundled, "for-all-mankind-s4"), Asked())
    assert found.title == "For All Mankind"
    assert [(item.number, item.title, item.day) for item in found.items] == [
        (number, facts.title, facts.release and facts.release.day) for number, facts in episodes
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "it is an iCalendar file that breaks off"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", "it is not an iCalendar file that can be read"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "no title in it has the number of an episode"),
    ],
)
def test_broken_calendar_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(data, Asked())
