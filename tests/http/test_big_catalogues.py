"""Catalogues of many shows: nothing is read before it is needed, and pages show some of them at a time."""

import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from schedules import run, schedule, season
from support import WEEKLY, parse, utc_now

from feedgen.catalog.folder import AT_ONCE, Catalog
from feedgen.catalog.library import Library
from feedgen.catalog.live import LiveCatalog
from feedgen.catalog.shows import Shows
from feedgen.catalog.source import Source
from feedgen.feeds.all_shows import select_from_all
from feedgen.feeds.limits import MOST_EPISODES
from feedgen.pages.catalog import LENGTH
from feedgen.pages.sitemap import LENGTH as LENGTH_OF_SITEMAP
from feedgen.plan.show import Show
from feedgen.schedule import reading
from feedgen.spelling import nearest
from feedgen.web.app import create_app

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def fill(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"show-{number:04}.toml").write_text(schedule(title=f"The Number {number:04}"))


def served(folder: Path) -> FlaskClient:
    return create_app({"SCHEDULES": folder}, clock=lambda: NOW).test_client()


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The slugs of the schedules that have been read, as they are."""
    slugs: list[str] = []
    real = reading.parse

    def parse_and_tell(data: bytes, file: str, slug: str, now: datetime) -> Show:
        slugs.append(slug)
        return real(data, file, slug, now)

    monkeypatch.setattr(reading, "parse", parse_and_tell)
    return slugs


def test_only_some_are_read_at_the_start_and_others_when_they_are_asked_for(schedules: Path, parsed: list[str]) -> None:
    fill(schedules, AT_ONCE + 30)
    client = create_app({"SCHEDULES": schedules, "RELOAD_SECONDS": None}).test_client()
    assert len(parsed) == AT_ONCE
    health = client.get("/healthz").json
    assert health
    assert (health["status"], health["shows"], health["unread"]) == ("ok", AT_ONCE + 30, 30)
    for _ in range(2):
        assert client.get(f"/feeds/show-{AT_ONCE + 7:04}-s1.ics").status_code == 200
    assert parsed[AT_ONCE:] == [f"show-{AT_ONCE + 7:04}"], "once, and kept"


def all_read(live: LiveCatalog) -> Catalog:
    """Wait until every file has been read."""
    deadline = time.monotonic() + 20
    while (live.current().unread or live.health().unread) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert live.current().unread == []
    return live.current()


def test_all_are_read_in_the_background_in_the_end(
    schedules: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fill(schedules, AT_ONCE + 5)
    (schedules / "zz-broken.toml").write_text("titel = 1")
    real = reading.parse

    def fail(data: bytes, file: str, slug: str, now: datetime) -> Show:
        if slug == f"show-{AT_ONCE:04}":
            raise RuntimeError("a fault")
        return real(data, file, slug, now)

    monkeypatch.setattr(reading, "parse", fail)
    live = LiveCatalog(schedules, utc_now, timedelta(seconds=0.1))
    all_read(live)
    deadline = time.monotonic() + 20
    while len(live.current().sources) > AT_ONCE + 4 and time.monotonic() < deadline:
        time.sleep(0.01)
    catalog = live.current()
    assert (len(catalog.shows), len(catalog.sources)) == (AT_ONCE + 4, AT_ONCE + 4), "what is not sound is taken out"
    assert {Path(problem.file).stem for problem in catalog.problems} == {f"show-{AT_ONCE:04}", "zz-broken"}
    assert catalog.shows[f"show-{AT_ONCE + 4:04}"].title, "no other suffers"
    assert "not used: " in caplog.text


def test_file_that_breaks_before_its_show_was_asked_for_leaves_the_last_good_version(schedules: Path) -> None:
    fill(schedules, AT_ONCE + 1)
    live = LiveCatalog(schedules, utc_now, timedelta())
    assert live.current().unread
    file = schedules / f"show-{AT_ONCE:04}.toml"
    file.write_text("titel = 1")
    for _ in range(2):
        live.current()
    assert live.current().shows[file.stem].title == f"The Number {AT_ONCE:04}"
    assert {problem.file for problem in live.current().problems} == {str(file)}


def library_of(sources: Mapping[str, Source], tell: Callable[[object], object], **limit: int) -> Library:
    library = Library(NOW, tell, **limit)
    library.add(sources.values())
    return library


def test_file_that_is_not_sound_counts_until_it_has_been_read_and_is_never_given() -> None:
    told: list[object] = []
    sources = {slug: Source(Path(f"{slug}.toml"), None, text.encode()) for slug, text in
               [("a", WEEKLY), ("b", "titel = 1"), ("c", WEEKLY)]}  # fmt: skip
    shows = Shows(library_of(sources, told.append), sources)
    assert list(shows) == ["a", "b", "c"]
    assert [show.slug for show in shows.values()] == ["a", "c"]
    assert (list(shows), len(shows), "b" in shows) == (["a", "c"], 2, False)
    assert len(told) == len(set(told)) > 0, "each problem once"


def test_shows_in_use_are_kept_up_to_a_number_of_episodes() -> None:
    sources = {slug: Source(Path(f"{slug}.toml"), None, WEEKLY.encode()) for slug in "abc"}
    shows = Shows(library_of(sources, print, episodes=8), sources)
    first, second = shows["a"], shows["b"]
    assert shows["a"] is first
    _ = shows["c"]  # four episodes each: one has to go, and "b" was asked for longest ago
    assert shows["a"] is first
    assert shows["b"] is not second
    assert shows["b"] == second


def a_show_of(count: int, folder: Path) -> None:
    """Write a show of so many episodes."""
    half = count // 2
    seasons = [
        season(run(f"1-{length}", every="day"), number=number) for number, length in ((1, half), (2, count - half))
    ]
    (folder / "daily.toml").write_text(schedule(*seasons))


def test_large_feed_keeps_to_the_newest_and_what_comes(schedules: Path) -> None:
    a_show_of(MOST_EPISODES + 5, schedules)
    client = served(schedules)
    for name in ("all", "daily", "daily+gone"):
        body = client.get(f"/feeds/{name}.ics").data
        assert body.count(b"BEGIN:VEVENT") == MOST_EPISODES
        assert b"on\\; what came out before is left out." in body.replace(b"\r\n ", b"")


def test_large_catalogue_has_a_page_of_what_comes_next(schedules: Path) -> None:
    for number in range(6):
        (schedules / f"daily-{number}.toml").write_text(
            schedule(season(run("1-999", first="2029-12-01", every="day", at_once=1)), title=f"Daily {number}")
        )
    page = served(schedules).get("/").text
    assert page.count('<li class="later"') >= 6 * 7
    assert "More is to come than is listed here" in page


def test_feed_of_everything_reads_no_show_that_has_nothing_of_it(
    schedules: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedgen.feeds.limits.MOST_EPISODES", 8)
    monkeypatch.setattr("feedgen.feeds.limits._PAST", 2)
    for number in range(12):
        text = schedule(season(run("1-4", first=f"{2024 + number % 3}-02-0{1 + number // 3}")))
        (schedules / f"show-{number:02}.toml").write_text(text)
    sources = {slug: Source(file, None, file.read_bytes()) for file in schedules.glob("*.toml") for slug in [file.stem]}
    shows = Shows(library_of(sources, print, episodes=1), sources)
    expected = [airing.uid for airing in select_from_all({slug: shows[slug] for slug in sorted(sources)}, NOW).airings]
    parsed.clear()
    assert [airing.uid for airing in select_from_all(shows, NOW).airings] == expected
    assert set(parsed) == {"show-02", "show-05", "show-08", "show-11"}


def test_feed_of_everything_holds_as_many_as_it_may(schedules: Path) -> None:
    a_show_of(MOST_EPISODES, schedules)
    client = served(schedules)
    assert client.get("/feeds/all.ics").data.count(b"BEGIN:VEVENT") == MOST_EPISODES
    assert "all.ics" in client.get("/").text


def titles(page: str) -> list[str]:
    return re.findall(r'<div><a href="[^"]*" lang="en" dir="auto">(.*?)</a>', page)


def test_catalogue_is_shown_in_pages_that_lead_to_each_other(schedules: Path) -> None:
    fill(schedules, 2 * LENGTH + 3)
    client = served(schedules)
    seen, address, count = [], "/shows/", 0
    while address:
        page = client.get(address).text
        seen += titles(page)
        count += 1
        assert f"Page {count} of 3" in page
        following = re.search(r'rel="next" href="http://localhost([^"]*)"', page)
        previous = re.search(r'rel="prev" href="http://localhost([^"]*)"', page)
        assert (previous is None) == (count == 1)
        assert f'<link rel="canonical" href="http://localhost{address}">' in page
        address = following[1] if following else ""
    assert count == 3
    assert seen == [f"The Number {number:04}" for number in range(2 * LENGTH + 3)]


@pytest.mark.parametrize("address", ["/shows/page/0/", "/shows/page/4/", "/shows/page/99999999999/"])
def test_page_that_there_is_not_is_told(schedules: Path, address: str) -> None:
    fill(schedules, 2 * LENGTH + 3)
    answer = served(schedules).get(address)
    assert answer.status_code == 404
    assert "The catalogue has no page" in answer.text


def test_small_catalogue_has_neither_pages_nor_search(client: FlaskClient) -> None:
    page = client.get("/shows/").text
    assert 'type="search"' not in page
    assert "Page 1" not in page
    assert client.get("/shows/page/2/").status_code == 404


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("0007", ["The Number 0007"]),
        ("NUMBER 0007", ["The Number 0007"]),
        ("numb 31", ["The Number 0031"]),
        ("elite", ["Élite"]),
        ("ÉLITE", ["Élite"]),
        ("netz elit", ["Élite"]),
        ("netzflix 0007", []),
        ("<script>", []),
    ],
)
def test_catalogue_is_searched_by_title_service_and_address(schedules: Path, words: str, found: list[str]) -> None:
    fill(schedules, LENGTH + 20)
    (schedules / "elite.toml").write_text(schedule(title="Élite", service="Netzflix"))
    page = served(schedules).get("/shows/", query_string={"q": words}).text
    assert titles(page) == found
    assert f"{len(found)} show" in page
    assert "<script>" not in page.partition("<main")[2]


def test_search_stays_from_page_to_page_and_from_language_to_language(schedules: Path) -> None:
    fill(schedules, 60)
    page = served(schedules).get("/shows/?q=number&lang=de").text
    assert 'rel="next" href="http://localhost/shows/page/2/?q=number&amp;lang=de"' in page
    assert 'href="http://localhost/shows/?q=number&amp;lang=fr" hreflang="fr"' in page
    assert '<input type="hidden" name="lang" value="de">' in page
    assert 'name="q" value="number"' in page
    assert "60 Serien" in page


def test_many_pages_are_told_in_several_sitemaps(schedules: Path) -> None:
    fill(schedules, LENGTH_OF_SITEMAP + 1)
    client = served(schedules)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

    def addresses(path: str) -> list[str]:
        answer = client.get(path)
        assert answer.headers["Content-Type"] == "application/xml"
        return [found.text or "" for found in ET.fromstring(answer.data).iter(f"{space}loc")]  # noqa: S314 - our own

    assert addresses("/sitemap.xml") == ["http://localhost/sitemap-1.xml", "http://localhost/sitemap-2.xml"]
    first, second = addresses("/sitemap-1.xml"), addresses("/sitemap-2.xml")
    assert len(first) == 2 + 2 * LENGTH_OF_SITEMAP
    assert second == ["http://localhost/show-0500/", "http://localhost/show-0500/season-1/"]
    assert client.get("/sitemap-3.xml").status_code == client.get("/sitemap-0.xml").status_code == 404


def test_nearest_of_very_many_names_begins_alike() -> None:
    names = ["for-all-mankind", "mankind"] + [f"show-{number:04}" for number in range(1200)]
    assert nearest("For-All-Mankynd", names) == ["for-all-mankind", "mankind"]
    assert nearest("show-xx-0601", names)
    assert nearest("xfor-all-mankind", names) == []
    assert nearest("xfor-all-mankind", names[:5]) == ["for-all-mankind", "mankind"]


def test_show_that_is_not_there_is_told_with_those_that_may_be_meant(schedules: Path) -> None:
    fill(schedules, AT_ONCE + 5)
    answer = served(schedules).get(f"/shw-{AT_ONCE + 3:04}/")
    assert answer.status_code == 404
    assert f"The Number {AT_ONCE + 3:04}" in answer.text


def test_a_parsed_show_is_the_same_however_it_was_found(schedules: Path) -> None:
    fill(schedules, 1)
    live = LiveCatalog(schedules, utc_now, timedelta())
    text = (schedules / "show-0000.toml").read_text()
    assert live.current().shows["show-0000"] == parse(text, "show-0000")
