"""The look of a widget: its options, in one table, with the kinds of their values."""

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import webcolors

from feedgen.feeds.errors import OptionError
from feedgen.feeds.feed import AnyFeed, Feed, Mix
from feedgen.feeds.option_values import LANGUAGE, Kind, find_zone
from feedgen.feeds.options import Option, Place
from feedgen.feeds.request import read_query
from feedgen.plan.show import Part
from feedgen.zones import names
from feedgen.zones.advice import advise

THEMES = ("light", "dark")

# How many rows or months a widget may have.
_MOST = 50

_HEX = re.compile(r"#?(?:[0-9a-fA-F]{3}){1,2}")

# The parts of the feed of all seasons of a show, and of the feed of all shows.
_OF_SHOW = (Part.PREMIERE, Part.FINALE)
_OF_ALL = (Part.PREMIERE,)


class View(enum.StrEnum):
    """What a widget shows: a list around the present, months, what comes by day, or a strip with what is next."""

    LIST = "list"
    MONTH = "month"
    COMING = "coming"
    NEXT = "next"

    @property
    def path(self) -> str:
        """Its name in the path of an address; that of the list is empty."""
        return "" if self is View.LIST else str(self)


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a widget, for which its address asks.

    `theme` is "light", "dark", or empty for that of the visitor's device. `accent` is a colour as #rrggbb, empty for
    the usual one. `rows` is how many releases it lists, or months in the view of months; None is the usual number.
    """

    view: View = View.LIST
    part: Part | None = None
    theme: str = ""
    accent: str = ""
    rows: int | None = None


PLAIN = Look()


def _view(text: str) -> View | None:
    return View(text) if text in set(View) else None


def _part(text: str) -> Part | None:
    return Part(text) if text in set(Part) else None


def _theme(text: str) -> str | None:
    return text if text in THEMES else None


def _accent(text: str) -> str | None:
    if _HEX.fullmatch(text):
        return str(webcolors.normalize_hex(f"#{text.removeprefix('#')}"))
    name = text.lower()
    return str(webcolors.name_to_hex(name)) if name in webcolors.names("css3") else None


def _rows(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[1-9]\d?", text) and int(text) <= _MOST else None


def _zone(text: str) -> str:
    return names.find_unabbreviated(text) or advise(text).sure or find_zone(text)


def _clock(text: str) -> str | None:
    return text if text in ("12", "24") else None


# Options without a field are those of all pages, which are read as part of the visit.
OPTIONS = (
    Option(
        name="view",
        field="view",
        kind=Kind(", ".join(View), _view),
        example="month",
        meaning="What is near in rows (`list`), months to look at, what comes by day (`coming`), or what is `next`.",
        place=Place.PATH,
        synonyms=("layout",),
    ),
    Option(
        name="part",
        field="part",
        kind=Kind(", ".join(Part), _part),
        example="weekly",
        meaning="That part of a season, as feeds have it; of a show `premiere` or `finale`, of all shows `premiere`.",
        place=Place.PATH,
        synonyms=("parts",),
    ),
    Option(
        name="rows",
        field="rows",
        kind=Kind(f"a number from 1 to {_MOST}", _rows),
        example="5",
        meaning="So many releases, or months in the view of months.",
        synonyms=("limit", "count", "max"),
    ),
    Option(
        name="theme",
        field="theme",
        kind=Kind(" or ".join(THEMES), _theme),
        example="dark",
        meaning="Light or dark, whatever the visitor's device prefers.",
        synonyms=("scheme", "mode"),
    ),
    Option(
        name="accent",
        field="accent",
        kind=Kind("a CSS colour name or rrggbb", _accent, lambda color: str(color).removeprefix("#")),
        example="c2410c",
        meaning="The colour of the sky, links and marks, in shades that can be read.",
        synonyms=("color", "colour"),
    ),
    Option(
        name="lang",
        field="",
        kind=LANGUAGE,
        example="de",
        meaning="In this language, whatever the visitor's browser prefers.",
        synonyms=("language",),
    ),
    Option(
        name="tz",
        field="",
        kind=Kind("a time zone", _zone),
        example="Asia/Kolkata",
        meaning="With hours in this time zone, beside the visitor's own.",
        synonyms=("timezone", "zone"),
    ),
    Option(
        name="clock",
        field="",
        kind=Kind("12 or 24", _clock),
        example="24",
        meaning="Hours in twelves or in twenty-fours, whatever the visitor's region has.",
        synonyms=("hours",),
    ),
)

BY_NAME: Mapping[str, Option] = {option.name: option for option in OPTIONS}

_SYNONYMS = {synonym: option.name for option in OPTIONS for synonym in option.synonyms}


def read_look(query: Iterable[tuple[str, str]]) -> Look:
    """Return the look in the pairs of a decoded query. An option with an empty text counts as not given.

    Raises OptionError for an option that is unknown or repeated, or has an unfit value.
    """
    texts = {name: text for name, text in read_query(query, BY_NAME, _SYNONYMS).items() if text}
    return _look({name: BY_NAME[name].value(text) for name, text in texts.items()})


def likely_look(query: Mapping[str, str], prefix: str = "") -> Look:
    """Return the look in a query whose names have a prefix. Values that are not understood are ignored."""
    told: dict[str, Any] = {}
    for option in OPTIONS:
        if option.field and (text := query.get(f"{prefix}{option.name}", "")):
            told[option.name] = option.kind.read(text)
    return _look({name: value for name, value in told.items() if value is not None})


def _look(values: Mapping[str, Any]) -> Look:
    return Look(**{BY_NAME[name].field: value for name, value in values.items() if BY_NAME[name].field})


def query_of(look: Look) -> dict[str, str]:
    """Return the query of the address of a look: the options that are not in its path."""
    defaults = {field.name: field.default for field in fields(Look)}
    asked = ((option, getattr(look, option.field)) for option in OPTIONS if option.field)
    return {
        option.name: option.kind.write(value)
        for option, value in asked
        if option.place is Place.QUERY and value != defaults[option.field]
    }


def parts_of(feed: AnyFeed) -> tuple[Part, ...]:
    """Return the parts that a feed may have; none for a feed that is a part itself."""
    if isinstance(feed, Mix) or feed.episode is not None or feed.complete or feed.part:
        return ()
    if feed.season is not None:
        return tuple(Part)
    return _OF_SHOW if feed.show else _OF_ALL


def part_of(feed: AnyFeed, part: Part | None) -> AnyFeed:
    """Return the feed of a part of a feed. Raises OptionError if it has no such part."""
    if part is None or part == feed.part:
        return feed
    if isinstance(feed, Feed) and part in parts_of(feed):
        return replace(feed, part=part)
    raise OptionError(f"'{feed.name}' has no part '{part}'")
