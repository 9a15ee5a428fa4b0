"""Types of the arguments of `feedgen change`: days, episodes and texts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import click

from feedgen.schedule.clocks import day_advice

_SHIFT = re.compile(r"([+-]?[1-9]\d{0,3}) ?(days?|weeks?)")

_SEASON = re.compile(r"s(\d{1,4})")

_NAMED = re.compile(r"(?:s(\d{1,4})e|(\d{1,4})x|e?)(\d{1,4})(?:-e?(\d{1,4}))?")

_EXAMPLES = "s4e03, s4e03-05, s4e03,e06, 4x03 or s4"


def day(text: str) -> date:
    """Read a day of the calendar. Raises BadParameter."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        told = f"'{text}' is not a day such as 2023-11-22"
        raise click.BadParameter("; ".join(filter(None, (told, day_advice(text))))) from None


def words(text: str) -> str:
    """Return a text. Raises BadParameter for an empty one, and for the name of an option, whose value is missing."""
    if _is_option(text):
        raise click.BadParameter(f"its value is missing before {text}")
    if not text.strip():
        raise click.BadParameter("it is empty")
    return text


def shift(text: str) -> str:
    """Return a shift as the schedule language writes it. Raises BadParameter."""
    match = _SHIFT.fullmatch(words(text))
    if match is None:
        raise click.BadParameter(f'\'{text}\' is not like "1 week" or "-2 days"{_meant_shift(text)}')
    return f"{match[1]} {match[2]}"


def _meant_shift(text: str) -> str:
    """Return the remedy for a shift that cannot be read; empty if unknown."""
    match = re.fullmatch(r"(?P<count>[+-]?\d{1,4}) ?(?P<unit>[dwmyh])\w*", text.strip(), re.IGNORECASE)
    if match is None:
        return ""
    unit = {"d": "day", "w": "week"}.get(match["unit"].lower())
    if unit is None:
        return ": there are only days and weeks"
    return f'; did you mean "{match["count"]} {unit}{"s" if int(match["count"]) not in (1, -1) else ""}"?'


def runtime(text: str) -> str:
    """Return a length as the schedule language writes it; a number alone is in minutes. Raises BadParameter."""
    return f"PT{text}M" if text.isdecimal() else words(text)


def zone(text: str) -> str:
    """Return the name of a time zone. Raises BadParameter for the name of an option, as the zone is missing then."""
    if _is_option(text):
        raise click.BadParameter("the time zone is missing: --release 21:00 America/New_York")
    return text


def _is_option(text: str) -> bool:
    """Return whether a text is the name of an option of the present command."""
    return any(text in param.opts for param in click.get_current_context().command.params if param.opts[0][:1] == "-")


@dataclass(frozen=True, slots=True)
class Episodes:
    """Episodes of one season by number, in ascending order; without numbers it is the whole season."""

    season: int
    numbers: tuple[int, ...] = ()

    @classmethod
    def parse(cls, text: str, newest: Callable[[], int]) -> "Episodes":
        """Read "s4e03", "s4e03-05", "s4e03,e06", "4x03" or "s4". Raises BadParameter.

        `newest` returns the number of the newest season, to be suggested where none is named.
        """
        words = [word.strip() for word in text.lower().split(",")]
        if match := _SEASON.fullmatch(text.lower()):
            return cls(int(match[1]))
        numbers, seasons = set[int](), list[int]()
        for word in words:
            match = _NAMED.fullmatch(word)
            if match is None:
                raise _not_episodes(f"'{text}' is not like {_EXAMPLES}")
            season, first, last = match[1] or match[2], int(match[3]), int(match[4] or match[3])
            if first > last:
                raise _not_episodes(f"'{word}' counts backwards")
            seasons += [int(season)] if season else []
            numbers.update(range(first, last + 1))
        if not seasons:
            season = newest()
            meant = ",".join(f"s{season}{_of_season(word)}" for word in words)
            raise _not_episodes(f"'{text}' does not say of which season; did you mean {meant}?")
        if len(set(seasons)) != 1:
            raise _not_episodes(f"'{text}' is not like {_EXAMPLES}: a change is of one season")
        return cls(seasons[0], tuple(sorted(numbers)))


def _of_season(word: str) -> str:
    """Return "5", "e5" or "5-7" as it is written behind a season: "e05", "e05-07"."""
    return "e" + "-".join(f"{int(number):02}" for number in re.findall(r"\d+", word))


def _not_episodes(message: str) -> click.BadParameter:
    return click.BadParameter(message, param_hint="EPISODES")
