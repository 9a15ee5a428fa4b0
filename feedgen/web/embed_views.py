"""Widgets and oEmbed over HTTP."""

import json
import re

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest, NotFound

from feedgen.feeds.errors import FeedError
from feedgen.feeds.lookup import find_dated_feed
from feedgen.feeds.selection import Selection
from feedgen.pages import embeds
from feedgen.spelling import did_you_mean
from feedgen.web import responses
from feedgen.web.context import shows, site, snapshots, visit
from feedgen.web.headers import CROSS_ORIGIN
from feedgen.web.response_cache import depends_on

# Fewer than a million, which is more than any screen has. Python refuses to read numbers with thousands of digits.
_PIXELS = re.compile(r"0{0,9}[1-9][0-9]{0,5}")

views = Blueprint("embeds", __name__)


@views.get("/embed/<name>")
@views.get("/embed/<name>/")  # as hosts of files have it
def embed(name: str) -> Response:
    """Show the widget of a feed, for a frame on another page."""
    theme = request.args.get("theme", "")
    if theme not in ("", *embeds.THEMES):
        meant = did_you_mean(theme, embeds.THEMES) or f"there are {', '.join(embeds.THEMES)}"
        raise BadRequest(f"unknown theme '{theme}', {meant}")
    here = visit()
    selection = _found(name)
    response = responses.framed("embed.html", here, embeds.embed_page(selection, here, theme))
    return responses.lasting_for_seconds(response, depends_on(selection.feed), here.now)


@views.get("/oembed")
def oembed() -> Response:
    """Tell a consumer of oEmbed how to embed a page of this site."""
    if request.args.get("format", "json") != "json":
        return responses.plain("oEmbed is in JSON only here: format=json", 501)
    address = request.args.get("url", "")
    if not address:
        raise BadRequest("oEmbed needs the address of a page here: url=…")
    feed = site().feed_at(address)
    if feed is None:
        raise NotFound(f"'{address}' is no page here")
    return oembed_of_feed(feed.name)


@views.get("/oembed/<name>.json")
def oembed_of_feed(name: str) -> Response:
    """Tell a consumer of oEmbed how to embed a feed, at an address without a query that a site of files can have."""
    here, selection = visit(), _found(name)
    answer = embeds.oembed(selection, here, _pixels("maxwidth"), _pixels("maxheight"))
    headers = {"Cache-Control": "public, max-age=3600", **CROSS_ORIGIN}
    if not site().static:
        headers["Vary"] = "Accept-Language"
    response = Response(json.dumps(answer, ensure_ascii=False), headers=headers, content_type="application/json")
    return responses.lasting_for_seconds(response, depends_on(selection.feed), here.now)


def _found(name: str) -> Selection:
    try:
        return find_dated_feed(shows(), name, snapshots().clock())
    except FeedError as error:
        raise NotFound(str(error)) from error


def _pixels(name: str) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not _PIXELS.fullmatch(text):
        raise BadRequest(f"'{name}' is a number of pixels, not '{text}'")
    return int(text)
