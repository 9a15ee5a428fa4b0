"""Words in the sky can be read: planet and stars keep away from them, at every width and in every script.

axe cannot tell, as the ground of the words is drawn; so the pixels are looked at.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
import webcolors
from playwright.sync_api import Page
from visitors import Visit, served, violations

from feedgen.web.app import create_app

SEASON = "/for-all-mankind/season-4/"
WIDGET = "/embed/for-all-mankind-s4"
NOW = datetime(2023, 11, 20, 12, 30, tzinfo=UTC)

# The planet's own colour, if there is a planet.
OWN = ""

# As many skies as there are colours, one below the other, each with a planet of its colour.
SKIES = """
(colors) => document.body.replaceChildren(...colors.map((color) => {
  const sky = document.querySelector(".sky").cloneNode(true);
  if (color) sky.querySelector(".planet circle").setAttribute("fill", color);
  return sky;
}))
"""

# Where words stand in each sky, in pixels of the page. Then the words vanish, so that what is behind them can be seen.
BARE = """
() => [...document.querySelectorAll(".sky")].map((sky) => {
  const boxes = [];
  const walker = document.createTreeWalker(sky, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.textContent.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects())
      if (box.width > 2) boxes.push([box.left, box.top, box.width, box.height].map(Math.round));
  }
  for (const part of sky.querySelectorAll("*")) {
    part.style.setProperty("color", "transparent", "important");
    part.style.setProperty("text-decoration", "none", "important");
  }
  return boxes;
})
"""

# The colours of words in the sky.
INKS = """
() => ["--starlight", "--haze", "--glow"]
  .map((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim())
"""

# Of each sky, the least contrast of the dimmest of these inks with any pixel of its boxes in a picture of the page
# (WCAG 2.2).
CONTRAST = """
async ([picture, skies, inks]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const linear = Array.from({ length: 256 }, (_, byte) => byte / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  const light = (r, g, b) => 0.2126 * linear[r] + 0.7152 * linear[g] + 0.0722 * linear[b];
  const dimmest = Math.min(...inks.map((ink) => light(...[1, 3, 5].map((at) => parseInt(ink.slice(at, at + 2), 16)))));
  return skies.map((boxes) => {
    let brightest = 0;
    for (const [x, y, width, height] of boxes) {
      if (x < 0 || y < 0 || x + width > image.width || y + height > image.height) throw new Error("not in the picture");
      const { data } = context.getImageData(x, y, width, height);
      for (let at = 0; at < data.length; at += 4) {
        brightest = Math.max(brightest, light(data[at], data[at + 1], data[at + 2]));
      }
    }
    return (dimmest + 0.05) / (brightest + 0.05);
  });
}
"""

Measure = Callable[[Page, Sequence[str]], list[float]]


@pytest.fixture
def measure(visit: Visit) -> Measure:
    """Return the least contrast of words in the sky for each colour of the planet."""
    # The policy of our pages allows no pictures made by scripts, so another page looks at them.
    reader = visit("about:blank", now=None)

    def contrasts(page: Page, colors: Sequence[str]) -> list[float]:
        page.evaluate(SKIES, colors)
        skies = page.evaluate(BARE)
        # Playwright's own screenshots take four times as long.
        asked = {"format": "png", "optimizeForSpeed": True}
        picture = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)["data"]
        return [float(contrast) for contrast in reader.evaluate(CONTRAST, [picture, skies, page.evaluate(INKS)])]

    return contrasts


@pytest.mark.parametrize("tag", ["en", "ar", "ja"])
def test_words_are_clear_of_planet_and_stars(visit: Visit, measure: Measure, tag: str) -> None:
    page = visit(f"{SEASON}?lang={tag}")
    for width in (320, 390, 700, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        (contrast,) = measure(page, ["white"])
        assert contrast >= 4.5, width


@pytest.mark.parametrize("tag", ["en", "ar", "ja"])
def test_words_of_the_widget_are_clear_of_planet_and_stars(visit: Visit, measure: Measure, tag: str) -> None:
    page = visit(f"{WIDGET}?lang={tag}", viewport={"width": 390, "height": 844})
    found = {}
    for width in (320, 390, 700):
        page.set_viewport_size({"width": width, "height": 844})
        (found[width],) = measure(page, ["white"])
    assert {width: contrast for width, contrast in found.items() if contrast < 4.5} == {}


def test_words_can_be_read_whatever_the_colour_of_the_show(visit: Visit, measure: Measure) -> None:
    page = visit(SEASON, viewport={"width": 390, "height": 21 * 400})
    colors = webcolors.names("css3")
    assert len(colors) == 147
    # More would make a larger picture than Chromium takes.
    for first in range(0, len(colors), 21):
        some = colors[first : first + 21]
        found = dict(zip(some, measure(page, some), strict=True))
        assert {color: contrast for color, contrast in found.items() if contrast < 4.5} == {}


def test_words_over_the_planet_would_be_told(visit: Visit, measure: Measure) -> None:
    page = visit(SEASON, viewport={"width": 390, "height": 844})
    assert measure(page, ["white"])[0] >= 4.5
    page.locator(".sky .planet").evaluate("planet => (planet.style.marginInlineStart = '-9rem')")
    assert measure(page, ["white"])[0] < 4.5


@pytest.mark.parametrize("accent", ["yellow", "blue", "#101010", "#f5f5f5"])
def test_words_can_be_read_whatever_the_accent_of_the_publisher(visit: Visit, measure: Measure, accent: str) -> None:
    with served(create_app({"ACCENT": accent}, clock=lambda: NOW)) as address:
        for path in (SEASON, "/?view=month", WIDGET):
            page = visit(f"{address}{path}", viewport={"width": 390, "height": 844})
            page.locator("details").evaluate_all("all => all.forEach((details) => (details.open = true))")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert violations(page, "color-contrast") == []
            (contrast,) = measure(page, [OWN])
            assert contrast >= 4.5
