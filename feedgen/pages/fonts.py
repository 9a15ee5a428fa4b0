"""The fonts of the machine, and fitting text into a width.

The font of Pillow has only Latin letters. For other scripts one of the usual fonts must be installed.
"""

import functools
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# Fonts by their file names, wherever the system has them. The first that has all letters of a text is used.
_FILES = (
    *("NotoSans-Bold.ttf", "NotoSansCJK-Bold.ttc", "NotoSansArabic-Bold.ttf", "NotoSansHebrew-Bold.ttf"),
    *("NotoSansDevanagari-Bold.ttf", "NotoSansThai-Bold.ttf", "DejaVuSans-Bold.ttf", "Arial Unicode.ttf"),
    *("arialbd.ttf", "YuGothB.ttc", "malgunbd.ttf", "msyhbd.ttc", "ヒラギノ角ゴシック W6.ttc"),
)

# A character that no font has. Its drawing is the one that a font has for every letter that it lacks.
_NOTHING = "\U0010ffff"

_STEP = 4


@functools.lru_cache(maxsize=1024)
def font_for(text: str) -> str | None:
    """Return the file name of a font that has all letters of a text; empty for Pillow's own, None if there is none."""
    letters = sorted({letter for letter in text if not letter.isspace()})
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters) and not _joins_letters():
        return None
    return next((name for name in _present() if _has(name, letters)), None)


def fitted(text: str, width: int, height: int, largest: int, least: int) -> "tuple[FreeTypeFont, int, list[str]]":
    """Return the font, its size and the lines of a text, with the largest size that fits into so many pixels.

    A text that is too long even at the least size ends in an ellipsis. Lines are 1.3 times as high as the font.
    """
    name = font_for(text) or ""
    for size in range(largest, least - 1, -_STEP):
        font = _font(name, size)
        lines = list(_lines(text, font, width))
        if len(lines) * size * 1.3 <= max(height, size * 1.3) and all(font.getlength(line) <= width for line in lines):
            return font, size, lines
    font = _font(name, least)
    lines = list(_lines(text, font, width, broken=True))
    most = max(1, int(height / (least * 1.3)))
    if len(lines) > most:
        lines = [*lines[: most - 1], _shortened(" ".join(lines[most - 1 :]), font, width)]
    return font, least, lines


def _lines(text: str, font: "FreeTypeFont", width: int, *, broken: bool = False) -> Iterator[str]:
    """Yield the lines of a text. A word that is too long for a line is `broken`, or has a line of its own."""
    line = ""
    parts = [part for word in _parts(text) for part in (word if broken and font.getlength(word) > width else [word])]
    for part in parts:
        if line and font.getlength((line + part).rstrip()) > width:
            yield line.strip()
            line = ""
        line += part
    if line:
        yield line.strip()


def _parts(text: str) -> Sequence[str]:
    """Return the parts between which a line may break: words, or letters in scripts without spaces."""
    parts: list[str] = []
    for letter in text:
        alone = unicodedata.east_asian_width(letter) in ("W", "F")
        after_alone = parts and unicodedata.east_asian_width(parts[-1][-1]) in ("W", "F")
        if parts and not parts[-1].endswith(" ") and not (alone or after_alone):
            parts[-1] += letter
        elif parts and (letter == " " or unicodedata.category(letter).startswith("P") or letter == "ー"):
            parts[-1] += letter  # a closing sign never begins a line
        else:
            parts.append(letter)
    return parts


def _shortened(line: str, font: "FreeTypeFont", width: int) -> str:
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1].rstrip()
    return f"{line}…"


def _has(name: str, letters: Sequence[str]) -> bool:
    font = _font(name, 24)
    missing = _drawn(font, _NOTHING)
    return all(_drawn(font, letter) != missing for letter in letters)


def _drawn(font: "FreeTypeFont", letter: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)


@functools.cache
def _present() -> tuple[str, ...]:
    """Return the fonts of this machine, and at the end that of Pillow."""
    found = []
    for name in _FILES:
        try:
            _font(name, 24)
        except OSError:
            continue
        found.append(name)
    return (*found, "")


@functools.lru_cache(maxsize=64)
def _font(name: str, size: int) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 - an extra, for those who have it

    if name:
        return ImageFont.truetype(name, size)
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # noqa: S101 - every Pillow that is built as usual
    return font


def _joins_letters() -> bool:
    """Return whether this Pillow can join Arabic letters and draw them from the right (Raqm)."""
    from PIL import features  # noqa: PLC0415 - as above

    return bool(features.check("raqm"))
