"""The web application: its routes, headers and middleware. Only here and in the command line is the clock read."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from feedgen import resources
from feedgen.catalog.live import LiveCatalog
from feedgen.feeds.addresses import Site
from feedgen.feeds.errors import OptionError
from feedgen.feeds.feed import Feed
from feedgen.web import (
    brand_views,
    embed_views,
    errors,
    feed_views,
    language_folders,
    machine_views,
    oembed_views,
    own_templates,
    page_views,
    static_views,
)
from feedgen.web.caching import CachedApplication, Observe
from feedgen.web.headers import EVERYWHERE, transport_security
from feedgen.web.hosts import LOOPBACK, PublicAddress, TrustedHosts, check_path_of_base
from feedgen.web.limits import Limits
from feedgen.web.log_lines import RequestLog, set_up
from feedgen.web.settings import configure_flask, read_settings
from feedgen.web.snapshot import Clock, Snapshots

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from flask.typing import AfterRequestCallable


def _utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(
    config: Mapping[str, object] | None = None,
    *,
    clock: Clock = _utc_now,
    static_zones: tuple[str, ...] | None = None,
) -> Flask:
    """Make the application from FEEDGEN_* variables, then from `config`, which wins and has no prefix.

    `settings` has all settings; `config` may have Flask's as well. `clock` gives the present instant in UTC.
    `static_zones` make the pages those of a site of files, with feeds in these zones.

    Raises FeedgenError for a setting or a folder of schedules that cannot be used.
    """
    settings = read_settings(os.environ, config)
    set_up(settings)
    app = Flask("feedgen", template_folder=str(resources.templates()), static_folder=None)
    configure_flask(app, config)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    if settings.templates:
        app.jinja_loader = own_templates.loader_with(settings.templates, app.jinja_loader)
    live = LiveCatalog(settings.schedules, _utc_now, settings.reload_seconds, settings.grace_seconds)
    shared = Snapshots(live, clock, settings, static_zones)
    app.extensions["feedgen"] = shared
    own_views = (feed_views, page_views, embed_views, oembed_views, machine_views, brand_views, language_folders)
    for module in own_views:
        app.register_blueprint(module.views)
    app.add_url_rule("/static/<path:filename>", "static", static_views.static)
    app.register_error_handler(OptionError, errors.mistake)
    app.register_error_handler(HTTPException, errors.error_response)
    app.after_request(_headers_of_all(transport_security(settings.hsts_seconds)))
    if settings.base_url:
        check_path_of_base(settings.base_url, {*_first_segments(app), *shared.catalog().sources})
    if settings.templates:
        own_templates.check(app, settings.templates, _pages_to_try(shared))
    app.wsgi_app = _with_middleware(app, shared)  # type: ignore[assignment,method-assign]  # Flask's way to add middleware
    return app


def _pages_to_try(shared: Snapshots) -> Mapping[str, str]:
    """Return a page of each kind, path and query, for a look at templates."""
    pages = {"/": "", "/shows/": "", "/sitemap.xml": "", "/-/-/-/": ""}
    show = next(iter(shared.catalog().shows.values()), None)
    if show:
        season = Site("").season(show, show.seasons[0].number)
        pages |= {Site("").show(show): "", season: "", Site("").embed(Feed(show.slug)): ""}
    return pages


def _with_middleware(app: Flask, shared: Snapshots) -> "WSGIApplication":
    """Return the application behind its middleware: outermost the check of the host, then the cache, then limits."""
    observer = _observer(shared)
    cached = CachedApplication(Limits(app.wsgi_app), shared.answers, shared.clock, shared.tags, observer)
    if shared.settings.base_url:
        return PublicAddress(cached, shared.settings.base_url)
    return TrustedHosts(cached, shared.settings.trusted_hosts or LOOPBACK)


def _observer(shared: Snapshots) -> Observe | None:
    """Return the function that is told of each request; None if no setting asks for one."""
    observers: list[Observe] = [shared.metrics.tally.observe] if shared.metrics else []
    if shared.settings.log_requests:
        observers.append(RequestLog(shared.settings).observe)
    if len(observers) > 1:
        return lambda *seen, kept: [observe(*seen, kept=kept) for observe in observers]
    return observers[0] if observers else None


def _first_segments(app: Flask) -> set[str]:
    segments = (rule.rule.strip("/").partition("/")[0] for rule in app.url_map.iter_rules())
    return {segment for segment in segments if segment and "<" not in segment}


def _headers_of_all(more: Mapping[str, str]) -> "AfterRequestCallable[Response]":
    headers = {**EVERYWHERE, **more}

    def add(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    return add
