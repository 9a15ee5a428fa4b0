"""What the views of one application share: the catalogue of now, answers prepared from it, and the visit."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import cast

from flask import current_app, request

from feedgen import atom, episodes_json, feeds, languages, visits, zones
from feedgen.addresses import Site
from feedgen.catalog import Catalog
from feedgen.live_catalog import LiveCatalog
from feedgen.options import Format, Variant, find_language
from feedgen.ready_answers import Answers
from feedgen.representation import Representation

# Feeds kept ready, of a few kilobytes each.
_KEPT = 2048

_WRITERS = {
    Format.CALENDAR: feeds.publish,
    Format.JCAL: feeds.publish_jcal,
    Format.EPISODES: episodes_json.publish,
    Format.ANNOUNCEMENTS: atom.publish,
}

Clock = Callable[[], datetime]


class Service:
    """A catalogue that lives, and the clock, in UTC.

    `static_zones` are those in which the feeds are built of a site of files; None of one that is served.
    """

    def __init__(self, live: LiveCatalog, clock: Clock, static_zones: tuple[str, ...] | None = None) -> None:
        self._live = live
        self.clock = clock
        self.static = static_zones is not None
        self.places = zones.places() if static_zones is None else static_zones
        self._published = Published(live.current())

    def published(self) -> "Published":
        """Give the catalogue of now with its ready answers. A request asks once, so that all that it sends agrees."""
        current = self._live.current()
        if self._published.catalog is not current:
            self._published = Published(current)
        return self._published

    def ready(self) -> Answers:
        """Give the ready answers of now: `published().ready`, with one call less for each request."""
        published = self._published
        return published.ready if published.catalog is self._live.current() else self.published().ready


class Published:
    """A catalogue, and the answers that have been prepared from it."""

    def __init__(self, current: Catalog) -> None:
        self.catalog = current
        self.ready = Answers()
        self.feed = functools.lru_cache(maxsize=_KEPT)(self._feed)

    def _feed(self, name: str, form: Format, variant: Variant, site: Site) -> Representation:
        return Representation.of(_WRITERS[form](self.catalog.shows, name, site, variant))


def service() -> Service:
    """Give the service of the application that answers the request."""
    return cast("Service", current_app.extensions["feedgen"])


def site() -> Site:
    """Give our own address, as the request or the setting has it."""
    return Site(request.url_root.rstrip("/"), static=service().static)


def visit() -> visits.Visit:
    """Give the visit that the request is: in the language of its `lang`, else of the browser.

    Raises OptionError for a language that there is not.
    """
    if tag := request.args.get("lang", ""):
        return visits.Visit(site(), service().clock(), find_language(tag), True, service().places)
    return visit_in_language_of_browser()


def visit_in_language_of_browser() -> visits.Visit:
    """Give the visit that the request is, whatever its `lang`."""
    language = languages.preferred(request.accept_languages)
    return visits.Visit(site(), service().clock(), language, places=service().places)
