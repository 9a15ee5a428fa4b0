"""Days, hours and spans of time in a schedule, and what was meant by those that are written in another way."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, PlainValidator
from pydantic_core import PydanticCustomError

from feedgen.plan.release import YEARS
from feedgen.schedule.raising import described, wrong
from feedgen.schedule.texts import line

# Tokyo announces "Friday 25:30" for half past one on Saturday.
_LAST_HOUR = 29

_HALF = r" ?(?P<half>[ap])\.?m\.?"

_CLOCK = re.compile(
    rf"(?P<hours>\d{{1,2}})[:.h](?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d))?(?:{_HALF})?", re.IGNORECASE
)

_QUOTED_CLOCK = re.compile(r"(?P<hours>\d\d):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d))?")

_HALF_CLOCK = re.compile(rf"(?P<hours>\d{{1,2}}){_HALF}", re.IGNORECASE)

_CLOCK_WORDS = {"noon": "12:00:00", "midnight": "00:00:00"}

_RUNTIME = re.compile(r"PT(?=\d)(?:(?P<hours>\d{1,2})H)?(?:(?P<minutes>\d{1,4})M)?")

# "1h", "1 hour 30 minutes", "60 min", "1:30".
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,2})(?: ?h(?:(?:ou)?rs?)?|(?=:\d\d$)))?[ :]*"
    r"(?:(?P<minutes>\d{1,4}) ?(?:m|mins?\.?|minutes?|\')?)?",
    re.IGNORECASE,
)

_SHIFT = re.compile(r"(?P<count>[+-]?[1-9]\d{0,3}) (?P<unit>day|week)s?")

# Other ways to write a day. 04/05/2025 is not among them, as it may be in April or in May.
_DAY_FORMATS = ("%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d", "%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%Y%m%d")

_MONTHS = 12

# Announcements come at most some years ahead; a longer time is probably a typing mistake.
_FAR_YEARS = 8

_EXPECTED = re.compile(r"(?P<year>\d{4})(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?")

_QUARTER = re.compile(r"q([1-4])[ /,-]*(\d{4})|(\d{4})[ /,-]*q([1-4])", re.IGNORECASE)

_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[/.](\d{4})")


def meant_day(text: str) -> str:
    """Return the day that a text stands for, as TOML writes it; empty if it is unclear or none."""
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(text.strip(), form).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return _meant_american_day(text.strip())


def _meant_american_day(text: str) -> str:
    """Return the day of 04/22/2025; empty for 04/05/2025, which is in April for some and in May for others."""
    found = re.fullmatch(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})", text)
    if not found:
        return ""
    month, day = sorted((int(found[1]), int(found[3])))
    if month < day <= _MONTHS:
        return ""
    try:
        return date(int(found[4]), month, day).isoformat()
    except ValueError:
        return ""


def day_advice(text: str) -> str:
    """Return what was probably meant by a text that is no day, as "did you mean 2030-07-05?"; empty if unknown."""
    if meant := meant_day(text):
        return f"did you mean {meant}?"
    found = re.fullmatch(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})", text.strip())
    if not found or not all(1 <= int(number) <= _MONTHS for number in found.group(1, 3)):
        return ""
    first, second, year = int(found[1]), int(found[3]), found[4]
    return f"did you mean {year}-{first:02}-{second:02} or {year}-{second:02}-{first:02}?"


def hour_advice(text: str) -> str:
    """Return what was probably meant by a text that is no hour, as "did you mean 21:00?"; empty if unknown."""
    meant = meant_clock(text).strip('"')
    return f"did you mean {meant[:5] if meant.count(':') > 1 and meant.endswith(':00') else meant}?" if meant else ""


def meant_clock(text: str) -> str:
    """Return the hour that a text such as "9 pm" stands for, as TOML writes it; empty if it is unclear or none."""
    if text.strip().lower() in _CLOCK_WORDS:
        return _CLOCK_WORDS[text.strip().lower()]
    match = _CLOCK.fullmatch(text.strip()) or _HALF_CLOCK.fullmatch(text.strip())
    if match is None:
        return ""
    found = match.groupdict()
    hours, minutes = int(found["hours"]), found.get("minutes") or "00"
    if found["half"]:
        hours = hours % 12 + 12 * (found["half"].lower() == "p")
    if hours > _LAST_HOUR:
        return ""
    clock = f"{hours:02}:{minutes}"
    return f'"{clock}"' if hours >= 24 else f"{clock}:{found.get('seconds') or '00'}"  # noqa: PLR2004 - TOML has no such time


def far_from(known: datetime, day: date) -> PydanticCustomError | None:
    """Return the error for a day that is many years after it became known; None for any other day."""
    if day.year - known.year <= _FAR_YEARS:
        return None
    return wrong(f"{day} is {day.year - known.year} years after it became known, {known:%Y-%m-%d}", "mend the year")


def _clock(value: object) -> timedelta:
    if isinstance(value, time):
        if value.microsecond:
            raise wrong("has fractions of a second", "calendars know none; leave them out")
        return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if (
        match
        and not match["half"]
        and len(match["hours"]) > 1
        and match[0][2] == ":"
        and int(match["hours"]) <= _LAST_HOUR
    ):
        return timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]), seconds=int(match["seconds"] or "0"))
    meant = meant_clock(value) if isinstance(value, str) else ""
    example = 'such as 20:00:00, or up to "29:59" for late at night'
    raise wrong(f"must be a time of day, {example}, not {described(value)}", f"did you mean {meant}?" if meant else "")


def _day(day: date) -> date:
    if day.year not in YEARS:
        raise wrong(f"is in the year {day.year}", f"years go from {YEARS[0]} to {YEARS[-1]}")
    return day


def _utc(moment: datetime) -> datetime:
    _day(moment)
    if moment.microsecond:
        raise wrong("has fractions of a second", "calendars know none; leave them out")
    return moment.astimezone(UTC)


def _beginning_of_day(value: object) -> object:
    return datetime.combine(value, time(), UTC) if type(value) is date else value


def _runtime(value: object) -> timedelta:
    if isinstance(value, int) and not isinstance(value, bool):
        raise wrong("must be a duration in quotes, not a number", f'did you mean "PT{value}M"?')
    match = _RUNTIME.fullmatch(value) if isinstance(value, str) else None
    length = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0)) if match else timedelta()
    if not timedelta() < length <= timedelta(hours=24):
        meant = meant_runtime(value) if isinstance(value, str) else ""
        remedy = f'did you mean "{meant}"?' if meant else 'write "PT55M", "PT1H" or "PT1H30M"'
        raise wrong("must be a duration of up to a day", remedy)
    return length


def meant_runtime(text: str) -> str:
    """Return the length that a text such as "60 min" or "1h" stands for, as "PT1H"; empty if it is unclear or none."""
    match = _LENGTH.fullmatch(text.strip())
    if not match or not (match["hours"] or match["minutes"]):
        return ""
    hours, minutes = int(match["hours"] or 0), int(match["minutes"] or 0)
    length = timedelta(hours=hours, minutes=minutes)
    if not timedelta() < length <= timedelta(hours=24):
        return ""
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")


def _shift(value: object) -> timedelta:
    match = _SHIFT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise wrong("must be a number of days or weeks in quotes", 'write "1 week", "-2 days", …')
    return timedelta(**{f"{match['unit']}s": int(match["count"])})


def _expected(value: str) -> str:
    match = _EXPECTED.fullmatch(value)
    if match and int(match["year"]) in YEARS:
        return value
    if match:
        raise wrong(f"is in the year {match['year']}", f"years go from {YEARS[0]} to {YEARS[-1]}")
    if any(char.isalpha() for char in value) and not _QUARTER.fullmatch(value):
        return value
    raise wrong(f'"{value}" is no time in which a season is expected', _meant_expected(value))


def _meant_expected(value: str) -> str:
    if match := _QUARTER.fullmatch(value):
        return f'did you mean "{match[2] or match[3]}-Q{match[1] or match[4]}"?'
    if match := _MONTH.fullmatch(value):
        year, month = match[1] or match[4], int(match[2] or match[3])
        return f'did you mean "{year}-{month:02}"?' if 1 <= month <= _MONTHS else ""
    return 'write "2027", "2027-Q3", "2027-05" or words, such as "summer 2027"'


def _quoted(value: object) -> object:
    """Refuse a year without quotes, and a day, each with its remedy."""
    if isinstance(value, int) and not isinstance(value, bool):
        raise wrong(f"must be text in quotes, not the number {value}", f'did you mean "{value}"?')
    if isinstance(value, date):
        raise wrong(
            f"is the day {value}, and a season with a day has a run", f"write [[season.run]] with first = {value}"
        )
    return value


Day = Annotated[date, AfterValidator(_day)]

Instant = Annotated[AwareDatetime, AfterValidator(_utc)]

# A day stands for its beginning in UTC.
Announced = Annotated[
    AwareDatetime, BeforeValidator(_beginning_of_day, json_schema_input_type=AwareDatetime | date), AfterValidator(_utc)
]

Clock = Annotated[timedelta, PlainValidator(_clock, json_schema_input_type=time | str)]

Runtime = Annotated[timedelta, PlainValidator(_runtime, json_schema_input_type=str)]

Shift = Annotated[timedelta, PlainValidator(_shift, json_schema_input_type=str)]

Expected = Annotated[str, BeforeValidator(_quoted), AfterValidator(line), AfterValidator(_expected)]
