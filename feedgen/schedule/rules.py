"""What a recurrence rule of whole days may have in it (RFC 5545 §3.3.10)."""

import re
from collections.abc import Mapping
from datetime import date

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")

# The largest number of each part. Negative ones count from the end; BYMONTH has none.
_LARGEST = {"BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYMONTH": 12, "BYSETPOS": 366}

_PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *_LARGEST)

# Parts that RFC 5545 forbids with a frequency, or that mean nothing there.
_UNFIT = {
    "DAILY": ("BYYEARDAY", "BYWEEKNO", "BYSETPOS"),
    "WEEKLY": ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"),
    "MONTHLY": ("BYYEARDAY", "BYWEEKNO"),
    "YEARLY": (),
}

# How often a weekday can be in a month or year.
_MOST_OF_A_WEEKDAY = {"MONTHLY": 5, "YEARLY": 53}

_WEEKDAY = re.compile(rf"(?P<number>[+-]?[1-9]\d?)?(?:{'|'.join(WEEKDAYS)})")

_NUMBER = re.compile(r"[+-]?[1-9]\d{0,2}")

_COUNT = re.compile(r"[1-9]\d{0,3}")

_EIGHT_DIGITS = re.compile(r"\d{8}")


class RuleError(ValueError):
    """A rule that cannot be used; `remedy` says what was probably meant, or is empty."""

    def __init__(self, message: str, remedy: str = "") -> None:
        self.remedy = remedy
        super().__init__(message)


def parts_of(text: str) -> Mapping[str, str]:
    """Return the parts of a rule of whole days by name.

    Raises RuleError for anything else, also for what dateutil takes and RFC 5545 forbids.
    """
    pairs = [part.partition("=") for part in text.split(";")]
    if not all(name and equals and value for name, equals, value in pairs):
        raise RuleError(
            f'"{text}" is neither a word nor a recurrence rule',
            'write "week", "2 weeks", "weekdays", or a rule like "FREQ=WEEKLY;BYDAY=FR"',
        )
    parts = {name: value for name, _, value in pairs}
    if len(parts) != len(pairs):
        raise RuleError(f'"{text}" names a part twice')
    if unknown := [name for name in parts if name not in _PARTS]:
        raise RuleError(f'"{text}" has "{unknown[0]}", which a rule of whole days cannot have', "; ".join(_PARTS))
    if parts.get("FREQ") not in _FREQUENCIES:
        raise RuleError(f'"{text}" has no usable FREQ', f"FREQ is one of {', '.join(_FREQUENCIES)}")
    if unfit := [name for name in _UNFIT[parts["FREQ"]] if name in parts]:
        raise RuleError(f'"{text}" has {unfit[0]}, which does not go with FREQ={parts["FREQ"]}')
    _check_end(text, parts)
    _check_weekdays(text, parts)
    for name, largest in _LARGEST.items():
        if name in parts:
            _check_numbers(text, name, parts[name], largest)
    return parts


def _check_end(text: str, parts: Mapping[str, str]) -> None:
    if not _COUNT.fullmatch(parts.get("INTERVAL", "1")):
        raise RuleError(f'"{text}" has an INTERVAL that is not a number from 1 to 9999')
    if "COUNT" in parts and "UNTIL" in parts:
        raise RuleError(f'"{text}" has both COUNT and UNTIL', "a rule ends in one way")
    if not _COUNT.fullmatch(parts.get("COUNT", "1")):
        raise RuleError(f'"{text}" has a COUNT that is not a number from 1 to 9999')
    if "UNTIL" in parts and not _is_day(parts["UNTIL"]):
        raise RuleError(f'"{text}" has an UNTIL that is not a day', "write UNTIL=20240112")


def _is_day(text: str) -> bool:
    try:
        return bool(_EIGHT_DIGITS.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _check_weekdays(text: str, parts: Mapping[str, str]) -> None:
    if parts.get("WKST", "MO") not in WEEKDAYS:
        raise RuleError(f'"{text}" has a WKST that is not a weekday', ", ".join(WEEKDAYS))
    most = _MOST_OF_A_WEEKDAY.get(parts["FREQ"], 0)
    for name in parts.get("BYDAY", "MO").split(","):
        match = _WEEKDAY.fullmatch(name)
        if not match:
            raise RuleError(f'"{text}" has "{name}" in BYDAY, which is not a weekday', ", ".join(WEEKDAYS))
        if match["number"] and not most:
            raise RuleError(f'"{text}" has a BYDAY with a number', 'numbers such as "1FR" go with MONTHLY or YEARLY')
        if match["number"] and (abs(int(match["number"])) > most or "BYWEEKNO" in parts):
            raise RuleError(f'"{text}" has "{name}" in BYDAY, of which there is none')


def _check_numbers(text: str, name: str, value: str, largest: int) -> None:
    least = 1 if name == "BYMONTH" else -largest
    for number in value.split(","):
        if not _NUMBER.fullmatch(number) or not least <= int(number) <= largest:
            ends = f"1 to {largest}" + ("" if least == 1 else f" or -1 to {least}")
            raise RuleError(f'"{text}" has "{number}" in {name}, which goes from {ends}')
