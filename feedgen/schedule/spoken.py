"""How often a run releases, in the words that people use: into a recurrence rule."""

import re

from feedgen.schedule.rules import RuleError

_WORDS = re.compile(r"(?:every )?(?:(?P<interval>[1-9]\d{0,2}|other) )?(?P<unit>day|week|month|year)s?")


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


_DAY_NAME = re.compile(rf"({'|'.join(_DAY_NAMES)})s?")


def spoken_rule(text: str) -> str | None:
    """Return the rule for "week", "2 weeks", "weekdays", "Tuesday and Friday", …; None for what are no such words.

    Raises RuleError for a word that has two meanings.
    """
    words = text.lower().removeprefix("every ")
    if words in _UNCLEAR:
        one, other = _UNCLEAR[words]
        raise RuleError(f'"{text}" has two meanings', f"write {one}, or, for {other}")
    if rule := _RULES.get(words) or _RULES.get(words.removesuffix("s")):
        return rule
    if match := _WORDS.fullmatch(words):
        interval = {"other": "2"}.get(match["interval"], match["interval"])
        return f"FREQ={_FREQUENCY[match['unit']]}" + (f";INTERVAL={interval}" if interval else "")
    return _of_day_names(words)


def _of_day_names(words: str) -> str | None:
    names = [_DAY_NAME.fullmatch(name) for name in re.split(r", and |, | and ", words)]
    numbers = sorted({_DAY_NAMES.index(match[1]) for match in names if match})
    if not numbers or not all(names):
        return None
    return f"FREQ=WEEKLY;BYDAY={','.join(_DAY_NAMES[number][:2].upper() for number in numbers)}"
