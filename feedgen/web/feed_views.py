"""Feeds over HTTP."""

from flask import Blueprint, Response, request

from feedgen import languages
from feedgen.feeds.errors import FeedError, OptionError, PathError
from feedgen.feeds.feed import Feed, read_name
from feedgen.feeds.request import read_request
from feedgen.formats.publish import publish
from feedgen.web import responses
from feedgen.web.context import shows, site, snapshots
from feedgen.web.headers import CROSS_ORIGIN, PREFLIGHT

views = Blueprint("feeds", __name__)


@views.route("/feeds/<path:file>", methods=["GET"], provide_automatic_options=False)
def feed(file: str) -> Response:
    """Send a feed."""
    try:
        now = snapshots().clock()
        wanted = read_request(file, request.args.items(multi=True))
        document = publish(shows(), wanted, site(languages.of(wanted.variant.language)), now)
    except OptionError as error:
        return responses.plain(str(error), 400)
    except (PathError, FeedError) as error:
        return responses.plain(str(error), 404)
    return responses.feed(document, read_name(wanted.name) or Feed(), now, download=wanted.download)


@views.route("/feeds/<path:file>", methods=["OPTIONS"])
def preflight(file: str) -> Response:  # noqa: ARG001 - the same for every feed
    """Let web calendars of other hosts ask with If-None-Match."""
    return Response(status=204, headers={"Allow": "GET, HEAD, OPTIONS", **CROSS_ORIGIN, **PREFLIGHT})
