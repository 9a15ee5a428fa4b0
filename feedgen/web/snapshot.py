"""The catalogue of the moment, and the answers that are true of it."""

from collections.abc import Callable
from datetime import datetime

from feedgen.catalog.folder import Catalog
from feedgen.catalog.live import LiveCatalog
from feedgen.web import own_site
from feedgen.web.metrics import Metrics
from feedgen.web.own_files import static_files
from feedgen.web.response_cache import Answers
from feedgen.web.settings import Settings
from feedgen.zones import names

Clock = Callable[[], datetime]


class Snapshots:
    """A catalogue that lives, the settings, and the clock, in UTC.

    `static_zones` are those in which the feeds are built of a site of files; None of one that is served.
    """

    def __init__(
        self, live: LiveCatalog, clock: Clock, settings: Settings, static_zones: tuple[str, ...] | None = None
    ) -> None:
        self._live = live
        self.clock = clock
        self.static = static_zones is not None
        self.places = names.places() if static_zones is None else static_zones
        self.settings = settings
        self.brand = own_site.brand_of(settings)
        self.files = static_files(self.brand, settings.mark)
        self.health = live.health
        self.look_at_once = live.look_at_once
        self._answers = Answers(settings.cache_mebibytes * 2**20)
        self._known = live.current()
        self.reloads = 0
        self.metrics = Metrics(self) if settings.metrics else None

    def catalog(self) -> Catalog:
        """Return the catalogue of now. A request asks once, so that all that it sends agrees."""
        return self._live.current()

    def answers(self) -> Answers:
        """Return the answers that are true now: where a show has changed, those about it are gone."""
        catalog = self._live.current()
        if catalog is not self._known:
            self._answers.change(_changed(self._known, catalog))
            self._known = catalog
            self.reloads += 1
        return self._answers


def _changed(before: Catalog, after: Catalog) -> set[str]:
    """Return the slugs of the shows that were added, removed or edited."""
    slugs = before.sources.keys() | after.sources.keys()
    return {slug for slug in slugs if before.sources.get(slug) is not after.sources.get(slug)}
