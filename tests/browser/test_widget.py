"""The widget on somebody else's page: another origin, in a sandbox."""

import re

import pytest
from playwright.sync_api import Page, expect
from visitors import Host, Visit, pasted, violations, widget

SEASON = "/for-all-mankind/season-4/"


def snippet(visit: Visit, name: str, page: str = SEASON) -> str:
    """Take what the page gives to paste, less the style attribute that a strict page forbids."""
    return re.sub(r' style="[^"]*"', "", pasted(visit, name, page))


def sized(page: Page) -> int:
    """Wait until the frame is as high as what is in it, and return its height in pixels."""
    body = widget(page).locator("body")
    for _ in range(300):
        given = int(page.locator("iframe").get_attribute("height") or 0)
        needed = int(body.evaluate("body => Math.ceil(body.getBoundingClientRect().height)"))
        # A frame that is a little too high stays as it is.
        if 0 <= given - needed < 60 and given != 480:
            return given
        page.wait_for_timeout(100)
    pytest.fail(f"the frame has {given} pixels, and its page needs {needed}")


@pytest.mark.parametrize("width", [320, 900])
@pytest.mark.parametrize("name", ["widget", "element"])
def test_widget_sizes_itself_on_a_page_of_another_origin(visit: Visit, host: Host, name: str, width: int) -> None:
    page = visit(host(snippet(visit, name)), viewport={"width": width, "height": 900}, timezone_id="Asia/Kolkata")
    expect(widget(page).locator("h1")).to_have_text("For All Mankind: Season 4")
    expect(widget(page).locator(".next time")).to_have_text("Fri, Nov 24 10:30 AM")
    expect(widget(page).locator(".countdown")).to_contain_text("3 days 16 hr")
    assert 300 < sized(page) < 1500
    assert page.locator("iframe").evaluate("frame => frame.clientWidth") > width * 0.8


def test_widget_works_with_scripts_alone_allowed(visit: Visit, host: Host, address: str) -> None:
    strict = (
        f'<iframe src="{address}/embed/for-all-mankind-s4" sandbox="allow-scripts" width="480" height="790"></iframe>'
        f'<script src="{address}/static/embed.js" async></script>'
    )
    page = visit(host(strict))
    expect(widget(page).locator(".countdown")).to_contain_text("3 days")
    sized(page)


def test_links_open_outside_the_frame(visit: Visit, host: Host, address: str) -> None:
    page = visit(host(snippet(visit, "widget")))
    widget(page).locator("summary").click()
    with page.context.expect_page() as opened:
        widget(page).get_by_role("link", name="more ways").click()
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{address}/for-all-mankind/season-4/"
    # It is out of the sandbox: its script runs, and it has storage of its own.
    expect(opened.value.locator(".countdown")).to_be_visible()
    assert opened.value.evaluate("localStorage.length") == 0
    hrefs = widget(page).locator(".subscribe-with a").evaluate_all("links => links.map((a) => [a.text, a.href])")
    assert dict(hrefs)["Apple"] == f"webcal:{address.partition(':')[2]}/feeds/for-all-mankind-s4.ics"
    assert len(hrefs) == 7
    assert widget(page).locator("base").get_attribute("target") == "_blank"


def test_element_takes_theme_and_language_and_follows_them(visit: Visit, host: Host) -> None:
    pasted = snippet(visit, "element").replace("<feedgen-calendar ", '<feedgen-calendar theme="dark" lang="de" ')
    page = visit(host(pasted), color_scheme="light")
    expect(widget(page).locator("html")).to_have_attribute("lang", "de")
    expect(widget(page).locator("html")).to_have_attribute("data-theme", "dark")
    background = "document.body && getComputedStyle(document.body).backgroundColor"
    dark = widget(page).locator("body").evaluate(background)
    page.locator("feedgen-calendar").evaluate("element => element.setAttribute('theme', 'light')")
    expect(widget(page).locator("html")).to_have_attribute("data-theme", "light")
    assert widget(page).locator("body").evaluate(background) != dark


