"""Styles, scripts and images."""

import functools
import mimetypes
from collections.abc import Mapping
from pathlib import Path

from flask import Response
from werkzeug.exceptions import NotFound

from feedgen import resources
from feedgen.web.headers import FRAMEABLE
from feedgen.web.response_cache import NO_SHOW
from feedgen.web.responses import lasting

# Some systems know other types, or none.
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}

# An upgrade reaches pages within minutes; until then a browser need not ask.
_HEADERS = {"Cache-Control": "public, max-age=300, stale-while-revalidate=86400", **FRAMEABLE}


def static(filename: str) -> Response:
    """Send a file of ours. Its tag comes from its bytes, so that replicas agree."""
    file = _files().get(filename)
    if file is None:
        raise NotFound(f"there is no file '{filename}'")
    return lasting(Response(file.read_bytes(), headers=_HEADERS, content_type=_type(filename)), NO_SHOW)


@functools.cache
def _files() -> Mapping[str, Path]:
    """Return our files by the end of their addresses: no address leads elsewhere."""
    return {file.relative_to(resources.STATIC).as_posix(): file for file in resources.STATIC.rglob("*.*")}


def _type(filename: str) -> str:
    known = next((kind for ending, kind in _TYPES.items() if filename.endswith(ending)), None)
    return known or mimetypes.guess_type(filename)[0] or "application/octet-stream"
