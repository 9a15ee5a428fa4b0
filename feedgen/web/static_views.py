"""Styles, scripts and images."""

import mimetypes
from pathlib import Path

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from feedgen import resources
from feedgen.web.headers import FRAMEABLE
from feedgen.web.response_cache import NO_SHOW
from feedgen.web.responses import lasting

views = Blueprint("files", __name__)

# Some systems know other types, or none.
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}

# An upgrade reaches pages within minutes; until then a browser need not ask.
_HEADERS = {"Cache-Control": "public, max-age=300, stale-while-revalidate=86400", **FRAMEABLE}


@views.get("/static/<path:filename>", endpoint="static")
def static(filename: str) -> Response:
    """Send a file of ours. Its tag comes from its bytes, so that replicas agree."""
    path = safe_join(str(resources.STATIC), filename)
    try:
        body = Path(path).read_bytes() if path else b""
    except OSError:
        body = b""
    if not body:
        raise NotFound(f"there is no file '{filename}'")
    return lasting(Response(body, headers=_HEADERS, content_type=_type(filename)), NO_SHOW)


def _type(filename: str) -> str:
    known = next((kind for ending, kind in _TYPES.items() if filename.endswith(ending)), None)
    return known or mimetypes.guess_type(filename)[0] or "application/octet-stream"
