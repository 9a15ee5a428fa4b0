"""The options of a feed, in one table: how each is read, written and told, and which formats and hosts take it.

A new option is a row here, a field of `Variant`, and its effect.
"""

import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import time
from typing import Any
from urllib.parse import quote

from feedgen import languages
from feedgen.errors import FeedgenError
from feedgen.feeds.reminders import read_reminders, write_reminders
from feedgen.feeds.variant import Format, Titles, Variant
from feedgen.zones import names
from feedgen.zones.advice import advise

_DAYS = re.compile(r"(\d{1,4})([dw])")


_LONGEST_PREFIX = 40


_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class OptionError(FeedgenError):
    """A query that is not understood."""


class Place(enum.Enum):
    """Where the address of a feed has an option: in the path, which every host can serve, or in the query."""

    PATH = enum.auto()
    QUERY = enum.auto()


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a feed, by its `name` in the query.

    `field` is the field of `Variant` that holds its value; empty if it changes nothing of what the feed says. `read`
    returns the value of a text, or None if it is not `expected`; it may raise OptionError to say more. `write` returns
    the text of a value. `example` and `meaning` are for people. `synonyms` are what people write instead of the name.
    """

    name: str
    field: str
    example: str
    meaning: str
    expected: str
    read: Callable[[str], object | None]
    write: Callable[[Any], str] = str
    formats: frozenset[Format] = frozenset(Format)
    place: Place = Place.QUERY
    synonyms: tuple[str, ...] = ()

    def value(self, text: str) -> object:
        """Read a value. Raises OptionError if there is none of that text."""
        value = self.read(text)
        if value is None:
            raise OptionError(f"option '{self.name}' is {self.expected}, not '{text}'")
        return value


def find_zone(name: str) -> str:
    """Return the zone that `names.find` gives for a name. Raises OptionError, with what may be meant, if none."""
    if zone := names.find(name):
        return zone
    raise OptionError(f"unknown time zone '{name}', {advise(name).remedy}")


def find_language(tag: str) -> languages.Language:
    """Return the language of a tag. Raises OptionError, with those that there are, if there is none."""
    if language := languages.known(tag):
        return language
    raise OptionError(f"unknown language '{tag}', there are {', '.join(languages.tags())}")


def _tag(text: str) -> str:
    language = find_language(text)
    return "" if language is languages.default() else language.tag


def _clock(text: str) -> time | None:
    match = _CLOCK.fullmatch(text)
    return time(int(match[1]), int(match[2])) if match else None


def _flag(text: str) -> bool | None:
    return {"": True, "0": False, "1": True}.get(text)


def _titles(text: str) -> Titles | None:
    return Titles(text) if text in set(Titles) else None


def _prefix(text: str) -> str | None:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_PREFIX and words.isprintable() else None


def _group(text: str) -> bool | None:
    return {"": False, "day": True}.get(text)


def _days(text: str) -> int | None:
    match = _DAYS.fullmatch(text)
    return int(match[1]) * (7 if match[2] == "w" else 1) if match else None


_CALENDARS = frozenset(form for form in Format if form.has_times)


_WITH_EPISODES = _CALENDARS | {Format.EPISODES}


OPTIONS = (
    Option(
        name="tz",
        field="zone",
        example="Europe/London",
        meaning="In this time zone, at the hour of release there.",
        expected="a time zone",
        read=find_zone,
        formats=_CALENDARS,
        place=Place.PATH,
        synonyms=("timezone", "zone"),
    ),
    Option(
        name="allday",
        field="all_day",
        example="1",
        meaning="With a time zone: all-day, on the day that it is there.",
        expected="1 or 0",
        read=_flag,
        write="{:d}".format,
        formats=_CALENDARS,
        place=Place.PATH,
        synonyms=("all-day",),
    ),
    Option(
        name="at",
        field="at",
        example="20:00",
        meaning="With a time zone: the first such hour there at or after the release.",
        expected="an hour such as 20:00",
        read=_clock,
        write="{:%H:%M}".format,
        formats=_CALENDARS,
        synonyms=("time",),
    ),
    Option(
        name="lang",
        field="language",
        example="de",
        meaning="In this language.",
        expected="a language",
        read=_tag,
        synonyms=("language",),
    ),
    Option(
        name="titles",
        field="titles",
        example="after",
        meaning="Titles of episodes: off, after the release, or short, without the show's.",
        expected="all, off, after or short",
        read=_titles,
        formats=_WITH_EPISODES,
        synonyms=("title",),
    ),
    Option(
        name="prefix",
        field="prefix",
        example="TV:",
        meaning="These words before what each event is called.",
        expected=f"up to {_LONGEST_PREFIX} characters",
        read=_prefix,
        formats=_CALENDARS,
    ),
    Option(
        name="group",
        field="by_day",
        example="day",
        meaning="One event for the episodes of a season that come out on a day.",
        expected="day",
        read=_group,
        write="day".format,
        formats=_CALENDARS,
        synonyms=("grouped",),
    ),
    Option(
        name="remind",
        field="reminders",
        example="1d,30m,09:00",
        meaning="Up to five reminders: so long before the start, or at an hour of its day.",
        expected="up to five of 30m, 2h, 1d or 09:00, up to 4w",
        read=read_reminders,
        write=write_reminders,
        formats=_CALENDARS,
        synonyms=("reminder", "reminders", "alarm", "alarms"),
    ),
    Option(
        name="past",
        field="past",
        example="30d",
        meaning="Nothing that came out before so many days ago.",
        expected="a number of days such as 30d",
        read=_days,
        write="{}d".format,
        formats=_WITH_EPISODES,
    ),
    Option(
        name="future",
        field="future",
        example="90d",
        meaning="Nothing that comes out later than in so many days.",
        expected="a number of days such as 90d",
        read=_days,
        write="{}d".format,
        formats=_WITH_EPISODES,
    ),
    Option(
        name="download",
        field="",
        example="1",
        meaning="A file to save, rather than one to show.",
        expected="1 or 0",
        read=_flag,
    ),
    # People append ?v=2 to an address to get past a calendar app's cache.
    Option(name="v", field="", example="anything", meaning="Ignored.", expected="anything", read=str),
)


# What newsletters, advertisers, social sites and scripts append to addresses; a star stands for any ending.
APPENDED = (
    *("utm_*", "mc_*", "pk_*", "mtm_*", "hsa_*", "vero_*"),
    *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid", "li_fat_id"),
    *("igsh", "igshid", "mkt_tok", "_hsenc", "_hsmi", "_ga", "_gl", "oly_anon_id", "oly_enc_id", "rb_clickid", "s_cid"),
    *("_", "nocache", "no-cache", "cachebust", "cachebuster", "cb"),
)


_APPENDED = re.compile("|".join(re.escape(name).replace(r"\*", ".*") for name in APPENDED), re.IGNORECASE)


def is_appended(name: str) -> bool:
    """Return whether a key of a query is one that others append to addresses, and so is ignored."""
    return _APPENDED.fullmatch(name) is not None


BY_NAME: Mapping[str, Option] = {option.name: option for option in OPTIONS}


SYNONYMS: Mapping[str, str] = {synonym: option.name for option in OPTIONS for synonym in option.synonyms}


_DEFAULTS = {field.name: field.default for field in fields(Variant)}


_IN_QUERY = [
    (option, option.field, _DEFAULTS[option.field])
    for option in OPTIONS
    if option.place is Place.QUERY and option.field
]


def query(variant: Variant) -> str:
    """Return the query of a variant's address, with its question mark; empty if the path says it all."""
    pairs = [
        f"{option.name}={quote(option.write(value), safe=':,')}"
        for option, field, default in _IN_QUERY
        if (value := getattr(variant, field)) != default
    ]
    return f"?{'&'.join(pairs)}" if pairs else ""


def is_ignored(name: str) -> bool:
    """Return whether a parameter of that name, as it stands in a query, changes nothing of any answer."""
    return name == "v" or is_appended(name)
