"""The bytes of a schedule file into a TOML document, or into the first mistake in them."""

import codecs
import re
import tomllib
from typing import Any, NoReturn

from feedgen.errors import Problem, ScheduleError, cut
from feedgen.schedule.clocks import meant_clock, meant_day
from feedgen.schedule.limits import MOST_BYTES

# Before Python 3.14 the place of an error is only in its text.
_PLACE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL)

_NAME = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""

# For a name with dots tomllib takes memory by the square of its parts. Names in schedules have at most two parts.
_MANY_DOTS = 30

_DEEP_NAME = re.compile(rf"(?<![A-Za-z0-9_-]){_NAME}(?:[ \t]*+\.[ \t]*+{_NAME}){{{_MANY_DOTS}}}")

# What was probably meant: the first whose pattern is found in the message of tomllib, or in the line of the file.
_REMEDIES = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        (r"^(?:Illegal character|Unterminated|Expected).*\n[^\"\n]*=\s*\"[^\"\n]*$", "the closing quote is missing"),
        (r"^(?:Illegal character|Unterminated|Expected).*\n[^'\n]*=\s*'[^'\n]*$", "the closing quote is missing"),
        ("[\u201c-\u201f\u00ab\u00bb]|=\\s*[\u2018\u2019]", 'quotes are straight: "…"'),
        (r"^Invalid date", "there is no such day or hour in the calendar"),
        (r"^(Cannot|Duplicate)", "the same key or table stands above"),
        (r"=\s*[Tt]rue|=\s*[Ff]alse", "write true or false in lower case"),
        (r"^Expected '='", 'a key and its value: title = "…"'),
    )
)

_LAST_REMEDIES = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        (r"T\d\d:\d\d(?:Z|[+-])", "a moment has seconds: 2023-11-20T18:00:00Z"),
        (r"=\s*\d[\d/.-]*/\d", "a day is written year-month-day: 2025-04-22"),
        (r"\n\w+\s*=\s*[A-Za-z]", "a text stands in quotes"),
    )
)

_NUMBERS = re.compile(r"=\s*(?P<text>\d{1,4}\s*[-\u2010-\u2015\u2212,]\s*\d{1,4}[\d\s,-]*?)\s*(?:#.*)?$", re.MULTILINE)

_HOUR = re.compile(
    r"=\s*(?P<text>\d{1,2}(?:[:.h]\d\d){0,2} ?(?:[ap]\.?m\.?)?|noon|midnight)\s*(?:[#,}].*)?$",
    re.IGNORECASE | re.MULTILINE,
)

_DAYS = (
    *(r"\d{1,2}\.\d{1,2}\.\d{4}", r"\d{4}/\d{1,2}/\d{1,2}", r"\d{4}\.\d{1,2}\.\d{1,2}"),
    r"\d{1,2}([/-])\d{1,2}\2\d{4}",
    *(r"[A-Z][a-z]+ \d{1,2},? \d{4}", r"\d{1,2}\.? [A-Z][a-z]+ \d{4}"),
)

_DAY = re.compile(rf"=\s*(?P<text>{'|'.join(_DAYS)})")

_SHORT_DAY = re.compile(r"=\s*(?P<year>\d{4})-(?!\d\d-\d\d)(?P<month>\d{1,2})-(?P<day>\d{1,2})\b")


def document_of(data: bytes, file: str) -> tuple[str, dict[str, Any]]:
    """Return the text of a file, and the TOML document that it is. Raises ScheduleError."""
    if len(data) > MOST_BYTES:
        raise ScheduleError([Problem(file, 0, "", f"the file is larger than {MOST_BYTES // 2**20} MiB")])
    text = _decoded(data.removeprefix(codecs.BOM_UTF8), file)
    if text.count(".") >= _MANY_DOTS and (match := _DEEP_NAME.search(text)):
        line = text.count("\n", 0, match.start()) + 1
        raise ScheduleError([Problem(file, line, "", f"a name has too many dots: {cut(match[0])}")])
    return text, _loaded(text, file)


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "another encoding"
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; the file seems to be in {guess}"
        raise ScheduleError([Problem(file, line, "", message, "save it as UTF-8")]) from error


def _loaded(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        _raise_problem(str(error), text, file)
    except ValueError:  # from Python's int, for a number of thousands of digits
        raise ScheduleError([Problem(file, 0, "", "a number has too many digits")]) from None
    except RecursionError:
        raise ScheduleError([Problem(file, 0, "", "brackets are nested too deeply")]) from None


def _raise_problem(message: str, text: str, file: str) -> NoReturn:
    lines = text.splitlines() or [""]
    place = _PLACE.fullmatch(message)
    number = int(place["line"]) if place and place["line"] else len(lines)
    what = place["what"] if place else message
    source = lines[min(number, len(lines)) - 1].strip()
    at = f" at: {cut(source)}" if source else ""
    told = f"not TOML: {what[:1].lower()}{cut(what[1:])}{at}"
    raise ScheduleError([Problem(file, number, "", told, _remedy(what, source))])


def _remedy(what: str, source: str) -> str:
    """Return what was probably meant by a line, given what tomllib said of it."""
    told = f"{what}\n{source}"
    meant = [remedy for pattern, remedy in _REMEDIES if pattern.search(told)]
    meant += filter(None, (_meant_value(source),))
    meant += [remedy for pattern, remedy in _LAST_REMEDIES if pattern.search(told)]
    return meant[0] if meant else ""


def _meant_value(source: str) -> str:
    """Return how to write the day, the numbers or the hour in a line; empty if it has none."""
    if (day := _DAY.search(source)) and (meant := meant_day(day["text"].replace(". ", " "))):
        return f"a day is written {meant}"
    if short := _SHORT_DAY.search(source):
        return f"a day is written {short['year']}-{int(short['month']):02}-{int(short['day']):02}"
    if numbers := _NUMBERS.search(source):
        listed = re.sub("[\u2010-\u2015\u2212]", "-", numbers["text"])
        return f'write it in quotes: "{listed}"'
    if (hour := _HOUR.search(source)) and (meant := meant_clock(hour["text"])):
        return f"a time of day is written {meant}"
    return ""
