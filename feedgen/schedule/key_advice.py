"""What was probably meant by a key that is not known, or by a value of the wrong type."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from pydantic.fields import FieldInfo

from feedgen.errors import cut
from feedgen.schedule.changes import ChangeKeys, ShowChangeKeys
from feedgen.schedule.clocks import meant_clock, meant_day
from feedgen.schedule.raising import Location
from feedgen.schedule.runs import EpisodeKeys, Keys, ReleaseKeys, RunKeys
from feedgen.schedule.seasons import SeasonKeys
from feedgen.schedule.shows import ShowKeys
from feedgen.schedule.toml_values import toml
from feedgen.spelling import closest
from feedgen.zones import names

# Other names for keys. Where there are several, the one that the table has is meant.
_SYNONYMS = {
    "colour": ("color",),
    "name": ("title",),
    "network": ("service",),
    "channel": ("service",),
    "start": ("first", "date"),
    "date": ("first",),
    "day": ("first", "date"),
    "premiere": ("first",),
    "first": ("date",),
    "skip": ("except",),
    "rrule": ("every",),
    "rule": ("every",),
    "frequency": ("every",),
    "interval": ("every",),
    "hour": ("time",),
    "timezone": ("zone",),
    "tz": ("zone",),
    "duration": ("runtime",),
    "length": ("runtime",),
    "link": ("url",),
    "reason": ("note",),
}

_TABLES: dict[str, type[Keys]] = {
    "the top of the file": ShowKeys,
    "[[season]]": SeasonKeys,
    "[[season.run]]": RunKeys,
    "[[season.episode]]": EpisodeKeys,
    "[[season.change]]": ChangeKeys,
    "[[change]]": ShowChangeKeys,
    '"release"': ReleaseKeys,
}

_RELEASE = 'release = { time = 21:00:00, zone = "America/New_York" }'

# What to write instead of a key that a table does not have, though others do.
_INSTEAD: dict[tuple[type[Keys], str], str] = {
    (
        SeasonKeys,
        "first",
    ): '"announced" is the day of the announcement; a release day is "first" of a [[season.run]]',
    (EpisodeKeys, "first"): 'a day is that of a run: a [[season.run]] with its number as "episodes", and "first"',
    (SeasonKeys, "time"): f"an hour has a zone: {_RELEASE}",
    (SeasonKeys, "zone"): f"a zone goes with an hour: {_RELEASE}",
    (ShowKeys, "time"): f"the hour is of a [[season]]: {_RELEASE}",
    (ShowKeys, "zone"): f"the zone is of a [[season]], with the hour: {_RELEASE}",
}


def fields_of(table: type[Keys]) -> Mapping[str, FieldInfo]:
    """Return the fields of a table by their keys in a schedule."""
    return {field.alias or name: field for name, field in table.model_fields.items()}


def meant_name(key: str, value: object, table: type[Keys]) -> str:
    """Return the key that was probably meant by one that this table does not have; the key itself if there is none."""
    known, lower = fields_of(table), key.lower()
    plural = lower.removesuffix("s") if _is_tables(value) else f"{lower}s"
    for name in (*_SYNONYMS.get(lower, ()), lower, plural, lower.removesuffix("s")):
        if name in known:
            return name
    meant = _SYNONYMS.get(lower, (key,))[0]
    if any(meant in fields_of(other) for other in _TABLES.values()):
        return meant
    return closest(key, known) or key


def meant_key(key: str, value: object, table: type[Keys]) -> str:
    """Return the remedy for a key that a table does not have: the key that was meant, or the table that has it."""
    known, meant = [*fields_of(table)], meant_name(key, value, table)
    if meant in known:
        return f"write {_header(table, meant)}" if _is_tables(value) else f'did you mean "{meant}"?'
    if told := _INSTEAD.get((table, meant)):
        return told
    if homes := [header for header, other in _TABLES.items() if meant in fields_of(other)]:
        return f'"{meant}" belongs to {" or ".join(homes)}'
    return f"known here: {', '.join(known)}"


def _is_tables(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _header(table: type[Keys], key: str) -> str:
    """Return the header of the tables of a key: "[[season.run]]"."""
    return f"[[season.{key}]]" if table is SeasonKeys else f"[[{key}]]"


def meant_value(place: Location, kind: str, value: object) -> str:  # noqa: PLR0911 - a table of cases
    """Return the remedy for a value of the wrong type, whose error is of a `kind` of pydantic; empty if unknown."""
    key = place[-1]
    match value:
        case str() if kind in ("date_type", "datetime_type", "int_type"):
            return _unquoted(key, kind, value)
        case dict() if kind == "list_type":
            return f"write [[{'.'.join(name for name in place if isinstance(name, str))}]] with two brackets"
        case str() | time() if kind == "model_type":
            return _meant_release(str(value)) if key == "release" else ""
        case datetime() if kind == "date_type":
            return f"write the day alone: {value.date()}"
        case datetime() if kind == "timezone_aware":
            return f"did you mean {value.isoformat()}Z?"
        case date() if kind == "datetime_type":
            return f"add the time at which it became known, such as {value}T12:00:00Z"
        case int() | float() if kind == "string_type" and not isinstance(value, bool):
            return f'did you mean "{value}"?'
        case str() | date() if kind == "list_type":
            return _in_list(key, value)
    return ""


def _in_list(key: str | int, value: str | date) -> str:
    if key == "except":
        day = value if isinstance(value, date) else meant_day(value)
        return f"write except = [{day}]" if day else "write except = [2025-12-26]"
    return f"write {key} = [{toml(cut(value))}]" if key == "sources" and isinstance(value, str) else ""


def _meant_release(text: str) -> str:
    """Return the `release` that a text such as "21:00 America/New_York" stands for."""
    for words in re.finditer(" |$", text):
        clock, zone = meant_clock(text[: words.start()]), text[words.end() :]
        if clock and (not zone or names.find(zone)):
            return f'write release = {{ time = {clock}, zone = "{names.find(zone) if zone else "America/New_York"}" }}'
    return f"write {_RELEASE}"


def _unquoted(key: str | int, kind: str, text: str) -> str:
    if kind == "date_type" and (meant := meant_day(text)):
        return f"write it without quotes: {key} = {meant}"
    sound = {"date_type": r"\d{4}-\d\d-\d\d", "datetime_type": r"\d{4}-\d\d-\d\d.*", "int_type": r"\d{1,4}"}[kind]
    return f"write it without quotes: {key} = {cut(text)}" if re.fullmatch(sound, text) else ""
