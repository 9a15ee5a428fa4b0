"""Widgets over HTTP."""

from collections.abc import Iterable
from http import HTTPStatus

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException, NotFound

from feedgen.feeds.errors import FeedError, NoSuchFeedError
from feedgen.feeds.feed import AnyFeed, read_name
from feedgen.feeds.lookup import find_dated_feed
from feedgen.feeds.selection import Selection
from feedgen.pages import widget
from feedgen.pages.colors import Color
from feedgen.pages.theme import theme_of
from feedgen.pages.visit import Visit
from feedgen.pages.widget_looks import Look, part_of, read_look
from feedgen.web import responses
from feedgen.web.context import shows, snapshots, visit
from feedgen.web.response_cache import depends_on

views = Blueprint("embeds", __name__)


@views.get("/embed/<name>")
@views.get("/embed/<name>/")  # as hosts of files have it
@views.get("/embed/<name>/<view>")
@views.get("/embed/<name>/<view>/")
def embed(name: str, view: str = "") -> Response:
    """Show the widget of a feed, for a frame on another page."""
    in_path = [("view", view)] if view else []
    look = read_look([*in_path, *request.args.items(multi=True)])
    here = visit()
    try:
        selection = selected(name, look)
    except NoSuchFeedError as error:
        told = here.language.gettext("No calendar is called “%(name)s” here.", name=name)
        return mistake(NotFound(told), here, [feed for near in error.near if (feed := read_name(near))])
    except FeedError as error:
        return mistake(NotFound(str(error)), here)
    page = widget.widget_page(selection, here, look)
    response = responses.framed("embed.html", here, page, style=_style(look))
    return responses.lasting_for_seconds(response, depends_on(selection.feed), here.now)


def selected(name: str, look: Look) -> Selection:
    """Return the selection of a widget, by the name of its feed.

    Raises FeedError if there is no such feed or it has no episodes, and OptionError for a part that it does not have.
    """
    feed = read_name(name)
    part = part_of(feed, look.part).name if feed else name
    return find_dated_feed(shows(), part, snapshots().clock())


def _style(look: Look) -> str:
    return theme_of(Color.named(look.accent)).css if look.accent else ""


def mistake(error: HTTPException, here: Visit, near: Iterable[AnyFeed] = ()) -> Response:
    """Answer with a small page that says what is wrong with the address of a widget; `near` may have been meant."""
    code, _ = error.code or 500, here.language.gettext
    page = widget.Mistake(
        tag=here.language.tag,
        direction=here.language.direction,
        title=_("Nothing here") if code == HTTPStatus.NOT_FOUND else _("That was not understood"),
        message=error.description or error.name,
        near=tuple((feed.name, here.page(feed)) for feed in near),
        home=here.home,
    )
    response = responses.framed("embed_mistake.html", here, page, code)
    response.headers["Cache-Control"] = "no-store"
    return response
