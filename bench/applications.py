"""What is compared: one feed, served in several ways."""

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask, Response
from icalendar import Calendar, Event

from feedgen import create_app, resources
from feedgen.catalog.folder import read_catalog
from feedgen.feeds import wording
from feedgen.feeds.addresses import Site
from feedgen.feeds.feed import Feed
from feedgen.feeds.moments import AllDay, moment
from feedgen.feeds.selection import select
from feedgen.feeds.variant import PLAIN
from feedgen.languages import default

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NAME = "for-all-mankind-s4"
PATH = f"/feeds/{NAME}.ics"
SEASON = "/for-all-mankind/season-4/"
SITE = Site("http://127.0.0.1")

ready = create_app()
counted = create_app({"METRICS": True})
made = create_app({"CACHE_MEBIBYTES": 0})
_answer = ready.test_client().get(PATH)
BODY, HEADERS = _answer.data, list(_answer.headers)
ETAG = _answer.headers["ETag"]
HEADERS_OF_304 = list(ready.test_client().get(PATH, headers={"If-None-Match": ETAG}).headers)


def constant(environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
    """Answer always what feedgen answers, or its 304 if there is a condition: what no application can outdo."""
    if "HTTP_IF_NONE_MATCH" in environ:
        start_response("304 NOT MODIFIED", HEADERS_OF_304.copy())
        return ()
    start_response("200 OK", HEADERS.copy())
    return (BODY,)


def _view() -> "WSGIApplication":
    """Serve bytes that are there from a view."""
    app = Flask("view")

    @app.get(PATH)
    def feed() -> Response:
        return Response(BODY, headers=HEADERS)

    return app


def _usual() -> "WSGIApplication":
    """Write the calendar anew at each request, as most do."""
    app = Flask("usual")
    shows = read_catalog([resources.SCHEDULES], ready.extensions["feedgen"].clock()).shows
    language = default()

    @app.get(PATH)
    def feed() -> Response:
        calendar = Calendar()
        calendar.add("prodid", "-//bench//EN")
        calendar.add("version", "2.0")
        for airing in select(shows.values(), Feed("for-all-mankind", 4)).airings:
            event, when = Event(), moment(airing, PLAIN)
            if isinstance(when, AllDay):
                event.add("dtstart", when.day)
                event.add("dtend", when.day + timedelta(days=1))
            event.add("uid", airing.uid)
            event.add("dtstamp", airing.episode.modified)
            event.add("summary", wording.summary(airing, language))
            event.add("description", wording.description(airing, SITE, language))
            event.add("url", wording.link(airing, SITE))
            calendar.add_component(event)
        return Response(calendar.to_ical(), content_type="text/calendar; charset=utf-8")

    return app


view, usual = _view(), _usual()
