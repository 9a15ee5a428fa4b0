"""What visitors do on a season's page: see their own hours, choose, subscribe, copy, download."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from visitors import Visit, expected_hrefs, hrefs, open_choices

SEASON = "/for-all-mankind/season-4/"
WITHOUT_SCRIPTS = {"java_script_enabled": False, "now": None}

# The third episode as announced, on the visitor's own clock.
VISITORS = {
    "America/Los_Angeles": "Thursday, November 23, 2023 at 21:00 (Los Angeles)",
    "Europe/London": "Friday, November 24, 2023 at 05:00 (London)",
    "Asia/Kolkata": "Friday, November 24, 2023 at 10:30 (Kolkata)",
    "Pacific/Auckland": "Friday, November 24, 2023 at 18:00 (Auckland)",
}


@pytest.mark.parametrize("zone", VISITORS)
def test_visitor_is_offered_their_own_zone_and_sees_its_hours(visit: Visit, zone: str) -> None:
    page = visit(SEASON, timezone_id=zone)
    # Chromium calls Asia/Kolkata by the name that was replaced.
    expect(page.locator("#tz")).to_have_value(zone)
    expect(page.locator(".episodes li").nth(2).locator(".here")).to_have_text(VISITORS[zone])


def test_choices_change_the_address_and_every_button_at_once(visit: Visit, address: str) -> None:
    page = visit(SEASON, timezone_id="America/Los_Angeles")
    shown = page.get_by_label("Its address")
    expect(shown).to_have_value(f"{address}/feeds/for-all-mankind-s4.ics")
    open_choices(page)
    page.get_by_label("Weekly episodes, after the premiere").check()
    expect(shown).to_have_value(f"{address}/feeds/for-all-mankind-s4-weekly.ics")
    page.get_by_label("At its hour, in your time zone").check()
    feed = f"{address}/feeds/America/Los_Angeles/for-all-mankind-s4-weekly.ics"
    expect(shown).to_have_value(feed)
    assert hrefs(page) == expected_hrefs(feed, "For All Mankind: Season 4 (weekly episodes)")
    page.get_by_label("All day, on the day it is in your time zone").check()
    expect(shown).to_have_value(f"{address}/feeds/days/America/Los_Angeles/for-all-mankind-s4-weekly.ics")
    expect(page.locator(".episodes li").nth(2).locator("time")).to_have_text("Thursday, November 23, 2023, 21:00")
    expect(page.get_by_label("Weekly episodes, after the premiere")).to_be_checked()
    # The page's own address tells the choice, too.
    page.reload()
    expect(shown).to_have_value(f"{address}/feeds/days/America/Los_Angeles/for-all-mankind-s4-weekly.ics")


def test_naming_a_zone_turns_hours_and_address_to_it(visit: Visit, address: str) -> None:
    page = visit(SEASON, timezone_id="Europe/London")
    open_choices(page)
    page.get_by_label("Your time zone", exact=True).fill("asia/tokyo")
    expect(page.get_by_label("Its address")).to_have_value(f"{address}/feeds/Asia/Tokyo/for-all-mankind-s4.ics")
    expect(page.locator(".episodes li").first.locator("time")).to_have_text("Friday, November 10, 2023, 14:00")
    expect(page.locator("#headline")).to_have_text("Episode 3: Friday, November 24, 2023, 14:00")
    page.get_by_label("Your time zone", exact=True).fill("Asia/Tok")
    expect(page.get_by_label("Its address")).to_have_value(f"{address}/feeds/Asia/Tokyo/for-all-mankind-s4.ics")


def test_all_of_it_works_without_scripts(visit: Visit, address: str) -> None:
    page = visit(SEASON, **WITHOUT_SCRIPTS)
    expect(page.locator(".countdown")).to_contain_text("in 4 days")
    expect(page.get_by_role("button", name="Copy the address")).to_be_hidden()
    open_choices(page)
    page.get_by_label("Finale only").check()
    page.get_by_label("At its hour, in your time zone").check()
    page.get_by_label("Your time zone", exact=True).fill("Pacific/Auckland")
    page.get_by_role("button", name="Show").click()
    feed = f"{address}/feeds/Pacific/Auckland/for-all-mankind-s4-finale.ics"
    expect(page.get_by_label("Its address")).to_have_value(feed)
    assert hrefs(page) == expected_hrefs(feed, "For All Mankind: Season 4 (finale)")
    expect(page.locator(".episodes li").last.locator("time")).to_have_text("Friday, January 12, 2024, 18:00")
    page.get_by_text("Put it on your own page").click()
    expect(page.get_by_label("HTML: Widget", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download .ics", exact=True).click()
    assert download.value.suggested_filename == "for-all-mankind-s4-finale.ics"


def test_days_only_season_has_choices_too(visit: Visit, address: str) -> None:
    page = visit("/daily/season-1/")
    open_choices(page)
    page.get_by_label("Premiere only").check()
    expect(page.get_by_label("Its address")).to_have_value(f"{address}/feeds/daily-s1-premiere.ics")
    expect(page.locator("#tz")).to_have_count(0)


def test_mistyped_zone_is_told_with_what_was_meant(visit: Visit) -> None:
    page = visit(f"{SEASON}?tz=Londn", **WITHOUT_SCRIPTS)
    expect(page.get_by_role("alert")).to_have_text("No time zone is called “Londn”. Did you mean Europe/London?")
    expect(page.get_by_label("Your time zone", exact=True)).to_be_visible()


def test_copy_really_copies(visit: Visit, address: str) -> None:
    page = visit(SEASON, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the address").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/feeds/for-all-mankind-s4.ics"
    page.get_by_text("Put it on your own page").click()
    page.get_by_role("button", name="Copy the HTML: Links").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.startsWith('<p>'))")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("HTML: Links", exact=True).input_value()
    assert f'href="webcal:{address.partition(":")[2]}/feeds/for-all-mankind-s4.ics"' in copied


def test_copy_works_without_https_too(visit: Visit, address: str) -> None:
    page = visit("about:blank", permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("if (!location.search) Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    page.goto(f"{address}{SEASON}")
    assert page.evaluate("navigator.clipboard === undefined")
    page.get_by_role("button", name="Copy the address").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    page.goto(f"{address}{SEASON}?part=finale")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/feeds/for-all-mankind-s4.ics"


def test_files_of_season_and_episode_are_saved(visit: Visit, tmp_path: Path) -> None:
    page = visit(SEASON)
    for link, name in (
        ("Download .ics", "for-all-mankind-s4"),
        ("Download episode 3 as .ics", "for-all-mankind-s4e03"),
    ):
        with page.expect_download() as download:
            page.get_by_role("link", name=link, exact=True).click()
        assert download.value.suggested_filename == f"{name}.ics"
        download.value.save_as(tmp_path / name)
        body = (tmp_path / name).read_bytes()
        assert body.startswith(b"BEGIN:VCALENDAR\r\n")
        assert body.count(b"BEGIN:VEVENT") == (1 if "e03" in name else 10)


@pytest.mark.parametrize(
    ("agent", "first"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", "Apple"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "Apple"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9)", "Android"),
        ("Mozilla/5.0 (X11; Linux x86_64)", "Thunderbird"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Google"),
    ],
)
def test_the_likely_app_stands_first(visit: Visit, agent: str, first: str) -> None:
    page = visit(SEASON, user_agent=agent)
    expect(page.locator(".apps a").first).to_have_text(first)
    tops = page.locator(".apps a").evaluate_all("links => links.map((link) => link.getBoundingClientRect().top)")
    assert tops == sorted(tops)
    open_choices(page)
    page.get_by_label("Premiere only").check()
    expect(page.locator("#subscription b").first).to_have_text("For All Mankind: Season 4 (premiere)")
    expect(page.locator(".apps a").first).to_have_text(first)


def test_changes_are_told_and_cancelled_episodes_marked(visit: Visit) -> None:
    page = visit("/changed/season-4/")
    expect(page.locator(".episodes .cancelled b")).to_have_text("Legacy")
    expect(page.locator(".episodes .cancelled .badge")).to_have_text("Cancelled")
    expect(page.locator(".episodes .next b")).to_have_text("The Bear Hug")
    expect(page.locator(".changes b")).to_have_text(["Not this year.", "Out two days early."])


def test_page_for_the_fridge_has_days_and_no_buttons(visit: Visit) -> None:
    page = visit(SEASON, timezone_id="Europe/London")
    page.emulate_media(media="print")
    expect(page.locator(".episodes li")).to_have_count(10)
    expect(page.locator(".episodes time").first).to_be_visible()
    expect(page.locator(".qr")).to_be_visible()
    for hidden in (".apps", ".copy", ".choices", "footer", ".embedding"):
        expect(page.locator(hidden).first).to_be_hidden()


SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    window.shift += entry.value;
    window.what = entry.sources.map((source) => source.node.outerHTML?.slice(0, 60));
  }
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_shifts_while_the_page_loads(visit: Visit, address: str, width: int) -> None:
    page = visit("/", viewport={"width": width, "height": 844}, timezone_id="Asia/Kolkata")
    page.add_init_script(SHIFTS)
    for path in (SEASON, "/for-all-mankind/", "/changed/season-4/?tz=Europe/London&lang=de"):
        page.goto(f"{address}{path}")
        expect(page.locator("#tz")).not_to_have_value("")
        page.wait_for_timeout(300)
        # Google calls less than 0.1 good; the countdown may be worded shorter or longer.
        assert page.evaluate("window.shift") < 0.02, page.evaluate("window.what")


def test_no_page_is_wider_than_a_phone(visit: Visit, address: str) -> None:
    page = visit("/", viewport={"width": 320, "height": 640})
    for path in ("/", "/for-all-mankind/", SEASON, f"{SEASON}?lang=ja", f"{SEASON}?lang=ar", "/embed/all"):
        page.goto(f"{address}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.mark.parametrize("path", ["/", "/for-all-mankind/", SEASON])
def test_planets_are_round(visit: Visit, path: str) -> None:
    box = visit(path).locator(".planet").first.bounding_box()
    assert box
    assert box["width"] == pytest.approx(box["height"], abs=1)


def test_page_speaks_the_language_of_the_browser(visit: Visit) -> None:
    page = visit(SEASON, locale="de-AT", timezone_id="Europe/Vienna")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("#headline")).to_contain_text("Folge 3: Freitag, 24. November 2023, 00:00 Uhr")
    expect(page.locator(".countdown time")).to_have_text(re.compile(r"3 Tage\s+16 Stunden"))
    expect(page.locator(".episodes .here").nth(2)).to_have_text("Freitag, 24. November 2023 um 06:00 (Vienna)")
    expect(page.locator("#address")).to_have_value(re.compile(r"/feeds/for-all-mankind-s4\.ics\?lang=de$"))


def test_language_can_be_chosen_and_stays_on_the_way(visit: Visit) -> None:
    page = visit(f"{SEASON}?tz=Asia/Tokyo")
    page.get_by_role("link", name="日本語").click()
    expect(page.locator("h2").first).to_have_text("カレンダーに追加する")
    expect(page.locator("#tz")).to_have_value("Asia/Tokyo")
    page.get_by_role("link", name="For All Mankind").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")


def test_arabic_is_right_to_left(visit: Visit) -> None:
    page = visit(f"{SEASON}?lang=ar", viewport={"width": 1280, "height": 800})
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    heading, planet = (page.locator(selector).bounding_box() for selector in ("h1", ".planet"))
    assert heading
    assert planet
    assert heading["x"] + heading["width"] > 640 > planet["x"] + planet["width"]
    assert page.locator("h1").evaluate("heading => getComputedStyle(heading).direction") == "rtl"
