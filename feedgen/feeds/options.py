"""The options of a feed, in one table: what each is called, which values it takes, which formats and hosts have it.

A new option is a row here, a field of `Variant`, and its effect. How its values are read is in `option_values`.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import quote

from feedgen.feeds import option_values
from feedgen.feeds.appended import is_appended
from feedgen.feeds.errors import OptionError
from feedgen.feeds.formats import Format
from feedgen.feeds.option_values import Kind
from feedgen.feeds.variant import Variant


class Place(enum.Enum):
    """Where the address of a feed has an option: in the path, which every host can serve, or in the query."""

    PATH = enum.auto()
    QUERY = enum.auto()


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a feed, by its `name` in the query.

    `field` is the field of `Variant` that holds its value; it is empty if the option changes nothing of what the feed
    says. `example` and `meaning` are for people. `synonyms` are what people write instead of the name.
    """

    name: str
    field: str
    kind: Kind
    example: str
    meaning: str
    formats: frozenset[Format] = frozenset(Format)
    place: Place = Place.QUERY
    synonyms: tuple[str, ...] = ()

    def value(self, text: str) -> object:
        """Return the value of a text. Raises OptionError if the option takes no such value."""
        value = self.kind.read(text)
        if value is None:
            meant = f'; did you mean "{near}"?' if (near := self.kind.meant(text)) else ""
            raise OptionError(f"option '{self.name}' is {self.kind.expected}, not '{text}'{meant}")
        return value


_CALENDARS = frozenset(form for form in Format if form.has_times)

_WITH_EPISODES = _CALENDARS | {Format.EPISODES}

OPTIONS = (
    Option(
        name="tz",
        field="zone",
        kind=option_values.TIME_ZONE,
        example="Europe/London",
        meaning="In this time zone, at the hour of release there.",
        formats=_CALENDARS,
        place=Place.PATH,
        synonyms=("timezone", "zone"),
    ),
    Option(
        name="allday",
        field="all_day",
        kind=option_values.FLAG,
        example="1",
        meaning="With a time zone: all-day, on the day that it is there.",
        formats=_CALENDARS,
        place=Place.PATH,
        synonyms=("all-day",),
    ),
    Option(
        name="at",
        field="at",
        kind=option_values.CLOCK,
        example="20:00",
        meaning="With a time zone: the first such hour there at or after the release.",
        formats=_CALENDARS,
        synonyms=("time",),
    ),
    Option(
        name="lang",
        field="language",
        kind=option_values.LANGUAGE,
        example="de",
        meaning="In this language.",
        synonyms=("language",),
    ),
    Option(
        name="titles",
        field="titles",
        kind=option_values.TITLES,
        example="after",
        meaning="Titles of episodes: off, after the release, or short, without the show's.",
        formats=_WITH_EPISODES,
        synonyms=("title",),
    ),
    Option(
        name="prefix",
        field="prefix",
        kind=option_values.PREFIX,
        example="TV:",
        meaning="These words before what each event is called.",
        formats=_CALENDARS,
    ),
    Option(
        name="group",
        field="by_day",
        kind=option_values.GROUP,
        example="day",
        meaning="One event for the episodes of a season that come out on a day.",
        formats=_CALENDARS,
        synonyms=("grouped",),
    ),
    Option(
        name="remind",
        field="reminders",
        kind=option_values.REMINDERS,
        example="1d,30m,09:00",
        meaning="Up to five reminders: so long before the start, or at an hour of its day.",
        formats=_CALENDARS,
        synonyms=("reminder", "reminders", "alarm", "alarms"),
    ),
    Option(
        name="past",
        field="past",
        kind=option_values.DAYS,
        example="30d",
        meaning="Nothing that came out before so many days ago.",
        formats=_WITH_EPISODES,
    ),
    Option(
        name="future",
        field="future",
        kind=option_values.DAYS,
        example="90d",
        meaning="Nothing that comes out later than in so many days.",
        formats=_WITH_EPISODES,
    ),
    Option(
        name="download",
        field="",
        kind=option_values.FLAG,
        example="1",
        meaning="A file to save, rather than one to show.",
    ),
    # People append ?v=2 to an address to get past a calendar app's cache.
    Option(name="v", field="", kind=option_values.ANYTHING, example="anything", meaning="Ignored."),
)

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
        f"{option.name}={quote(option.kind.write(value), safe=':,')}"
        for option, field, default in _IN_QUERY
        if (value := getattr(variant, field)) != default
    ]
    return f"?{'&'.join(pairs)}" if pairs else ""


def is_ignored(name: str) -> bool:
    """Return whether a parameter of that name, as it stands in a query, changes nothing of any answer.

    A name is empty between `&&`, and before a `=` without a name.
    """
    return name in ("", "v") or is_appended(name)
