"""What pydantic finds in a schedule, told in the words of the schedule language."""

import itertools
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from feedgen.errors import Problem
from feedgen.schedule.changes import ChangeKeys, ShowChangeKeys
from feedgen.schedule.clocks import meant_day
from feedgen.schedule.runs import EpisodeKeys, Keys, ReleaseKeys, RunKeys
from feedgen.schedule.seasons import SeasonKeys
from feedgen.schedule.shows import ShowKeys
from feedgen.schedule.told import Location, cut, described
from feedgen.spelling import did_you_mean

_EXPECTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "date_type": "a day, such as 2023-11-10",
    "datetime_type": "a day and time with an offset, such as 2023-10-12T16:00:00Z",
    "timezone_aware": "a time with an offset: end it in Z for UTC",
    "bool_type": "true or false",
    "list_type": "a list",
    "model_type": "a table of keys",
}


# More problems of one file than these tell nobody more, and each is kept and shown again and again.
_MOST_PROBLEMS = 100


# A message and a remedy are no longer, whatever they quote.
_MOST_TOLD = 400


# A check's message that starts so goes on from the name of the key; any other is a sentence of its own.
_VERBS = ("is ", "must ", "begins ", "contains ", "has ")


# What people write for a key that is called otherwise here.
_SYNONYMS = {
    "colour": "color",
    "name": "title",
    "network": "service",
    "seasons": "season",
    "runs": "run",
    "start": "first",
    "date": "first",
    "premiere": "first",
    "rrule": "every",
    "rule": "every",
    "timezone": "zone",
    "duration": "runtime",
    "length": "runtime",
    "link": "url",
}


def told(
    error: ValidationError, document: Mapping[str, Any], lines: Mapping[Location, int], file: str
) -> list[Problem]:
    """Return what pydantic found in a document, each with its line; `lines` comes from `line_numbers`."""
    details = error.errors(include_url=False)
    problems = [_problem(detail, document, lines, file) for detail in details[:_MOST_PROBLEMS]]
    if len(details) > _MOST_PROBLEMS:
        problems.append(Problem(file, 0, "", f"and {len(details) - _MOST_PROBLEMS:,} more problems"))
    return problems


def _problem(detail: ErrorDetails, document: Mapping[str, Any], lines: Mapping[Location, int], file: str) -> Problem:
    place = detail["loc"]
    while place and place not in lines:
        place = place[:-1]
    message, remedy = _told(detail)
    return Problem(file, lines.get(place, 1), _where(detail["loc"], document), _short(message), _short(remedy))


def _short(text: str) -> str:
    return text if len(text) <= _MOST_TOLD else f"{text[:_MOST_TOLD]}…"


def _where(place: tuple[str | int, ...], document: Any) -> str:  # noqa: ANN401 - any TOML value
    """Name a place as people do: season and episode by number, a run or change by its position."""
    words = []
    for name, index in itertools.pairwise(place):
        document = _step(document, name)
        if isinstance(name, str) and isinstance(index, int):
            item = _step(document, index)
            number = _step(item, "number")
            numbered = isinstance(number, int) and not isinstance(number, bool)
            told = f"{name} {number}" if numbered else f"{name} at position {index + 1}"
            words.append(f"{name} {index + 1}" if name in ("run", "change") else told)
        elif name == "release":
            words.append(name)
    return ", ".join(words)


def _step(value: Any, key: str | int) -> Any:  # noqa: ANN401 - any TOML value
    try:
        return value[key]
    except (KeyError, IndexError, TypeError):
        return None


def _told(detail: ErrorDetails) -> tuple[str, str]:
    """Return what pydantic found in words that need no knowledge of it: message and remedy."""
    key, kind, value, context = detail["loc"][-1], detail["type"], detail["input"], detail.get("ctx", {})
    name = f'"{cut(key)}"' if isinstance(key, str) else f"item {key + 1}"
    if kind == "schedule":
        message = context["message"]
        starts_sentence = message.startswith(_VERBS)
        return (f"{name} {message}" if starts_sentence else message), context["remedy"]
    table = _table(detail["loc"][:-1])
    if kind == "missing":
        examples = fields_of(table)[str(key)].examples or []
        example = f"for example: {key} = {examples[0]}" if examples else f"add a [[{key}]]"
        return f"{name} is missing", example
    if kind == "extra_forbidden":
        return f"unknown key {name}", _meant_key(str(key), table)
    if kind in _EXPECTED:
        return f"{name} must be {_EXPECTED[kind]}, not {described(value)}", _mistaken(key, kind, value)
    return f"{name} is wrong: {detail['msg'][:1].lower()}{detail['msg'][1:]}", ""


def _meant_key(key: str, table: type[Keys]) -> str:
    """Guess which key was meant: one of this table, or one that stands in the wrong table."""
    known = [*fields_of(table)]
    meant = _SYNONYMS.get(key.lower(), key)
    if meant in known:
        return f'did you mean "{meant}"?'
    if homes := [header for header, other in _TABLES.items() if meant in fields_of(other)]:
        return f'"{meant}" belongs to {" or ".join(homes)}'
    return did_you_mean(key[:100], known) or f"known here: {', '.join(known)}"


def _table(place: Location) -> type[Keys]:
    """Find the model that describes the table at a place."""
    table: type[Keys] = ShowKeys
    for name in place:
        if isinstance(name, str):
            table = next(_tables_in(fields_of(table)[name].annotation), table)
    return table


def fields_of(table: type[Keys]) -> Mapping[str, FieldInfo]:
    """Return what a table may hold, by the names that a schedule has for it."""
    return {field.alias or name: field for name, field in table.model_fields.items()}


def _tables_in(annotation: Any) -> Iterator[type[Keys]]:  # noqa: ANN401 - any type form
    if isinstance(annotation, type) and issubclass(annotation, Keys):
        yield annotation
    for argument in get_args(annotation):
        yield from _tables_in(argument)


_TABLES: dict[str, type[Keys]] = {
    "the top of the file": ShowKeys,
    "[[season]]": SeasonKeys,
    "[[season.run]]": RunKeys,
    "[[season.episode]]": EpisodeKeys,
    "[[season.change]]": ChangeKeys,
    "[[change]]": ShowChangeKeys,
    '"release"': ReleaseKeys,
}


def _mistaken(key: str | int, kind: str, value: object) -> str:  # noqa: PLR0911 - a table of cases
    """Guess what was meant by a value of the wrong type."""
    if kind in ("date_type", "datetime_type", "int_type") and isinstance(value, str):
        return _unquoted(key, kind, value)
    if kind == "string_type":
        return f'did you mean "{value}"?' if isinstance(value, (int, float)) else ""
    if kind == "date_type" and isinstance(value, datetime):
        return f"write the day alone: {value.date()}"
    if kind == "datetime_type" and isinstance(value, date):
        return f"did you mean {value}T00:00:00Z?"
    if kind == "timezone_aware" and isinstance(value, datetime):
        return f"did you mean {value.isoformat()}Z?"
    if kind == "list_type" and isinstance(value, dict):
        return f"write [[{key}]] with two brackets"
    return ""


def _unquoted(key: str | int, kind: str, text: str) -> str:
    if kind == "date_type" and (meant := meant_day(text)):
        return f"write it without quotes: {key} = {meant}"
    sound = {"date_type": r"\d{4}-\d\d-\d\d", "datetime_type": r"\d{4}-\d\d-\d\d.*", "int_type": r"\d{1,4}"}[kind]
    return f"write it without quotes: {key} = {cut(text)}" if re.fullmatch(sound, text) else ""
