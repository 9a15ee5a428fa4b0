"""Words for how often a run releases, such as "every Friday", into a recurrence rule."""

import re

from feedgen.schedule.rules import RuleError

_WORDS = re.compile(r"(?:every )?(?:(?P<interval>[1-9]\d{0,2}|[a-z]+) )?(?P<unit>day|week|month|year)s?")

_COUNTS = {"other": "2", "second": "2", "two": "2", "third": "3", "three": "3", "four": "4", "six": "6"}

_FREQUENCY = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}

_RULES = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY",
    "annually": "FREQ=YEARLY",
    "fortnight": "FREQ=WEEKLY;INTERVAL=2",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "weekday": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "weekend": "FREQ=WEEKLY;BYDAY=SA,SU",
    "last day of the month": "FREQ=MONTHLY;BYMONTHDAY=-1",
}

# Words that are used in two meanings, and how each is written.
_UNCLEAR = {
    "biweekly": ('"2 weeks"', 'twice a week, such as "Tuesday and Friday"'),
    "bi-weekly": ('"2 weeks"', 'twice a week, such as "Tuesday and Friday"'),
    "bimonthly": ('"2 months"', 'twice a month, such as "FREQ=MONTHLY;BYMONTHDAY=1,15"'),
    "bi-monthly": ('"2 months"', 'twice a month, such as "FREQ=MONTHLY;BYMONTHDAY=1,15"'),
    "biannually": ('"2 years"', 'twice a year, "6 months"'),
    "biannual": ('"2 years"', 'twice a year, "6 months"'),
}

_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_DAY_NAME = re.compile(rf"({'|'.join(f'{name}s?|{name[:4]}|{name[:3]}' for name in _DAY_NAMES)}|thurs?)\.?")

_SPAN = re.compile(r"(?P<first>[a-z]+\.?) ?(?:-|\u2013|to|through) ?(?P<last>[a-z]+\.?)")


def spoken_rule(text: str) -> str | None:
    """Return the rule for "week", "2 weeks", "weekdays", "Tuesday and Friday", …; None for any other text.

    Raises RuleError for a word that has two meanings.
    """
    words = text.lower().removeprefix("every ")
    if words in _UNCLEAR:
        one, other = _UNCLEAR[words]
        raise RuleError(f'"{text}" has two meanings', f"write {one}, or, for {other}")
    if rule := _RULES.get(words) or _RULES.get(words.removesuffix("s")):
        return rule
    if match := _WORDS.fullmatch(words):
        interval = _COUNTS.get(match["interval"], match["interval"])
        if interval and not interval.isdecimal():
            return None
        return f"FREQ={_FREQUENCY[match['unit']]}" + (f";INTERVAL={interval}" if interval else "")
    if words.startswith("other ") and (rule := _of_day_names(words.removeprefix("other "))):
        return rule.replace(";", ";INTERVAL=2;")
    return _of_day_names(words)


def _of_day_names(words: str) -> str | None:
    if span := _SPAN.fullmatch(words):
        first, last = _day_number(span["first"]), _day_number(span["last"])
        if first is None or last is None:
            return None
        found = [number % 7 for number in range(first, last + 1 if last >= first else last + 8)]
    else:
        numbers = [_day_number(name) for name in re.split(r", and |, | and |/", words)]
        found = [number for number in numbers if number is not None]
        if len(found) < len(numbers):
            return None
    return f"FREQ=WEEKLY;BYDAY={','.join(_DAY_NAMES[number][:2].upper() for number in sorted(set(found)))}"


def _day_number(name: str) -> int | None:
    """Return the number of a weekday by its name, Monday is 0; None for any other text."""
    if not _DAY_NAME.fullmatch(name):
        return None
    return next(number for number, full in enumerate(_DAY_NAMES) if full[:3] == name[:3])
