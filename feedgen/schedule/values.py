"""What a single value of a schedule may be, besides texts and times: numbers, zones, rules.

Each check raises PydanticCustomError with a message and a remedy, as `told.wrong` makes them. A message without a
subject follows the name of the key.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from feedgen.errors import cut
from feedgen.schedule.cadence import Cadence, read_cadence
from feedgen.schedule.limits import Reading
from feedgen.schedule.raising import wrong
from feedgen.schedule.rules import RuleError
from feedgen.zones import names
from feedgen.zones.advice import advise

_HIGHEST_NUMBER = 9999

# Characters of a zone, a rule or a list of numbers. Longer ones are refused before they are read.
_LONGEST = 1000

_RANGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")

_NO_END = re.compile(r"\d{1,4} ?-")

_NUMBERS_REMEDY = 'write "1-10", "1-3, 7" or 3'

# Word processors turn a hyphen into one of these.
_DASHES = re.compile("[\u2010-\u2015\u2212]")

WITHOUT_END = "of a plan without an end name those whose days are known, with open = true in the [[season]]"


def _zone(name: str, info: ValidationInfo[Reading]) -> str:
    """Return the canonical name of a zone. Its name must have the proper letter case, or be one of Windows."""
    zone, proper = names.find_unabbreviated(name), names.known().get(name.lower(), name)
    if not zone:
        raise _no_zone(name) if info.context.take_advice() else wrong(f'unknown time zone "{name}"')
    if name != proper:
        raise wrong(f'unknown time zone "{name}"', f'did you mean "{proper}"?')
    return zone


def _no_zone(name: str) -> PydanticCustomError:
    advice = advise(name)
    if advice.fixed:
        return wrong(f'"{name}" is the time of half a year only', advice.remedy)
    told = f'"{name}" is an abbreviation, not a place' if names.find(name) else f'unknown time zone "{name}"'
    return wrong(told, advice.remedy)


def _episode_numbers(value: object, info: ValidationInfo[Reading]) -> tuple[int, ...]:
    """Read 3, "3", "1-10" or "1-3, 7" into numbers in ascending order."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise wrong("must be episode numbers", _NUMBERS_REMEDY)
    text = str(value) if isinstance(value, str) or 0 <= value <= _HIGHEST_NUMBER else ""
    numbers: list[int] = []
    for part in text[: _LONGEST + 1].split(","):
        match = _RANGE.fullmatch(part.strip())
        if not match or len(text) > _LONGEST:
            raise _no_numbers(text or str(value), part.strip())
        start, end = int(match[1]), int(match[2] or match[1])
        if start > end:
            raise wrong(f'"{part.strip()}" counts backwards', f'did you mean "{end}-{start}"?')
        if numbers and start <= numbers[-1]:
            raise wrong(f'"{cut(text)}" names an episode twice or is out of order', _NUMBERS_REMEDY)
        info.context.take_episodes(end - start + 1)
        numbers += range(start, end + 1)
    return tuple(numbers)


def _no_numbers(text: str, part: str) -> PydanticCustomError:
    """Return the error for a list of episode numbers, of which `part` cannot be read."""
    if _DASHES.search(text):
        meant = f'did you mean "{cut(_DASHES.sub("-", text))}"?'
        return wrong(f'"{cut(text)}" has a dash where a hyphen belongs', meant)
    if _NO_END.fullmatch(part):
        return wrong(f'"{cut(text)}" has no end', f'{WITHOUT_END}; write "{part}260"')
    return wrong(f'"{cut(text[:_LONGEST])}" is not a list of episode numbers', _NUMBERS_REMEDY)


def _cadence(value: object) -> Cadence:
    if not isinstance(value, str):
        raise wrong("must be text in quotes", 'write "week", or a rule like "FREQ=WEEKLY;BYDAY=FR"')
    if len(value) > _LONGEST:
        raise wrong("is longer than a rule can be", 'write "week", or a rule like "FREQ=WEEKLY;BYDAY=FR"')
    try:
        return read_cadence(value)
    except RuleError as error:
        raise wrong(str(error), error.remedy) from error


Number = Annotated[int, Field(ge=0, le=_HIGHEST_NUMBER)]

AtOnce = Annotated[int, Field(ge=1, le=_HIGHEST_NUMBER)]

Zone = Annotated[str, Field(max_length=_LONGEST), AfterValidator(_zone)]

EpisodeNumbers = Annotated[tuple[int, ...], PlainValidator(_episode_numbers, json_schema_input_type=str | int)]

Every = Annotated[Cadence, PlainValidator(_cadence, json_schema_input_type=str)]
