"""Styles, scripts and images: ours, and those that the settings make."""

import mimetypes

from flask import Response
from werkzeug.exceptions import NotFound

from feedgen.web.context import snapshots
from feedgen.web.headers import READABLE, STATIC_FILE
from feedgen.web.response_cache import NO_SHOW, Lasting
from feedgen.web.responses import lasting

# The types of files, as some systems know others or none.
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}

_HEADERS = {**STATIC_FILE, **READABLE}


def static(filename: str) -> Response:
    """Send a file. Its tag comes from its bytes, so that replicas agree."""
    file = snapshots().files.get(filename)
    if file is None:
        raise NotFound(f"there is no file '{filename}'")
    return lasting(Response(file(), headers=_HEADERS, content_type=_type(filename)), Lasting(NO_SHOW))


def _type(filename: str) -> str:
    known = next((kind for ending, kind in _TYPES.items() if filename.endswith(ending)), None)
    return known or mimetypes.guess_type(filename)[0] or "application/octet-stream"
