"""Names of places and times, and their time zones.

CLDR (through Babel) has countries, cities and times in every language. The tzdata package has abbreviations. The
airportsdata package has the cities and regions of the world's airports. Each is read when it is first needed.
"""

import csv
import functools
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from importlib import resources
from typing import TYPE_CHECKING

from feedgen.zones import database, names
from feedgen.zones.database import zone

if TYPE_CHECKING:
    from babel import Locale

Zones = tuple[str, ...]

ENGLISH = "en"

# A day of winter and one of summer, after the last change that the zone database lists by date.
_HALVES = (datetime(2036, 1, 15), datetime(2036, 7, 15))  # noqa: DTZ001 - on the clock of each zone

BRACKETS = re.compile(r"\([^)]*\)")


def folded(text: str) -> str:
    """Return a name for comparison: without case, accents, punctuation and anything in brackets."""
    letters = unicodedata.normalize("NFKD", BRACKETS.sub(" ", text).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", plain.replace("'", "").replace("’", "")).split())  # noqa: RUF001 - an apostrophe


def changes_clocks(name: str) -> bool:
    """Return whether the clocks of a zone change every year."""
    return database.data(name).rule is not None


def letters(name: str) -> frozenset[str]:
    """Return the abbreviations that a zone uses in the course of a year, such as EST and EDT."""
    named = {half.replace(tzinfo=zone(name)).tzname() or "" for half in _HALVES}
    return frozenset(filter(str.isalpha, named))


def offsets_of(name: str, abbreviation: str) -> frozenset[timedelta]:
    """Return the offsets from UTC that an abbreviation stands for in a zone: -5 hours for EST in New York."""
    told = (half.replace(tzinfo=zone(name)) for half in _HALVES)
    return frozenset(moment.utcoffset() or timedelta() for moment in told if moment.tzname() == abbreviation.upper())


def different(zones: Iterable[str]) -> Zones:
    """Return the zones in order, without those whose clocks agree today with an earlier one."""
    clocks: dict[object, str] = {}
    for name in zones:
        data = database.data(name)
        clocks.setdefault(data.rule or data.offsets[-1], name)
    return tuple(clocks.values())


@functools.cache
def representatives() -> Zones:
    """Return one zone for each set of zones that agree today; those that change their clocks come first."""
    zones = [row[2] for row in names.table("zonenow.tab")]
    return tuple(sorted(zones, key=lambda name: not changes_clocks(name)))


@functools.cache
def folded_zones() -> Mapping[str, str]:
    """Map zone names in folded form, such as "europe london", to the names that `find` returns for them."""
    return {folded(name): own for name in names.known().values() if "/" in name and (own := names.find(name))}


@functools.cache
def cities(tag: str = ENGLISH) -> Mapping[str, str]:
    """Map folded names of cities, in English and in a language, to the zones that are named for them."""
    areas = {place.partition("/")[0] for place in names.places()}  # Europe, and not US, as in US/Eastern
    found = {
        folded(name.rpartition("/")[2]): name for name in names.known().values() if name.partition("/")[0] in areas
    }
    found |= {folded(place.rpartition("/")[2]): place for place in names.places()}
    for locale in _locales(tag):
        found |= {folded(known["city"]): name for name, known in locale.time_zones.items() if "city" in known}
    return {city: own for city, name in found.items() if (own := names.find(name)) and own != "UTC"}


@functools.cache
def countries(tag: str = ENGLISH) -> Mapping[str, Zones]:
    """Map folded names of countries to their zones that differ, the busiest first."""
    found: dict[str, Zones] = {}
    for name, code in _names_of_countries(tag):
        found[name] = (*found.get(name, ()), *names.zones_of_countries().get(code, ()))
    return {name: different(busiest(zones)) for name, zones in found.items() if zones}


# Short forms of countries. The two-letter codes of ISO 3166 are not among them: by LA people do not mean Laos.
_SHORT = {"uk": "GB", "us": "US", "usa": "US", "uae": "AE"}


def _names_of_countries(tag: str) -> set[tuple[str, str]]:
    named = {(folded(name), code) for code, name in names.table("iso3166.tab")}
    for locale in _locales(tag):
        named |= {(folded(name), code) for code, name in locale.territories.items()}
    return named | {*_SHORT.items()}


@functools.cache
def times(tag: str = ENGLISH) -> Mapping[str, Zones]:
    """Map folded names of times, such as "pacific time", to zones, the likeliest first."""
    found: dict[str, Zones] = {}
    for locale in _locales(tag):
        for forms, zones in _named_times(locale):
            for form, name in forms.get("long", {}).items():
                fit = tuple(filter(changes_clocks, zones)) if form == "daylight" else zones
                found.setdefault(folded(name), fit or zones)
    return found


@functools.cache
def abbreviations(tag: str = ENGLISH) -> Mapping[str, Zones]:
    """Map abbreviations such as PST to zones, the likeliest first."""
    found: dict[str, Zones] = {}
    for name in representatives():
        for letter in letters(name):
            found[letter] = (*found.get(letter, ()), name)
    for name, likeliest in _likeliest(tag).items():
        known = found.get(name, (likeliest,))
        if likeliest in known:  # CLDR also calls times GMT that the database does not
            found[name] = tuple(dict.fromkeys((likeliest, *known)))
    return found


def _likeliest(tag: str) -> Mapping[str, str]:
    """Map abbreviations to the zone that CLDR gives each."""
    found: dict[str, str] = {}
    for locale in _locales(tag):
        for forms, zones in _named_times(locale):
            for name in filter(str.isalpha, forms.get("short", {}).values()):
                found.setdefault(name, zones[0])
    return found


def _named_times(locale: "Locale") -> Iterator[tuple[Mapping[str, Mapping[str, str]], Zones]]:
    """Yield the names of each time in a language, long and short, with the zones that use it."""
    for name, forms in locale.time_zones.items():
        if own := names.find(name):
            yield forms, (own,)
    for name, forms in locale.meta_zones.items():
        if zones := _zones_of_times().get(name):
            yield forms, zones


@functools.cache
def _zones_of_times() -> Mapping[str, Zones]:
    """Map CLDR's times, such as "America_Pacific", to zones of one standard offset from UTC."""
    from babel.core import get_global  # noqa: PLC0415 - takes long, and only advice needs it

    time_of = {names.find(name): time for name, time in get_global("meta_zones").items()}
    found: dict[str, Zones] = {}
    # Representatives come first, as they are better known than other zones.
    for name in (*representatives(), *names.places()):
        if time := time_of.get(name):
            zones = found.get(time, (name,))
            found[time] = (*zones, name) if _standard(name) == _standard(zones[0]) else zones
    return {time: different(dict.fromkeys(zones)) for time, zones in found.items()}


def with_offset(offset: timedelta) -> Zones:
    """Return the zones that have this offset from UTC all year, the busiest first."""
    return busiest(name for name in representatives() if not changes_clocks(name) and _standard(name) == offset)


def _standard(name: str) -> timedelta:
    data = database.data(name)
    return data.rule.standard if data.rule else data.offsets[-1]


@functools.cache
def towns() -> Mapping[str, Zones]:
    """Map folded names of cities and regions to their zones that differ.

    A city is also found with its region or country: "portland oregon".
    """
    found: dict[str, Counter[str]] = {}
    for city, region, country, own in _airports():
        town, area = folded(city), folded(region)
        for name in {town, area, f"{town} {area}", f"{town} {country.lower()}"}:
            found.setdefault(name, Counter())[own] += 1
    found.pop("", None)
    return {name: different(own for own, _ in zones.most_common()) for name, zones in found.items()}


@functools.cache
def _airports() -> tuple[tuple[str, str, str, str], ...]:
    """Return the city, region, country and zone of each airport that has an IATA code."""
    rows = csv.DictReader(io.StringIO((resources.files("airportsdata") / "airports.csv").read_text("utf-8")))
    return tuple(
        (row["city"], row["subd"], row["country"], own)
        for row in rows
        if row["iata"] and (own := names.find(row["tz"]))
    )


def busiest(zones: Iterable[str]) -> Zones:
    """Sort zones by their number of airports, largest first."""
    return tuple(sorted(zones, key=lambda name: -_airports_of_zones()[name]))


@functools.cache
def _airports_of_zones() -> Counter[str]:
    return Counter(zone for _, _, _, zone in _airports())


def _locales(tag: str) -> Iterator["Locale"]:
    from babel import Locale  # noqa: PLC0415 - takes long, and only advice needs it

    yield Locale.parse(ENGLISH)
    if tag != ENGLISH:
        yield Locale.parse(tag, sep="-")
