"""Advice on a text that is not the name of a time zone: an abbreviation, a city, a country or a misspelling."""

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from feedgen.zones import atlas, names
from feedgen.zones.atlas import ENGLISH, Zones, folded

# Longer than the name of any place.
_LONGEST = 80

# Nobody reads a longer list of suggestions.
_MOST_SUGGESTED = 3

_OFFSET = re.compile(r"(?:UTC|GMT)? ?(?P<sign>[+\-\u2212])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?", re.IGNORECASE)


class Reason(enum.StrEnum):
    """The kind of text that was given instead of a zone name."""

    ABBREVIATION = "abbreviation"
    """EST or PT. Places with different clocks may share it."""
    TIME = "time"
    """Pacific Time."""
    OFFSET = "offset"
    """UTC+1. It does not tell the place, so not whether clocks change."""
    CITY = "city"
    """A city that a zone is named for."""
    PLACE = "place"
    """Another city, or a region. A larger one of that name may be missing in the data, so this is a guess."""
    COUNTRY = "country"
    MISSPELT = "misspelt"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Advice:
    """What a text seems to be, and the zones that it may mean, the likeliest first."""

    text: str
    reason: Reason
    zones: Zones = ()

    @property
    def sure(self) -> str | None:
        """The only zone of a city, country or time; None if there are several, or the text is something else."""
        certain = self.reason in (Reason.TIME, Reason.CITY, Reason.COUNTRY)
        return self.zones[0] if certain and len(self.zones) == 1 else None

    @property
    def fixed(self) -> bool:
        """Whether the text stands for one offset, such as EST, while the likeliest zone changes its clocks."""
        if self.reason is not Reason.ABBREVIATION or not atlas.changes_clocks(self.zones[0]):
            return False
        return self.text.upper() in atlas.letters(self.zones[0])

    @property
    def remedy(self) -> str:
        """What to write instead, in English: the likeliest zones as a question, or examples."""
        if not self.zones:
            return 'write "America/New_York", "Europe/London", …'
        if self.reason is Reason.OFFSET:
            return f'name a place, as its clocks may change; or write "{self.zones[0]}", which is that offset all year'
        if self.fixed:
            return self._places_of_abbreviation()
        told = [f'"{zone}"' for zone in self.zones[:_MOST_SUGGESTED]]
        return f"did you mean {_either([*told, 'another'] if len(self.zones) > _MOST_SUGGESTED else told)}?"

    def _places_of_abbreviation(self) -> str:
        """Return what to write for the likeliest place, and for places where the same letters are another offset."""
        first, hours = self.zones[0], atlas.offsets_of(self.zones[0], self.text)
        others = [zone for zone in self.zones[1:] if not atlas.offsets_of(zone, self.text) & hours]
        told = "".join(f'; for {_city(zone)} "{zone}"' for zone in others[: _MOST_SUGGESTED - 1])
        return f'for {_city(first)} write "{first}": it is right in every month{told}'


def _city(zone: str) -> str:
    return zone.rpartition("/")[-1].replace("_", " ")


def advise(text: str, tag: str = ENGLISH) -> Advice:
    """Return advice on a text that `names.find` does not know, or knows only as an abbreviation.

    Names of places and times may be in English or in the language of the tag.
    """
    if len(text) > _LONGEST:
        return Advice(text, Reason.UNKNOWN)
    return next(_readings(text.strip(), tag), Advice(text, Reason.UNKNOWN))


def _readings(text: str, tag: str) -> Iterator[Advice]:
    area, _, last = text.rpartition("/")
    bare = atlas.BRACKETS.sub("", text).strip()
    # EST/EDT gets the advice on EST.
    for abbreviation in (bare, area):
        if zones := _of_abbreviation(abbreviation, tag):
            yield Advice(text, Reason.ABBREVIATION, zones)
    if match := _OFFSET.fullmatch(names.with_plus(bare)):
        yield Advice(text, Reason.OFFSET, _of_offset(match))
    if zone := atlas.folded_zones().get(folded(text)):
        yield Advice(text, Reason.CITY, (zone,))
    name, place = folded(last), folded(last).removesuffix(" time")
    for reason, zones in (
        (Reason.TIME, _of_time(name, tag)),
        (Reason.CITY, _of_city(place, tag)),
        (Reason.COUNTRY, _of_country(place, tag)),
        (Reason.TIME, _of_time(f"{name} time", tag)),
        (Reason.PLACE, _of_town(re.sub(" time$", "", last, flags=re.IGNORECASE))),
        (Reason.MISSPELT, _misspelt(name, tag)),
    ):
        if zones:
            yield Advice(text, reason, _in_area(zones, area))


def _of_abbreviation(text: str, tag: str) -> Zones:
    letters = text.upper()
    if names.is_abbreviation(text):
        # EST5EDT gets the advice on EST, and Greenwich that on GMT.
        letters = "GMT" if names.find(text) == "Etc/GMT" else letters[:3]
    elif not (text.isupper() or text.islower()):
        return ()
    own = names.find(text) if names.is_abbreviation(text) else None
    return atlas.abbreviations(tag).get(letters, (own,) if own else ())


def _of_offset(match: "re.Match[str]") -> Zones:
    ahead = -1 if match["sign"] != "+" else 1
    offset = ahead * timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    if not offset:
        return ("UTC",)
    # The zone database counts westwards, as POSIX does.
    zone = names.find(f"Etc/GMT{-offset // timedelta(hours=1):+}") if not offset % timedelta(hours=1) else None
    return (zone,) if zone else atlas.with_offset(offset)


def _of_time(name: str, tag: str) -> Zones:
    return atlas.times(tag).get(name.removeprefix("us "), ())


def _of_city(name: str, tag: str) -> Zones:
    zone = atlas.cities(tag).get(name)
    return (zone,) if zone else ()


def _of_country(name: str, tag: str) -> Zones:
    zones = atlas.countries(tag).get(name, ())
    # Georgia is also a state.
    return atlas.different((*zones, *atlas.towns().get(name, ()))) if zones and len(name) > len("USA") else zones


def _of_town(text: str) -> Zones:
    """Return the zones of a city or region: "Portland", "Portland, Oregon", "New York City", "Paris, France"."""
    whole, first = folded(text), folded(text.partition(",")[0])
    return (
        atlas.towns().get(whole, ())
        or _of_city(first, ENGLISH)
        or atlas.towns().get(first, ())
        or _of_city(whole.removesuffix(" city"), ENGLISH)
    )


def _in_area(zones: Zones, area: str) -> Zones:
    """Return the zones in an area such as Europe, or all of them if none is in it."""
    return tuple(zone for zone in zones if zone.lower().startswith(f"{area.lower()}/")) or zones


def _misspelt(name: str, tag: str) -> Zones:
    """Return the zones of cities and countries whose names differ by one or two letters, but not by the first."""
    slips = 0 if len(name) < 5 else 1 if len(name) < 9 else 2  # noqa: PLR2004 - of five letters one may be wrong
    if not slips:
        return ()
    known = {city: (zone,) for city, zone in atlas.cities(tag).items()} | dict(atlas.countries(tag))
    alike = (other for other in known if other[0] == name[0] and abs(len(other) - len(name)) <= slips)
    near = {other: distance for other in alike if (distance := _distance(name, other)) <= slips}
    nearest = [other for other in near if near[other] == min(near.values())]
    return tuple(dict.fromkeys(zone for other in nearest for zone in known[other]))


def _distance(one: str, other: str) -> int:
    """Count the letters that are wrong, missing, added or swapped (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _either(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
