"""oEmbed over HTTP."""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest, NotFound

from feedgen import languages
from feedgen.feeds.errors import FeedError, OptionError
from feedgen.feeds.selection import Selection
from feedgen.pages import oembed as page
from feedgen.pages.visit import Visit, chosen
from feedgen.pages.widget_looks import PLAIN, Look, likely_look, read_look
from feedgen.web import responses
from feedgen.web.context import site, visit
from feedgen.web.embed_views import selected
from feedgen.web.headers import CROSS_ORIGIN
from feedgen.web.response_cache import depends_on

# Fewer than a million, which is more than any screen has. Python refuses to read numbers with thousands of digits.
_PIXELS = re.compile(r"0{0,9}[1-9][0-9]{0,5}")

_WIDGET = re.compile(r"/embed/[^/]+(?:/(?P<view>[^/]+))?/?$")

views = Blueprint("oembed", __name__)


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
    path, query = urlsplit(address)[2:4]
    pairs = parse_qsl(query)
    if widget := _WIDGET.search(path):
        in_path = [("view", widget["view"])] if widget["view"] else []
        # The widget itself refuses what it does not understand.
        return _of_widget(feed.name, [*in_path, *pairs])
    look = likely_look(dict(pairs))
    return _answer(_selected(feed.name, look), look, dict(pairs))


@views.get("/oembed/<name>.json")
def oembed_of_feed(name: str) -> Response:
    """Tell a consumer of oEmbed how to embed a feed, at an address without a query that a site of files can have."""
    return _answer(_selected(name, PLAIN), PLAIN, {})


def _of_widget(name: str, said: Sequence[tuple[str, str]]) -> Response:
    """Answer for a widget. Raises OptionError for an option that it does not take."""
    look = read_look(said)
    try:
        return _answer(selected(name, look), look, dict(said))
    except FeedError as error:
        raise NotFound(str(error)) from error


def _answer(selection: Selection, look: Look, said: Mapping[str, str]) -> Response:
    here = _in_language(visit(), said)
    choice = chosen(said, here.language)
    lasting = {"tz": choice.zone, "clock": choice.clock}
    more = {name: text for name, text in lasting.items() if text}
    answer = page.oembed(selection, here, look, more, (_pixels("maxwidth"), _pixels("maxheight")))
    headers = {"Cache-Control": "public, max-age=3600", **CROSS_ORIGIN}
    if not site().static:
        headers["Vary"] = "Accept-Language"
    response = Response(json.dumps(answer, ensure_ascii=False), headers=headers, content_type="application/json")
    return responses.lasting_for_seconds(response, depends_on(selection.feed), here.now)


def _in_language(here: Visit, said: Mapping[str, str]) -> Visit:
    """Return the visit in the language that the address of the page names, unless the request names one itself."""
    language = languages.known(said.get("lang", ""))
    if here.language_chosen or language is None:
        return here
    return replace(here, language=language, language_chosen=True)


def _selected(name: str, look: Look) -> Selection:
    """Return the selection of the part that the address of a page names, or of the feed if it has no such part."""
    with suppress(OptionError, FeedError):
        return selected(name, look)
    try:
        return selected(name, PLAIN)
    except FeedError as error:
        raise NotFound(str(error)) from error


def _pixels(name: str) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not _PIXELS.fullmatch(text):
        raise BadRequest(f"'{name}' is a number of pixels, not '{text}'")
    return int(text)
