"""Colours: their contrast with one another, and lighter and darker shades of them.

Shades are made in Oklch, where equal steps of lightness look equal and the hue stays: a lighter pink is still pink.
"""

from dataclasses import dataclass
from math import atan2, cos, hypot, sin
from typing import Self

import webcolors

# The least contrast of text (WCAG 2.2, 1.4.3, level AA).
READABLE = 4.5

_STEP = 0.005


@dataclass(frozen=True, slots=True)
class Color:
    """A colour in sRGB, each part from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def named(cls, text: str) -> Self:
        """Return the colour of a CSS name, or of #rgb or #rrggbb. Raises ValueError for any other text."""
        is_hex = text.startswith("#")
        found = webcolors.hex_to_rgb(text) if is_hex else webcolors.name_to_rgb(text)
        return cls(found.red, found.green, found.blue)

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def parts(self) -> tuple[int, int, int]:
        """Red, green and blue."""
        return self.red, self.green, self.blue

    @property
    def luminance(self) -> float:
        """Its relative luminance, from 0 to 1 (WCAG 2.2)."""
        red, green, blue = (_linear(part / 255) for part in self.parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(self, other: "Color") -> float:
        """Return the contrast ratio with another colour, from 1 to 21 (WCAG 2.2)."""
        darker, lighter = sorted((self.luminance, other.luminance))
        return (lighter + 0.05) / (darker + 0.05)

    def over(self, ground: "Color", share: float) -> "Color":
        """Return the mix of a share of it, from 0 to 1, with a ground, as `color-mix(in srgb, …)` does."""
        return Color(*(round(share * a + (1 - share) * b) for a, b in zip(self.parts, ground.parts, strict=True)))

    def brighter(self, factor: float) -> "Color":
        """Return the colour as `filter: brightness(factor)` shows it."""
        return Color(*(min(255, round(part * factor)) for part in self.parts))

    @property
    def oklch(self) -> tuple[float, float, float]:
        """Its lightness from 0 to 1, its chroma, and its hue in radians (Oklch)."""
        red, green, blue = (_linear(part / 255) for part in self.parts)
        long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
        middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
        short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
        lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
        a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
        return lightness, hypot(a, b), atan2(b, a)

    def darker(self) -> "Color":
        """Return a colour that is a little darker."""
        lightness, chroma, hue = self.oklch
        return of_oklch(lightness - _STEP, chroma, hue)

    def readable_on(self, *grounds: "Color", darker: bool) -> "Color":
        """Return the nearest shade, `darker` or else lighter, in which text is readable on all of the grounds."""
        lightness, chroma, hue = self.oklch
        found = self
        while any(found.contrast(ground) < READABLE for ground in grounds) and 0 <= lightness <= 1:
            lightness += -_STEP if darker else _STEP
            found = of_oklch(lightness, chroma, hue)
        return found


def of_oklch(lightness: float, chroma: float, hue: float) -> Color:
    """Return the colour of a lightness, chroma and hue (Oklch), with less chroma if sRGB has none with so much."""
    while True:
        parts = _rgb(lightness, chroma, hue)
        if chroma <= 0 or all(-0.0005 <= part <= 1.0005 for part in parts):  # noqa: PLR2004 - less than any screen shows
            return Color(*(round(255 * _gamma(min(1, max(0, part)))) for part in parts))
        chroma = max(0, chroma - _STEP)


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - as sRGB has it


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004 - as sRGB has it
