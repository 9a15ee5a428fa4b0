"""Colours that follow from one: whichever it is, all text can be read (WCAG AA), by day and by night."""

import re
from collections.abc import Iterator

import pytest
import webcolors

from feedgen import resources
from feedgen.pages.colors import READABLE, Color
from feedgen.pages.theme import HOVER, OURS, TINT, Theme, theme_of

STYLES = (resources.STATIC / "feedgen.css").read_text()

# From white to black, from grey to the brightest that screens show.
COLORS = [*webcolors.names("css3"), "#fff3b0", "#9d174d", "#010101", "#fefefe", "#0f0", "#00f", "#7f7f7f"]


def of_styles(name: str) -> tuple[Color, Color]:
    """Return a colour of the style sheet, by day and by night."""
    by_day, *by_night = re.findall(rf"^ +--{name}: (#\w+);", STYLES.partition("@media print")[0], re.MULTILINE)
    assert len(set(by_night)) <= 1  # by the visitor's preference, and by that of a widget's page
    return Color.named(by_day), Color.named(by_night[0] if by_night else by_day)


def pairs(theme: Theme) -> Iterator[tuple[str, Color, Color]]:
    """Yield each text with the ground that it stands on: where a rule of the style sheet brings the two together."""
    accents = (theme.day, theme.night), (theme.on_day, theme.on_night)
    for accent, on_accent, ground, card, ink, muted in zip(
        *accents, *map(of_styles, ("ground", "card", "ink", "muted")), strict=True
    ):
        yield "button", on_accent, accent
        yield "button under the pointer", on_accent, accent.brighter(HOVER)
        tints = [theme.glow.over(card, TINT), theme.glow.over(card, 0.14)]
        for name, text in (("link", accent), ("text", ink), ("muted", muted)):
            yield from ((name, text, under) for under in (ground, card, *tints))
    for name, text in (("glow", theme.glow), ("haze", theme.haze), ("starlight", of_styles("starlight")[0])):
        yield from ((name, text, sky) for sky in (theme.dark, theme.dusk))
    yield "badge", Color.named("#1c1203"), theme.glow


@pytest.mark.parametrize("color", COLORS)
def test_every_text_can_be_read_whatever_the_colour(color: str) -> None:
    unread = {
        (name, str(text), str(ground)): contrast
        for name, text, ground in pairs(theme_of(Color.named(color)))
        if (contrast := text.contrast(ground)) < READABLE
    }
    assert unread == {}


def test_our_own_colours_can_be_read_and_are_those_of_the_styles() -> None:
    assert [name for name, text, ground in pairs(OURS) if text.contrast(ground) < READABLE] == []
    names = ("accent", "on-accent", "night", "dusk", "glow", "haze")
    told = [of_styles(name) for name in names]
    ours = [(OURS.day, OURS.night), (OURS.on_day, OURS.on_night), *((OURS.dark,) * 2, (OURS.dusk,) * 2)]
    assert told == [*ours, (OURS.glow,) * 2, (OURS.haze,) * 2]
    assert f"var(--glow) {TINT:.0%}, transparent" in STYLES
    assert f"brightness({HOVER})" in STYLES


@pytest.mark.parametrize("color", ["#9d174d", "#3a3fb0", "#5b21b6"])
def test_colour_that_can_be_read_stays_as_it_is(color: str) -> None:
    assert str(theme_of(Color.named(color)).day) == color
    assert str(theme_of(Color.named("#fff3b0")).night) == "#fff3b0"


def test_contrast_is_that_of_the_guidelines() -> None:
    assert round(Color.named("black").contrast(Color.named("white")), 2) == 21
    assert round(Color.named("#777").contrast(Color.named("#fff")), 2) == 4.48


def test_colour_goes_to_oklch_and_back() -> None:
    for name in webcolors.names("css3"):
        color = Color.named(name)
        assert color.readable_on(darker=True) == color
        lighter = color.readable_on(Color.named("black"), darker=False)
        assert lighter.contrast(Color.named("black")) >= READABLE
