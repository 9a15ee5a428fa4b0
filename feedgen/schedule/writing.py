"""Append a change or a season to the text of a schedule."""

import tomllib
from collections.abc import Mapping, Sequence

from feedgen.errors import FeedgenError
from feedgen.schedule.drafts import SeasonText, season_text
from feedgen.schedule.toml_lines import line_numbers
from feedgen.schedule.toml_values import Value, toml


def with_change(text: str, season: int, keys: Mapping[str, Value]) -> str:
    """Return the text of a schedule with a [[season.change]] of these keys at the end of a season.

    All that is in the text stays, byte for byte. Raises FeedgenError if the season is not there, or is written in a
    way that no [[season.change]] can be added to.
    """
    seasons = tomllib.loads(text).get("season", [])
    index = next((i for i, known in enumerate(seasons) if known.get("number") == season), None)
    if index is None:
        raise FeedgenError(f"there is no season {season} in the schedule")
    lines, places = text.splitlines(keepends=True), line_numbers(text)
    if not lines[places["season", index] - 1].lstrip().startswith("[["):
        raise FeedgenError("the seasons are not written as [[season]], so a change cannot be added to one")
    at = len(lines)
    if index + 1 < len(seasons):
        # Comments right above the next season are about that season.
        at = _above(places["season", index + 1] - 1, lines, "#")
        at = _above(at, lines, "")
    newline = "\r\n" if "\r\n" in text else "\n"
    head, tail = "".join(lines[:at]), "".join(lines[at:])
    gap = "" if not head or head.endswith("\n") else newline
    block = newline.join(["", "[[season.change]]", *(f"{key} = {toml(value)}" for key, value in keys.items()), ""])
    return f"{head}{gap}{block}{tail}"


def without_change(text: str, season: int, index: int) -> str:
    """Return the text of a schedule without a [[season.change]] of a season, which `index` counts from 0.

    Raises FeedgenError if it is not written in a way that it can be taken out.
    """
    seasons = tomllib.loads(text)["season"]
    place = ("season", next(i for i, known in enumerate(seasons) if known["number"] == season), "change", index)
    lines, places = text.splitlines(keepends=True), line_numbers(text)
    start = places[place] - 1
    if not lines[start].lstrip().startswith("[["):
        raise FeedgenError("the changes are not written as [[season.change]], so none can be taken out")
    after = (line - 1 for path, line in places.items() if line - 1 > start and path[: len(place)] != place)
    end = min(after, default=len(lines))
    if end < len(lines):
        end = _above(_above(end, lines, "#"), lines, "")
    if start and not lines[start - 1].strip():
        start -= 1
    return "".join(lines[:start] + lines[end:])


def with_season(text: str, season: SeasonText) -> str:
    """Return the text of a schedule with another season at its end; all that is in the text stays, byte for byte.

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
    """Go up past the lines right above `at` that are comments, for "#", or blank, for ""."""
    while at > 0 and lines[at - 1].strip()[:1] == kind:
        at -= 1
    return at
