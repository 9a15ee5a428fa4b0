"""Share images, the web manifest and the search index of a site over HTTP."""

import json
from datetime import UTC, datetime

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from feedgen import languages
from feedgen.feeds.feed import Feed
from feedgen.pages.catalog import search_index
from feedgen.pages.manifest import manifest
from feedgen.pages.sharing import Card, card_of_season, card_of_site
from feedgen.pages.visit import Visit
from feedgen.web.context import shows, site, snapshots
from feedgen.web.headers import READABLE, STATIC_FILE
from feedgen.web.response_cache import NO_SHOW, WHOLE_CATALOG, Lasting
from feedgen.web.responses import lasting

views = Blueprint("brand", __name__)

_HEADERS = {**STATIC_FILE, **READABLE}


@views.get("/static/cards/<tag>/<name>.png")
def card(tag: str, name: str) -> Response:
    """Send the share image of a season, or of the site, in a language."""
    found = _card(tag, name)
    if found is None:
        raise NotFound(f"there is no share image '{tag}/{name}'")
    feed = Feed.named(name)
    body = found.draw(snapshots().brand)
    return lasting(Response(body, headers=_HEADERS, content_type="image/png"), Lasting((feed and feed.show) or NO_SHOW))


def _card(tag: str, name: str) -> Card | None:
    language, brand = languages.known(tag), snapshots().brand
    feed = Feed.named(name)
    if language is None or language.tag != tag or feed is None or feed.name != name:
        return None
    if feed == Feed():
        return card_of_site(language, brand)
    show = shows().get(feed.show or "")
    season = show.season(feed.season) if show and feed.season is not None else None
    if show is None or season is None or feed != Feed(feed.show, feed.season):
        return None
    return card_of_season(show, season, language, brand)


@views.get("/static/shows.json")
def index() -> Response:
    """Send the index that a script searches on a site of files."""
    if not snapshots().static:
        raise NotFound("there is no file 'shows.json'")
    body = json.dumps(search_index(shows()), ensure_ascii=False, separators=(",", ":"))
    return lasting(Response(body, headers=_HEADERS, content_type="application/json"), Lasting(WHOLE_CATALOG))


@views.get("/static/<tag>.webmanifest")
def web_manifest(tag: str) -> Response:
    """Send the web manifest, which tells browsers how the site looks on a home screen."""
    language = languages.known(tag)
    if language is None or language.tag != tag:
        raise NotFound(f"there is no file '{tag}.webmanifest'")
    known = snapshots()
    here = Visit(site(language), datetime.min.replace(tzinfo=UTC), language, brand=known.brand, tags=known.tags)
    body = json.dumps(manifest(here), ensure_ascii=False)
    return lasting(Response(body, headers=_HEADERS, content_type="application/manifest+json"), Lasting(NO_SHOW))
