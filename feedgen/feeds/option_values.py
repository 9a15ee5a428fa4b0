"""The values that options of feeds take: how each kind is read from a query, and written into one."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from feedgen import languages
from feedgen.feeds.errors import OptionError
from feedgen.feeds.variant import Reminder, Titles
from feedgen.zones import names
from feedgen.zones.advice import advise

LONGEST_PREFIX = 40

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")

_LENGTH = re.compile(r"(?P<count>\d{1,5})(?P<unit>[mhdw])")

_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}

# What people write instead of the letters of units.
_UNIT_WORDS = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("day", "days"), "d"),
    **dict.fromkeys(("wk", "wks", "week", "weeks"), "w"),
}

_MOST_REMINDERS = 5

_LONGEST_REMINDER = timedelta(weeks=4)

_DAYS = re.compile(r"(\d{1,4})([dw])")

_MOST_DAYS = 9999


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value; `expected` tells people what it looks like.

    `read` returns the value of a text, or None if it is of another kind; it may raise OptionError to say more. `write`
    returns the text of a value. `mend` returns what a text that cannot be read may stand for.
    """

    expected: str
    read: Callable[[str], object | None]
    write: Callable[[Any], str] = str
    mend: Callable[[str], str] = str.lower

    def meant(self, text: str) -> str:
        """Return the text that is probably meant by one that cannot be read, or an empty text."""
        mended = self.mend(text)
        return mended if self.read(mended) is not None else ""


def find_zone(name: str) -> str:
    """Return the time zone of a name. Raises OptionError, with what may be meant, for none and for abbreviations."""
    if zone := names.find_unabbreviated(name):
        return zone
    told = f"'{name}' is an abbreviation, not a place;" if names.find(name) else f"unknown time zone '{name}',"
    raise OptionError(f"{told} {advise(name).remedy}")


def find_zone_of_feed(name: str) -> str:
    """Return what `find_zone` does, and for an abbreviation what the database has, so that subscriptions go on."""
    return names.find(name) or find_zone(name)


def find_language(tag: str) -> languages.Language:
    """Return the language of a tag. Raises OptionError, with a list of those that there are, if there is none."""
    if language := languages.known(tag):
        return language
    raise OptionError(f"unknown language '{tag}', there are {', '.join(languages.tags())}")


def _read_language(text: str) -> str:
    language = find_language(text)
    return "" if language is languages.default() else language.tag


def _read_clock(text: str) -> time | None:
    match = _CLOCK.fullmatch(text)
    return time(int(match[1]), int(match[2])) if match else None


def _read_flag(text: str) -> bool | None:
    return {"": True, "0": False, "1": True}.get(text)


def _read_titles(text: str) -> Titles | None:
    return Titles(text) if text in set(Titles) else None


def _read_prefix(text: str) -> str | None:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_PREFIX and words.isprintable() else None


def _read_group(text: str) -> bool | None:
    return {"": False, "day": True}.get(text)


def _read_days(text: str) -> int | None:
    match = _DAYS.fullmatch(text)
    days = int(match[1]) * (7 if match[2] == "w" else 1) if match else None
    # Weeks are written as days, and have to be read again.
    return days if days is not None and days <= _MOST_DAYS else None


def _read_reminders(text: str) -> tuple[Reminder, ...] | None:
    """Read reminders in any order, such as `1d,30m,09:00`. The longest comes first, those at an hour last."""
    found = {_read_reminder(part) for part in text.split(",")}
    if None in found or len(found) > _MOST_REMINDERS:
        return None
    known = [reminder for reminder in found if reminder]
    return tuple(sorted(known, key=lambda each: (each.at is not None, -each.before, each.at or time())))


def _read_reminder(text: str) -> Reminder | None:
    if clock := _read_clock(text):
        return Reminder(at=clock)
    if match := _LENGTH.fullmatch(text):
        before = int(match["count"]) * _UNITS[match["unit"]]
        return Reminder(before) if before <= _LONGEST_REMINDER else None
    return None


def _write_reminders(reminders: Iterable[Reminder]) -> str:
    return ",".join(_written_length(each.before) if each.at is None else f"{each.at:%H:%M}" for each in reminders)


def _written_length(before: timedelta) -> str:
    """Write a length in the largest unit that it is a multiple of, up to days."""
    unit = next((unit for unit in "dh" if before and not before % _UNITS[unit]), "m")
    return f"{before // _UNITS[unit]}{unit}"


def _mend_flag(text: str) -> str:
    return {"yes": "1", "true": "1", "on": "1", "no": "0", "false": "0", "off": "0"}.get(text.lower(), text)


def _mend_lengths(text: str) -> str:
    """Shorten units, as in "30 min" or "1day", and put commas between several lengths."""
    short = re.sub(r"(?<=\d)\s*([a-z]+)", lambda match: _UNIT_WORDS.get(match[1], match[1]), text.strip().lower())
    return re.sub(r"[\s,;+&]+", ",", short)


def _mend_days(text: str) -> str:
    return f"{text}d" if text.isdecimal() else _mend_lengths(text)


ANYTHING = Kind("anything", str)

CLOCK = Kind("an hour such as 20:00", _read_clock, "{:%H:%M}".format)

DAYS = Kind("a number of days such as 30d", _read_days, "{}d".format, _mend_days)

FLAG = Kind("1 or 0", _read_flag, "{:d}".format, _mend_flag)

GROUP = Kind("day", _read_group, "day".format)

LANGUAGE = Kind("a language", _read_language)

PREFIX = Kind(f"up to {LONGEST_PREFIX} characters that can be seen", _read_prefix)

REMINDERS = Kind("up to five of 30m, 2h, 1d or 09:00, up to 4w", _read_reminders, _write_reminders, _mend_lengths)

TIME_ZONE = Kind("a time zone", find_zone_of_feed)

TITLES = Kind("all, off, after or short", _read_titles)
