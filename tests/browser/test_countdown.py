"""The countdown, with the visitor's clock set and moved on."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from visitors import Visit

SEASON = "/for-all-mankind/season-4/"
BEFORE_THE_THIRD = datetime(2023, 11, 24, 4, 59, 57, tzinfo=UTC)


@pytest.mark.parametrize("path", [SEASON, "/embed/for-all-mankind-s4"])
def test_countdown_ticks_over_to_the_next_episode(visit: Visit, path: str) -> None:
    page = visit(path, now=BEFORE_THE_THIRD - timedelta(minutes=1), timezone_id="Europe/London")
    page.clock.pause_at(BEFORE_THE_THIRD)
    time = page.locator(".countdown")
    expect(time).to_have_text("in 3 sec")
    expect(page.locator("li.next b")).to_have_text("The Bear Hug")
    page.clock.run_for(1000)
    expect(time).to_have_text("in 2 sec")
    page.clock.run_for(3000)
    expect(page.locator("li.next b")).to_have_text("House Divided")
    expect(page.locator("li.next .next-badge")).to_be_visible()
    expect(page.locator(".out:not(.disc)")).to_have_count(3)
    expect(page.locator(".next-badge")).to_have_count(1)
    expect(time).to_have_text("in 6 days 23 hr")
    expect(page.locator("#headline time")).to_have_attribute("datetime", "2023-12-01T05:00:00Z")
    expect(page.locator("#headline .label")).to_have_text("Episode 4")
    expect(page.locator("#headline time")).to_have_text("Fri, Dec 1 5:00 AM")


def test_countdown_ticks_over_also_after_a_choice(visit: Visit) -> None:
    page = visit(SEASON, now=BEFORE_THE_THIRD - timedelta(minutes=1), timezone_id="Europe/London")
    page.clock.pause_at(BEFORE_THE_THIRD)
    page.get_by_label("At its hour in London").check()
    expect(page.locator("#chosen")).to_contain_text("London")
    expect(page.locator("#headline .label")).to_have_text("Episode 3")
    page.clock.run_for(10_000)
    expect(page.locator("#headline .label")).to_have_text("Episode 4")
    expect(page.locator("li.next b")).to_have_text("House Divided")


def test_after_the_last_episode_all_are_out(visit: Visit) -> None:
    page = visit(SEASON, now=datetime(2024, 1, 12, 5, 0, 1, tzinfo=UTC))
    expect(page.locator(".countdown")).to_be_hidden()
    expect(page.locator("#headline")).to_have_text("All 10 episodes are out")
    expect(page.locator("li.next, .next-badge")).to_have_count(0)


def test_countdown_skips_cancelled_episodes(visit: Visit) -> None:
    page = visit("/changed/season-4/", now=datetime(2023, 12, 23, tzinfo=UTC))
    expect(page.locator("li.next b")).to_have_text("Brazil")
    expect(page.locator("li.cancelled b")).to_have_text("Legacy")


def test_days_are_counted_where_only_days_are_known(visit: Visit) -> None:
    page = visit("/daily/season-1/", now=datetime(2023, 11, 22, 12, tzinfo=UTC), timezone_id="Pacific/Auckland")
    # There it is the 23rd already, one hour old.
    expect(page.locator(".countdown")).to_have_text("in 1 day")
    expect(page.locator("li.next b")).to_have_text("Episode 4")


def test_who_wants_no_motion_sees_no_seconds(visit: Visit) -> None:
    page = visit(SEASON, now=BEFORE_THE_THIRD.replace(hour=3), reduced_motion="reduce")
    expect(page.locator(".countdown")).to_have_text("in 1 hr 0 min")
    button = page.locator(".large:visible")
    assert button.evaluate("button => getComputedStyle(button).transitionDuration") == "0s"
