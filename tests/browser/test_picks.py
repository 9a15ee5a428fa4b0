"""Ticks at shows, and the one calendar of what is ticked."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from schedules import in_zone, run, schedule, season
from visitors import Visit, served, violations

from feedgen.web.app import create_app

NOW = datetime(2024, 2, 1, 12, tzinfo=UTC)
LONG = "a-very-long-name-of-a-show-that-nobody-would-give-{:02}"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a catalogue of thirty shows."""
    folder = tmp_path_factory.mktemp("picks")
    for number in range(30):
        weekly = season(run("1-8"), release=in_zone("21:00:00", "America/New_York"))
        (folder / f"show-{number:02}.toml").write_text(schedule(weekly, title=f"Show {number:02}"))
    for number in range(5):
        (folder / f"{LONG.format(number)}.toml").write_text(schedule(season(run()), title=f"Long {number}"))
    with served(create_app({"SCHEDULES": folder}, clock=lambda: NOW)) as address:
        yield address


def tick(page: Page, *titles: str) -> None:
    for title in titles:
        page.get_by_label(f"Tick {title}").first.check()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_what_is_ticked_has_one_address_at_once(visit: Visit, many: str, width: int, scheme: str) -> None:
    page = visit(f"{many}/shows/", now=None, viewport={"width": width, "height": 844}, color_scheme=scheme)
    address = page.get_by_label("Its address")
    expect(address).to_be_hidden()
    tick(page, "Show 03", "Show 01")
    expect(address).to_have_value(f"{many}/feeds/show-01+show-03.ics")
    host = many.removeprefix("http://")
    expect(page.get_by_role("link", name="Subscribe")).to_have_attribute(
        "href", f"webcal://{host}/feeds/show-01+show-03.ics"
    )
    google = page.locator("#picks").get_by_role("link", name="Google").get_attribute("href") or ""
    assert google.endswith(f"?cid=webcal%3A%2F%2F{host.replace(':', '%3A')}%2Ffeeds%2Fshow-01%2Bshow-03.ics")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # They go along to other pages, stay when one is loaded again, and are taken back.
    page.get_by_role("link", name="Next page").click()
    tick(page, "Show 25")
    expect(page.get_by_text("3 ticked")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Tick Show 25")).to_be_checked()
    page.get_by_role("searchbox").fill("show 01")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Tick Show 01")).to_be_checked()
    page.get_by_label("Tick Show 01").uncheck()
    expect(address).to_have_value(f"{many}/feeds/show-03+show-25.ics")
    page.get_by_role("button", name="One calendar of them").click()
    expect(page).to_have_url(f"{many}/show-03+show-25/")
    expect(page.locator("#address")).to_have_value(f"{many}/feeds/show-03+show-25.ics")
    page.get_by_text("More choices").click()
    page.get_by_label("One entry a day").check()
    expect(page.locator("#address")).to_have_value(f"{many}/feeds/show-03+show-25.ics?group=day")
    assert violations(page) == []
    page.get_by_role("link", name="Leave out Show 03").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Show 25")


def test_too_long_an_address_is_told_instead(visit: Visit, many: str) -> None:
    page = visit(f"{many}/shows/", now=None)
    tick(page, *(f"Long {number}" for number in range(4)))
    expect(page.get_by_label("Its address")).to_be_visible()
    tick(page, "Long 4")
    expect(page.get_by_role("alert")).to_contain_text("more than 255 characters")
    expect(page.get_by_label("Its address")).to_be_hidden()


def test_without_scripts_a_button_leads_to_the_page_which_adds_more(visit: Visit, many: str) -> None:
    page = visit(f"{many}/", now=None, java_script_enabled=False)
    tick(page, "Show 00", "Show 02")
    page.get_by_role("button", name="One calendar of them").click()
    expect(page).to_have_url(f"{many}/show-00+show-02/")
    page.get_by_role("link", name="Add more shows").click()
    expect(page.get_by_label("Tick Show 02")).to_be_checked()
    page.get_by_role("link", name="Next page").click()
    tick(page, "Show 25")
    page.get_by_role("button", name="One calendar of them").click()
    expect(page).to_have_url(f"{many}/show-00+show-02+show-25/")
