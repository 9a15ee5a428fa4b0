"""A long catalogue: its pages, and its search."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from schedules import schedule
from visitors import Visit, served, violations

from feedgen.web.app import create_app


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a catalogue of sixty shows."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(60):
        (folder / f"show-{number:02}.toml").write_text(schedule(title=f"The Number {number:02}"))
    with served(create_app({"SCHEDULES": folder})) as address:
        yield address


def titles(page: Page) -> list[str]:
    return page.locator(".show div > a").all_text_contents()


def test_pages_lead_to_each_other(visit: Visit, many: str) -> None:
    page = visit(f"{many}/shows/", now=None)
    assert titles(page) == [f"The Number {number:02}" for number in range(24)]
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_text("Page 2 of 3")).to_be_visible()
    assert titles(page)[0] == "The Number 24"
    page.get_by_role("link", name="Previous page").click()
    expect(page.get_by_text("Page 1 of 3")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_show_is_found_by_typing(visit: Visit, many: str, *, scripts: bool) -> None:
    page = visit(f"{many}/shows/page/3/", now=None, java_script_enabled=scripts)
    page.get_by_role("searchbox", name="Search shows").fill("number 31")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 show", exact=True)).to_be_visible()
    assert titles(page) == ["The Number 31"]
    page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_role("searchbox")).to_have_value("number 31")
    assert titles(page) == ["The Number 31"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(visit: Visit, many: str, scheme: str, width: int) -> None:
    viewport = {"width": width, "height": 844}
    page = visit(f"{many}/shows/page/2/?q=number", now=None, color_scheme=scheme, viewport=viewport)
    expect(page.get_by_text("Page 2 of 3")).to_be_visible()
    assert violations(page) == []


def test_no_page_is_wider_than_a_phone(visit: Visit, many: str) -> None:
    page = visit(f"{many}/shows/page/2/?q=number", now=None, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
