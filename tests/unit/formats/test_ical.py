"""What no validator catches: the bytes themselves, against RFC 5545, RFC 7986 and what calendar apps do."""

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
import vobject
from schedules import LONG_TITLE, PUNCTUATION, ROCKETS, episode, run, schedule, season
from support import NOW, ROOT, WEEKLY, events, parse, unfolded, values, written

from feedgen.feeds.addresses import Site
from feedgen.feeds.request import Request
from feedgen.formats.publish import publish
from feedgen.plan.show import Show

NAMES = (
    "all",
    "for-all-mankind",
    "for-all-mankind-s4",
    "for-all-mankind-s4-premiere",
    "for-all-mankind-s4e03",
)

AWKWARD = schedule(
    season(
        run(),
        episode(1, title=PUNCTUATION),
        episode(2, title=LONG_TITLE, url="https://example.org/a,b;c?d=e:f"),
        episode(3, title=f"{ROCKETS}{ROCKETS} e\u0301", description="Two lines, and\na BEGIN:VEVENT that is none.\n"),
    )
)


@pytest.fixture(params=NAMES)
def body(request: pytest.FixtureRequest, bundled: Show) -> bytes:
    return written(bundled, request.param)


@pytest.fixture(scope="module")
def awkward() -> bytes:
    return written(parse(AWKWARD), "show-s1")


def test_lines_end_in_crlf_and_nothing_else_controls(body: bytes, awkward: bytes) -> None:
    for feed in (body, awkward):
        assert feed.endswith(b"END:VCALENDAR\r\n")
        assert not feed.startswith(b"\xef\xbb\xbf")
        assert re.findall(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n", feed) == []


def test_physical_lines_are_short_and_never_split_a_character(body: bytes, awkward: bytes) -> None:
    for feed in (body, awkward):
        lines = feed.split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert [line.decode() for line in lines]


def test_text_is_escaped_and_addresses_are_not(awkward: bytes) -> None:
    first, second, third, _ = events(awkward)
    assert r'SUMMARY:Weekly S1E1: Commas\, semicolons\; colons: back\\slashes\, "quotes" (season premiere)' in first
    assert "URL:https://example.org/a,b;c?d=e:f" in second
    assert any(line.startswith("DESCRIPTION:") and r"Two lines\, and\na BEGIN:VEVENT" in line for line in third)


def test_calendar_level_text_is_escaped_too() -> None:
    body = written(parse(schedule(title="One, two; three")), "show")
    assert values(body, "NAME") == [r"One\, two\; three"] == values(body, "X-WR-CALNAME")
    assert values(body, "DESCRIPTION")[0] == values(body, "X-WR-CALDESC")[0]


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("show-s1", "Weekly: Season 1 on A Service"),
        ("show-s2", "Weekly: Season 2 on Netflix"),
        ("show-s3", "Weekly: Season 3 on Hulu"),
        ("show-premieres", "Weekly (premieres)"),
        ("show", "Weekly"),
    ],
)
def test_description_names_the_service_of_what_the_calendar_holds(name: str, held: str) -> None:
    others = [season(number=number, service=service) for number, service in ((2, "Netflix"), (3, "Hulu"))]
    assert values(written(parse(schedule(season(), *others)), name), "DESCRIPTION")[0] == f"Release days of {held}."


def test_description_names_two_services_and_no_service_of_the_show_that_nothing_is_on() -> None:
    both = season(run("1-2")), season(number=2, service="Netflix")
    assert values(written(parse(schedule(*both)), "show"), "DESCRIPTION")[0] == (
        "Release days of Weekly on A Service and Netflix."
    )
    assert values(written(parse(schedule(season(service="Netflix"))), "show"), "DESCRIPTION")[0] == (
        "Release days of Weekly on Netflix."
    )


def test_calendar_has_each_of_its_properties_once(body: bytes) -> None:
    head = unfolded(body)[: unfolded(body).index("BEGIN:VEVENT")]
    assert [line.partition(":")[0] for line in head] == [
        *(
            "BEGIN",
            "PRODID",
            "VERSION",
            "CALSCALE",
            "NAME",
            "X-WR-CALNAME",
            "DESCRIPTION",
            "X-WR-CALDESC",
        ),
        *("COLOR", "X-APPLE-CALENDAR-COLOR", "SOURCE;VALUE=URI", "URL"),
        *("REFRESH-INTERVAL;VALUE=DURATION", "X-PUBLISHED-TTL"),
    ]
    assert values(body, "VERSION") == ["2.0"]
    assert values(body, "REFRESH-INTERVAL") == values(body, "X-PUBLISHED-TTL") == ["PT6H"]


