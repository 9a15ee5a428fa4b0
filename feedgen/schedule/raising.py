"""Errors for pydantic to raise, and how their messages name values."""

import itertools
from collections.abc import Iterable
from datetime import date, datetime

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from feedgen.errors import cut

Location = tuple[str | int, ...]

# Problems of one file that are told. More of them help nobody, and each is kept, and shown again and again.
MOST_PROBLEMS = 100


def wrong(message: str, remedy: str = "") -> PydanticCustomError:
    """Return an error with a message, and a remedy: what was probably meant, or empty."""
    # Not in the template itself, where pydantic would replace what the publisher wrote in braces.
    return PydanticCustomError("schedule", "{message}", {"message": message, "remedy": remedy})


def raise_all(problems: Iterable[tuple[Location, PydanticCustomError]]) -> None:
    """Raise one pydantic error for each problem, each at its place below the value being checked.

    Problems after the first hundred are left out.
    """
    first = itertools.islice(problems, MOST_PROBLEMS)
    found = [InitErrorDetails(type=problem, loc=place, input=None) for place, problem in first]
    if found:
        raise ValidationError.from_exception_data("schedule", found)


def described(value: object) -> str:  # noqa: PLR0911 - a table of cases
    """Return how a message names a value of TOML."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'the text "{cut(value)}"'
        case int() | float():
            return f"the number {cut(str(value))}"
        case datetime():
            return f"the moment {value.isoformat()}"
        case date():
            return f"the day {value}"
        case list():
            return "a list"
        case dict():
            return "a table"
    return str(value)
