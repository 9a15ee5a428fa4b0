"""What visitors do on a season's page: see their own hours, choose, subscribe, copy, download."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect
from visitors import Visit, expected_hrefs, hrefs

from feedgen import languages
from feedgen.zones import names

SEASON = "/for-all-mankind/season-4/"
WITHOUT_SCRIPTS = {"java_script_enabled": False, "now": None}

# The third episode on the clocks of visitors, and what stands beneath that.
VISITORS = {
    ("America/Los_Angeles", "en-US"): ("Thu, Nov 23 9:00 PM", "Fri, Nov 24, 12:00 AM New York time"),
    ("America/New_York", "en-US"): ("Fri, Nov 24 12:00 AM", ""),
    ("Europe/London", "en-GB"): ("Fri 24 Nov 05:00", "00:00 New York time"),
    ("Asia/Kolkata", "en-IN"): ("Fri, 24 Nov 10:30 am", "12:00 am New York time"),
    ("Pacific/Auckland", "en-US"): ("Fri, Nov 24 6:00 PM", "12:00 AM New York time"),
}


@pytest.mark.parametrize(("zone", "region"), VISITORS)
def test_visitors_see_their_own_hour_first_as_their_region_has_it(visit: Visit, zone: str, region: str) -> None:
    page = visit(SEASON, timezone_id=zone, locale=region)
    own, beneath = VISITORS[zone, region]
    # Chromium calls Asia/Kolkata by the name that was replaced.
    expect(page.locator("#tz")).to_have_value(zone)
    for place in (page.locator("#headline"), page.locator(".releases .next")):
        expect(place.locator("time")).to_have_text(own)
        expect(place.locator(".beneath small")).to_have_text(beneath or "12:00 AM New York time")
        expect(place.locator(".beneath small")).to_be_visible(visible=bool(beneath))
    expect(page.locator(".countdown")).to_have_text(re.compile(r"in 3 days 16 hrs?"))


@pytest.mark.parametrize(("clock", "shown"), [("12", "5:00 am"), ("24", "05:00")])
def test_clock_can_be_chosen_and_stays_on_the_way(visit: Visit, clock: str, shown: str) -> None:
    page = visit(SEASON, timezone_id="Europe/London", locale="en-GB")
    expect(page.locator("#clocks [aria-current]")).to_have_text("24 hours")
    page.get_by_role("link", name=f"{clock} hours").click()
    page.get_by_role("link", name="For All Mankind").first.click()
    expect(page.locator(".releases .next .clock")).to_have_text(shown)
    expect(page.locator("#clocks [aria-current]")).to_have_text(f"{clock} hours")


def test_link_with_a_zone_says_so_beside_the_readers_own_hour(visit: Visit) -> None:
    page = visit(f"{SEASON}?tz=Asia/Kolkata", timezone_id="Europe/London", locale="en-GB")
    expect(page.locator("#headline time")).to_have_text("Fri 24 Nov 05:00")
    expect(page.locator("#headline .beneath small")).to_have_text(["10:30 Kolkata time", "00:00 New York time"])
    expect(page.locator("#zone-note")).to_contain_text("This address tells times in Kolkata.")
    page.get_by_role("link", name="Take mine: London").click()
    expect(page.locator("#zone-note")).to_be_hidden()
    expect(page.get_by_label("Its address")).to_have_value(re.compile("/feeds/Europe/London/"))
    page.get_by_role("link", name="Coming up").click()
    expect(page.locator("h1")).to_have_text("Coming up")
    assert page.url.endswith("/?tz=Europe/London&times=hours")


def test_choices_change_the_address_and_every_button_at_once(visit: Visit, address: str) -> None:
    page = visit(SEASON, timezone_id="America/Los_Angeles")
    shown = page.get_by_label("Its address")
    expect(shown).to_have_value(f"{address}/feeds/for-all-mankind-s4.ics")
    page.get_by_label("Weekly episodes, after the premiere").check()
    expect(shown).to_have_value(f"{address}/feeds/for-all-mankind-s4-weekly.ics")
    page.get_by_label("At its hour in Los Angeles").check()
    feed = f"{address}/feeds/America/Los_Angeles/for-all-mankind-s4-weekly.ics"
    expect(shown).to_have_value(feed)
    assert hrefs(page) == expected_hrefs(feed, "For All Mankind: Season 4 (weekly episodes)")
    page.get_by_label("All day in Los Angeles").check()
    expect(shown).to_have_value(f"{address}/feeds/days/America/Los_Angeles/for-all-mankind-s4-weekly.ics")
    expect(page.get_by_role("status")).to_have_text(
        "For All Mankind: Season 4 (weekly episodes) · 9 episodes Weekly episodes, after the premiere · "
        "All day in Los Angeles"
    )
    expect(page.get_by_label("Weekly episodes, after the premiere")).to_be_checked()
    # The page's own address tells the choice, too.
    page.reload()
    expect(shown).to_have_value(f"{address}/feeds/days/America/Los_Angeles/for-all-mankind-s4-weekly.ics")


def test_naming_a_zone_turns_address_and_list_to_it(visit: Visit, address: str) -> None:
    page = visit(SEASON, timezone_id="Europe/London", locale="en-GB")
    page.get_by_label("At its hour in London").check()
    zone, shown = page.get_by_label("Your time zone", exact=True), page.get_by_label("Its address")
    zone.fill("asia/tokyo")
    expect(shown).to_have_value(f"{address}/feeds/Asia/Tokyo/for-all-mankind-s4.ics")
    expect(page.locator("#headline .beneath small").first).to_have_text("14:00 Tokyo time")
    zone.fill("  austria ")
    zone.press("Enter")
    expect(shown).to_have_value(f"{address}/feeds/Europe/Vienna/for-all-mankind-s4.ics")
    expect(zone).to_have_value("Europe/Vienna")
    zone.fill("Londn")
    zone.press("Enter")
    expect(page.locator("#mistake")).to_have_text("No time zone is called “Londn”. Did you mean Europe/London?")
    expect(page.get_by_role("status")).to_contain_text("Did you mean Europe/London?")
    expect(shown).to_have_value(f"{address}/feeds/Europe/Vienna/for-all-mankind-s4.ics")
    expect(page.locator("#chosen")).to_have_text("The whole season · At its hour in Vienna")


def test_zone_field_lists_zones_with_offset_and_time(visit: Visit) -> None:
    page = visit(SEASON, timezone_id="Europe/London")
    page.get_by_label("At its hour in London").check()
    page.get_by_label("Your time zone", exact=True).focus()
    tokyo = page.locator("#zones option[value='Asia/Tokyo']")
    assert tokyo.evaluate("option => option.label") == "UTC+9 · 21:30"


def test_browser_names_zones_as_the_server_does(visit: Visit) -> None:
    page = visit(SEASON)
    page.get_by_label("At its hour in").check()
    page.get_by_label("Your time zone", exact=True).focus()
    offered = page.locator("#zones option").evaluate_all("options => options.map((option) => option.value)")
    assert len(offered) > 400
    assert [name for name in offered if names.find(name) != name and name not in names.places()] == []


def test_hour_at_which_somebody_watches_is_a_choice(visit: Visit, address: str) -> None:
    page = visit(SEASON, timezone_id="Europe/London")
    expect(page.get_by_label("I watch at")).to_be_hidden()
    page.get_by_label("When I watch").check()
    page.get_by_label("I watch at").fill("21:30")
    feed = f"{address}/feeds/Europe/London/for-all-mankind-s4.ics?at=21:30"
    expect(page.get_by_label("Its address")).to_have_value(feed)
    expect(page.locator("#chosen")).to_have_text("The whole season · The first 21:30 in London")


def test_page_stays_when_the_network_fails(visit: Visit, address: str) -> None:
    page = visit(SEASON, timezone_id="Europe/London")
    page.route("**/season-4/?*", lambda route: route.abort())
    # Not check(): it waits until the choice is taken, which is given back as soon as the page has seen the failure.
    page.get_by_label("Finale only").click()
    expect(page.locator("#mistake")).to_contain_text("That could not be loaded.")
    expect(page.get_by_label("The whole season")).to_be_checked()
    expect(page.get_by_label("Its address")).to_have_value(f"{address}/feeds/for-all-mankind-s4.ics")


def test_no_button_is_of_another_calendar_than_the_chosen_one(visit: Visit, address: str) -> None:
    page = visit(SEASON, timezone_id="Europe/London")
    waiting: list[Route] = []

    def wait(route: Route) -> None:
        waiting.append(route)

    page.route("**/season-4/?*", wait)
    page.get_by_label("Finale only").check()
    expect(page.locator("#choices")).to_have_attribute("aria-busy", "true")
    assert page.locator("#subscription").evaluate("element => element.inert")
    for _ in range(1500):
        if waiting:
            break
        page.wait_for_timeout(20)
    waiting[0].continue_()
    expect(page.get_by_label("Its address")).to_have_value(f"{address}/feeds/for-all-mankind-s4-finale.ics")
    assert not page.locator("#subscription").evaluate("element => element.inert")


def test_all_of_it_works_without_scripts(visit: Visit, address: str) -> None:
    page = visit(SEASON, **WITHOUT_SCRIPTS)
    expect(page.locator(".countdown")).to_contain_text("in 4 days")
    expect(page.get_by_role("button", name="Copy the address")).to_be_hidden()
    page.get_by_label("Finale only").check()
    page.get_by_label("At its hour, where you are").check()
    page.get_by_label("Your time zone", exact=True).fill("Pacific/Auckland")
    page.get_by_role("button", name="Show").click()
    feed = f"{address}/feeds/Pacific/Auckland/for-all-mankind-s4-finale.ics"
    expect(page.get_by_label("Its address")).to_have_value(feed)
    assert hrefs(page) == expected_hrefs(feed, "For All Mankind: Season 4 (finale)")
    expect(page.locator(".releases li").last.locator("time")).to_have_text("Fri, Jan 12 18:00")
    expect(page.locator(".releases .next .beneath small")).to_have_text(["Auckland time", "00:00 New York time"])
    page.get_by_text("Put it on your own page").click()
    expect(page.get_by_label("HTML: Widget", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download .ics", exact=True).click()
    assert download.value.suggested_filename == "for-all-mankind-s4-finale.ics"


def test_reminders_titles_and_grouping_are_choices_too(visit: Visit, address: str) -> None:
    page = visit(SEASON)
    page.get_by_text("More choices").click()
    page.get_by_label("Reminder 30 minutes before").check()
    page.get_by_label("Without titles").check()
    page.get_by_label("One entry a day").check()
    feed = f"{address}/feeds/for-all-mankind-s4.ics?titles=off&group=day&remind=30m"
    expect(page.get_by_label("Its address")).to_have_value(feed)
    expect(page.locator("#chosen")).to_contain_text("Reminder 30 minutes before · Without titles · One entry a day")


def test_days_only_season_has_choices_too(visit: Visit, address: str) -> None:
    page = visit("/daily/season-1/")
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
    page.get_by_text("Without a frame").click()
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
        ("Add episode 3", "for-all-mankind-s4e03"),
    ):
        with page.expect_download() as download:
            page.get_by_role("link", name=link, exact=True).click()
        assert download.value.suggested_filename == f"{name}.ics"
        download.value.save_as(tmp_path / name)
        body = (tmp_path / name).read_bytes()
        assert body.startswith(b"BEGIN:VCALENDAR\r\n")
        assert body.count(b"BEGIN:VEVENT") == (1 if "e03" in name else 10)


DEVICES = {
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)": ("Subscribe with Apple Calendar", "webcal:"),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)": ("Subscribe with Apple Calendar", "webcal:"),
    "Mozilla/5.0 (Linux; Android 15; Pixel 9)": ("Subscribe in an app", "intent:"),
    "Mozilla/5.0 (X11; Linux x86_64)": ("Subscribe in your calendar app", "webcal:"),
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64)": ("Subscribe with Outlook", "https://outlook.live.com/"),
}


@pytest.mark.parametrize("agent", DEVICES)
def test_one_large_button_is_for_this_device(visit: Visit, agent: str) -> None:
    page = visit(SEASON, user_agent=agent)
    call, address = DEVICES[agent]
    for chosen in ("The whole season", "Premiere only"):
        page.get_by_label(chosen).check()
        expect(page.locator("#chosen")).to_contain_text(chosen)
        expect(page.locator(".large:visible")).to_have_text([call])
        assert (page.locator(".large:visible").get_attribute("href") or "").startswith(address)
    expect(page.locator(".apps")).to_be_hidden()
    page.get_by_text("Other calendar apps").click()
    expect(page.locator(".apps .button")).to_have_count(7)


@pytest.mark.parametrize("touch", [True, False])
def test_phone_shares_the_page_instead_of_photographing_it(visit: Visit, address: str, *, touch: bool) -> None:
    page = visit("about:blank", now=None, has_touch=touch, is_mobile=touch)
    page.add_init_script("navigator.share = async (what) => { window.shared = what.url; };")
    page.goto(f"{address}{SEASON}?part=finale")
    expect(page.locator(".qr")).to_be_visible(visible=not touch)
    expect(page.get_by_role("button", name="Share")).to_be_visible(visible=touch)
    if touch:
        page.get_by_role("button", name="Share").click()
        assert page.evaluate("window.shared") == f"{address}{SEASON}?part=finale"


def test_changes_are_told_and_cancelled_episodes_marked(visit: Visit) -> None:
    page = visit("/changed/season-4/")
    expect(page.locator(".releases .cancelled b")).to_have_text("Legacy")
    expect(page.locator(".releases .cancelled .badge")).to_have_text("Cancelled")
    expect(page.locator(".releases .next b")).to_have_text("The Bear Hug")
    expect(page.locator(".releases .next .was")).to_have_text("was Fri, Nov 24")
    expect(page.locator(".news b")).to_have_text("Not this year.")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        struck = "part => getComputedStyle(part).textDecorationLine"
        assert {page.locator(f".releases .cancelled {part}").evaluate(struck) for part in (".day", ".clock")} == {
            "line-through"
        }
    expect(page.locator(".changes b")).to_have_text(["Not this year.", "Out two days early."])


def test_page_for_the_fridge_has_days_and_no_buttons(visit: Visit) -> None:
    page = visit(SEASON, timezone_id="Europe/London")
    page.emulate_media(media="print")
    expect(page.locator(".releases li")).to_have_count(10)
    expect(page.locator(".releases .day").first).to_be_visible()
    expect(page.locator(".qr")).to_be_visible()
    for hidden in (".likely", ".copy", "#choices", "footer", ".embedding"):
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
    for path in ("/", SEASON, "/for-all-mankind/", "/changed/season-4/?tz=Europe/London&lang=de"):
        page.goto(f"{address}{path}")
        expect(page.locator("#tz")).not_to_have_value("")
        page.wait_for_timeout(300)
        # Google calls less than 0.1 good; the countdown may be worded shorter or longer.
        assert page.evaluate("window.shift") < 0.02, page.evaluate("window.what")


def test_no_page_is_wider_than_a_phone(visit: Visit, address: str) -> None:
    page = visit("/", viewport={"width": 320, "height": 640})
    for path in (
        "/",
        "/shows/",
        "/for-all-mankind/",
        *(f"{SEASON}?lang={tag}" for tag in languages.tags()),
        "/embed/all",
    ):
        page.goto(f"{address}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.mark.parametrize("path", ["/", "/shows/", SEASON])
def test_planets_are_round(visit: Visit, path: str) -> None:
    box = visit(path).locator(".planet").first.bounding_box()
    assert box
    assert box["width"] == pytest.approx(box["height"], abs=1)


def test_page_speaks_the_language_of_the_browser(visit: Visit) -> None:
    page = visit(SEASON, locale="de-AT", timezone_id="Europe/Vienna")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("#headline")).to_contain_text("Folge 3")
    expect(page.locator("#headline time")).to_have_text("Fr., 24. Nov. 06:00")
    expect(page.locator(".countdown")).to_have_text("in 3 Tg. 16 Std.")
    expect(page.locator("#headline small")).to_have_text("00:00 Ortszeit New York")
    expect(page.locator("#address")).to_have_value(re.compile(r"/feeds/for-all-mankind-s4\.ics\?lang=de$"))


def test_language_can_be_chosen_and_stays_on_the_way(visit: Visit) -> None:
    page = visit(f"{SEASON}?tz=Asia/Tokyo")
    page.get_by_role("link", name="日本語").click()
    expect(page.locator("#subscribe")).to_have_text("カレンダーに追加する")
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
