"""The height of a widget on a phone, in pixels, which a page keeps free until the script of the widget sets it.

The styles give each line a height of its own, so what is left to guess is how many lines a text takes. What is too high
by some lines stays so, and what is too low must grow: so a little is added.
"""

import math
import unicodedata
from collections.abc import Iterable

from feedgen.pages.coming_rows import ComingRow
from feedgen.pages.headlines import Headline
from feedgen.pages.widget import WidgetPage
from feedgen.pages.widget_looks import View

# Widths in pixels: of the frame on a phone without its margins, and of a row without its day.
_WIDTH = 328
_ROW_WIDTH = 216

# Pixels of an average letter of each kind of text. Chinese and Japanese letters take twice as many.
_HEADING = 9.4
_TITLE = 8.6
_SMALL = 7.2

_STRIP = 64

# Heights in pixels in the style sheet, paddings and borders included.
_LINE = 24
_TIME = 26
_SMALL_LINE = 20
_BENEATH = 18.4
_HEAD = 32
_ROW = 13.8
_DAY = 36
_BUTTON = 48
_FOOT = 72
_SPARE = 14
_MONTH = 74
_WEEK = 44


def height_of(page: WidgetPage) -> int:
    """Return the height of a widget in pixels."""
    if page.look.view is View.NEXT:
        return _STRIP
    lists = [day.rows for day in page.days] or [page.rows]
    rows = sum(_height_of_row(row, page) for each in lists for row in each)
    months = sum(_MONTH + _WEEK * len(month.weeks) for month in page.months)
    notice = 2 * _LINE if page.notice else 0
    return round(_height_of_head(page) + rows + months + notice + _DAY * len(page.days) + _BUTTON + _FOOT + _SPARE)


def _height_of_head(page: WidgetPage) -> float:
    title = _LINE * _lines([page.title], _WIDTH - 56, _HEADING)
    label = f"{page.next_show} {page.headline.label}".strip()
    return _HEAD + title + _LINE * _lines([label], _WIDTH - 56, _TITLE) + _height_of_time(page.headline)


def _height_of_time(headline: Headline) -> float:
    if headline.when is None:
        return 0
    return 2 * _TIME + (_BENEATH if headline.when.beneath else 0)


def _height_of_row(row: ComingRow, page: WidgetPage) -> float:
    title = row.show if page.with_show else row.title or row.what
    named = page.with_show or row.title
    words = [row.season if page.with_season else "", row.what if named else "", row.title if page.with_show else ""]
    meta = [" · ".join(filter(None, words)), *row.badges, row.mark]
    next_badge = ["" if row.state != "next" else "Next  "]
    heading = min(2, _lines([title, *next_badge], _ROW_WIDTH - (20 if page.with_show else 0), _TITLE))
    below = max(_lines(meta, _ROW_WIDTH, _SMALL), 1 if row.when.clock else 0)
    return _ROW + _LINE * heading + _SMALL_LINE * below


def _lines(texts: Iterable[str], width: float, letter: float) -> int:
    """Return how many lines texts take that follow one another; all but the first are badges."""
    total = sum(_letters(text) * letter + 20 * bool(number) for number, text in enumerate(texts) if text)
    return math.ceil(total / width)


def _letters(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
