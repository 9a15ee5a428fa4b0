"""The public address of the app, whatever proxies make of the Host header and the path."""

import re
from collections.abc import Collection, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedgen.errors import FeedgenError
from feedgen.urls import is_web_address
from feedgen.web.refusal import refuse

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# The trusted hosts if no setting names any: this machine.
LOOPBACK = ("localhost", "127.0.0.1", "::1")

# Characters of a base address. The address of a feed must have fewer than 256.
_LONGEST = 120

# Paths that probes ask for with the address of a machine as Host, or without a Host.
OF_PROBES = ("/healthz", "/metrics")

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_-])?)\.?(:\d{1,5})?", re.IGNORECASE)

_PORTS = range(1, 2**16)

# How many spellings of trusted hosts are kept: they differ in letter case, a final dot and the port.
_SPELLINGS = 256


def checked_base_url(base_url: str) -> str:
    """Return a base address without a slash at its end. Raises FeedgenError if it cannot be one."""
    parts = urlsplit(base_url) if is_web_address(base_url) else None
    if parts is None or parts.query or parts.fragment or parts.username:
        raise FeedgenError(f"the base address is like https://calendar.example.org/tv, not '{base_url}'")
    if len(base_url) > _LONGEST:
        raise FeedgenError(f"the base address has more than {_LONGEST} characters: feeds would be too long")
    return base_url.rstrip("/")


def check_path_of_base(base_url: str, taken: Collection[str]) -> None:
    """Raise FeedgenError if the path of the base address begins like an address below it.

    A proxy may or may not remove the path of the base address, so `/feeds/x.ics` could mean two things. `taken` has the
    first segments of our own paths, slugs of shows included.
    """
    first = urlsplit(base_url).path.strip("/").partition("/")[0]
    if first in taken:
        raise FeedgenError(
            f"the path of the base address '{base_url}' begins with /{first}, and so do addresses below it; "
            f"choose another path, such as /calendar"
        )


class PublicAddress:
    """WSGI middleware that puts every request at the public base address.

    After it neither Host nor X-Forwarded headers change any address that the app writes, redirects included. A proxy
    may pass paths with the path of the base address in front, or without it.
    """

    def __init__(self, app: "WSGIApplication", base_url: str) -> None:
        self.app = app
        parts = urlsplit(base_url)
        self.scheme = parts.scheme
        self.host = parts.netloc
        self.prefix = parts.path
        self._below = f"{parts.path}/"

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Pass a request on, with the public address in its environment."""
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        if path.startswith(self._below) or path == self.prefix:
            path = path[len(self.prefix) :]
        # In place, as PEP 3333 allows: to copy the environment would take longer than most answers.
        environ["wsgi.url_scheme"] = self.scheme
        environ["HTTP_HOST"] = self.host
        environ["SCRIPT_NAME"] = self.prefix
        environ["PATH_INFO"] = path
        return self.app(environ, start_response)


class TrustedHosts:
    """WSGI middleware that refuses requests to hosts that are not trusted, and gives the others one spelling.

    A name that begins with a dot stands for all names below it. Probes are answered whatever their Host.
    """

    def __init__(self, app: "WSGIApplication", names: Iterable[str]) -> None:
        self.app = app
        trusted = [name.strip("[]").lower() for name in names]
        self._names = {f"[{name}]" if ":" in name else name.rstrip(".") for name in trusted if name[:1] != "."}
        self._suffixes = tuple(name for name in trusted if name[:1] == ".")
        self._spellings: dict[str, str] = {}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Pass a request on, or refuse it."""
        given = environ.get("HTTP_HOST")
        if given is None:
            given = _of_server(environ)
        host = self._spellings.get(given) or self._settled(given)
        if not host:
            if environ.get("PATH_INFO") not in OF_PROBES:
                text = "this host name is not served here: see FEEDGEN_BASE_URL and FEEDGEN_TRUSTED_HOSTS"
                return refuse(HTTPStatus.BAD_REQUEST, text, start_response)
            host = "localhost"
        environ["HTTP_HOST"] = host
        return self.app(environ, start_response)

    def _settled(self, given: str) -> str:
        """Return a host in lower case, without a final dot; empty if it is not trusted."""
        match = _HOST.fullmatch(given)
        if match is None:
            return ""
        name, port = match[1].lower(), match[2] or ""
        if (name not in self._names and not name.endswith(self._suffixes or "/")) or int(port[1:] or 1) not in _PORTS:
            return ""
        if len(self._spellings) >= _SPELLINGS:
            self._spellings.clear()
        self._spellings[given] = name + port
        return name + port


def _of_server(environ: "WSGIEnvironment") -> str:
    """Return the address of this server, for a client that sends no Host header (HTTP/1.0)."""
    name, port = environ["SERVER_NAME"], environ["SERVER_PORT"]
    return f"[{name.strip('[]')}]:{port}" if ":" in name else f"{name}:{port}"
