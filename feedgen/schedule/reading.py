"""The text of a schedule file: into a show, or into everything that is wrong with it. Touches no disk."""

import re
import tomllib
from datetime import datetime
from typing import Any, NoReturn

from pydantic import ValidationError

from feedgen.errors import Problem, ScheduleError
from feedgen.plan.show import Show
from feedgen.schedule.problems import told
from feedgen.schedule.seasons import ShowKeys
from feedgen.schedule.slugs import slug_problems
from feedgen.schedule.toml_lines import line_numbers

# tomllib has no other way to tell the place before Python 3.14.
_TOML_PLACE = re.compile(
    r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL
)


# What was probably meant, by tomllib's words and the line of the file.
_TOML_REMEDIES = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        (r"^(Cannot|Duplicate)", "the same key or table stands above"),
        (r"^Invalid date", "there is no such day or hour in the calendar"),
        (r"=\s*\d\d:\d\d\b(?!:)", "a time has seconds: 20:00:00"),
        (r"^Invalid value\n\w+\s*=\s*[A-Za-z]", "a text stands in quotes"),
        (r"^Expected '='", 'a key and its value: title = "…"'),
    )
)


def parse(data: bytes, file: str, slug: str, now: datetime) -> Show:
    """Read the bytes of the schedule file of the show `slug`; `file` is its name in messages.

    `now` (with a zone) is the instant after which no change can be known yet.

    Raises ScheduleError with every problem found. Broken encoding and broken TOML hide the rest.
    """
    problems = slug_problems(slug, file)
    text = _decode(data, file)
    document = _load(text, file)
    try:
        keys = ShowKeys.model_validate(document, context={"now": now})
    except ValidationError as error:
        problems += told(error, document, line_numbers(text), file)
    if problems:
        raise ScheduleError(problems)
    return _show(slug, keys)


def _decode(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "another encoding"
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; the file seems to be in {guess}"
        raise ScheduleError([Problem(file, line, "", message, "save it as UTF-8")]) from error


def _load(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        _raise_toml_problem(str(error), text, file)
    except RecursionError:
        raise ScheduleError([Problem(file, 0, "", "brackets are nested too deeply")]) from None


def _raise_toml_problem(message: str, text: str, file: str) -> NoReturn:
    lines = text.splitlines() or [""]
    place = _TOML_PLACE.fullmatch(message)
    number = int(place["line"]) if place and place["line"] else len(lines)
    what = place["what"] if place else message
    source = lines[min(number, len(lines)) - 1].strip()
    remedy = next((remedy for pattern, remedy in _TOML_REMEDIES if pattern.search(f"{what}\n{source}")), "")
    at = f" at: {source}" if source else ""
    raise ScheduleError([Problem(file, number, "", f"not TOML: {what[:1].lower()}{what[1:]}{at}", remedy)])


def _show(slug: str, keys: ShowKeys) -> Show:
    return Show(
        slug=slug,
        title=keys.title,
        service=keys.service,
        url=keys.url or "",
        description=keys.description or "",
        color=keys.color,
        language=keys.language,
        seasons=tuple(sorted((season.season for season in keys.season), key=lambda season: season.number)),
    )
