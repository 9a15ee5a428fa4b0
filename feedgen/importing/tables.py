"""Lists that people write by hand: CSV with a row for each episode, and days, one on each line."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import TypeVar

from feedgen.importing.listing import (
    Asked,
    Item,
    Listing,
    UnreadableError,
    ZoneNeededError,
    clock_of,
    clock_text,
    runtime_of,
    tidy,
)
from feedgen.schedule.clocks import day_advice, hour_advice
from feedgen.spelling import did_you_mean

_Value = TypeVar("_Value")

# The names that each column may have.
_COLUMNS = {
    "season": ("season", "series"),
    "number": ("number", "episode", "ep", "no"),
    "title": ("title", "name"),
    "date": ("date", "day", "airdate", "air date"),
    "time": ("time", "hour", "airtime", "air time"),
    "minutes": ("minutes", "runtime", "length", "duration"),
}

_NAMES = {name: column for column, names in _COLUMNS.items() for name in names}

# What may stand between a day, an hour and a title. A dash has blanks around it.
_BETWEEN = r"(?:[ \t]*[,;:]+[ \t]*|[ \t]+)(?:[-\u2013\u2014]+(?:[ \t]+|$))?"

_LINE = re.compile(rf"(?P<day>\d{{4}}-\d\d-\d\d)(?:(?:T(?=\d)|{_BETWEEN})(?P<rest>.*))?")

# What begins like an hour, also where it is written in another way: "9pm", "9:00 p.m.", "21.00".
_HOUR = re.compile(r"\d{1,2}(?::\d\d[^\s,;]*|[.h]\d\d(?![\w.])|(?= ?[ap]\.?m\b))(?: ?[ap]\.?m\b\.?)?", re.IGNORECASE)

# Days in other ways: 2030/7/5, 05.07.2030, 5 July 2030, July 5, 2030.
_OTHER_DAY = re.compile(
    r"\d{1,4}([-./])\d{1,2}\1\d{1,4}\b|\d{1,2} [A-Z]{3,9} \d{4}\b|[A-Z]{3,9} \d{1,2}, ?\d{4}\b|\d{8}\b", re.IGNORECASE
)


class _WrongCellError(ValueError):
    """A cell that cannot be read."""


def read_csv(text: str, asked: Asked) -> Listing:
    """Return the episodes of a table whose first row names its columns. Raises UnreadableError with every mistake."""
    lines = re.split(r"\r\n|\n|\r", text)
    # Above the names of the columns there may be blank lines, comments, and a line "sep=;" for Excel.
    start = next((i for i, line in enumerate(lines) if line.strip() and not line.lower().startswith(("#", "sep="))), 0)
    rows = csv.reader(lines[start:], delimiter=_delimiter(lines[start]))
    columns = _columns(next(rows))
    items, mistakes = [], []
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        cells = {column: cell.strip() for column, cell in zip(columns, row, strict=False) if column}
        try:
            items.append(_item(cells, asked))
        except _WrongCellError as error:
            mistakes.append(f"line {start + rows.line_num}: {error}")
    if mistakes:
        raise UnreadableError("\n".join(mistakes))
    return Listing(asked.show, "", tuple(items), _zone(items, asked))


def read_days(text: str, asked: Asked) -> Listing:
    """Return the episodes of a list of days, numbered by their order. Raises UnreadableError with every mistake."""
    items, mistakes = list[Item](), []
    for line_number, line in _lines_of_list(text):
        try:
            day, clock, title = _parts(line)
        except _WrongCellError as error:
            mistakes.append(f"line {line_number}: {error}")
            continue
        items.append(Item(asked.season_of_plain_list, len(items) + 1, title, day, clock))
    if mistakes:
        raise UnreadableError("\n".join(mistakes))
    return Listing(asked.show, "", tuple(items), _zone(items, asked))


def is_days(text: str) -> bool:
    """Return whether a text begins with a day, also one that is written in another way."""
    return _OTHER_DAY.match(next(_lines_of_list(text), (0, ""))[1]) is not None


def _parts(line: str) -> tuple[date, timedelta | None, str]:
    """Return the day, hour and title of a line. Raises _WrongCellError."""
    match = _LINE.fullmatch(line)
    if match is None:
        if other := _OTHER_DAY.match(line):
            _day(other[0])
        raise _WrongCellError(f'"{line}" is not a day; write 2026-07-03, and nothing or an hour after it')
    day, rest = _day(match["day"]), match["rest"] or ""
    hour = _HOUR.match(rest)
    if hour is None:
        return day, None, tidy(rest)
    clock = _clock(hour[0].rstrip(":"))
    return day, clock, tidy(re.sub(rf"^{_BETWEEN}", "", f" {rest[hour.end() :].lstrip()}"))


def _lines_of_list(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are neither blank nor a comment, with their numbers."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.count)


def _columns(head: list[str]) -> list[str]:
    """Return the column that each name of the first row stands for; empty for unknown ones."""
    columns = [_NAMES.get(name.strip().lower(), "") for name in head]
    missing = [column for column in ("number", "date") if column not in columns]
    if missing:
        known = did_you_mean(next((name for name, column in zip(head, columns, strict=True) if not column), ""), _NAMES)
        raise UnreadableError(
            f'its first line has no column "{missing[0]}"; it is like season,number,title,date,time,minutes'
            + (f" ({known})" if known else "")
        )
    return columns


def _item(cells: Mapping[str, str], asked: Asked) -> Item:
    season = _cell(cells.get("season", ""), _whole, "the number of a season")
    return Item(
        season=asked.season_of_plain_list if season is None else season,
        number=_cell(cells.get("number", ""), _whole, "the number of an episode, or nothing for a special"),
        title=tidy(cells.get("title", "")),
        day=_day(cells["date"]) if cells.get("date") else None,
        clock=_clock(cells["time"]) if cells.get("time") else None,
        runtime=_cell(cells.get("minutes", ""), lambda text: runtime_of(_whole(text)), "a number of minutes"),
    )


def _cell(text: str, read: Callable[[str], _Value | None], what: str) -> _Value | None:
    """Read a cell; None if it is empty."""
    if not text:
        return None
    if (value := read(text)) is None:
        raise _WrongCellError(f'"{text}" is not {what}')
    return value


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        told = f'"{text}" is not a day; {day_advice(text) or "write 2026-07-03: year, month, day"}'
        raise _WrongCellError(told) from None


def _clock(text: str) -> timedelta:
    if (clock := clock_of(text)) is None:
        told = f'"{text}" is not an hour such as 21:00 or 25:30'
        raise _WrongCellError("; ".join(filter(None, (told, hour_advice(text)))))
    return clock


def _zone(items: list[Item], asked: Asked) -> str:
    timed = next((item for item in items if item.clock is not None), None)
    if timed and not asked.zone and not asked.days_only:
        raise ZoneNeededError(f"{timed.day or ''} {clock_text(timed.clock or timedelta())}".strip())
    return asked.zone
