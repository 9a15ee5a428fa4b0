"""Pages over HTTP, and what robots and operators ask for."""

from dataclasses import replace
from pathlib import Path

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from feedgen import __version__, pages, responses, sitemap
from feedgen.addresses import Feed
from feedgen.catalog_page import catalog_frame, catalog_page
from feedgen.service import service, site, visit
from feedgen.visits import chosen

views = Blueprint("pages", __name__)


@views.get("/", defaults={"number": 1})
@views.get("/page/<int:number>/")
def index(number: int) -> Response:
    """Show a page of the catalogue."""
    here, choice = visit(), chosen(request.args)
    page = catalog_page(service().published().catalog.shows, here, choice, number)
    if page is None:
        raise NotFound(here.language.gettext("The catalogue has no page %(number)s.", number=number))
    frame = catalog_frame(page, here, choice, number)
    mistake = page.offer and page.offer.choices.mistake
    return responses.page("index.html", here, frame, page, 400 if mistake else 200)


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
def sitemap_of_all() -> Response:
    """Tell search engines which pages there are, or in which sitemaps they are told."""
    parts = sitemap.parts(service().published().catalog.shows)
    if len(parts) <= 1:
        return sitemap_of_part(1)
    xml = render_template("sitemaps.xml", addresses=[f"{site().base}/sitemap-{number}.xml" for number in parts])
    return _xml(xml)


@views.get("/sitemap-<int:number>.xml")
def sitemap_of_part(number: int) -> Response:
    """Tell search engines of some of the pages."""
    shows = service().published().catalog.shows
    if number not in sitemap.parts(shows):
        raise NotFound(f"there is no sitemap {number}")
    return _xml(render_template("sitemap.xml", entries=sitemap.part(shows, number, site())))


def _xml(text: str) -> Response:
    return Response(text, headers={"Cache-Control": "public, max-age=3600"}, content_type="application/xml")


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
        # Of very many, some are read after the start: their problems are not known yet.
        "unread": len(shows.unread),
        # Where on the disk the schedules are is nobody's business.
        "problems": [str(replace(problem, file=Path(problem.file).name)) for problem in shows.problems],
    }
    response = jsonify(report)
    response.headers["Cache-Control"] = "no-store"
    return response
