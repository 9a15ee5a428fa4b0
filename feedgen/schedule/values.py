"""What a single value of a schedule may be: texts, addresses, colours, zones, durations, episode numbers.

Each check raises pydantic's custom error with a message that follows the key's name in a sentence, and a
remedy, which may be empty.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

import webcolors
from pydantic import AfterValidator, AwareDatetime, Field, PlainValidator, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from feedgen.addresses import is_web_address
from feedgen.plan.release import YEARS
from feedgen.schedule.cadence import Cadence, RuleError, read_cadence
from feedgen.spelling import did_you_mean
from feedgen.zones import names
from feedgen.zones.advice import advise

Location = tuple[str | int, ...]


# Together with what feedgen adds, a SUMMARY stays under 255 characters, past which some apps cut it off.
TITLE_LENGTH = 100


_NOTE_LENGTH = 300


_TEXT_LENGTH = 2000


_HIGHEST_NUMBER = 9999


_COLORS = tuple(webcolors.names("css3"))


_RUNTIME = re.compile(r"PT(?=\d)(?:(?P<hours>\d{1,2})H)?(?:(?P<minutes>\d{1,4})M)?")


_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


_SHIFT = re.compile(r"(?P<count>[+-]?[1-9]\d{0,3}) (?P<unit>day|week)s?")


_RANGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")


def wrong(message: str, remedy: str = "") -> PydanticCustomError:
    """Make the error that says what is wrong and, unless empty, what was probably meant."""
    # The braces of pydantic's templates must not meet a brace in what the publisher wrote.
    return PydanticCustomError("schedule", "{message}", {"message": message, "remedy": remedy})


def raise_all(problems: Iterable[tuple[Location, PydanticCustomError]]) -> None:
    """Raise one pydantic error for each problem, each at its place below the value being checked."""
    found = [InitErrorDetails(type=problem, loc=place, input=None) for place, problem in problems]
    if found:
        raise ValidationError.from_exception_data("schedule", found)


def _refuse_control_characters(text: str, allowed: str) -> None:
    bad = [char for char in text if unicodedata.category(char) in ("Cc", "Zl", "Zp") and char not in allowed]
    if bad:
        raise wrong(f"contains the control character U+{ord(bad[0]):04X}", "remove it")


def _checked_text(text: str, *, multiline: bool) -> str:
    if not text.isprintable():  # which nearly all are, and which is soon known
        _refuse_control_characters(text, allowed="\n" if multiline else "")
    if not text.strip():
        raise wrong("is empty", "write a text, or leave the key out if it may be left out")
    if text != text.strip():
        raise wrong("begins or ends with a space", "remove the space")
    return text


def _line(text: str) -> str:
    return _checked_text(text, multiline=False)


def _text(text: str) -> str:
    return _checked_text(text.rstrip("\n"), multiline=True)


def _url(url: str) -> str:
    if not is_web_address(url):
        raise wrong(f'"{url}" is not a web address', 'write "https://…"; percent-encode what is not ASCII')
    return url


def _color(color: str) -> str:
    if color.lower() not in _COLORS:
        remedy = did_you_mean(color, _COLORS) or 'a CSS colour name such as "firebrick"; calendars take no other'
        raise wrong(f'unknown colour "{color}"', remedy)
    return color.lower()


def _language(tag: str) -> str:
    if not _LANGUAGE.fullmatch(tag):
        raise wrong(f'"{tag}" is not a language tag', 'write "en", "pt-BR", …')
    return tag


def _zone(name: str) -> str:
    """Return the name to write for a zone. A name has the letter case of the database, or is one of Windows."""
    zone, proper = names.find(name), names.known().get(name.lower(), name)
    if names.is_abbreviation(name) or not zone:
        raise _no_zone(name)
    if name != proper:
        raise wrong(f'unknown time zone "{name}"', f'did you mean "{proper}"?')
    return zone


def _no_zone(name: str) -> PydanticCustomError:
    advice = advise(name)
    if advice.fixed:
        return wrong(f'"{name}" is one offset all year; {advice.zones[0]} changes its clocks', advice.remedy)
    told = f'"{name}" is an abbreviation, not a place' if names.find(name) else f'unknown time zone "{name}"'
    return wrong(told, advice.remedy)


def _runtime(value: object) -> timedelta:
    if isinstance(value, int) and not isinstance(value, bool):
        raise wrong("must be a duration in quotes, not a number", f'did you mean "PT{value}M"?')
    match = _RUNTIME.fullmatch(value) if isinstance(value, str) else None
    length = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0)) if match else timedelta()
    if not timedelta() < length <= timedelta(hours=24):
        raise wrong("must be a duration of up to a day", 'write "PT55M", "PT1H" or "PT1H30M"')
    return length


def _shift(value: object) -> timedelta:
    match = _SHIFT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise wrong("must be a number of days or weeks in quotes", 'write "1 week", "-2 days", …')
    return timedelta(**{f"{match['unit']}s": int(match["count"])})


def _episode_numbers(value: object) -> tuple[int, ...]:
    """Read 3, "3", "1-10" or "1-3, 7" into numbers in ascending order."""
    remedy = 'write "1-10", "1-3, 7" or 3'
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise wrong("must be episode numbers", remedy)
    numbers: list[int] = []
    for part in str(value).split(","):
        match = _RANGE.fullmatch(part.strip())
        if not match:
            raise wrong(f'"{value}" is not a list of episode numbers', remedy)
        start, end = int(match[1]), int(match[2] or match[1])
        if start > end:
            raise wrong(f'"{part.strip()}" counts backwards', f'did you mean "{end}-{start}"?')
        numbers += range(start, end + 1)
    if numbers != sorted(set(numbers)):
        raise wrong(f'"{value}" names an episode twice or is out of order', remedy)
    return tuple(numbers)


def _cadence(value: object) -> Cadence:
    if not isinstance(value, str):
        raise wrong("must be text in quotes", 'write "week", or a rule like "FREQ=WEEKLY;BYDAY=FR"')
    try:
        return read_cadence(value)
    except RuleError as error:
        raise wrong(str(error), error.remedy) from error


def _day(day: date) -> date:
    if day.year not in YEARS:
        raise wrong(f"is in the year {day.year}", f"years go from {YEARS[0]} to {YEARS[-1]}")
    return day


def _utc(moment: datetime) -> datetime:
    _day(moment)
    if moment.microsecond:
        raise wrong("has fractions of a second", "calendars know none; leave them out")
    return moment.astimezone(UTC)


def _clock(clock: time) -> time:
    if clock.microsecond:
        raise wrong("has fractions of a second", "calendars know none; leave them out")
    return clock


Line = Annotated[str, Field(max_length=TITLE_LENGTH), AfterValidator(_line)]


Note = Annotated[str, Field(max_length=_NOTE_LENGTH), AfterValidator(_line)]


Text = Annotated[str, Field(max_length=_TEXT_LENGTH), AfterValidator(_text)]


Url = Annotated[str, Field(max_length=_TEXT_LENGTH), AfterValidator(_url)]


Number = Annotated[int, Field(ge=0, le=_HIGHEST_NUMBER)]


Day = Annotated[date, AfterValidator(_day)]


Instant = Annotated[AwareDatetime, AfterValidator(_utc)]


Clock = Annotated[time, AfterValidator(_clock)]


Zone = Annotated[str, AfterValidator(_zone)]


Runtime = Annotated[timedelta, PlainValidator(_runtime, json_schema_input_type=str)]


Shift = Annotated[timedelta, PlainValidator(_shift, json_schema_input_type=str)]


EpisodeNumbers = Annotated[tuple[int, ...], PlainValidator(_episode_numbers, json_schema_input_type=str | int)]


Every = Annotated[Cadence, PlainValidator(_cadence, json_schema_input_type=str)]


Color = Annotated[str, AfterValidator(_color)]


Language = Annotated[str, AfterValidator(_language)]
