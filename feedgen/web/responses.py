"""Responses of every kind, with the headers of each.

They are whole: the middleware before the application compresses them, and makes a 304 of them.
"""

import hashlib
from base64 import b64encode
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, render_template, request
from markupsafe import Markup

from feedgen.feeds.feed import AnyFeed, Mix
from feedgen.formats.document import Document
from feedgen.pages.frame import Frame
from feedgen.pages.visit import Visit
from feedgen.web.caching import LASTING
from feedgen.web.context import site
from feedgen.web.headers import CROSS_ORIGIN, EMBEDDED, FRAMEABLE, FRESH, OWN_PAGE, PERMISSIONS, cache_control
from feedgen.web.response_cache import Lasting, depends_on

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# The name under which all mixes are counted, as there may be any number of them.
_MIXES = "(mixes)"

# Pages tell what is next, so caches keep them only for a minute.
_PAGE_HEADERS = {"Cache-Control": "public, max-age=60", "Vary": "Accept-Language", **PERMISSIONS}

# How long visitors get the same page, at most until the next whole minute, as releases are at whole minutes.
_PAGE_LASTS = timedelta(seconds=5)

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def lasting(response: Response, how: Lasting) -> Response:
    """Tag a response by its bytes and let it be kept for as long as it lasts."""
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    request.environ[LASTING] = how
    return response


def lasting_for_seconds(response: Response, of: str, now: datetime) -> Response:
    """Tag a response that tells what is next, and let it be kept for the few seconds in which that stays true.

    An error is neither tagged nor kept.
    """
    if response.status_code != HTTPStatus.OK:
        return response
    minute = now.replace(second=0, microsecond=0)
    since, until = max(now - _PAGE_LASTS, minute), min(now + _PAGE_LASTS, minute + timedelta(minutes=1))
    return lasting(response, Lasting(of, since, until))


def feed(document: Document, named: AnyFeed, now: datetime, *, download: bool) -> Response:
    """Send a feed."""
    response = Response(document.body, headers=headers_of_feed(document, now, download=download))
    # A kept answer goes on saying that it is fresh for FRESH, so it is dropped so long before it expires.
    until = document.expires and document.expires - FRESH
    name = _MIXES if isinstance(named, Mix) else named.name
    return lasting(response, Lasting(depends_on(named), document.since, until, name))


def headers_of_feed(document: Document, now: datetime, *, download: bool) -> dict[str, str]:
    """Return the headers of a feed, besides those of all answers."""
    disposition = "attachment" if download else "inline"
    return {
        "Content-Type": document.media_type,
        "Content-Disposition": f'{disposition}; filename="{document.file_name}"; '
        f"filename*=UTF-8''{document.file_name}",
        "Cache-Control": cache_control(document.expires, now),
        **CROSS_ORIGIN,
    }


def page(template: str, visit: Visit, frame: Frame, content: "DataclassInstance", status: int = 200) -> Response:
    """Send a page, made by a template from its content and its frame."""
    headers = {"Content-Security-Policy": _PAGE_POLICY, **OWN_PAGE}
    return _html(template, visit, {"frame": frame, "page": content}, headers, status)


def framed(
    template: str, visit: Visit, content: "DataclassInstance", status: int = 200, *, style: str = ""
) -> Response:
    """Send a page that other pages may show in a frame. `style` is the text of its style element; it may be empty."""
    # In a sandbox a page has no origin, and 'self' fits nothing (CSP), so the address is written out.
    static = f"{site().base}/static/"
    styles = f"{static} 'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" if style else static
    policy = f"default-src 'none'; script-src {static}; style-src {styles}; base-uri 'none'; form-action 'none'; "
    headers = {"Content-Security-Policy": f"{policy}frame-ancestors *", **FRAMEABLE, **EMBEDDED}
    return _html(template, visit, {"page": content, "style": Markup(style)}, headers, status)  # noqa: S704 - of colours


def plain(text: str, status: int) -> Response:
    """Answer with a line of text that caches do not keep."""
    headers = {"Cache-Control": "no-store", **CROSS_ORIGIN}
    return Response(f"{text}\n", status, headers, content_type="text/plain; charset=utf-8")


def _html(template: str, visit: Visit, context: dict[str, object], own: dict[str, str], status: int) -> Response:
    words = {"_": visit.language.gettext, "ngettext": visit.language.ngettext}
    headers = {**_PAGE_HEADERS, **own, "Content-Language": visit.language.tag}
    if visit.site.static:
        del headers["Vary"]  # it is in one language
    html = render_template(template, **context, **words)
    return Response(html, status, headers, content_type="text/html; charset=utf-8")
