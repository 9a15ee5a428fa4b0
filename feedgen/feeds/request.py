"""The path and query of a feed's address: a typed request, or what is wrong with them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time

from feedgen import languages
from feedgen.errors import FeedgenError
from feedgen.feeds.variant import DAYS_FOLDER, PLAIN, Format, Variant
from feedgen.spelling import did_you_mean
from feedgen.zones import names
from feedgen.zones.advice import advise

# People append ?v=2 to an address to get past a calendar app's cache.
_IGNORED = "v"


_OF_TIMES = ("tz", "allday", "at")


NAMES = (*_OF_TIMES, "lang", "download", _IGNORED)


# What people write for an option that is called otherwise here.
_SYNONYMS = {"timezone": "tz", "zone": "tz", "all-day": "allday", "time": "at", "language": "lang"}


_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class OptionError(FeedgenError):
    """A query that is not understood."""


class PathError(FeedgenError):
    """A path that no feed can have."""


@dataclass(frozen=True, slots=True)
class Request:
    """A feed by name, in a variant and format; `download` asks for a file to save instead of one to show."""

    name: str
    variant: Variant = PLAIN
    format: Format = Format.CALENDAR
    download: bool = False


def read_request(path: str, query: Iterable[tuple[str, str]]) -> Request:
    """Read the path below /feeds/ and the pairs of a decoded query.

    Raises PathError for a path that is not a feed's, and OptionError for an option that is unknown or repeated, or has
    an unfit value.
    """
    given = _given(query)
    folder, _, file = path.rpartition("/")
    form = next((form for form in Format if file.endswith(form)), None)
    if form is None:
        raise PathError(f"feeds end in .ics; did you mean {file}.ics?")
    _refuse_times(form, folder, file, given)
    all_day = folder == DAYS_FOLDER or folder.startswith(f"{DAYS_FOLDER}/")
    zone = _zone_of_path(folder.removeprefix(DAYS_FOLDER).removeprefix("/") if all_day else folder)
    if all_day and not zone:
        raise PathError(f"a time zone is missing: {DAYS_FOLDER}/America/Los_Angeles/{file}")
    variant = _variant(zone, given, all_day=all_day)
    return Request(file.removesuffix(form), variant, form, _flag(given, "download"))


def _refuse_times(form: Format, folder: str, file: str, given: Mapping[str, str]) -> None:
    if form.has_times:
        return
    if folder:
        raise PathError(f"{form} files are the same in every time zone; did you mean {file}?")
    if times := [name for name in given if name in _OF_TIMES]:
        raise OptionError(f"option '{times[0]}' is of calendars, not of {form} files")


def find_zone(name: str) -> str:
    """Return the zone that `names.find` gives for a name. Raises OptionError, with what may be meant, if none."""
    if zone := names.find(name):
        return zone
    raise OptionError(f"unknown time zone '{name}', {advise(name).remedy}")


def _given(query: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    given: dict[str, str] = {}
    for name, value in query:
        if name not in NAMES:
            meant = did_you_mean(_SYNONYMS.get(name.lower(), name), NAMES) or f"known options: {', '.join(NAMES)}"
            raise OptionError(f"unknown option '{name}', {meant}")
        if name in given:
            raise OptionError(f"option '{name}' is given twice")
        given[name] = value
    return given


def _zone_of_path(folder: str) -> str:
    try:
        return find_zone(folder) if folder else ""
    except OptionError as error:
        raise PathError(str(error)) from error


def _variant(path_zone: str, given: Mapping[str, str], *, all_day: bool) -> Variant:
    zone = find_zone(given["tz"]) if "tz" in given else path_zone
    if path_zone not in ("", zone):
        raise OptionError(f"the path asks for the time zone {path_zone}, and 'tz' for {zone}")
    asked_all_day = _flag(given, "allday")
    if all_day and "allday" in given and not asked_all_day:
        raise OptionError(f"the path asks for all-day events, and 'allday' is {given['allday']}")
    at = _clock(given)
    if at and not zone:
        raise OptionError("option 'at' needs a time zone: add tz=America/New_York or the like")
    if at and (all_day or asked_all_day):
        raise OptionError("options 'at' and 'allday' exclude each other")
    # Without a zone a feed is all-day anyhow: one address, one spelling.
    return Variant(zone, bool(zone) and (all_day or asked_all_day), at, _language(given))


def find_language(tag: str) -> languages.Language:
    """Return the language of a tag. Raises OptionError, with those that there are, if there is none."""
    if language := languages.known(tag):
        return language
    raise OptionError(f"unknown language '{tag}', there are {', '.join(languages.tags())}")


def _language(given: Mapping[str, str]) -> str:
    tag = find_language(given["lang"]).tag if "lang" in given else ""
    return tag if tag != languages.default().tag else ""


def _clock(given: Mapping[str, str]) -> time | None:
    if "at" not in given:
        return None
    match = _CLOCK.fullmatch(given["at"])
    if match is None:
        raise OptionError(f"option 'at' is an hour such as 20:00, not '{given['at']}'")
    return time(int(match[1]), int(match[2]))


def _flag(given: Mapping[str, str], name: str) -> bool:
    value = given.get(name, "0")
    if value not in ("", "0", "1"):
        raise OptionError(f"option '{name}' is 1 or 0, not '{value}'")
    return value != "0"
