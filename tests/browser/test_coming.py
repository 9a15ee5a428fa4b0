"""What comes next, on the visitor's own calendar."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import schedules
from playwright.sync_api import expect
from visitors import Visit, served

from feedgen import languages
from feedgen.web.app import create_app

NOW = datetime(2023, 11, 20, 12, 30, tzinfo=UTC)

# The bundled show and the changed one come at midnight in New York, the one without hours on its day everywhere.
DAYS = {
    "America/Los_Angeles": (["Tomorrow", "Wednesday, November 22", "Thursday, November 23"], "9:00 PM"),
    "Europe/London": (["Tomorrow", "Wednesday, November 22", "Thursday, November 23"], "5:00 AM"),
}


@pytest.mark.parametrize("zone", DAYS)
def test_rows_stand_under_the_visitors_own_days(visit: Visit, zone: str) -> None:
    page = visit("/", timezone_id=zone)
    days, clock = DAYS[zone]
    assert page.locator("#days h2").all_text_contents()[:3] == days
    row = page.locator("#days li", has_text="The Bear Hug").first
    expect(row.locator(".clock")).to_have_text(clock)


def test_front_page_without_scripts_tells_the_services_days_and_hours(visit: Visit) -> None:
    page = visit("/", java_script_enabled=False, now=None)
    expect(page.locator("#days h2").first).to_have_text("Tomorrow")
    expect(page.locator("#days .beneath small").first).to_contain_text("New York time")
    page.get_by_role("link", name="Month").click()
    expect(page.locator(".month.large").first).to_be_visible()
    page.get_by_role("link", name="All shows").click()
    expect(page.locator(".show")).to_have_count(3)


@pytest.mark.parametrize("scripts", [True, False])
def test_all_rows_are_there_without_scrolling(visit: Visit, tmp_path: Path, scripts: bool) -> None:
    daily = schedules.season(schedules.run("1-30", first="2023-11-17", every="day"), announced="2023-01-01T00:00:00Z")
    (tmp_path / "daily.toml").write_text(schedules.schedule(daily))
    with served(create_app({"SCHEDULES": tmp_path}, clock=lambda: NOW)) as address:
        page = visit(f"{address}/", java_script_enabled=scripts, now=None)
        last = page.locator(".coming > li").last
        expect(last).to_have_css("content-visibility", "visible")


def test_discs_stand_on_the_visitors_own_days(visit: Visit) -> None:
    page = visit("/for-all-mankind/season-4/", timezone_id="America/Los_Angeles")
    ringed = page.locator(".month .next")
    expect(ringed).to_have_count(1)
    assert ringed.evaluate("disc => disc.parentElement.querySelector('b').textContent") == "23"


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a catalogue whose one show has a title of one very long word."""
    folder = tmp_path_factory.mktemp("long")
    hour = schedules.in_zone("20:00:00", "Europe/Berlin")
    season = schedules.season(
        schedules.run("1-9", first="2023-11-17", at_once=3), announced="2023-01-01T00:00:00Z", release=hour
    )
    (folder / "long.toml").write_text(schedules.schedule(season, title=LONG, service=LONG))
    with served(create_app({"SCHEDULES": folder}, clock=lambda: NOW)) as address:
        yield address


@pytest.mark.parametrize("tag", languages.tags())
def test_long_words_break_in_every_language(visit: Visit, long: str, tag: str) -> None:
    page = visit(f"{long}/?lang={tag}", viewport={"width": 320, "height": 640}, locale=tag)
    widgets = ["/embed/long-s1", *(f"/embed/all/{view}" for view in ("list", "month", "coming", "next"))]
    for path in ("/", "/shows/", "/long/", "/long/season-1/", *widgets):
        page.goto(f"{long}{path}?lang={tag}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
