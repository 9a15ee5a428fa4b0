"""Which addresses a site of files has: paths below its base address, each of which is a file.

Addresses with options in the query need a running server.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from feedgen import languages
from feedgen.feeds.addresses import Site
from feedgen.feeds.all_shows import select_from_all
from feedgen.feeds.feed import Feed, feeds_of
from feedgen.feeds.formats import Format
from feedgen.feeds.selection import Selection, select
from feedgen.feeds.variant import Variant
from feedgen.pages import sitemap
from feedgen.pages.catalog import pages_of
from feedgen.pages.widget_looks import View, parts_of
from feedgen.plan.show import Part, Show
from feedgen.web.language_folders import without_language

# The page that hosts show at addresses without a file.
NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Extent:
    """The time zones and languages that a site of files has; the first language is at its root."""

    zones: tuple[str, ...]
    tags: tuple[str, ...]

    def spoken(self) -> Iterator[tuple[Site, Variant]]:
        """Yield the site of each language, with the variant of its feeds that has no other option."""
        for tag in self.tags:
            language = "" if tag == languages.default().tag else tag
            yield Site("", static=True).spoken(tag, self.tags), Variant(language=language)


def of_show(show: Show, extent: Extent) -> Iterator[str]:
    """List the paths of a show: pages, widgets, all of its feeds in every zone, and a calendar of each episode."""
    for site, plain in extent.spoken():
        yield site.show(show)
        yield site.coming(show)
        for feed in feeds_of(show):
            selection = select([show], feed)
            if feed.season is not None and feed.part is None and not feed.complete:
                yield site.page(feed)
            if selection.airings:
                yield from _of_feed(selection, site, plain, extent.zones)
            elif selection.undated:
                yield from (site.feed(feed, plain, form) for form in Format if not form.has_times)
        for airing in select([show], Feed(show.slug)).airings:
            yield site.feed(Feed(show.slug, airing.season.number, episode=airing.episode.number), plain)


def of_catalog(shows: Mapping[str, Show], extent: Extent, now: datetime, loaded: Iterable[str]) -> Iterator[str]:
    """List the paths that belong to no show: the catalogue, feeds of all shows, and what robots and browsers load.

    `loaded` are the names of the files below /static/.
    """
    for site, plain in extent.spoken():
        for number in range(1, pages_of(len(shows)) + 1):
            yield site.catalog(number)
        yield from (site.pages, site.month(), site.coming())
        for feed in (Feed(), Feed(part=Part.PREMIERE)):
            yield from _of_feed(select_from_all(shows, now, feed), site, plain, extent.zones)
        yield f"{site.pages}{NOT_FOUND}"
    yield from ("/robots.txt", "/sitemap.xml")
    parts = sitemap.parts(shows)
    yield from (f"/sitemap-{number}.xml" for number in parts if len(parts) > 1)
    yield from (f"/static/{name}" for name in sorted(loaded))


def of_mix(selection: Selection, extent: Extent) -> Iterator[str]:
    """List the paths of a mix of feeds: its page, its widget, and its feed in every format and every zone."""
    for site, plain in extent.spoken():
        yield site.page(selection.feed)
        yield from _of_feed(selection, site, plain, extent.zones)


def _of_feed(selection: Selection, site: Site, plain: Variant, zones: Sequence[str]) -> Iterator[str]:
    # Of a part or a mix there is the list alone: most sites show a show or a season.
    views = tuple(View) if parts_of(selection.feed) else (View.LIST,)
    yield from (site.embed(selection.feed, view.path) for view in views)
    yield site.oembed(selection.feed)
    yield from (site.feed(selection.feed, plain, form) for form in Format)
    for zone in zones if selection.has_hours else ():
        yield site.feed(selection.feed, replace(plain, zone=zone))
        yield site.feed(selection.feed, replace(plain, zone=zone, all_day=True))


# What is English at an address without a language, whichever language is first.
_LASTING = ("/embed/", "/oembed/", "/coming")


def folders_of(tags: Sequence[str]) -> Sequence[str]:
    """Return the languages that have folders: all but English where it is first."""
    return tags[1:] if tags[0] == languages.default().tag else tags


def asked(path: str, tags: Sequence[str]) -> tuple[str, str]:
    """Return the path and the language with which the application is asked for a file; empty for the first one."""
    plain, tag = without_language(path, folders_of(tags))
    is_default = not tag and path.startswith(_LASTING) and tags[0] != languages.default().tag
    return plain, languages.default().tag if is_default else tag


def is_timely(path: str) -> bool:
    """Return whether the file of a path depends on the present, as pages, widgets and lists of what comes next do."""
    return path.endswith("/") or path.startswith("/coming")


def file_of(path: str) -> str:
    """Return the name of the file of a path, relative to the folder of the site."""
    return f"{path.removeprefix('/')}index.html" if path.endswith("/") else path.removeprefix("/")
