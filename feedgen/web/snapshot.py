"""The catalogue of one moment, with the answers prepared from it."""

import functools
from collections.abc import Callable
from datetime import datetime

from feedgen.catalog.folder import Catalog
from feedgen.catalog.live import LiveCatalog
from feedgen.feeds.request import Request
from feedgen.feeds.site import Site
from feedgen.formats.publish import publish
from feedgen.web.representation import Representation
from feedgen.web.response_cache import Answers
from feedgen.zones import names

# Feeds kept ready, of a few kilobytes each.
_KEPT = 2048


Clock = Callable[[], datetime]


class Snapshots:
    """A catalogue that lives, and the clock, in UTC.

    `static_zones` are those in which the feeds are built of a site of files; None of one that is served.
    """

    def __init__(self, live: LiveCatalog, clock: Clock, static_zones: tuple[str, ...] | None = None) -> None:
        self._live = live
        self.clock = clock
        self.static = static_zones is not None
        self.places = names.places() if static_zones is None else static_zones
        self.health = live.health
        self._current = Snapshot(live.current())

    def current(self) -> "Snapshot":
        """Return the snapshot of now."""
        catalog = self._live.current()
        if self._current.catalog is not catalog:
            self._current = Snapshot(catalog)
        return self._current

    def ready(self) -> Answers:
        """Return the ready answers of now: `current().ready`, with one call less for each request."""
        snapshot = self._current
        return snapshot.ready if snapshot.catalog is self._live.current() else self.current().ready


class Snapshot:
    """A catalogue, and the answers that have been prepared from it."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.ready = Answers()
        self.feed = functools.lru_cache(maxsize=_KEPT)(self._feed)

    def _feed(self, request: Request, site: Site) -> Representation:
        return Representation.of(publish(self.catalog.shows, request, site))
