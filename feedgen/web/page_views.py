"""Pages over HTTP."""

from dataclasses import replace

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from feedgen.feeds.all_shows import select_from_all
from feedgen.feeds.calendar import calendar_of, episodes_of, undated_of
from feedgen.feeds.errors import FeedError
from feedgen.feeds.feed import PLUS, Feed, Mix, read_name
from feedgen.feeds.lookup import find_feed
from feedgen.feeds.selection import Selection, select
from feedgen.formats import plain_json
from feedgen.pages.catalog import catalog_frame, catalog_page
from feedgen.pages.coming import coming, coming_frame, coming_page
from feedgen.pages.mix import mix_frame, mix_page
from feedgen.pages.season import season_frame, season_page
from feedgen.pages.show import show_frame, show_page
from feedgen.pages.subscribing import offer_of
from feedgen.pages.visit import Visit
from feedgen.plan.show import Season, Show
from feedgen.web import responses
from feedgen.web.context import shows, snapshots, visit
from feedgen.web.headers import CROSS_ORIGIN
from feedgen.web.response_cache import WHOLE_CATALOG

views = Blueprint("pages", __name__)


@views.get("/")
def index() -> Response:
    """Show what comes next over all shows."""
    return _coming_page(by_month=request.args.get("view") == "month")


@views.get("/shows/month/")
def month() -> Response:
    """Show what comes next by month, where addresses have no query."""
    return _coming_page(by_month=True)


def _coming_page(*, by_month: bool) -> Response:
    here = visit()
    selection = select_from_all(shows(), here.now, undated=False)
    offer = offer_of(selection, here, here.choice) if selection.airings else None
    page = coming_page(selection, here, offer, by_month=by_month)
    mistake = offer and offer.choices.mistake
    response = responses.page("index.html", here, coming_frame(page, here), page, 400 if mistake else 200)
    return responses.lasting_for_seconds(response, WHOLE_CATALOG, here.now)


@views.get("/shows/", defaults={"number": 1})
@views.get("/shows/page/<int:number>/")
def catalog(number: int) -> Response:
    """Show a page of the catalogue."""
    here, known = visit(), shows()
    page = catalog_page(known, known.search(here.choice.words), here, here.choice, number)
    if page is None:
        raise NotFound(here.language.gettext("The catalogue has no page %(number)s.", number=number))
    response = responses.page("catalog.html", here, catalog_frame(page, here, here.choice, number), page)
    return responses.lasting_for_seconds(response, WHOLE_CATALOG, here.now)


@views.get("/shows/picked")
def picked() -> Response:
    """Redirect from ticked shows to the page of their mix, or to the catalogue if none is ticked."""
    here = visit()
    feed = read_name("+".join(here.choice.picked))
    response = Response(status=303, headers={"Cache-Control": "no-store"})
    response.location = here.page(feed) if feed else here.catalog(1)
    return response


@views.get("/coming.json")
def coming_json() -> Response:
    """Tell programs what comes next over all shows."""
    return _coming(select_from_all(shows(), snapshots().clock()), WHOLE_CATALOG)


@views.get("/coming/<slug>.json")
def coming_json_of_show(slug: str) -> Response:
    """Tell programs what comes next of a show."""
    return _coming(select([_show(slug)], Feed(slug)), slug)


def _coming(selection: Selection, depends_on: str) -> Response:
    here = visit()
    wanted = tuple(airing for airing in coming(selection.airings, here) if not airing.is_out(here.now))
    selection, variant = replace(selection, single_airings=wanted), here.variant()
    calendar = calendar_of(selection, here.site, variant, here.now)
    episodes, undated = episodes_of(selection, here.site, variant, here.now), undated_of(selection, variant)
    body = plain_json.write(selection, calendar, episodes, undated)
    headers = {"Cache-Control": "public, max-age=60", **CROSS_ORIGIN}
    response = Response(body, headers=headers, content_type="application/json")
    return responses.lasting_for_seconds(response, depends_on, here.now)


def _show(slug: str) -> Show:
    """Return the show with a slug. Raises NotFound, in the language of the visit, if there is none."""
    found = shows().get(slug)
    if found is None:
        raise NotFound(visit().language.gettext("There is no show called “%(name)s” here.", name=slug))
    return found


@views.get("/<slug>/")
def show(slug: str) -> Response:
    """Show a show."""
    here, feed = visit(), read_name(slug)
    if isinstance(feed, Mix):
        return _mix(feed, slug)
    if feed and PLUS in slug:  # the same feed twice
        return _moved(here.page(feed, here.choice))
    found, choice = _show(slug), here.choice
    if found.is_film:
        return _season(found, found.seasons[0], here)
    around = show_frame(found, here, choice)
    page = show_page(found, here, choice)
    response = responses.page("show.html", here, around, page, 400 if page.choices.mistake else 200)
    return responses.lasting_for_seconds(response, slug, here.now)


def _mix(mix: Mix, name: str) -> Response:
    """Show several feeds in one."""
    here = visit()
    if mix.name != name:
        return _moved(here.page(mix, here.choice))
    try:
        selection = find_feed(shows(), name, here.now)
    except FeedError as error:
        raise NotFound(str(error)) from error
    page = mix_page(mix, selection, here, here.choice)
    response = responses.page("mix.html", here, mix_frame(mix, page, here), page, 400 if page.choices.mistake else 200)
    # Any shows can be mixed, so there are too many of these pages for search engines.
    response.headers["X-Robots-Tag"] = "noindex"
    return responses.lasting_for_seconds(response, WHOLE_CATALOG, here.now)


@views.get("/<slug>/season-<int:number>/")
def season(slug: str, number: int) -> Response:
    """Show a season."""
    here = visit()
    owner = shows().get(slug)
    found = owner.season(number) if owner else None
    if owner is None or found is None:
        title = owner.title if owner else slug
        raise NotFound(
            here.language.gettext("There is no season %(number)s of “%(show)s” here.", number=number, show=title)
        )
    if owner.is_film:
        return _moved(here.show(owner))
    return _season(owner, found, here)


def _moved(address: str) -> Response:
    response = Response(status=308)
    response.location = address
    return response


def _season(show: Show, season: Season, here: Visit) -> Response:
    """Show a season, or a film, which is the only one of its show."""
    page = season_page(show, season, here, here.choice)
    around = season_frame(show, season, page, here, here.choice)
    response = responses.page("season.html", here, around, page, 400 if page.choices.mistake else 200)
    return responses.lasting_for_seconds(response, show.slug, here.now)