def test_form_makes_what_it_shows_with_scripts_and_without(visit: Visit, address: str) -> None:
    plain = visit(SEASON, java_script_enabled=False, now=None)
    scripted = visit(SEASON)
    made = []
    for page in (plain, scripted):
        page.locator("#embedding > summary").click()
        maker = page.locator("#maker")
        for label in ("Month", "Weekly episodes", "Dark"):
            maker.get_by_label(label, exact=True).check()
        maker.get_by_label("Colour").fill("#0f766e")
        maker.get_by_label("Rows").fill("1")
        if page is plain:
            maker.get_by_role("button", name="Show").click()
        shown = page.frame_locator("#preview iframe")
        expect(shown.locator("caption")).to_have_text("November 2023")
        expect(shown.locator("style")).to_have_count(1)
        made.append(
            [
                re.sub(r'height="\d+"|min-height: \d+px', "", page.locator(f"#code-{name}").input_value())
                for name in ("widget", "element")
            ]
        )
    assert made[0] == made[1]
    frame, element = made[1]
    assert f'src="{address}/embed/for-all-mankind-s4-weekly/month?rows=1&amp;theme=dark&amp;accent=0f766e"' in frame
    options = 'view="month" rows="1" theme="dark" accent="0f766e"'
    assert f'<feedgen-calendar feed="for-all-mankind-s4-weekly" {options} style=' in element


VIEWS = [
    *("/embed/all", "/embed/all/month?accent=gold", "/embed/all/coming?lang=ar&accent=navy", "/embed/all?x=1"),
    *("/embed/changed/coming?lang=ja", "/embed/all/next?accent=yellow", "/embed/daily/next?lang=de"),
]


@pytest.mark.parametrize("path", VIEWS)
def test_every_view_can_be_read_by_all_and_fits_320_pixels(visit: Visit, path: str) -> None:
    page = visit(path)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        page.emulate_media(color_scheme="light")
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        # Of all rules, only this one looks at colours.
        assert violations(page, "color-contrast") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        wide = "[...document.querySelectorAll('body *')].filter((e) => e.clientWidth > innerWidth).length"
        assert page.evaluate(wide) == 0
    if "/next" in path:
        assert page.evaluate("document.body.getBoundingClientRect().height") == 64


def test_rows_of_all_shows_stand_in_the_order_of_the_visitors_clock(visit: Visit) -> None:
    page = visit("/embed/all", timezone_id="America/Los_Angeles")
    begins = "({ dateTime }) => new Date(dateTime.endsWith('Z') ? dateTime : `${dateTime}T00:00`).getTime()"
    days = page.locator(".agenda time").evaluate_all(f"times => times.map({begins})")
    assert len(days) == 12
    assert days == sorted(days)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_a_theme_the_visitors_own_counts(visit: Visit, scheme: str) -> None:
    colors = {
        visit(path, color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for path in ("/embed/for-all-mankind-s4", f"/embed/for-all-mankind-s4?theme={scheme}")
    }
    assert len(colors) == 1


def test_heights_are_believed_from_widgets_alone(visit: Visit, host: Host) -> None:
    page = visit(host(snippet(visit, "widget")))
    height = sized(page)
    page.evaluate("postMessage({ feedgen: { height: 5 } }, '*')")
    page.evaluate("postMessage(null, '*')")
    page.wait_for_timeout(100)
    assert page.locator("iframe").get_attribute("height") == str(height)


def test_widget_without_scripts_tells_the_days(visit: Visit) -> None:
    page = visit("/embed/for-all-mankind-s4", java_script_enabled=False, now=None)
    expect(page.locator(".countdown")).to_contain_text("in 4 days")
    expect(page.locator(".agenda li")).to_have_count(10)
    expect(page.locator(".next time")).to_have_text("Fri, Nov 24 00:00")
    expect(page.locator("#zone-note")).to_be_hidden()


def test_links_and_list_are_plain_html(visit: Visit, host: Host) -> None:
    page = visit(host(snippet(visit, "links") + snippet(visit, "list")))
    expect(page.get_by_role("link")).to_have_text(
        ["subscribe", "calendar address", "download", "more ways", "Put it in your calendar"]
    )
    expect(page.get_by_role("listitem").first).to_have_text(
        "Fri, Nov 10, 00:00 (New York time): Glasnost (Season premiere)"
    )


def test_list_tells_what_is_cancelled(visit: Visit, host: Host) -> None:
    page = visit(host(snippet(visit, "list", "/changed/season-4/")))
    expect(page.get_by_role("listitem").nth(7)).to_have_text("Fri, Dec 29, 00:00 (New York time): Legacy (Cancelled)")
    expect(page.locator("s")).to_have_count(1)
