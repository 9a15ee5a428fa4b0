"""Words in the sky can be read: planet and stars keep away from them, at every width and in every script.

axe cannot tell, as the ground of the words is drawn; so the pixels are looked at.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import webcolors
from playwright.sync_api import Page
from visitors import Visit, served, violations

from feedgen.web.app import create_app

SEASON = "/for-all-mankind/season-4/"
WIDGET = "/embed/for-all-mankind-s4"
NOW = datetime(2023, 11, 20, 12, 30, tzinfo=UTC)

# Where words stand in the sky, in pixels. Then the words themselves vanish, so that what is behind them can be seen.
BARE = """
() => {
  const sky = document.querySelector(".sky"), boxes = [], top = sky.getBoundingClientRect();
  const walker = document.createTreeWalker(sky, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.textContent.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects())
      if (box.width > 2) boxes.push([box.left - top.left, box.top - top.top, box.width, box.height].map(Math.round));
  }
  for (const part of sky.querySelectorAll("*")) {
    part.style.setProperty("color", "transparent", "important");
    part.style.setProperty("text-decoration", "none", "important");
  }
  return boxes;
}
"""

# The colours of words in the sky.
INKS = """
() => ["--starlight", "--haze", "--glow"]
  .map((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim())
"""

# The least contrast of the dimmest of these inks with any pixel of the boxes of a picture (WCAG 2.2).
CONTRAST = """
async ([picture, boxes, inks]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const linear = Array.from({ length: 256 }, (_, byte) => byte / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  const light = (r, g, b) => 0.2126 * linear[r] + 0.7152 * linear[g] + 0.0722 * linear[b];
  let brightest = 0;
  for (const box of boxes) {
    const { data } = context.getImageData(...box);
    for (let at = 0; at < data.length; at += 4) {
      brightest = Math.max(brightest, light(data[at], data[at + 1], data[at + 2]));
    }
  }
  const dimmest = Math.min(...inks.map((ink) => light(...[1, 3, 5].map((at) => parseInt(ink.slice(at, at + 2), 16)))));
  return (dimmest + 0.05) / (brightest + 0.05);
}
"""

Measure = Callable[[Page, object], float]


@pytest.fixture
def measure(visit: Visit) -> Measure:
    # The policy of our pages allows no pictures made by scripts, so another page looks at them.
    reader = visit("about:blank", now=None)

    def contrast(page: Page, boxes: object) -> float:
        # Playwright's own screenshots take four times as long, and one test needs a picture in each of 147 colours.
        clip = {**(page.locator(".sky").bounding_box() or {}), "scale": 1}
        asked = {"format": "png", "optimizeForSpeed": True, "clip": clip}
        picture = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)["data"]
        return float(reader.evaluate(CONTRAST, [picture, boxes, page.evaluate(INKS)]))

    return contrast


def paint(page: Page, color: str) -> None:
    page.locator(".sky .planet circle").evaluate("(circle, color) => circle.setAttribute('fill', color)", color)


@pytest.mark.parametrize("tag", ["en", "ar", "ja"])
@pytest.mark.parametrize("width", [320, 390, 700, 1280])
def test_words_are_clear_of_planet_and_stars(visit: Visit, measure: Measure, width: int, tag: str) -> None:
    page = visit(f"{SEASON}?lang={tag}", viewport={"width": width, "height": 844})
    paint(page, "white")
    assert measure(page, page.evaluate(BARE)) >= 4.5


@pytest.mark.parametrize("tag", ["en", "ar", "ja"])
def test_words_of_the_widget_are_clear_of_planet_and_stars(visit: Visit, measure: Measure, tag: str) -> None:
    page = visit(f"{WIDGET}?lang={tag}", viewport={"width": 390, "height": 844})
    paint(page, "white")
    found = {}
    for width in (320, 390, 700):
        page.set_viewport_size({"width": width, "height": 844})
        found[width] = measure(page, page.evaluate(BARE))
    assert {width: contrast for width, contrast in found.items() if contrast < 4.5} == {}


def test_words_can_be_read_whatever_the_colour_of_the_show(visit: Visit, measure: Measure) -> None:
    page = visit(SEASON, viewport={"width": 390, "height": 844})
    boxes = page.evaluate(BARE)
    found = {}
    for color in webcolors.names("css3"):
        paint(page, color)
        found[color] = measure(page, boxes)
    assert len(found) == 147
    assert {color: contrast for color, contrast in found.items() if contrast < 4.5} == {}


def test_words_over_the_planet_would_be_told(visit: Visit, measure: Measure) -> None:
    page = visit(SEASON, viewport={"width": 390, "height": 844})
    paint(page, "white")
    page.locator(".sky .planet").evaluate("planet => (planet.style.marginInlineStart = '-9rem')")
    assert measure(page, page.evaluate(BARE)) < 4.5


@pytest.mark.parametrize("accent", ["yellow", "blue", "#101010", "#f5f5f5"])
def test_words_can_be_read_whatever_the_accent_of_the_publisher(visit: Visit, measure: Measure, accent: str) -> None:
    with served(create_app({"ACCENT": accent}, clock=lambda: NOW)) as address:
        for path in (SEASON, "/?view=month", WIDGET):
            page = visit(f"{address}{path}", viewport={"width": 390, "height": 844})
            page.locator("details").evaluate_all("all => all.forEach((details) => (details.open = true))")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert violations(page, "color-contrast") == []
            assert measure(page, page.evaluate(BARE)) >= 4.5
