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
    """Give a base address without a slash at its end. Raises FeedgenError if it cannot be one."""
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

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        """Pass a request on, with its address made public."""
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        if path == self.prefix or path.startswith(f"{self.prefix}/"):
            path = path.removeprefix(self.prefix)
        public = {
            "wsgi.url_scheme": self.scheme,
            "HTTP_HOST": self.host,
            "SCRIPT_NAME": self.prefix,
            "PATH_INFO": path,
        }
        return self.app({**environ, **public}, start_response)
