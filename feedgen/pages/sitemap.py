"""Sitemaps: the pages that search engines are told of (sitemaps.org)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedgen.feeds.addresses import Site
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


def part(shows: Mapping[str, Show], number: int, site: Site, tags: Sequence[str]) -> Iterator[Entry]:
    """Yield the pages of a sitemap: its shows with their seasons, and in the first also front page and catalogue.

    `tags` are the languages of the site.
    """
    here = list(shows)[(number - 1) * LENGTH : number * LENGTH]
    found = [show for slug in here if (show := shows.get(slug))]
    sites = {tag: site.spoken(tag, tags) for tag in tags}
    if number == 1:
        everything = [season for show in found for season in show.seasons]
        yield _entry({tag: there.pages for tag, there in sites.items()}, everything, site)
        yield _entry({tag: there.catalog(1) for tag, there in sites.items()}, everything, site)
    for show in found:
        yield _entry({tag: there.show(show) for tag, there in sites.items()}, show.seasons, site)
        for season in () if show.is_film else show.seasons:
            yield _entry({tag: there.season(show, season.number) for tag, there in sites.items()}, [season], site)


def _entry(addresses: Mapping[str, str], seasons: Sequence[Season], site: Site) -> Entry:
    """Return the entry of a page, by its addresses in each language. The first is its address for all others."""
    address = next(iter(addresses.values()))
    spoken = [(tag, there if site.static else f"{there}?lang={tag}") for tag, there in addresses.items()]
    translations = (*spoken, ("x-default", address)) if len(spoken) > 1 else ()
    modified = max(season.modified for season in seasons)
    return Entry(address, f"{modified:%Y-%m-%dT%H:%M:%SZ}", translations)
