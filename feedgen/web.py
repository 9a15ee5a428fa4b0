"""The web application: routes, headers and error pages. Besides it only the command line reads the clock."""

import difflib
import functools
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, NotFound, SecurityError
from werkzeug.routing import RequestRedirect

from feedgen import __version__, atom, catalog, options, page_models, pages, resources
from feedgen.addresses import Site
from feedgen.errors import FeedgenError
from feedgen.feeds import NoHourError, NoSuchFeedError, publish
from feedgen.options import OptionError, PathError, Variant
from feedgen.public_address import PublicAddress, checked_base_url
from feedgen.representation import CROSS_ORIGIN, PREFLIGHT, Representation, wants_gzip

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Without a base address, the Host header is believed only if it names this machine.
_LOOPBACK = ["localhost", "127.0.0.1"]

# Feeds kept ready, of a few kilobytes each.
_KEPT = 2048

_PAGE_HEADERS = {
    # A page tells what is next, so it is not kept for long.
    "Cache-Control": "public, max-age=60",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}

# Read by programs, which an error page would not help.
_MACHINE_PATHS = ("/feeds/", "/healthz", "/robots.txt")

Clock = Callable[[], datetime]
_views = Blueprint("feedgen", __name__)


class _Service:
    """What the views of one application share."""

    def __init__(self, live: catalog.LiveCatalog, clock: Clock) -> None:
        self._live = live
        self.clock = clock
        self._published = _Published(live.current())

    def published(self) -> "_Published":
        """Give the catalogue of now with its ready answers. A request asks once, so that all that it sends agrees."""
        current = self._live.current()
        if self._published.catalog is not current:
            self._published = _Published(current)
        return self._published


class _Published:
    """A catalogue, and the answers that have been prepared from it."""

    def __init__(self, current: catalog.Catalog) -> None:
        self.catalog = current
        self.calendar = functools.lru_cache(maxsize=_KEPT)(self._calendar)
        self.atom = functools.lru_cache(maxsize=_KEPT)(self._atom)

    def _calendar(self, name: str, variant: Variant, site: Site) -> Representation:
        return Representation.of(publish(self.catalog.shows, name, site, variant))

    def _atom(self, name: str, site: Site) -> Representation:
        return Representation.of(atom.publish(self.catalog.shows, name, site))


def _utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(config: Mapping[str, object] | None = None, *, clock: Clock = _utc_now) -> Flask:
    """Make the application from FEEDGEN_* variables, then from `config`, which wins and has no prefix.

    Settings: SCHEDULES (a folder), BASE_URL (the public address), TRUSTED_HOSTS (names separated by commas,
    or a list), RELOAD_SECONDS (how often to look for edited schedules), and all of Flask's. `clock` gives the
    present instant in UTC.

    Raises FeedgenError for a setting or a folder of schedules that cannot be used.
    """
    app = Flask("feedgen", template_folder=str(resources.templates()), static_folder=str(resources.STATIC))
    app.config.from_mapping(SCHEDULES=resources.SCHEDULES, BASE_URL="", RELOAD_SECONDS=1)
    app.config.from_prefixed_env("FEEDGEN")
    app.config.from_mapping(config)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    _settle_hosts(app)
    live = catalog.LiveCatalog(Path(str(app.config["SCHEDULES"])), clock, _interval(app.config["RELOAD_SECONDS"]))
    app.extensions["feedgen"] = _Service(live, clock)
    app.register_blueprint(_views)
    app.register_error_handler(HTTPException, _error)
    return app


def _interval(seconds: object) -> timedelta:
    try:
        return timedelta(seconds=float(str(seconds)))
    except (ValueError, OverflowError):
        raise FeedgenError(f"RELOAD_SECONDS is a number of seconds, not '{seconds}'") from None


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


def _service() -> _Service:
    return cast("_Service", current_app.extensions["feedgen"])


def _site() -> Site:
    return Site(request.url_root.rstrip("/"))


@_views.route("/feeds/<path:file>", methods=["GET"], provide_automatic_options=False)
def feed(file: str) -> Response:
    """Send a feed."""
    try:
        wanted = options.parse(file, request.args.items(multi=True))
        published = _service().published()
        representation = (
            published.atom(wanted.name, _site())
            if wanted.atom
            else published.calendar(wanted.name, wanted.variant, _site())
        )
    except OptionError as error:
        return _plain(str(error), 400)
    except (PathError, NoSuchFeedError, NoHourError) as error:
        return _plain(str(error), 404)
    return _send(representation, download=wanted.download)


