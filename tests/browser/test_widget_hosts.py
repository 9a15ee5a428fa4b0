"""The widget on pages of every kind, wherever they get its script from."""

import pytest
from playwright.sync_api import expect
from visitors import Host, Visit, pasted, widget

ISOLATED = {"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin"}
ANY = {"Cache-Control": "no-store"}  # forbids nothing

SEASON = "/for-all-mankind/season-4/"
ELEMENT = '<feedgen-calendar feed="for-all-mankind-s4"></feedgen-calendar>'
SCRIPT = '<script src="{address}/static/embed.js" async></script>'
MODULE = '<script type="module">import "{address}/static/embed-module.js";</script>'
# What a bundler makes of the module: it is part of another script, and has no address of its own.
BUNDLE = '<script src="/bundle.js"></script>'
TOLD = '<script>customElements.get("feedgen-calendar").server = "{address}";</script>'
FRAME = '<iframe src="{address}/embed/for-all-mankind-s4" height="480" sandbox="allow-scripts"></iframe>'
LATE = """<script>onload = () => setTimeout(() => {{
  const script = document.createElement("script");
  script.src = "{address}/static/embed.js";
  document.body.append(script);
}}, 1500);</script>"""
IN_SHADOW = """<div id=host></div><script>
document.getElementById("host").attachShadow({{ mode: "%s" }}).innerHTML = '%s';</script>"""
HOSTS = {
    "a script that comes late": FRAME + LATE,
    "an element in a closed shadow root": SCRIPT + IN_SHADOW % ("closed", ELEMENT),
    "a frame in an open shadow root": SCRIPT + IN_SHADOW % ("open", FRAME),
    "a module": MODULE + ELEMENT,
    "the script as a module": SCRIPT.replace("async", 'type="module"') + ELEMENT,
    "a bundle": BUNDLE + ELEMENT + TOLD,
    "a bundle, with the address in an attribute": BUNDLE + ELEMENT.replace(" feed", ' server="{address}/" feed'),
    "a sandbox": FRAME + SCRIPT,
    "an isolated page": SCRIPT.replace("async", "crossorigin async") + ELEMENT,
    "a page from right to left": "<script>document.dir = 'rtl';</script>"
    + SCRIPT
    + ELEMENT.replace(" feed", " lang=ar feed"),
}


@pytest.mark.parametrize("name", HOSTS)
def test_widget_fits_and_counts_down_on_every_kind_of_page(visit: Visit, host: Host, address: str, name: str) -> None:
    page = visit(host(HOSTS[name].format(address=address), **ISOLATED), viewport={"width": 360, "height": 800})
    assert page.evaluate("crossOriginIsolated")
    (frame,) = [frame for frame in page.frames if frame.parent_frame] or [page.wait_for_event("frameattached")]
    expect_function = "() => document.querySelector('.countdown')?.textContent.match(/3/)"
    frame.wait_for_function(expect_function)
    element = frame.frame_element()
    height = frame.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
    fits = "([frame, height]) => frame.height >= height && frame.height - height < 60"
    page.wait_for_function(fits, arg=[element, height])
    assert height > 700
    assert element.evaluate("frame => frame.clientWidth") > 300
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_element_takes_every_option_as_an_attribute(visit: Visit, host: Host, address: str) -> None:
    options = 'view="month" part="weekly" rows="1" theme="dark" accent="#c2410c" lang="de-AT" tz="Asia/Tokyo" clock=12'
    page = visit(host(SCRIPT.format(address=address) + ELEMENT.replace("></", f" {options}></")))
    expect(widget(page).locator("html[lang=de][data-theme=dark]")).to_be_attached()
    query = "part=weekly&rows=1&theme=dark&accent=c2410c&lang=de-AT&tz=Asia%2FTokyo&clock=12"
    assert page.locator("iframe").get_attribute("src") == f"{address}/embed/for-all-mankind-s4/month?{query}"
    assert widget(page).locator("table").count() == 1


SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifted += entry.value; })
  .observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("look", ["embed-rows=3", "embed-view=next", "embed-view=coming&embed-rows=2", "lang=de"])
@pytest.mark.parametrize("name", ["widget", "element"])
def test_nothing_on_a_phone_moves_when_the_widget_comes(visit: Visit, host: Host, name: str, look: str) -> None:
    text = pasted(visit, name, f"{SEASON}?{look}") + "<p>What stands beneath it.</p>" * 30
    page = visit("about:blank", viewport={"width": 390, "height": 844}, is_mobile=True)
    page.add_init_script(SHIFTS)
    page.goto(host(text, **ANY))
    page.wait_for_function("document.querySelector('iframe').height != 150")
    widget(page).locator("#headline").wait_for()
    page.wait_for_timeout(500)
    assert page.evaluate("window.shifted") < 0.02
