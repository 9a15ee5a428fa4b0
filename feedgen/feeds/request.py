"""Reading the path and the query of the address of a feed into a typed request."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from feedgen import languages
from feedgen.feeds.errors import OptionError, PathError
from feedgen.feeds.formats import Format
from feedgen.feeds.option_values import find_zone_of_feed
from feedgen.feeds.options import BY_NAME, SYNONYMS, is_ignored
from feedgen.feeds.variant import DAYS_FOLDER, PLAIN, Variant
from feedgen.spelling import did_you_mean


@dataclass(frozen=True, slots=True)
class Request:
    """A request for a feed by name, in a variant and format; `download` asks for a file to save."""

    name: str
    variant: Variant = PLAIN
    format: Format = Format.CALENDAR
    download: bool = False


def read_request(path: str, query: Iterable[tuple[str, str]]) -> Request:
    """Read the path below /feeds/ and the pairs of a decoded query.

    Raises PathError for a path that is not a feed's, and OptionError for an option that is unknown or repeated, or has
    an unfit value.
    """
    given = read_query(query, BY_NAME, SYNONYMS)
    tag, _, below = path.partition("/")
    if below and languages.known(tag):  # as the addresses of a static site have it
        if "lang" in given:
            raise OptionError(f"the path asks for the language {tag}, and 'lang' for {given['lang']}")
        path, given = below, {**given, "lang": tag}
    folder, _, file = path.rpartition("/")
    form = next((form for form in Format if file.endswith(form)), None)
    if form is None:
        raise PathError(f"feeds end in .ics; did you mean {_likely(path)}?")
    if folder and not form.has_times:
        raise PathError(f"{form} files are the same in every time zone; did you mean {file}?")
    if unfit := [name for name in given if form not in BY_NAME[name].formats]:
        others = [f"{each} files" for each in Format if each in BY_NAME[unfit[0]].formats and not each.has_times]
        raise OptionError(f"option '{unfit[0]}' is of {' and '.join(['calendars', *others])}, not of {form} files")
    values = {name: BY_NAME[name].value(text) for name, text in given.items()}
    variant = _variant(_of_path(folder, file), values)
    return Request(file.removesuffix(form), variant, form, bool(values.get("download")))


def _likely(path: str) -> str:
    """Return the path that was probably meant by one without the ending of a format."""
    plain = path.strip().rstrip("/.").rstrip()
    form = next((form for form in Format if plain.lower().endswith(form)), Format.CALENDAR)
    return f"{plain[: -len(form)] if plain.lower().endswith(form) else plain}{form}"


def read_query(
    query: Iterable[tuple[str, str]], known: Collection[str], synonyms: Mapping[str, str]
) -> Mapping[str, str]:
    """Return the texts of the options in a decoded query, by name, without what is ignored.

    `synonyms` are what people write instead of the names. Raises OptionError for an option that is unknown or repeated.
    """
    given: dict[str, str] = {}
    for name, value in query:
        if is_ignored(name):
            continue
        if name not in known:
            meant = did_you_mean(synonyms.get(name.lower(), name), known) or f"known options: {', '.join(known)}"
            raise OptionError(f"unknown option '{name}', {meant}")
        if name in given:
            raise OptionError(f"option '{name}' is given twice")
        given[name] = value
    return given


def _of_path(folder: str, file: str) -> Variant:
    """Return the variant that the folder of a path names. Raises PathError for an unknown time zone."""
    all_day = folder == DAYS_FOLDER or folder.startswith(f"{DAYS_FOLDER}/")
    name = folder.removeprefix(DAYS_FOLDER).removeprefix("/") if all_day else folder
    if all_day and not name:
        raise PathError(f"a time zone is missing: {DAYS_FOLDER}/America/Los_Angeles/{file}")
    try:
        return Variant(find_zone_of_feed(name), all_day) if name else PLAIN
    except OptionError as error:
        raise PathError(str(error)) from error


def _variant(path: Variant, values: Mapping[str, Any]) -> Variant:
    """Return the variant that path and query ask for together. Raises OptionError if they contradict each other."""
    if path.zone not in ("", zone := values.get("tz", path.zone)):
        raise OptionError(f"the path asks for the time zone {path.zone}, and 'tz' for {zone}")
    all_day = values.get("allday", path.all_day)
    if path.all_day and not all_day:
        raise OptionError("the path asks for all-day events, and 'allday' is 0")
    asked = {BY_NAME[name].field: value for name, value in values.items() if BY_NAME[name].field}
    variant = replace(path, **{**asked, "all_day": all_day})
    if variant.at and not zone:
        raise OptionError("option 'at' needs a time zone: add tz=America/New_York or the like")
    if variant.at and all_day:
        raise OptionError("options 'at' and 'allday' exclude each other")
    # Without a zone a feed is all-day anyway, so both spellings are the same variant.
    return variant if zone else replace(variant, all_day=False)