@_views.route("/feeds/<path:file>", methods=["OPTIONS"])
def preflight(file: str) -> Response:  # noqa: ARG001 - the same for every feed
    """Let web calendars of other hosts ask with If-None-Match."""
    return Response(status=204, headers={"Allow": "GET, HEAD, OPTIONS", **CROSS_ORIGIN, **PREFLIGHT})


def _send(representation: Representation, *, download: bool) -> Response:
    compressed = wants_gzip(request.accept_encodings)
    body = representation.gzipped if compressed else representation.identity
    response = Response(body, headers=representation.headers(compressed=compressed, download=download))
    response.last_modified = representation.modified
    response.make_conditional(request)
    return response


@_views.get("/")
def index() -> Response:
    """Show the catalogue."""
    shows = _service().published().catalog.shows
    return _page("index.html", pages.index_page(shows, _site(), _service().clock()))


@_views.get("/<slug>/")
def show(slug: str) -> Response:
    """Show a show."""
    found = _service().published().catalog.shows.get(slug)
    if found is None:
        raise NotFound(f"There is no show called “{slug}” here.")
    return _page("show.html", pages.show_page(found, _site(), _service().clock()))


@_views.get("/<slug>/season-<int:number>/")
def season(slug: str, number: int) -> Response:
    """Show a season."""
    owner = _service().published().catalog.shows.get(slug)
    found = owner.season(number) if owner else None
    if owner is None or found is None:
        raise NotFound(f"There is no season {number} of “{owner.title if owner else slug}” here.")
    choice = _zone_choice()
    page = pages.season_page(owner, found, _site(), _service().clock(), choice)
    return _page("season.html", page, 400 if choice.mistake else 200)


def _zone_choice() -> page_models.ZoneChoice:
    name = request.args.get("tz", "").strip()
    try:
        return page_models.ZoneChoice(zone=options.find_zone(name) if name else "")
    except OptionError as error:
        return page_models.ZoneChoice(mistake=str(error))


@_views.get("/robots.txt")
def robots() -> Response:
    """Invite everybody: some calendar services fetch feeds as robots."""
    return Response("User-agent: *\nAllow: /\n", content_type="text/plain; charset=utf-8")


@_views.get("/healthz")
def healthz() -> Response:
    """Tell an operator how the server is. Problems of a schedule degrade it, and do not stop it."""
    shows = _service().published().catalog
    report = {
        "status": "degraded" if shows.problems else "ok",
        "version": __version__,
        "shows": len(shows.shows),
        # Where on the disk the schedules are is nobody's business.
        "problems": [str(replace(problem, file=Path(problem.file).name)) for problem in shows.problems],
    }
    response = jsonify(report)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(template: str, page: "DataclassInstance", status: int = 200) -> Response:
    context = {field.name: getattr(page, field.name) for field in fields(page)}
    html = render_template(template, **context, home=_site().base + "/")
    response = Response(html, status, _PAGE_HEADERS, content_type="text/html; charset=utf-8")
    if status == 200:  # noqa: PLR2004 - an error has no lasting representation
        response.add_etag()
        response.make_conditional(request)
    return response


def _plain(text: str, status: int) -> Response:
    """Answer with a line of text that caches do not keep."""
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", **CROSS_ORIGIN}
    return Response(f"{text}\n", status, headers, content_type="text/plain; charset=utf-8")


def _error(error: HTTPException) -> Response | HTTPException:
    """Answer programs with a line, and people with a page that knows the way back."""
    code = error.code or 500
    if isinstance(error, RequestRedirect):
        return error
    if isinstance(error, SecurityError):
        return _plain("this host name is not served here: see FEEDGEN_BASE_URL and FEEDGEN_TRUSTED_HOSTS", code)
    message = error.description or ""
    if request.path.startswith(_MACHINE_PATHS):
        response = _plain(message, code)
    else:
        response = _page("error.html", page_models.ErrorPage(error.name, message, _near_pages(request.path)), code)
        response.headers["Cache-Control"] = "no-store"
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value  # such as Allow
    return response


def _near_pages(path: str) -> tuple[tuple[str, str], ...]:
    """Give title and address of the shows whose names resemble the beginning of a path."""
    shows = _service().published().catalog.shows
    slugs = difflib.get_close_matches(path.strip("/").partition("/")[0].lower(), shows, n=3, cutoff=0.5)
    return tuple((shows[slug].title, _site().show(shows[slug])) for slug in slugs)
