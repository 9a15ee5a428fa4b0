"""The web application: routes, headers and error pages. Besides it only the command line reads the clock."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest, HTTPException, NotFound, SecurityError
from werkzeug.routing import RequestRedirect

from feedgen import resources
from feedgen.catalog.live import LiveCatalog
from feedgen.errors import FeedgenError
from feedgen.feeds.options import OptionError
from feedgen.languages import Language
from feedgen.pages.frame import ErrorPage, frame
from feedgen.pages.visit import Visit
from feedgen.spelling import nearest
from feedgen.web import embed_views, feed_views, machine_views, page_views, responses
from feedgen.web.context import shows, visit_in_language_of_browser
from feedgen.web.public_address import PublicAddress, checked_base_url
from feedgen.web.response_cache import ResponseCache
from feedgen.web.snapshot import Clock, Snapshots

# Without a base address, the Host header is believed only if it names this machine.
_LOOPBACK = ["localhost", "127.0.0.1"]


# Read by programs, which an error page would not help.
_MACHINE_PATHS = ("/feeds/", "/embed/", "/oembed", "/healthz", "/robots.txt", "/sitemap")


def _utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(
    config: Mapping[str, object] | None = None,
    *,
    clock: Clock = _utc_now,
    static_zones: tuple[str, ...] | None = None,
) -> Flask:
    """Make the application from FEEDGEN_* variables, then from `config`, which wins and has no prefix.

    Settings: SCHEDULES (a folder), BASE_URL (the public address), TRUSTED_HOSTS (names separated by commas,
    or a list), RELOAD_SECONDS (how soon an edited schedule is seen; None for never), GRACE_SECONDS (for how long what
    would vanish waits), and all of Flask's. `clock` gives the present instant in UTC. `static_zones` make the pages
    those of a site of files, with feeds in these zones.

    Raises FeedgenError for a setting or a folder of schedules that cannot be used.
    """
    app = Flask("feedgen", template_folder=str(resources.templates()), static_folder=str(resources.STATIC))
    app.config.from_mapping(SCHEDULES=resources.SCHEDULES, BASE_URL="", RELOAD_SECONDS=1, GRACE_SECONDS=10)
    app.config.from_prefixed_env("FEEDGEN")
    app.config.from_mapping(config)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    interval = None if app.config["RELOAD_SECONDS"] is None else _seconds(app, "RELOAD_SECONDS")
    live = LiveCatalog(Path(str(app.config["SCHEDULES"])), _utc_now, interval, _seconds(app, "GRACE_SECONDS"))
    shared = Snapshots(live, clock, static_zones)
    app.extensions["feedgen"] = shared
    ready = ResponseCache(app.wsgi_app, shared.ready)
    app.wsgi_app = ready  # type: ignore[method-assign]  # Flask's documented way to add middleware
    # The last, and so the first to see a request: what is ready is so at the public address.
    _settle_hosts(app)
    for views in (feed_views.views, page_views.views, embed_views.views, machine_views.views):
        app.register_blueprint(views)
    app.register_error_handler(OptionError, _mistake)
    app.register_error_handler(HTTPException, _error)
    return app


def _seconds(app: Flask, name: str) -> timedelta:
    told = app.config[name]
    try:
        seconds = timedelta(seconds=float(str(told)))
    except (ValueError, OverflowError):
        seconds = timedelta(-1)
    if seconds < timedelta():
        raise FeedgenError(f"{name} is a number of seconds, not '{told}'")
    return seconds


def _settle_hosts(app: Flask) -> None:
    """Decide whose word counts for our own address: the setting's, or that of a trusted Host header."""
    if base_url := str(app.config["BASE_URL"] or ""):
        app.config["TRUSTED_HOSTS"] = None
        public = PublicAddress(app.wsgi_app, checked_base_url(base_url))
        app.wsgi_app = public  # type: ignore[method-assign]  # Flask's documented way to add middleware
        return
    trusted = app.config["TRUSTED_HOSTS"] or _LOOPBACK
    names = trusted.split(",") if isinstance(trusted, str) else trusted
    app.config["TRUSTED_HOSTS"] = [name.strip() for name in names if name.strip()]


def _mistake(error: OptionError) -> Response | HTTPException:
    return _error(BadRequest(str(error)))


def _error(error: HTTPException) -> Response | HTTPException:
    """Answer programs with a line, and people with a page that knows the way back."""
    code = error.code or 500
    if isinstance(error, RequestRedirect):
        return error
    if isinstance(error, SecurityError):
        text = "this host name is not served here: see FEEDGEN_BASE_URL and FEEDGEN_TRUSTED_HOSTS"
        return responses.plain(text, code)
    if request.path.startswith(_MACHINE_PATHS):
        response = responses.plain(error.description or "", code)
    else:
        response = _error_page(error, code, visit_in_language_of_browser())
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value  # such as Allow
    return response


def _error_page(error: HTTPException, code: int, visit: Visit) -> Response:
    title = _error_title(code, visit.language) or error.name
    message = error.description or ""
    if message == NotFound.description:
        message = visit.language.gettext("There is no page at this address.")
    page = ErrorPage(title, message, _near_pages(request.path, visit))
    response = responses.page("error.html", visit, frame(title, message, visit, None), page, code)
    response.headers["Cache-Control"] = "no-store"
    return response


def _error_title(code: int, language: Language) -> str:
    match code:
        case 400:
            return language.gettext("That was not understood")
        case 404:
            return language.gettext("Nothing here")
    return ""


def _near_pages(path: str, visit: Visit) -> tuple[tuple[str, str], ...]:
    """Return title and address of the shows whose names resemble the beginning of a path."""
    slugs = nearest(path.strip("/").partition("/")[0], shows())
    return tuple((show.title, visit.show(show)) for slug in slugs if (show := shows().get(slug)))
