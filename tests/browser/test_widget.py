"""The widget on somebody else's page: another origin, in a sandbox."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import FrameLocator, Page, expect
from visitors import Visit, served
from werkzeug.wrappers import Request, Response

# A page of somebody else's, which forbids what it can.
POLICY = "default-src 'none'; script-src {address}; frame-src {address}"
HTML = "<!doctype html><html lang=en><title>A page</title><h1>A page</h1>{snippet}</html>"

Host = Callable[[str], str]


@pytest.fixture
def host(address: str) -> Iterator[Host]:
    """Return the address of a page on another origin that has a snippet in it."""
    body = ""

    @Request.application
    def application(_: Request) -> Response:
        return Response(body, content_type="text/html", headers={"Content-Security-Policy": policy})

    policy = POLICY.format(address=address)

    def with_snippet(snippet: str) -> str:
        nonlocal body
        body = HTML.format(snippet=snippet)
        return f"{other}/page"

    with served(application) as other:
        yield with_snippet


def snippet(visit: Visit, name: str, page: str = "/for-all-mankind/season-4/") -> str:
    """Take what the page gives to paste, less the style attribute that a strict page forbids."""
    return visit(page).locator(f"#code-{name}").input_value().replace(' style="width: 100%; border: 0"', "")


def widget(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def sized(page: Page) -> int:
    """Wait until the frame is as high as what is in it, and give that height in pixels."""
    body = widget(page).locator("body")
    for _ in range(50):
        given = page.locator("iframe").get_attribute("height")
        needed = int(body.evaluate("body => Math.ceil(body.getBoundingClientRect().height)"))
        if given == str(needed) and needed != 790:
            return needed
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
    with page.context.expect_page() as opened:
        widget(page).get_by_role("link", name="more ways").click()
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{address}/for-all-mankind/season-4/"
    # It is out of the sandbox: its script runs, and it has storage of its own.
    expect(opened.value.locator(".countdown")).to_be_visible()
    assert opened.value.evaluate("localStorage.length") == 0
    hrefs = widget(page).locator(".subscribe-with a").evaluate_all("links => links.map((a) => [a.text, a.href])")
    assert dict(hrefs)["Apple"] == f"webcal:{address.partition(':')[2]}/feeds/for-all-mankind-s4.ics"
    assert len(hrefs) == 8
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
    expect(page.locator(".releases li")).to_have_count(10)
    expect(page.locator(".next time")).to_have_text("Fri, Nov 24 00:00")
    expect(page.locator("#zone-note")).to_be_hidden()


def test_links_and_list_are_plain_html(visit: Visit, host: Host) -> None:
    page = visit(host(snippet(visit, "links") + snippet(visit, "list")))
    expect(page.get_by_role("link")).to_have_text(["subscribe", "download", "more ways", "Put it in your calendar"])
    expect(page.get_by_role("listitem").first).to_have_text(
        "Fri, Nov 10, 00:00 (New York time): Glasnost (Season premiere)"
    )


def test_list_tells_what_is_cancelled(visit: Visit, host: Host) -> None:
    page = visit(host(snippet(visit, "list", "/changed/season-4/")))
    expect(page.get_by_role("listitem").nth(7)).to_have_text("Fri, Dec 29, 00:00 (New York time): Legacy (Cancelled)")
    expect(page.locator("s")).to_have_count(1)
