"""Everybody can use the pages: axe-core finds nothing wrong, and keyboards and phones reach all."""

import pytest
from playwright.sync_api import expect
from visitors import Visit, script, violations

SEASON = "/for-all-mankind/season-4/"
PAGES = {
    "coming-up": "/",
    "months": "/?view=month",
    "catalogue": "/shows/",
    "show": "/for-all-mankind/",
    "season": SEASON,
    "season-with-changes-in-a-zone": "/changed/season-4/?tz=Europe/London",
    "season-without-hours": "/daily/season-1/",
    "season-with-a-mistake": f"{SEASON}?tz=Londn",
    "arabic": f"{SEASON}?lang=ar",
    "japanese": f"{SEASON}?lang=ja",
    "widget": "/embed/changed-s4",
    "light-widget": "/embed/all?theme=light",
    "mistake": "/?lang=xx",
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(visit: Visit, name: str) -> None:
    page = visit(PAGES[name], color_scheme="light", viewport={"width": 390, "height": 844})
    # All that can be opened is open.
    page.locator("details").evaluate_all("all => all.forEach((details) => (details.open = true))")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        # Of all rules, only this one looks at colours.
        assert violations(page, "color-contrast") == []
        page.emulate_media(color_scheme="light")


def test_axe_would_find_colours_that_cannot_be_told_apart(visit: Visit) -> None:
    page = visit(SEASON, color_scheme="light")
    page.locator("main").evaluate("main => (main.style.background = 'light-dark(white, gray)')")
    assert violations(page, "color-contrast") == []
    page.emulate_media(color_scheme="dark")
    assert [found["rule"] for found in violations(page, "color-contrast")] == ["color-contrast"]


def test_axe_would_find_one(visit: Visit) -> None:
    page = visit(SEASON)
    page.locator("#address").evaluate("input => input.closest('.address').querySelector('label').remove()")
    assert [found["rule"] for found in violations(page)] == ["label"]


CONTRAST = """
([ink, ground]) => {
  const light = (color) => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = Array.from(context.getImageData(0, 0, 1, 1).data)
      .map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [bright, dark] = [light(ink), light(ground)].sort((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}
"""


@pytest.mark.parametrize("ink", ["--starlight", "--glow"])
@pytest.mark.parametrize("ground", ["--night", "--dusk"])
def test_words_on_the_sky_can_be_read(visit: Visit, ink: str, ground: str) -> None:
    page = visit(SEASON)
    style = "name => getComputedStyle(document.documentElement).getPropertyValue(name)"
    colors = [page.evaluate(style, name) for name in (ink, ground)]
    # WCAG 2.2, 1.4.3
    assert page.evaluate(CONTRAST, colors) >= 4.5


FOCUSED = "document.activeElement.id || document.activeElement.textContent.trim()"


def test_keyboard_alone_reaches_everything_in_order(visit: Visit) -> None:
    page = visit(SEASON, user_agent="Mozilla/5.0 (X11; Linux x86_64)")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
        if page.evaluate("document.activeElement === document.body"):
            break
    large = "Subscribe in your calendar app"
    wanted = [
        "release nights, in your calendar",
        "Coming up",
        "Apple TV+",
        large,
        "address",
        "Copy",
        "Download .ics",
        "Deutsch",
    ]
    assert [name for name in reached if name in wanted] == wanted
    assert reached.count("Add") == 8


def test_keyboard_chooses(visit: Visit, address: str) -> None:
    page = visit(SEASON)
    page.get_by_label("The whole season").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Its address")).to_have_value(f"{address}/feeds/for-all-mankind-s4-premiere.ics")
    # What is focused stays focused while the page changes around it.
    expect(page.get_by_label("Premiere only")).to_be_focused()


def test_focus_can_be_seen(visit: Visit) -> None:
    page = visit(SEASON)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


DECODE = """
async () => {
  const svg = document.querySelector(".qr");
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 400, height: 400 });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0, 400, 400);
  return jsQR(context.getImageData(0, 0, 400, 400).data, 400, 400)?.data;
}
"""


def test_phone_reads_the_qr_code_and_finds_the_same_choice(visit: Visit, address: str) -> None:
    path = f"{SEASON}?part=weekly&tz=Asia/Kolkata&times=days&lang=fr"
    picture = visit(path).locator(".qr").evaluate("svg => svg.outerHTML")
    # The page's own policy allows no pictures made by scripts, so another one reads it.
    reader = visit("about:blank", now=None)
    reader.set_content(picture)
    reader.add_script_tag(content=script("jsqr/dist/jsQR.js"))
    assert reader.evaluate(DECODE) == f"{address}{path}"
