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


_LINE = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?:[ T](?P<clock>\d{1,2}:\d\d))?(?:[ \t,;]+(?P<title>.+))?")


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
        if not (match := _LINE.fullmatch(line)):
            mistakes.append(
                f'line {line_number}: "{line}" is not a day; write 2026-07-03, and nothing or an hour after it'
            )
            continue
        try:
            day, clock = _day(match["day"]), _cell(match["clock"] or "", clock_of, "an hour such as 21:00")
        except _WrongCellError as error:
            mistakes.append(f"line {line_number}: {error}")
            continue
        items.append(Item(asked.season_of_plain_list, len(items) + 1, tidy(match["title"] or ""), day, clock))
    if mistakes:
        raise UnreadableError("\n".join(mistakes))
    return Listing(asked.show, "", tuple(items), _zone(items, asked))


def is_days(text: str) -> bool:
    """Return whether a text begins with a day."""
    first = next(_lines_of_list(text), (0, ""))[1]
    return re.match(r"\d{4}-\d\d-\d\d", first) is not None


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
        clock=_cell(cells.get("time", ""), clock_of, "an hour such as 21:00 or 25:30"),
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
        raise _WrongCellError(f'"{text}" is not a day; write 2026-07-03: year, month, day') from None


def _zone(items: list[Item], asked: Asked) -> str:
    timed = next((item for item in items if item.clock is not None), None)
    if timed and not asked.zone and not asked.days_only:
        raise ZoneNeededError(f"{timed.day or ''} {clock_text(timed.clock or timedelta())}".strip())
    return asked.zone
