"""The state that all requests share: the present catalogue, and the cache of answers that are made from it."""

from collections.abc import Callable
from datetime import datetime

from feedgen import languages
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
    """The catalogue, which changes as its files are edited, the cache of answers, the settings, and the clock (UTC).

    `tags` are the languages of pages: all of them, or for a site of files only the default, unless a setting names
    some. `static_zones` are the time zones in which a site of files has feeds; None if the site is served.
    """

    def __init__(
        self, live: LiveCatalog, clock: Clock, settings: Settings, static_zones: tuple[str, ...] | None = None
    ) -> None:
        self._live = live
        self.clock = clock
        self.static = static_zones is not None
        self.places = names.places() if static_zones is None else static_zones
        self.settings = settings
        self.tags = settings.languages or (
            languages.default_first() if static_zones is None else (languages.default().tag,)
        )
        self.brand = own_site.brand_of(settings)
        self.files = static_files(self.brand, settings.mark)
        self.health = live.health
        self.look_at_once = live.look_at_once
        self._answers = Answers(settings.cache_mebibytes * 2**20)
        self._known = live.current()
        self.reloads = 0
        self.metrics = Metrics(self) if settings.metrics else None

    def catalog(self) -> Catalog:
        """Return the present catalogue. A request asks for it once, so that all parts of its answer agree."""
        return self._live.current()

    def answers(self) -> Answers:
        """Return the cache of answers, without those that depend on shows that have changed."""
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
