"""Answers of every kind, with the headers that belong to each."""

from typing import TYPE_CHECKING

from flask import Response, render_template, request

from feedgen.pages.frame import Frame
from feedgen.pages.visit import Visit
from feedgen.web.context import site
from feedgen.web.representation import CROSS_ORIGIN, Representation, wants_gzip
from feedgen.web.response_cache import MARK

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_PAGE_HEADERS = {
    # A page tells what is next, so it is not kept for long.
    "Cache-Control": "public, max-age=60",
    "Vary": "Accept-Language",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}


_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def send(representation: Representation, *, download: bool) -> Response:
    """Send a feed, or a 304."""
    compressed = wants_gzip(request.accept_encodings)
    body = representation.gzipped if compressed else representation.identity
    response = Response(body, headers=representation.headers(compressed=compressed, download=download))
    response.last_modified = representation.modified
    request.environ[MARK] = True
    return _conditional(response)


def page(template: str, visit: Visit, frame: Frame, content: "DataclassInstance", status: int = 200) -> Response:
    """Send a page, made by a template of its content and of what stands around it."""
    return _html(template, visit, {"frame": frame, "page": content}, _PAGE_POLICY, status)


def framed(template: str, visit: Visit, content: "DataclassInstance") -> Response:
    """Send a page that other people's pages may show in a frame."""
    # In a sandbox the page has no origin that 'self' could mean, says the specification, so it is named.
    static = f"{site().base}/static/"
    policy = f"default-src 'none'; script-src {static}; style-src {static}; base-uri 'none'; form-action 'none'; "
    return _html(template, visit, {"page": content}, f"{policy}frame-ancestors *", 200)


def plain(text: str, status: int) -> Response:
    """Answer with a line of text that caches do not keep."""
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", **CROSS_ORIGIN}
    return Response(f"{text}\n", status, headers, content_type="text/plain; charset=utf-8")


def _html(template: str, visit: Visit, context: dict[str, object], policy: str, status: int) -> Response:
    words = {"_": visit.language.gettext, "ngettext": visit.language.ngettext}
    headers = {**_PAGE_HEADERS, "Content-Security-Policy": policy, "Content-Language": visit.language.tag}
    if visit.site.static:
        del headers["Vary"]  # it is in one language
    html = render_template(template, **context, **words)
    response = Response(html, status, headers, content_type="text/html; charset=utf-8")
    if status == 200:  # noqa: PLR2004 - an error has no lasting representation
        response.add_etag()
        _conditional(response)
    return response


def _conditional(response: Response) -> Response:
    """Turn an answer into a 304 if the client has it already."""
    response.make_conditional(request)
    # Werkzeug adds a date, which would be wrong in an answer that is kept; every server writes the right one.
    del response.headers["Date"]
    return response
