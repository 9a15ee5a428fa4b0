"""The season's page offers the visitor's own zone, and shows the hours in it."""

import pytest
from playwright.sync_api import expect
from visitors import Visit

SEASON = "/for-all-mankind/season-4/"

# The third episode as announced, on the visitor's own clock.
VISITORS = {
    "America/Los_Angeles": "Thursday, November 23 at 21:00 in Los Angeles",
    "Europe/London": "Friday, November 24 at 05:00 in London",
    "Asia/Kolkata": "Friday, November 24 at 10:30 in Kolkata",
    "Pacific/Auckland": "Friday, November 24 at 18:00 in Auckland",
}


@pytest.mark.parametrize("zone", VISITORS)
def test_visitor_is_offered_their_own_zone_and_sees_its_hours(visit: Visit, zone: str) -> None:
    page = visit(SEASON, timezone_id=zone)
    # Chromium calls Asia/Kolkata by the name that was replaced.
    expect(page.get_by_label("Your time zone")).to_have_value(zone)
    expect(page.locator(".episodes li").nth(2).locator(".here")).to_have_text(VISITORS[zone])


def test_pressing_show_turns_times_and_subscriptions_to_the_zone(visit: Visit) -> None:
    page = visit(SEASON, timezone_id="America/Los_Angeles")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/season-4/?tz=America%2FLos_Angeles")
    expect(page.locator(".episodes li").nth(2).locator("time")).to_have_text("Thursday, November 23, 2023, 21:00")
    expect(page.locator(".episodes .here:visible")).to_have_count(0)
    href = page.get_by_role("link", name="Subscribe", exact=True).first.get_attribute("href")
    assert href is not None
    assert href.startswith("webcal://127.0.0.1")
    assert href.endswith("/feeds/America/Los_Angeles/for-all-mankind-s4.ics")


def test_another_zone_can_be_searched_for_and_is_shown_as_it_is_typed(visit: Visit) -> None:
    page = visit(SEASON, timezone_id="Europe/London")
    page.get_by_label("Your time zone").fill("asia/tokyo")
    expect(page.locator(".episodes li").first.locator(".here")).to_have_text("Friday, November 10 at 14:00 in Tokyo")
    page.get_by_label("Your time zone").fill("asia/tok")
    expect(page.locator(".episodes .here:visible")).to_have_count(0)


def test_zone_in_the_address_is_not_overruled_by_the_browser(visit: Visit) -> None:
    page = visit(f"{SEASON}?tz=Asia/Tokyo", timezone_id="Europe/London")
    expect(page.get_by_label("Your time zone")).to_have_value("Asia/Tokyo")


def test_form_works_without_javascript(visit: Visit) -> None:
    page = visit(SEASON, java_script_enabled=False)
    expect(page.get_by_label("Your time zone")).to_have_value("")
    page.get_by_label("Your time zone").fill("europe/london")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".episodes li").nth(2).locator("time")).to_have_text("Friday, November 24, 2023, 05:00")


def test_changes_stay_as_they_were_written_and_a_cancelled_episode_has_no_hour(visit: Visit) -> None:
    page = visit("/changed/season-4/", timezone_id="Europe/London")
    expect(page.locator(".changes b")).to_have_text(["Not this year.", "Out two days early."])
    expect(page.locator(".changes time")).to_have_text(["Wednesday, December 20, 2023", "Monday, November 20, 2023"])
    expect(page.locator(".episodes li").nth(2).locator(".here")).to_have_text(
        "Wednesday, November 22 at 05:00 in London"
    )
    expect(page.locator(".episodes li").nth(7)).to_contain_text("Cancelled")
    expect(page.locator(".episodes .here")).to_have_count(9)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["/", "/for-all-mankind/", SEASON, "/changed/season-4/", f"{SEASON}?tz=Europe/London"])
def test_page_does_not_scroll_sideways(visit: Visit, path: str, width: int) -> None:
    page = visit(path, viewport={"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
