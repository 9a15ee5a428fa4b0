"""Pages over HTTP, and what robots and operators ask for."""

from dataclasses import replace
from pathlib import Path

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from feedgen import __version__, pages, responses
from feedgen.addresses import Feed
from feedgen.service import service, site, visit
from feedgen.sitemap import entries
from feedgen.visits import chosen

views = Blueprint("pages", __name__)


@views.get("/")
def index() -> Response:
    """Show the catalogue."""
    here, choice = visit(), chosen(request.args)
    _ = here.language.gettext
    frame = pages.frame(_("All shows"), _("Release days of shows, in your calendar."), here, Feed(), choice)
    page = pages.index_page(service().published().catalog.shows, here, choice)
    return responses.page("index.html", here, frame, page, 400 if page.choices.mistake else 200)


@views.get("/<slug>/")
def show(slug: str) -> Response:
    """Show a show."""
    here, choice = visit(), chosen(request.args)
    found = service().published().catalog.shows.get(slug)
    if found is None:
        raise NotFound(here.language.gettext("There is no show called “%(name)s” here.", name=slug))
    summary = found.description or here.language.gettext("Release days of %(what)s.", what=found.title)
    frame = pages.frame(found.title, summary, here, Feed(slug), choice)
    page = pages.show_page(found, here, choice)
    return responses.page("show.html", here, frame, page, 400 if page.choices.mistake else 200)


@views.get("/<slug>/season-<int:number>/")
def season(slug: str, number: int) -> Response:
    """Show a season."""
    here, choice = visit(), chosen(request.args)
    owner = service().published().catalog.shows.get(slug)
    found = owner.season(number) if owner else None
    if owner is None or found is None:
        title = owner.title if owner else slug
        raise NotFound(
            here.language.gettext("There is no season %(number)s of “%(show)s” here.", number=number, show=title)
        )
    page = pages.season_page(owner, found, here, choice)
    frame = pages.season_frame(owner, found, page, here, choice)
    return responses.page("season.html", here, frame, page, 400 if page.choices.mistake else 200)


@views.get("/sitemap.xml")
def sitemap() -> Response:
    """Tell search engines which pages there are."""
    xml = render_template("sitemap.xml", entries=entries(service().published().catalog.shows, site()))
    return Response(xml, headers={"Cache-Control": "public, max-age=3600"}, content_type="application/xml")


@views.get("/robots.txt")
def robots() -> Response:
    """Invite everybody: some calendar services fetch feeds as robots."""
    text = f"User-agent: *\nAllow: /\nSitemap: {site().base}/sitemap.xml\n"
    return Response(text, content_type="text/plain; charset=utf-8")


@views.get("/healthz")
def healthz() -> Response:
    """Tell an operator how the server is. Problems of a schedule degrade it, and do not stop it."""
    shows = service().published().catalog
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
