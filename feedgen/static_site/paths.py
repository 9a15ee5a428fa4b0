"""Which addresses a site of files has: paths below its base address, each of which is a file.

Addresses with options in the query, calendars in other languages among them, need a running server.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from feedgen.feeds.all_shows import select_from_all
from feedgen.feeds.feed import Feed, feeds_of
from feedgen.feeds.formats import Format
from feedgen.feeds.selection import Selection, select
from feedgen.feeds.site import Site
from feedgen.feeds.variant import Variant
from feedgen.pages import sitemap
from feedgen.pages.catalog import pages_of
from feedgen.pages.widget_looks import View, parts_of
from feedgen.plan.show import Part, Show

# The page that hosts show at addresses without a file.
NOT_FOUND = "/404.html"


_SITE = Site("", static=True)


def of_show(show: Show, zones: Sequence[str]) -> Iterator[str]:
    """List the paths of a show: pages, widgets, all of its feeds in every zone, and a calendar of each episode."""
    yield _SITE.show(show)
    yield _SITE.coming(show)
    for feed in feeds_of(show):
        selection = select([show], feed)
        if feed.season is not None and feed.part is None:
            yield _SITE.page(feed)
        if selection.airings:
            yield from _of_feed(selection, zones)
        elif selection.undated:
            yield from (_SITE.feed(feed, form=form) for form in Format if not form.has_times)
    for airing in select([show], Feed(show.slug)).airings:
        yield _SITE.feed(Feed(show.slug, airing.season.number, episode=airing.episode.number))


def of_catalog(shows: Mapping[str, Show], zones: Sequence[str], now: datetime, loaded: Iterable[str]) -> Iterator[str]:
    """List the paths that belong to no show: the catalogue, feeds of all shows, and what robots and browsers load.

    `loaded` are the names of the files below /static/.
    """
    for number in range(1, pages_of(len(shows)) + 1):
        yield _SITE.catalog(number)
    yield from ("/", _SITE.month(), _SITE.coming())
    for feed in (Feed(), Feed(part=Part.PREMIERE)):
        yield from _of_feed(select_from_all(shows, now, feed), zones)
    yield from ("/robots.txt", "/sitemap.xml", NOT_FOUND)
    parts = sitemap.parts(shows)
    yield from (f"/sitemap-{number}.xml" for number in parts if len(parts) > 1)
    yield from (f"/static/{name}" for name in sorted(loaded))


def of_mix(selection: Selection, zones: Sequence[str]) -> Iterator[str]:
    """List the paths of a mix of feeds: its page, the feed in every format, and its calendar in every zone."""
    yield _SITE.page(selection.feed)
    yield from (_SITE.feed(selection.feed, form=form) for form in Format)
    for zone in zones if selection.has_hours else ():
        yield _SITE.feed(selection.feed, Variant(zone))
        yield _SITE.feed(selection.feed, Variant(zone, all_day=True))


def _of_feed(selection: Selection, zones: Sequence[str]) -> Iterator[str]:
    feed = selection.feed
    yield from (_SITE.feed(feed, form=form) for form in Format)
    # Of a part there is the list alone: most sites show a show or a season.
    views = tuple(View) if parts_of(feed) else (View.LIST,)
    yield from (_SITE.embed(feed, view.path) for view in views)
    yield _SITE.oembed(feed)
    if selection.has_hours:
        for zone in zones:
            yield _SITE.feed(feed, Variant(zone))
            yield _SITE.feed(feed, Variant(zone, all_day=True))


def is_timely(path: str) -> bool:
    """Return whether the file of a path depends on the present, as pages, widgets and lists of what comes next do."""
    return path.endswith("/") or path.startswith("/coming")


def file_of(path: str) -> str:
    """Return the name of the file of a path, relative to the folder of the site."""
    return f"{path.removeprefix('/')}index.html" if path.endswith("/") else path.removeprefix("/")
