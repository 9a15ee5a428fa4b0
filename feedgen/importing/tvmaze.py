"""TVmaze's JSON: a show with its episodes (/shows/ID?embed=episodes), or the episodes alone (/shows/ID/episodes)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from babel import Locale
from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter, ValidationError

from feedgen.importing.listing import Asked, Item, Listing, UnreadableError, ZoneNeededError, clock_of, runtime_of, tidy
from feedgen.zones import database, names

# The licence of TVmaze's data. It asks for the source to be named.
_LICENCE = "CC BY-SA 4.0"

# An hour before this may be in the night after the named day.
_MORNING = timedelta(hours=6)

_DAY = timedelta(days=1)


def _or_none(value: object) -> object:
    return value or None


Maybe = BeforeValidator(_or_none)


class _Country(BaseModel):
    timezone: str = ""


class _Station(BaseModel):
    name: str = ""
    country: _Country | None = None


class _Episode(BaseModel):
    """An episode. Older files have no type; days and hours may be empty or null."""

    season: int
    number: int | None = None
    name: Annotated[str | None, Maybe] = None
    type: str = "regular"
    airdate: Annotated[date | None, Maybe] = None
    airtime: Annotated[str | None, Maybe] = None
    airstamp: Annotated[datetime | None, Maybe] = None
    runtime: float | None = None


class _Embedded(BaseModel):
    episodes: list[_Episode]


class _Show(BaseModel):
    embedded: _Embedded = Field(alias="_embedded")
    name: str = ""
    url: str = ""
    language: str | None = None
    network: _Station | None = None
    webChannel: _Station | None = None  # noqa: N815 - as TVmaze writes it
    officialSite: str | None = None  # noqa: N815 - as above


def read(document: Any, asked: Asked) -> Listing:  # noqa: ANN401 - whatever JSON holds
    """Return the episodes of TVmaze's JSON. Raises UnreadableError for anything else, and ZoneNeededError."""
    try:
        if isinstance(document, list):
            _check_is_of_one_show(document)
            episodes, show = TypeAdapter(list[_Episode]).validate_python(document), None
        else:
            show = _Show.model_validate(document)
            episodes = show.embedded.episodes
    except ValidationError as error:
        raise UnreadableError(_wrong(error)) from error
    station = (show.network or show.webChannel) if show else None
    zone = _zone_of(station) or asked.zone
    if not zone and not asked.days_only:
        _check_zone_not_needed(episodes)
    notes = [f"--zone {asked.zone}: its hours are on the clock of {zone}"] if asked.zone not in ("", zone) else []
    return Listing(
        title=asked.show or (tidy(show.name) if show else ""),
        source=f"TVmaze, {show.url} ({_LICENCE})" if show and show.url else f"TVmaze ({_LICENCE})",
        items=tuple(_items(episodes, "" if asked.days_only else zone, notes)),
        zone=zone,
        service=tidy(station.name) if station else "",
        url=(show.officialSite or "") if show else "",
        language=_tag(show.language) if show and show.language else "",
        by="TVmaze",
        notes=tuple(notes),
    )


def _check_is_of_one_show(elements: Sequence[Any]) -> None:
    """Raise UnreadableError for JSON from /schedule and /search."""
    if any(isinstance(element, dict) and element.keys() & {"show", "_embedded"} for element in elements):
        raise UnreadableError("it is TVmaze's JSON of several shows: ask for …/shows/ID?embed=episodes")


def _wrong(error: ValidationError) -> str:
    first = error.errors()[0]
    place = " ".join(map(str, first["loc"]))
    if place == "_embedded":
        return "it is TVmaze's JSON of a show without its episodes: ask for …/shows/ID?embed=episodes"
    return f"it is not TVmaze's JSON of episodes: {place}: {first['msg'][:1].lower()}{first['msg'][1:]}"


def _zone_of(station: _Station | None) -> str:
    return (names.find(station.country.timezone) or "") if station and station.country else ""


def _check_zone_not_needed(episodes: Iterable[_Episode]) -> None:
    if episode := next((episode for episode in episodes if episode.airtime and episode.airdate), None):
        raise ZoneNeededError(f"{episode.airdate} {episode.airtime}")


def _items(episodes: Iterable[_Episode], zone: str, notes: list[str]) -> Iterator[Item]:
    for episode in episodes:
        special = episode.type != "regular" or episode.number is None
        yield Item(
            season=episode.season,
            number=None if special else episode.number,
            title=tidy(episode.name or ""),
            day=episode.airdate,
            clock=_clock(episode, zone, notes) if zone else None,
            runtime=runtime_of(episode.runtime),
        )


def _clock(episode: _Episode, zone: str, notes: list[str]) -> timedelta | None:
    """Return the hour, counted from the beginning of the broadcaster's day; None if there is no airtime.

    An airstamp without an airtime is a filler, noon in UTC. The airdate is the broadcaster's day, so an airtime after
    midnight may be in the night after it: the airstamp shows that.
    """
    clock = clock_of(episode.airtime or "")
    if clock is None or episode.airdate is None or episode.airstamp is None or episode.airstamp.tzinfo is None:
        return clock
    local = episode.airstamp.astimezone(database.zone(zone)).replace(tzinfo=None)
    told = datetime.combine(episode.airdate, datetime.min.time()) + clock
    if local == told + _DAY and clock < _MORNING:
        return clock + _DAY
    if local != told:
        name = f"season {episode.season}, episode {episode.number}"
        notes.append(f"the airstamp of {name}: by the clock of {zone} it is {local:%Y-%m-%d %H:%M}, not {told:%H:%M}")
    return clock


def _tag(name: str) -> str:
    """Return the tag of a language by its English name; empty if none is known."""
    known = Locale("en").languages
    return next((tag.replace("_", "-") for tag, language in known.items() if language == name), "")
