"""A list as a reader found it, put in order: each episode once, without what cannot be used, with specials numbered."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from pydantic import TypeAdapter, ValidationError

from feedgen.importing.listing import (
    HIGHEST_NUMBER,
    SPECIALS,
    Asked,
    Item,
    Listing,
    Special,
    UnreadableError,
)
from feedgen.plan.release import YEARS
from feedgen.schedule.texts import TITLE_LENGTH, Url


def settled(listing: Listing, asked: Asked) -> Listing:
    """Return a list in order, each episode once, without what cannot be used; specials come last.

    Raises UnreadableError if no episode is left.
    """
    kept, notes = _usable(listing.items)
    if asked.season is not None:
        kept = [item for item in kept if item.season == asked.season]
    if asked.days_only:
        kept = [replace(item, clock=None) for item in kept]
    if not kept:
        raise UnreadableError("there is no episode in it" + (f" of season {asked.season}" if asked.season else ""))
    items = sorted(kept, key=lambda item: (item.number is None, item.season, item.number or 0, item.day or date.max))
    zone = listing.zone if any(item.clock is not None for item in items) else ""
    url = _address(listing.url)
    if listing.url and not url:
        notes.append(f'its page "{listing.url}": that is not a web address')
    return replace(listing, items=tuple(items), zone=zone, url=url, notes=(*listing.notes, *notes))


def _address(text: str) -> str:
    """Return a web address, percent-encoded where it is not ASCII; empty for any other text."""
    encoded = quote(text.strip(), safe="%/:=&?~#+!$,;'@()*[]")
    try:
        return TypeAdapter(Url).validate_python(encoded) if encoded else ""
    except ValidationError:
        return ""


def numbered(listing: Listing, known: Sequence[Special] = ()) -> Listing:
    """Return a list whose specials have numbers in season 0.

    A special has the number of the `known` one with the same title and day, or the same title, or the same day; else
    the lowest number that is free.
    """
    left, specials = list(known), [item for item in listing.items if item.number is None]
    found: dict[int, Item] = {}
    for alike in (_same, _same_title, _same_day):
        for item in specials:
            if item not in found.values() and (same := next((one for one in left if alike(one, item)), None)):
                left.remove(same)
                found[same.number] = item
    regular = [item for item in listing.items if item.number is not None]
    taken = {item.number for item in regular if item.season == SPECIALS} | {special.number for special in known}
    free = iter(number for number in range(1, HIGHEST_NUMBER) if number not in taken)
    found |= {next(free): item for item in specials if item not in found.values()}
    items = [*regular, *(replace(item, season=SPECIALS, number=number) for number, item in found.items())]
    return replace(listing, items=tuple(sorted(items, key=lambda item: (item.season, item.number or 0))))


def _same(known: Special, item: Item) -> bool:
    return _same_title(known, item) and _same_day(known, item)


def _same_title(known: Special, item: Item) -> bool:
    return known.title == item.title


def _same_day(known: Special, item: Item) -> bool:
    return known.day == item.day


def _usable(items: Iterable[Item]) -> tuple[list[Item], list[str]]:
    kept: dict[tuple[object, ...], Item] = {}
    notes = []
    for item in items:
        name = f"season {item.season}, episode {item.number}" if item.number is not None else f'"{item.title}"'
        key = (item.season, item.number) if item.number is not None else (item.title, item.day)
        if item.number is None and not (item.day and item.title):
            notes.append(f"the special {name}: it has no day, or no title" if item.title else "a special without title")
        elif not (0 <= item.season <= HIGHEST_NUMBER and 0 <= (item.number or 0) <= HIGHEST_NUMBER):
            notes.append(f"{name}: numbers go up to {HIGHEST_NUMBER}")
        elif item.day and item.day.year not in YEARS:
            notes.append(f"{name}: years go from {YEARS[0]} to {YEARS[-1]}")
        elif key in kept:
            notes.append(f"{name}, another time: the first one counts")
        else:
            if len(item.title) > TITLE_LENGTH:
                notes.append(f"the end of the title of {name}: titles have up to {TITLE_LENGTH} characters")
            kept[key] = replace(item, title=item.title[:TITLE_LENGTH].strip())
    return list(kept.values()), notes
