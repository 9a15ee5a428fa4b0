"""Feeds over HTTP."""

from flask import Blueprint, Response, request

from feedgen import options
from feedgen.feeds import FeedError
from feedgen.options import OptionError, PathError
from feedgen.representation import CROSS_ORIGIN, PREFLIGHT
from feedgen.responses import plain, send
from feedgen.service import service, site

views = Blueprint("feeds", __name__)


@views.route("/feeds/<path:file>", methods=["GET"], provide_automatic_options=False)
def feed(file: str) -> Response:
    """Send a feed."""
    try:
        wanted = options.parse(file, request.args.items(multi=True))
        representation = service().published().feed(wanted.name, wanted.format, wanted.variant, site())
    except OptionError as error:
        return plain(str(error), 400)
    except (PathError, FeedError) as error:
        return plain(str(error), 404)
    return send(representation, download=wanted.download)


@views.route("/feeds/<path:file>", methods=["OPTIONS"])
def preflight(file: str) -> Response:  # noqa: ARG001 - the same for every feed
    """Let web calendars of other hosts ask with If-None-Match."""
    return Response(status=204, headers={"Allow": "GET, HEAD, OPTIONS", **CROSS_ORIGIN, **PREFLIGHT})
