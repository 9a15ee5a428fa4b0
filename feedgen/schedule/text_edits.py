"""Append a change or a season to the text of a schedule."""

import tomllib
from collections.abc import Mapping, Sequence

from feedgen.errors import FeedgenError
from feedgen.schedule.drafts import SeasonText, season_text
from feedgen.schedule.toml_lines import line_numbers
from feedgen.schedule.toml_values import Value, toml


def with_change(text: str, season: int, keys: Mapping[str, Value]) -> str:
    """Return the text of a schedule with a [[season.change]] of these keys at the end of a season.

    The rest of the text stays as it is, byte for byte. Raises FeedgenError if the season is not there, or not written
    as [[season]].
    """
    seasons = tomllib.loads(text).get("season", [])
    index = next((i for i, known in enumerate(seasons) if known.get("number") == season), None)
    if index is None:
        raise FeedgenError(f"there is no season {season} in the schedule")
    lines, places = text.splitlines(keepends=True), line_numbers(text)
    if not lines[places["season", index] - 1].lstrip().startswith("[["):
        raise FeedgenError("the seasons are not written as [[season]], so a change cannot be added to one")
    start = places["season", index]
    after = [line for path, line in places.items() if path[:1] in (("season",), ("change",)) and len(path) == 2]  # noqa: PLR2004 - a table of an array
    at = min((line - 1 for line in after if line > start), default=len(lines))
    if at < len(lines):
        # Comments right above the next table are about that.
        at = _above(_above(at, lines, "#"), lines, "")
    return _inserted(lines, at, "[[season.change]]", keys)


def with_show_change(text: str, keys: Mapping[str, Value]) -> str:
    """Return the text of a schedule with a [[change]] of these keys at its end; the rest stays as it is."""
    lines = text.splitlines(keepends=True)
    return _inserted(lines, len(lines), "[[change]]", keys)


def _inserted(lines: Sequence[str], at: int, header: str, keys: Mapping[str, Value]) -> str:
    newline = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
    head, tail = "".join(lines[:at]), "".join(lines[at:])
    gap = "" if not head or head.endswith("\n") else newline
    block = newline.join(["", header, *(f"{key} = {toml(value)}" for key, value in keys.items()), ""])
    return f"{head}{gap}{block}{tail}"


def without_change(text: str, season: int | None, index: int) -> str:
    """Return the text of a schedule without a change of a season, or of the show for None; `index` counts from 0.

    Raises FeedgenError if the changes are not written as tables in [[ ]].
    """
    place: tuple[str | int, ...] = ("change", index)
    if season is not None:
        seasons = tomllib.loads(text)["season"]
        place = ("season", next(i for i, known in enumerate(seasons) if known["number"] == season), *place)
    lines, places = text.splitlines(keepends=True), line_numbers(text)
    start = places[place] - 1
    if not lines[start].lstrip().startswith("[["):
        raise FeedgenError("the changes are not written as tables in [[ ]], so none can be taken out")
    after = (line - 1 for path, line in places.items() if line - 1 > start and path[: len(place)] != place)
    end = min(after, default=len(lines))
    if end < len(lines):
        end = _above(_above(end, lines, "#"), lines, "")
    if start and not lines[start - 1].strip():
        start -= 1
    return "".join(lines[:start] + lines[end:])


def with_season(text: str, season: SeasonText) -> str:
    """Return the text of a schedule with another season at its end; the rest stays as it is, byte for byte.

    Raises FeedgenError if that season is there, or the seasons are not written as [[season]].
    """
    seasons = tomllib.loads(text).get("season", [])
    if any(known.get("number") == season.number for known in seasons):
        raise FeedgenError(f"season {season.number} is there already; what changes of it is told with feedgen change")
    lines = text.split("\n")
    if seasons and not lines[line_numbers(text)["season", 0] - 1].lstrip().startswith("[["):
        raise FeedgenError("the seasons are not written as [[season]], so none can be added")
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if text.endswith("\n") else newline
    return f"{text}{gap}{newline}{newline.join(season_text(season).splitlines())}{newline}"


def _above(at: int, lines: Sequence[str], kind: str) -> int:
    """Return the index of the first of the lines right above `at` that are comments ("#"), or blank ("")."""
    while at > 0 and lines[at - 1].strip()[:1] == kind:
        at -= 1
    return at
