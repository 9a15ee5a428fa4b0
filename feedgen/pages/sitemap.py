"""Sitemaps: the pages that search engines are told of (sitemaps.org)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedgen import languages
from feedgen.feeds.site import Site
from feedgen.plan.show import Season, Show

# Shows in one sitemap. It may have 50,000 addresses, but to write it the schedules of all of its shows are read.
LENGTH = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its address, when it last changed (UTC, ISO 8601), and tags and addresses of its translations."""

    address: str
    modified: str
    translations: tuple[tuple[str, str], ...]


def parts(shows: Mapping[str, Show]) -> range:
    """Return the numbers of the sitemaps that a catalogue needs, from 1."""
    return range(1, -(-len(shows) // LENGTH) + 1)


def part(shows: Mapping[str, Show], number: int, site: Site) -> Iterator[Entry]:
    """Yield the pages of a sitemap: its shows with their seasons, and in the first also front page and catalogue."""
    here = list(shows)[(number - 1) * LENGTH : number * LENGTH]
    found = [show for slug in here if (show := shows.get(slug))]
    if number == 1:
        everything = [season for show in found for season in show.seasons]
        yield _entry(site, f"{site.base}/", everything)
        yield _entry(site, site.catalog(1), everything)
    for show in found:
        yield _entry(site, site.show(show), show.seasons)
        for season in () if show.is_film else show.seasons:
            yield _entry(site, site.season(show, season.number), [season])


def _entry(site: Site, address: str, seasons: Sequence[Season]) -> Entry:
    tags = () if site.static else languages.tags()
    translations = tuple((tag, f"{address}?lang={tag}") for tag in tags)
    modified = max(season.modified for season in seasons)
    return Entry(address, f"{modified:%Y-%m-%dT%H:%M:%SZ}", translations)