def test_event_has_each_of_its_properties_once(body: bytes) -> None:
    expected = [
        *("DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "SUMMARY"),
        *("DESCRIPTION", "URL", "CATEGORIES", "COLOR", "STATUS", "TRANSP"),
    ]
    found = [[line.partition(":")[0] for line in event] for event in events(body)]
    assert found
    assert all(names == expected for names in found)
    assert set(values(body, "TRANSP")) == {"TRANSPARENT"}
    assert set(values(body, "STATUS")) == {"CONFIRMED"}


def test_names_of_properties_are_upper_case(body: bytes) -> None:
    assert all(re.match(r"[A-Z0-9-]+[;:]", line) for line in unfolded(body))


def test_nothing_demands_an_organizer_or_rings(body: bytes) -> None:
    assert not {"METHOD", "ORGANIZER", "ATTENDEE", "BEGIN:VALARM"} & {
        name for line in unfolded(body) for name in (line, line.partition(":")[0])
    }


def test_all_day_events_end_on_the_day_after(body: bytes) -> None:
    starts, ends = values(body, "DTSTART"), values(body, "DTEND")
    assert all(re.fullmatch(r"\d{8}", value) for value in starts + ends)
    day = timedelta(days=1)
    assert [date.fromisoformat(start) + day for start in starts] == [date.fromisoformat(end) for end in ends]


def test_stamps_are_in_utc_and_from_the_schedule(body: bytes) -> None:
    assert set(values(body, "DTSTAMP") + values(body, "LAST-MODIFIED")) == {"20231012T160000Z"}


def test_uids_name_no_host_and_are_unique(bundled: Show) -> None:
    body = written(bundled, "for-all-mankind-s4")
    uids = values(body, "UID")
    assert len(uids) == len(set(uids)) == 10
    assert all(re.fullmatch(r"[A-Za-z0-9-]{1,200}", uid) for uid in uids)


def test_uids_are_what_they_have_always_been(bundled: Show) -> None:
    """If this fails, every subscriber would see every episode twice."""
    uids = [values(written(bundled, f"for-all-mankind-s4e{number:02}"), "UID")[0] for number in range(1, 11)]
    assert uids == [
        "f94fb2ee-b758-5edd-a7fc-c0c57093735e",
        "d4fb3eec-8184-59f3-bd7f-9a15ddc287ac",
        "cd926713-abc6-5d08-b0da-ec5838c151e0",
        "010f62ad-9a58-57f6-b2fd-3a0e232b9d31",
        "9f71cee3-ba12-574a-bda5-2190fa81a552",
        "6ed673a8-6cde-56a0-ae9b-79c1fc4dc1f1",
        "aabcdc91-a5fd-53ca-b6b9-c901f09a1fb5",
        "9b4b7dda-f3dc-5d79-9f5a-428a3a871351",
        "c0512557-d731-5299-a59f-a4758c19da11",
        "ffe4d2f6-7df3-5df7-ba46-6d771ee13801",
    ]


def test_uid_outlives_new_title_day_run_and_order() -> None:
    before = written(parse(WEEKLY), "show-s1")
    edited = season(run("1-2", "2025-07-09"), run("3-4", "2025-01-01", None))
    after = written(parse(schedule(edited, title="Renamed")), "show-s1")
    assert sorted(values(before, "UID")) == sorted(values(after, "UID"))
    assert values(before, "DTSTART") != values(after, "DTSTART")


def test_episode_has_one_uid_in_every_feed(bundled: Show) -> None:
    assert len({values(written(bundled, name), "UID")[0] for name in NAMES if not name.endswith("e03")}) == 1


def test_calendar_has_no_uid_that_vdirsyncer_would_take_for_that_of_its_events(body: bytes) -> None:
    assert len(values(body, "UID")) == len(list(events(body)))


def test_parts_of_a_season(bundled: Show) -> None:
    days = {part: values(written(bundled, f"for-all-mankind-s4{part}"), "DTSTART") for part in PARTS}
    assert days[""] == [*("20231110", "20231117", "20231124", "20231201", "20231208"),
                        *("20231215", "20231222", "20231229", "20240105", "20240112")]  # fmt: skip
    assert days["-premiere"] == days["e01"] == days[""][:1]
    assert days["-weekly"] == days[""][1:]
    assert days["-finale"] == days["e10"] == days[""][-1:]


PARTS = ("", "-premiere", "-weekly", "-finale", "e01", "e10")


def test_premiere_of_three_is_three() -> None:
    show = parse(schedule(season(run(at_once=3))))
    summaries = values(written(show, "show-s1-premiere"), "SUMMARY")
    assert summaries == [f"Weekly S1E{number} (season premiere)" for number in (1, 2, 3)]
    assert values(written(show, "show-s1-weekly"), "SUMMARY") == ["Weekly S1E4 (season finale)"]


def test_summary_and_description_say_what_where_and_how_to_stop(bundled: Show) -> None:
    body = written(bundled, "for-all-mankind-s4")
    summaries = values(body, "SUMMARY")
    assert summaries[0] == "For All Mankind S4E1: Glasnost (season premiere)"
    assert summaries[2] == "For All Mankind S4E3: The Bear Hug"
    assert summaries[9] == "For All Mankind S4E10: Perestroika (season finale)"
    assert values(body, "DESCRIPTION")[1] == (
        r"For All Mankind\, season 4\, episode 1 of 10: Glasnost\nSeason premiere\n"
        r"On Apple TV+ from Friday\, November 10\, 2023\, 00:00 New York time\n\n"
        r"https://tv.apple.com/show/for-all-mankind/umc.cmc.6wsi780sz5tdbqcf11k76mkp7\n\n"
        r"Change or end this subscription: https://calendar.example.org/for-all-mankind/season-4/"
    )


def test_longest_summary_is_not_cut_off_by_google() -> None:
    last = season(run("9998-9999", every="week"), episode(9998, title="T" * 250), number=9999)
    first, _ = values(written(parse(schedule(last, title="W" * 100)), "show"), "SUMMARY")
    assert first == f"{'W' * 100} S9999E9998: {'T' * 123}… (season premiere)"
    assert len(first) == 255
    first, second = values(written(parse(schedule(last, title="W" * 250)), "show"), "SUMMARY")
    assert (len(first), first[-19:]) == (255, "… (season premiere)")
    assert (len(second), second[-17:]) == (255, "… (season finale)")


def test_backslash_before_n_is_no_line_end() -> None:
    show = parse(schedule(season(run("1"), episode(1, title=r"A\Nb \n c, d; e"))))
    body = written(show, "show")
    assert values(body, "SUMMARY") == [r"Weekly S1E1: A\\Nb \\n c\, d\; e"]
    assert vobject.readOne(body.decode()).vevent.summary.value == r"Weekly S1E1: A\Nb \n c, d; e"


def test_events_name_the_address_that_they_were_asked_at() -> None:
    show, other = parse(WEEKLY), Site("https://other.example")
    ours, theirs = written(show, "show"), publish({"show": show}, Request("show"), other, NOW).body
    assert theirs.count(b"https://other.example/") == ours.count(b"https://calendar.example.org/") > 4
    assert b"calendar.example.org" not in theirs


def test_new_version_of_a_show_is_not_compared_with_the_old_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of its events would be, with all that the show holds: a large show would take minutes to write anew."""
    old, new = parse(WEEKLY), parse(schedule(service="Another"))
    before = written(old, "show")
    monkeypatch.setattr(Show, "__eq__", lambda *_: pytest.fail("shows were compared"))
    after = written(new, "show")
    assert (b"Another" in before, b"Another" in after) == (False, True)


RENDER = """
from datetime import UTC, datetime
from feedgen import resources
from feedgen.catalog.folder import read_catalog
from feedgen.feeds.request import Request
from feedgen.feeds.addresses import Site
from feedgen.formats.publish import publish
import sys
shows = read_catalog([resources.SCHEDULES], datetime.now(UTC)).shows
for name in ("all", "for-all-mankind-s4"):
    sys.stdout.buffer.write(publish(shows, Request(name), Site("https://calendar.example.org"), datetime.now(UTC)).body)
"""


def test_bytes_are_the_same_in_every_process_hash_seed_and_zone(bundled: Show, tmp_path: Path) -> None:
    expected = written(bundled, "all") + written(bundled, "for-all-mankind-s4")
    for seed, zone, language in (
        ("0", "UTC", "C"),
        ("1", "Pacific/Kiritimati", "C.UTF-8"),
        ("42", "US/Hawaii", "C"),
    ):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(
            [sys.executable, "-c", RENDER], env=environment, capture_output=True, check=True, cwd=tmp_path
        )
        assert run.stdout == expected
