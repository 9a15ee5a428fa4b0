"""Pages over HTTP."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from feedgen.feeds.feed import Feed
from feedgen.pages.catalog import catalog_frame, catalog_page
from feedgen.pages.frame import frame
from feedgen.pages.season import season_frame, season_page
from feedgen.pages.show import show_page
from feedgen.pages.visit import chosen
from feedgen.web import responses
from feedgen.web.context import shows, visit
from feedgen.web.response_cache import WHOLE_CATALOG

views = Blueprint("pages", __name__)


@views.get("/", defaults={"number": 1})
@views.get("/page/<int:number>/")
def index(number: int) -> Response:
    """Show a page of the catalogue."""
    here, choice, known = visit(), chosen(request.args), shows()
    page = catalog_page(known, known.search(choice.words), here, choice, number)
    if page is None:
        raise NotFound(here.language.gettext("The catalogue has no page %(number)s.", number=number))
    around = catalog_frame(page, here, choice, number)
    mistake = page.offer and page.offer.choices.mistake
    response = responses.page("index.html", here, around, page, 400 if mistake else 200)
    return responses.lasting_for_seconds(response, WHOLE_CATALOG, here.now)


@views.get("/<slug>/")
def show(slug: str) -> Response:
    """Show a show."""
    here, choice = visit(), chosen(request.args)
    found = shows().get(slug)
    if found is None:
        raise NotFound(here.language.gettext("There is no show called “%(name)s” here.", name=slug))
    summary = found.description or here.language.gettext("Release days of %(what)s.", what=found.title)
    around = frame(found.title, summary, here, Feed(slug), choice)
    page = show_page(found, here, choice)
    response = responses.page("show.html", here, around, page, 400 if page.choices.mistake else 200)
    return responses.lasting_for_seconds(response, slug, here.now)


@views.get("/<slug>/season-<int:number>/")
def season(slug: str, number: int) -> Response:
    """Show a season."""
    here, choice = visit(), chosen(request.args)
    owner = shows().get(slug)
    found = owner.season(number) if owner else None
    if owner is None or found is None:
        title = owner.title if owner else slug
        raise NotFound(
            here.language.gettext("There is no season %(number)s of “%(show)s” here.", number=number, show=title)
        )
    page = season_page(owner, found, here, choice)
    around = season_frame(owner, found, page, here, choice)
    response = responses.page("season.html", here, around, page, 400 if page.choices.mistake else 200)
    return responses.lasting_for_seconds(response, slug, here.now)
