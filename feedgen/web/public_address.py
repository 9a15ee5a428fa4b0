"""Where the world reaches the app, whatever the proxies in between make of Host and path."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedgen.errors import FeedgenError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# A feed's address must stay under 256 characters; the base may take its share of them.
_LONGEST = 120


def checked_base_url(base_url: str) -> str:
    """Return a base address without a slash at its end. Raises FeedgenError if it cannot be one."""
    try:
        parts = urlsplit(base_url)
        sound = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        sound = False
    if not sound or parts.query or parts.fragment or parts.username or not base_url.isascii():
        raise FeedgenError(f"the base address is like https://calendar.example.org/tv, not '{base_url}'")
    if len(base_url) > _LONGEST:
        raise FeedgenError(f"the base address has more than {_LONGEST} characters: feeds would be too long")
    return base_url.rstrip("/")


class PublicAddress:
    """WSGI middleware that puts every request at the public base address.

    After it no Host or X-Forwarded header has a say in any address that the app gives out, redirects
    included. The proxy may pass the path with the base's own path in front, or without it.
    """

    def __init__(self, app: "WSGIApplication", base_url: str) -> None:
        self.app = app
        parts = urlsplit(base_url)
        self.scheme = parts.scheme
        self.host = parts.netloc
        self.prefix = parts.path
        self._below = f"{parts.path}/"

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        """Pass a request on, with its address made public."""
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        if path.startswith(self._below) or path == self.prefix:
            path = path[len(self.prefix) :]
        # In place, as PEP 3333 allows: a copy for each request would take longer than to answer most of them.
        environ["wsgi.url_scheme"] = self.scheme
        environ["HTTP_HOST"] = self.host
        environ["SCRIPT_NAME"] = self.prefix
        environ["PATH_INFO"] = path
        return self.app(environ, start_response)
