"""Schedules for tests, made from values: `schedule(season(run("1-8"), change("2", cancelled=True)), title="Show")`.

Each function writes a table of the language, with what most tests need unless told otherwise. A key whose value is None
is left out. Where a test is about the text itself (lines of mistakes, comments, line ends), it writes the text out.
"""

import json
import re
from collections.abc import Mapping

Value = str | int | Mapping[str, str] | list[str] | None

# What TOML writes without quotes: days, hours and instants.
_BARE = re.compile(r"\d{4}-\d\d-\d\d(T[\d:]+(Z|[+-]\d\d:\d\d))?|\d\d:\d\d:\d\d")

# Titles that writers and readers get wrong: special characters, and lines that must not be folded inside a character.
PUNCTUATION = 'Commas, semicolons; colons: back\\slashes, "quotes"'
LONG_TITLE = "日本語の長い題名がここにありますので折り返しが必要です日本語の長い題名がここにあります"
ROCKETS = "🚀🧑‍🚀" * 4


def schedule(*seasons: str, title: str = "Weekly", service: str = "A Service", **keys: Value) -> str:
    """Write a schedule; without a season it has four weekly episodes, from February 2, 2024."""
    return "\n".join([_lines(title=title, service=service, **keys), *(seasons or [season()])])


def season(*tables: str, number: int = 1, announced: str = "2024-01-01T00:00:00Z", **keys: Value) -> str:
    """Write a season of these runs, episodes and changes."""
    return "\n".join([_table("season", number=number, announced=announced, **keys), *(tables or [run()])])


def run(episodes: str = "1-4", first: str | None = "2024-02-02", every: str | None = "week", **keys: Value) -> str:
    return _table("season.run", episodes=episodes, first=first, every=every, **keys)


def episode(number: int, **keys: Value) -> str:
    return _table("season.episode", number=number, **keys)


def change(
    episodes: str | None = None, at: str = "2024-01-10T00:00:00Z", *, note: str | None = "why", **keys: Value
) -> str:
    return _table("season.change", at=at, episodes=episodes, **keys, note=note)


def in_zone(time: str, zone: str) -> Mapping[str, str]:
    """Return a value for `release`."""
    return {"time": time, "zone": zone}


def _table(name: str, **keys: Value) -> str:
    return f"[[{name}]]\n{_lines(**keys)}"


def _lines(**keys: Value) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in keys.items() if value is not None)


def _value(value: Value) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, str) and _BARE.fullmatch(value):
        return value
    # A JSON string, number, truth value or list of strings is one of TOML's, but for DEL and surrogate pairs.
    return json.dumps(value, ensure_ascii=False)
