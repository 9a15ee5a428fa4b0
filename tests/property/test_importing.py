"""What is recognised in a list of episodes, written, and read again gives the same list."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import TITLES
from support import NOW, parse

from feedgen.importing.drafting import show_draft
from feedgen.importing.file_kinds import read
from feedgen.importing.listing import Asked, Item, Listing, UnreadableError, tidy
from feedgen.importing.settling import numbered
from feedgen.importing.updating import updated
from feedgen.schedule.drafts import show_text

# Few days near to each other, so that there is something to recognise, and some far away.
DAYS = st.none() | st.dates(date(2024, 1, 1), date(2024, 3, 1)) | st.dates(date(1950, 1, 1), date(2035, 1, 1))
CLOCKS = st.none() | st.integers(0, 30 * 60 - 1).map(lambda minutes: timedelta(minutes=minutes))
RUNTIMES = st.none() | st.integers(1, 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
USUAL = st.sampled_from([timedelta(hours=21), timedelta(hours=25, minutes=30)])


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    """Make a list: rhythms and odd days, with one hour or many, titles and runtimes."""
    items = {}
    for season in draw(st.lists(st.integers(0, 3), min_size=1, max_size=2, unique=True)):
        clocks = draw(st.sampled_from([st.none(), USUAL, CLOCKS]))
        for number in draw(st.lists(st.integers(0, 30), min_size=1, max_size=12, unique=True)):
            day = draw(DAYS)
            clock = draw(clocks) if day else None
            title = tidy(draw(st.just("") | TITLES))
            items[season, number] = Item(season, number, title, day, clock, draw(st.none() | RUNTIMES))
    zone = "Asia/Tokyo" if any(item.clock is not None for item in items.values()) else ""
    return Listing("A Show", "A list", tuple(items[key] for key in sorted(items)), zone)


def told(text: str) -> dict[tuple[int, int], tuple[object, ...]]:
    return {
        (season.number, episode.number): (
            episode.facts.title,
            episode.facts.release and episode.facts.release.day,
            episode.facts.release and episode.facts.release.clock,
        )
        for season in parse(text).seasons
        for episode in season.episodes
    }


def clock(item: Item) -> str | None:
    if item.day is None:
        return None
    minutes = -1 if item.clock is None else int(item.clock.total_seconds()) // 60
    return "" if minutes < 0 else f"{minutes // 60:02}:{minutes % 60:02}"


def expected(listing: Listing) -> dict[tuple[int, int], tuple[object, ...]]:
    return {(item.season, item.number or 0): (item.title, item.day, clock(item)) for item in listing.items}


@given(listings())
def test_what_is_written_reads_back_as_the_same_plan(listing: Listing) -> None:
    text = show_text(show_draft(listing, "S", NOW), "show.toml")
    assert told(text) == expected(listing)
    assert updated(text, parse(text), numbered(listing), NOW, "x") == text


@settings(max_examples=50)
@given(listings(), listings())
def test_update_leads_to_the_newer_list_and_is_made_once(older: Listing, newer: Listing) -> None:
    text = show_text(show_draft(older, "S", datetime(2036, 1, 1, tzinfo=UTC)), "show.toml")
    after = updated(text, parse(text), newer, NOW, "x")
    assert updated(after, parse(after), newer, NOW, "x") == after
    known, before, wanted = told(after), told(text), expected(newer)
    assert set(known) == set(before) | set(wanted)
    assert all(known[key][1] in (wanted[key][1], before.get(key, wanted[key])[1]) for key in wanted)


# Pieces that files consist of, in any order.
PIECES = st.sampled_from(
    [
        *("BEGIN:VCALENDAR\n", "END:VCALENDAR\n", "BEGIN:VEVENT\n", "END:VEVENT\n", "SUMMARY:X 1x02 Y\n", "SUMMARY:\n"),
        *("DTSTART:20300101T100000Z\n", "DTSTART;VALUE=DATE:20300101\n", "DTSTART;TZID=X:20300101T100000\n"),
        *("DTEND:20300101T110000\n", "DURATION:PT1H\n", "RRULE:FREQ=DAILY\n", "X-WR-TIMEZONE:Europe/Paris\n"),
        *("[", "]", "{", "}", ",", ":", '"season"', '"number"', '"airdate"', '"_embedded"', '"episodes"', "1", "null"),
        *(
            "number,date,time\n",
            "1,2030-01-01,21:00\n",
            "2030-01-01\n",
            "2030-01-01 25:30 A\n",
            "\n",
            ";",
            '"',
            "\ufeff",
        ),
    ]
)
FILES = st.builds("".join, st.lists(PIECES | st.text(max_size=5), max_size=15)).map(
    lambda text: text.encode("utf-8", "replace")
)


@settings(max_examples=200)
@given(FILES | st.binary(max_size=50))
def test_whatever_a_file_holds_it_is_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableError):
        listing = numbered(read(data, Asked(show="X", zone="Europe/Paris")))
        assert told(show_text(show_draft(listing, "S", NOW), "show.toml")) == expected(listing)
