"""What stands before the application: what it said of late is said again without asking it.

A feed is polled all day and almost never changes. The application makes whole answers, without condition and not
compressed; here they are compressed for those who ask, compared with what a client has already, and kept.
"""

import gzip
import operator
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from feedgen.feeds.options import is_ignored
from feedgen.web import conditions
from feedgen.web.asked import compressed_for, language_for
from feedgen.web.limits import LONGEST_QUERY
from feedgen.web.response_cache import Answer, Answers, Headers, Key, Lasting

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Where the application says, in the environment of a request, what its answer depends on and how long it lasts.
LASTING = "feedgen.lasting"

_COMPRESSED = ("text/", "application/", "image/svg+xml")

# What is smaller than a packet gains nothing.
_SMALL = 600

# What an answer depends on, besides its language and whether it is compressed.
_ASKED = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "SCRIPT_NAME", "HTTP_HOST", "wsgi.url_scheme")
_EMPTY = dict.fromkeys(_ASKED, "")
_asked = operator.itemgetter(*_ASKED)


class Observe(Protocol):
    """What is told of each request: the answer, the status that was sent, seconds, and whether it was kept."""

    def __call__(
        self, environ: "WSGIEnvironment", answer: Answer, status: str, seconds: float, *, kept: bool
    ) -> object:
        """Take note of a request."""


class Front:
    """The application (WSGI) behind what is kept of its answers; `current` gives those that are true now."""

    def __init__(
        self,
        application: "WSGIApplication",
        current: Callable[[], Answers],
        clock: Callable[[], datetime],
        observe: Observe | None = None,
    ) -> None:
        self._application = application
        self._current = current
        self._clock = clock
        self._observe = observe

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from what is kept, else as the application does, and keep that."""
        # In calls and look-ups that are saved here lies the speed of all this.
        began = time.perf_counter() if self._observe else 0.0
        try:
            asked = _asked(environ)
        except KeyError:  # servers may leave out what is empty (PEP 3333)
            asked = _asked({**_EMPTY, **environ})
        method, path, query = asked[0], asked[1], asked[2]
        if query or method == "HEAD":
            # HEAD is answered as GET, without the body.
            asked = ("GET" if method == "HEAD" else method, path, without_ignored(query), *asked[3:])
        # Feeds speak the language that their address names.
        feed = path.startswith("/feeds/")
        language = "" if feed else language_for[environ.get("HTTP_ACCEPT_LANGUAGE", "")]
        key = (asked, language, compressed_for[environ.get("HTTP_ACCEPT_ENCODING", "")])
        answers = self._current()
        answer = answers.get(key)
        if kept := answer is not None and (answer.until is None or self._clock() < answer.until):
            answer.used = True
        else:
            answer = self._made(environ, key, answers)
        status, headers, body = answer.status, answer.headers, answer.body
        if "HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MATCH" in environ:
            status, headers, body = _weighed(environ, answer)
        if self._observe:
            self._observe(environ, answer, status, time.perf_counter() - began, kept=kept)
        start_response(status, headers.copy())  # the server may change them (PEP 3333)
        return (body,) if body and method != "HEAD" else ()

    def _made(self, environ: "WSGIEnvironment", key: Key, answers: Answers) -> Answer:
        """Ask the application without conditions, and keep what it says if that lasts."""
        generation = answers.generation
        plain = {name: value for name, value in environ.items() if name not in conditions.HEADERS}
        plain["REQUEST_METHOD"] = key[0][0]
        status, headers, body = _result(self._application, plain)
        answer = _answer(status, headers, body, plain.get(LASTING), compressed=key[2])
        answers.keep(key, answer, generation)
        return answer


def without_ignored(query: str) -> str:
    """Return a raw query without what the application ignores, so that nobody can have one answer kept twice.

    One that is too long stays as it is, to be refused.
    """
    if len(query) > LONGEST_QUERY:
        return query
    return "&".join(pair for pair in query.split("&") if not is_ignored(pair.partition("=")[0]))


def _answer(status: str, headers: Headers, body: bytes, lasting: Lasting | None, *, compressed: bool) -> Answer:
    """Make an answer to send and to keep. Only a 200 with a strong tag is compared, compressed or kept."""
    given = {name.lower(): value for name, value in headers}
    tags = conditions.accepted_tags(given.get("etag", "")) if status[:3] == "200" else ()
    if not tags:
        return Answer(status, headers, [], body)
    if given.get("content-type", "").startswith(_COMPRESSED):
        vary = ", ".join(filter(None, (given.get("vary"), "Accept-Encoding")))
        headers = [pair for pair in headers if pair[0].lower() != "vary"] + [("Vary", vary)]
        if compressed and len(body) > _SMALL:
            body = gzip.compress(body, mtime=0)
            tags = conditions.accepted_tags(conditions.compressed_tag(tags[0]))
            own = {"ETag": tags[0], "Content-Length": str(len(body)), "Content-Encoding": "gzip"}
            headers = [pair for pair in headers if pair[0] not in own] + list(own.items())
    return Answer(status, headers, conditions.headers_of_304(headers), body, tags, lasting)


def _weighed(environ: "WSGIEnvironment", answer: Answer) -> tuple[str, Headers, bytes]:
    """Return status, headers and body for a request with conditions."""
    tag = environ.get("HTTP_IF_NONE_MATCH")
    if answer.tags and tag is not None and conditions.has_it_already(tag, answer.tags):
        return "304 NOT MODIFIED", answer.headers_of_304, b""
    wanted = environ.get("HTTP_IF_MATCH")
    if answer.tags and wanted is not None and conditions.refuses_it(wanted, answer.tags):
        return "412 PRECONDITION FAILED", answer.headers_of_304, b""
    return answer.status, answer.headers, answer.body


def _result(application: "WSGIApplication", environ: "WSGIEnvironment") -> tuple[str, Headers, bytes]:
    """Run the application, and return all of its answer."""
    started: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, _error: object = None) -> Callable[[bytes], object]:
        started.append((status, headers))
        return written.append

    written: list[bytes] = []
    chunks = application(environ, start_response)
    try:
        written.extend(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    status, headers = started[-1]
    return status, headers, b"".join(written)
