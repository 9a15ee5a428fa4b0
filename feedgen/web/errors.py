"""Errors over HTTP: programs get a line of text, people a page that links to what they may have meant."""

from flask import Response, request
from werkzeug.exceptions import BadRequest, HTTPException, NotFound
from werkzeug.routing import RequestRedirect

from feedgen.feeds.errors import OptionError
from feedgen.languages import Language
from feedgen.pages.frame import ErrorPage, frame
from feedgen.pages.visit import Visit
from feedgen.spelling import nearest
from feedgen.web import (
    embed_views,
    responses,
)
from feedgen.web.context import shows, visit_in_some_language

# The beginnings of paths that programs read: they get a line of text instead of an error page.
_MACHINE_PATHS = ("/feeds/", "/oembed", "/static/", "/healthz", "/metrics", "/robots.txt", "/sitemap")


def mistake(error: OptionError) -> Response | HTTPException:
    """Answer a request with an option that is not understood."""
    return error_response(BadRequest(str(error)))


def error_response(error: HTTPException) -> Response | HTTPException:
    """Answer programs with a line, frames with a small page, and people with one that links to what they may mean."""
    code = error.code or 500
    if isinstance(error, RequestRedirect):
        return error
    if request.path.startswith(_MACHINE_PATHS):
        response = responses.plain(error.description or "", code)
    elif request.path.startswith("/embed/"):
        response = embed_views.mistake(error, visit_in_some_language())
    else:
        response = _error_page(error, code, visit_in_some_language())
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value  # such as Allow
    return response


def _error_page(error: HTTPException, code: int, visit: Visit) -> Response:
    title = _error_title(code, visit.language) or error.name
    message = error.description or ""
    if message == NotFound.description:
        message = visit.language.gettext("There is no page at this address.")
    page = ErrorPage(title, message, _near_pages(request.path, visit))
    around = frame(title, message, visit, None)
    response = responses.page("error.html", visit, around, page, code)
    response.headers["Cache-Control"] = "no-store"
    return response


def _error_title(code: int, language: Language) -> str:
    match code:
        case 400:
            return language.gettext("That was not understood")
        case 404:
            return language.gettext("Nothing here")
    return ""


def _near_pages(path: str, visit: Visit) -> tuple[tuple[str, str], ...]:
    """Return titles and addresses of the shows whose slugs resemble the first segment of a path."""
    slugs = nearest(path.strip("/").partition("/")[0], shows())
    return tuple((show.title, visit.show(show)) for slug in slugs if (show := shows().get(slug)))
