"""Limits of requests: those that are too long for any address or header of this site are refused early."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from feedgen.web.refusal import refuse

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Characters. The longest address of a feed has fewer than 256; that of a mix may be several times as long.
LONGEST_PATH = 1024
LONGEST_QUERY = 2048
LONGEST_HEADER = 8192
LONGEST_HEADERS = 32768

_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_SOUND = re.compile(r"[!-~]*")

# A path begins with a slash, unlike the `*` of OPTIONS. It is empty at the prefix where the app is mounted.
_PATH = re.compile(r"(/[^\x00-\x1f\x7f]*)?")


class Limits:
    """WSGI middleware that refuses what is too long or no path, and percent-encodes a query that is not."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Pass a request on, or refuse it."""
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if len(path) > LONGEST_PATH or len(query) > LONGEST_QUERY:
            text = f"addresses here have up to {LONGEST_PATH} characters, and {LONGEST_QUERY} after the question mark"
            return refuse(HTTPStatus.REQUEST_URI_TOO_LONG, text, start_response)
        if not _PATH.fullmatch(path):
            text = "addresses here begin with a slash, and have no control characters"
            return refuse(HTTPStatus.BAD_REQUEST, text, start_response)
        lengths = [len(value) for name, value in environ.items() if name.startswith("HTTP_")]
        if max(lengths, default=0) > LONGEST_HEADER or sum(lengths) > LONGEST_HEADERS:
            text = f"a header may have {LONGEST_HEADER} characters, and all of them {LONGEST_HEADERS}"
            return refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, text, start_response)
        if not _SOUND.fullmatch(query):
            # Bytes that the client has not encoded. WSGI passes them as Latin-1, and Werkzeug fails on some of them.
            environ["QUERY_STRING"] = quote(query.encode("latin-1", "replace"), safe=_PRINTABLE)
        return self._app(environ, start_response)
