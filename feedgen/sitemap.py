"""The pages that search engines are told of (sitemaps.org)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from feedgen import languages
from feedgen.addresses import Site
from feedgen.model import Season, Show


@dataclass(frozen=True, slots=True)
class Entry:
    """A page by its address, when its content last changed (UTC, ISO 8601), and its translations by their tags."""

    address: str
    modified: str
    translations: tuple[tuple[str, str], ...]


def entries(shows: Mapping[str, Show], site: Site) -> tuple[Entry, ...]:
    """List all pages: the catalogue, then each show with its seasons."""
    every = [season for show in shows.values() for season in show.seasons]
    return (_entry(f"{site.base}/", every), *(entry for show in shows.values() for entry in _of_show(show, site)))


def _of_show(show: Show, site: Site) -> Iterator[Entry]:
    yield _entry(site.show(show), show.seasons)
    for season in show.seasons:
        yield _entry(site.season(show, season.number), [season])


def _entry(address: str, seasons: list[Season] | tuple[Season, ...]) -> Entry:
    translations = tuple((tag, f"{address}?lang={tag}") for tag in languages.tags())
    return Entry(address, f"{max(map(_modified, seasons)):%Y-%m-%dT%H:%M:%SZ}", translations)


def _modified(season: Season) -> datetime:
    return max(season.announced, *(episode.modified for episode in season.episodes))
