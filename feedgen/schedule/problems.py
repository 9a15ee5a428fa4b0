"""The errors that pydantic finds in a schedule, as problems in the words of the schedule language."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from feedgen.errors import Problem, cut
from feedgen.plan.show import Kind
from feedgen.schedule.key_advice import fields_of, meant_key, meant_name, meant_value
from feedgen.schedule.raising import MOST_PROBLEMS, Location, described
from feedgen.schedule.runs import Keys, RunKeys
from feedgen.schedule.shows import ShowKeys
from feedgen.schedule.values import WITHOUT_END

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

# A message and a remedy are no longer, whatever they quote.
_MOST_TOLD = 400

# The message of a check that begins with one of these follows the name of the key; any other is a whole sentence.
_VERBS = ("is ", "must ", "begins ", "contains ", "has ")


def told(
    error: ValidationError, document: Mapping[str, Any], lines: Mapping[Location, int], file: str
) -> list[Problem]:
    """Return the problems that pydantic found in a document, each with its line; `lines` is from `line_numbers`."""
    details = _first_causes(error.errors(include_url=False))
    problems = [_problem(detail, document, lines, file) for detail in details[:MOST_PROBLEMS]]
    if len(details) >= MOST_PROBLEMS:
        problems.append(Problem(file, 0, "", f"only the first {MOST_PROBLEMS} problems are told"))
    return problems


def _first_causes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out keys that are missing, or are no list, because their name is misspelt: the name is a problem itself."""
    unknown = (detail for detail in details if detail["type"] == "extra_forbidden")
    meant = {
        (*detail["loc"][:-1], meant_name(str(detail["loc"][-1]), detail["input"], _table(detail["loc"][:-1])))
        for detail in itertools.islice(unknown, MOST_PROBLEMS)
    }
    return [
        detail for detail in details if detail["type"] not in ("missing", "list_type") or detail["loc"] not in meant
    ]


def _problem(detail: ErrorDetails, document: Mapping[str, Any], lines: Mapping[Location, int], file: str) -> Problem:
    place = detail["loc"]
    while place and place not in lines:
        place = place[:-1]
    message, remedy = _told(detail, is_film=document.get("kind") == Kind.FILM)
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


def _told(detail: ErrorDetails, *, is_film: bool) -> tuple[str, str]:
    """Return the message and the remedy of an error of pydantic, in words that need no knowledge of pydantic."""
    key, kind, value, context = detail["loc"][-1], detail["type"], detail["input"], detail.get("ctx", {})
    name = f'"{cut(key)}"' if isinstance(key, str) else f"item {key + 1}"
    if kind == "schedule":
        message = context["message"]
        starts_sentence = message.startswith(_VERBS)
        return (f"{name} {message}" if starts_sentence else message), context["remedy"]
    table = _table(detail["loc"][:-1])
    if kind == "missing":
        return f"{name} is missing", _missing(table, str(key), is_film=is_film)
    if kind == "extra_forbidden":
        return f"unknown key {name}", meant_key(str(key), value, table)
    if kind in _EXPECTED:
        return f"{name} must be {_EXPECTED[kind]}, not {described(value)}", meant_value(detail["loc"], kind, value)
    return f"{name} is wrong: {detail['msg'][:1].lower()}{detail['msg'][1:]}", ""


def _missing(table: type[Keys], key: str, *, is_film: bool) -> str:
    """Return the remedy for a key that must be there."""
    if is_film and key in ("number", "episodes"):
        return f"for a film: {key} = 1"
    examples = fields_of(table)[key].examples or []
    example = f"for example: {key} = {examples[0]}" if examples else f"add a [[{key}]]"
    return f"{example}; {WITHOUT_END}" if table is RunKeys else example


def _table(place: Location) -> type[Keys]:
    """Find the model that describes the table at a place."""
    table: type[Keys] = ShowKeys
    for name in place:
        if isinstance(name, str):
            table = next(_tables_in(fields_of(table)[name].annotation), table)
    return table


def _tables_in(annotation: Any) -> Iterator[type[Keys]]:  # noqa: ANN401 - any type form
    if isinstance(annotation, type) and issubclass(annotation, Keys):
        yield annotation
    for argument in get_args(annotation):
        yield from _tables_in(argument)
