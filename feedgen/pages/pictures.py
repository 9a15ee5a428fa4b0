"""Pictures of the sky that pages have, drawn with Pillow, which is an extra: share images and icons.

The same words, colours and fonts give the same bytes.
"""

import io
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from feedgen.pages.colors import Color
from feedgen.pages.fonts import fitted, font_for
from feedgen.pages.theme import Theme

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

# The size of share images in pixels, as social sites ask for it.
WIDTH, HEIGHT = 1200, 630

# Drawings are made so many times as large and then reduced, so that edges are smooth.
_SMOOTH = 2
_COARSE = 4

_MARGIN = 80
_PLANET = 400
_STARLIGHT = Color.named("#eef0ff")

# Places and sizes of stars; none is behind the words.
_STARS = ((90, 44, 3), (330, 66, 2), (560, 38, 3), (760, 70, 2), (1010, 40, 2), (700, 590, 2))

# Pixels of height that the words have beside the planet.
_ROOM = WIDTH - 3 * _MARGIN - _PLANET + 60
_HIGH = 280


@dataclass(frozen=True, slots=True)
class Words:
    """The words in a share image: a large title, and smaller lines above and below it, which may be empty."""

    title: str
    below: str = ""
    last: str = ""
    above: str = ""

    @property
    def can_be_drawn(self) -> bool:
        """Whether there are fonts for all of the words."""
        return all(font_for(text) is not None for text in (self.title, self.below, self.last, self.above))


def can_draw() -> bool:
    """Return whether Pillow is installed."""
    return find_spec("PIL") is not None


def share_image(words: Words, theme: Theme, planet: Color, *, mirrored: bool = False) -> bytes:
    """Draw a share image (PNG); it is `mirrored` for a language that is written from the right."""
    from PIL import ImageDraw  # noqa: PLC0415 - an extra, for those who have it

    image = _sky(WIDTH, HEIGHT, theme)
    pen = ImageDraw.Draw(image)
    for x, y, size in _STARS:
        pen.ellipse((x - size / 2, y - size / 2, x + size / 2, y + size / 2), fill=str(_STARLIGHT))
    left = WIDTH - _MARGIN - _PLANET + 40
    _put_planet(image, planet, _PLANET, _MARGIN - 40 if mirrored else left, (HEIGHT - _PLANET) // 2 - 10)
    pen.rectangle((0, HEIGHT - 12, WIDTH, HEIGHT), fill=str(theme.glow))
    _write(pen, words, theme, mirrored=mirrored)
    return _png(image)


def icon(theme: Theme, size: int) -> bytes:
    """Draw the icon of a site without a mark of its own (PNG). Its corners are square, as phones round them."""
    from PIL import ImageDraw  # noqa: PLC0415 - as above

    large = size * _SMOOTH
    image = _sky(large, large, theme)
    pen, unit = ImageDraw.Draw(image), large / 32
    for x, y in ((7, 8), (26.5, 6.5), (5.5, 19.5)):
        pen.ellipse([unit * part for part in (x - 0.8, y - 0.8, x + 0.8, y + 0.8)], fill="#fff")
    _put_planet(image, theme.glow, round(17 * unit), round(8 * unit), round(5.5 * unit))
    pen.rounded_rectangle([unit * part for part in (4, 26, 28, 28.4)], 1.2 * unit, fill=str(theme.glow))
    return _png(image.resize((size, size)))


def icon_of_mark(mark: bytes, theme: Theme, size: int) -> bytes:
    """Draw the mark of a publisher (PNG) on the dark ground of the theme, as phones show no transparency."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    image = Image.new("RGB", (size, size), theme.dark.parts)
    sign = ImageOps.contain(Image.open(io.BytesIO(mark)).convert("RGBA"), (round(0.76 * size), round(0.76 * size)))
    image.paste(sign, ((size - sign.width) // 2, (size - sign.height) // 2), sign)
    return _png(image)


def _png(image: "Image") -> bytes:
    written = io.BytesIO()
    image.convert("RGB").save(written, "PNG")
    return written.getvalue()


def _sky(width: int, height: int, theme: Theme) -> "Image":
    """Draw a gradient, as `linear-gradient(170deg, dark 30%, dusk)` does."""
    from PIL import Image  # noqa: PLC0415 - as above

    # A small one is drawn and enlarged, as it is smooth anyway.
    wide, high = width // _COARSE, height // _COARSE
    side, tall = 2 * max(wide, high), round(high * 1.2)
    line = Image.linear_gradient("L").resize((side, tall)).point([max(0, round((v - 76) / 0.7)) for v in range(256)])
    mask = Image.new("L", (side, side))
    mask.paste(255, (0, side // 2, side, side))
    mask.paste(line, (0, (side - tall) // 2))
    x, y = (side - wide) // 2, (side - high) // 2
    mask = mask.rotate(10, Image.Resampling.BICUBIC).crop((x, y, x + wide, y + high)).resize((width, height))
    return Image.composite(
        Image.new("RGB", (width, height), theme.dusk.parts), Image.new("RGB", (width, height), theme.dark.parts), mask
    )


def _put_planet(image: "Image", color: Color, size: int, x: int, y: int) -> None:
    """Draw a planet into an image, lit from above, as on the pages."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

    disc = Image.new("L", (size * _SMOOTH, size * _SMOOTH))
    ImageDraw.Draw(disc).ellipse((0, 0, size * _SMOOTH - 1, size * _SMOOTH - 1), fill=255)
    # From the light, which is at three tenths, to the farthest corner.
    reach = round(0.99 * size)
    first = reach - round(0.3 * size)
    far = Image.radial_gradient("L").resize((2 * reach, 2 * reach)).crop((first, first, first + size, first + size))
    planet = Image.new("RGB", (size, size), color.parts)
    planet.paste((255, 255, 255), mask=far.point([max(0, round(0x8C * (1 - v / 255 / 0.45))) for v in range(256)]))
    planet.paste((5, 8, 24), mask=far.point([max(0, round(0xD9 * (v / 255 - 0.45) / 0.55)) for v in range(256)]))
    image.paste(planet, (x, y), disc.resize((size, size)))


def _write(pen: "ImageDraw", words: Words, theme: Theme, *, mirrored: bool) -> None:
    """Draw the words, centred vertically, each line as large as fits."""
    told = (
        (words.above, 34, 34, 1, theme.haze),
        (words.title, 92, 40, _HIGH, _STARLIGHT),
        (words.below, 52, 30, 1, theme.glow),
        (words.last, 38, 26, 1, _STARLIGHT),
    )
    lines = [
        (line, font, size, color)
        for text, largest, least, high, color in told
        if text
        for font, size, broken in [fitted(text, _ROOM, max(high, largest), largest, least)]
        for line in broken
    ]
    gap = 1.3
    y = (HEIGHT - sum(gap * size for _, _, size, _ in lines)) / 2 - 6
    x, anchor = (WIDTH - _MARGIN, "rm") if mirrored else (_MARGIN, "lm")
    for line, font, size, color in lines:
        pen.text((x, y + gap * size / 2), line, str(color), font, anchor)
        y += gap * size
