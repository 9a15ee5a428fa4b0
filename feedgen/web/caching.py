"""The response cache before the application (WSGI): an answer that it gave before is sent again without asking it.

A feed is polled all day and almost never changes. The application makes whole answers, which are neither conditional
nor compressed. Here they are compressed for clients that ask for it, compared with what a client has already, and kept.
"""

import gzip
import operator
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from feedgen.feeds.options import is_ignored
from feedgen.web import conditions
from feedgen.web.limits import LONGEST_QUERY
from feedgen.web.negotiation import compressed_for, languages_among
from feedgen.web.response_cache import Answer, Answers, Headers, Key, Lasting

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# The key in the environment of a request under which the application says what its answer depends on, as Lasting.
LASTING = "feedgen.lasting"

_COMPRESSED = ("text/", "application/", "image/svg+xml")

# Bytes up to which a body is not compressed: it fits into one packet anyway.
_SMALL = 600

# What an answer depends on besides its language and its compression.
_ASKED = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "SCRIPT_NAME", "HTTP_HOST", "wsgi.url_scheme")
_EMPTY = dict.fromkeys(_ASKED, "")
_asked = operator.itemgetter(*_ASKED)


class Observe(Protocol):
    """A function that is told of each request: its answer, the status that was sent, seconds, and if it was `kept`."""

    def __call__(
        self, environ: "WSGIEnvironment", answer: Answer, status: str, seconds: float, *, kept: bool
    ) -> object:
        """Take note of a request."""


class CachedApplication:
    """The application (WSGI) behind the cache of its answers; `current` returns the cache for the present catalogue."""

    def __init__(
        self,
        application: "WSGIApplication",
        current: Callable[[], Answers],
        clock: Callable[[], datetime],
        speaks: Sequence[str],
        observe: Observe | None = None,
    ) -> None:
        self._application = application
        self._current = current
        self._clock = clock
        self._language_for = languages_among(speaks)
        self._observe = observe

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from the cache, else ask the application and keep its answer."""
        # Every call and look-up here costs a notable part of the time of an answer from the cache.
        began = time.perf_counter() if self._observe else 0.0
        try:
            asked = _asked(environ)
        except KeyError:  # servers may leave out what is empty (PEP 3333)
            asked = _asked({**_EMPTY, **environ})
        method, path, query = asked[0], asked[1], asked[2]
        if query or method == "HEAD":
            # HEAD is answered as GET, without the body.
            asked = ("GET" if method == "HEAD" else method, path, without_ignored(query), *asked[3:])
        # The language of a feed is in its address.
        feed = path.startswith("/feeds/")
        language = "" if feed else self._language_for[environ.get("HTTP_ACCEPT_LANGUAGE", "")]
        key = (asked, language, compressed_for[environ.get("HTTP_ACCEPT_ENCODING", "")])
        answers = self._current()
        answer = answers.get(key)
        if kept := answer is not None and (answer.is_timeless or answer.since <= self._clock() < answer.until):
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
        """Ask the application without conditions, and keep its answer if it may be kept."""
        generation = answers.generation
        plain = {name: value for name, value in environ.items() if name not in conditions.HEADERS}
        plain["REQUEST_METHOD"] = key[0][0]
        status, headers, body = _result(self._application, plain)
        answer = _answer(status, headers, body, plain.get(LASTING), compressed=key[2])
        answers.keep(key, answer, generation)
        return answer


def without_ignored(query: str) -> str:
    """Return a raw query without the keys that the application ignores, so that one answer is not kept many times.

    A query that is too long stays as it is, as it will be refused.
    """
    if len(query) > LONGEST_QUERY:
        return query
    return "&".join(pair for pair in query.split("&") if not is_ignored(pair.partition("=")[0]))


def _answer(status: str, headers: Headers, body: bytes, lasting: Lasting | None, *, compressed: bool) -> Answer:
    """Return the answer to send and to keep. Only a 200 with a strong tag is compared, compressed or kept."""
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
    """Return status, headers and body of an answer to a conditional request: the answer itself, a 304 or a 412."""
    tag = environ.get("HTTP_IF_NONE_MATCH")
    if answer.tags and tag is not None and conditions.has_it_already(tag, answer.tags):
        return "304 NOT MODIFIED", answer.headers_of_304, b""
    wanted = environ.get("HTTP_IF_MATCH")
    if answer.tags and wanted is not None and conditions.refuses_it(wanted, answer.tags):
        return "412 PRECONDITION FAILED", answer.headers_of_304, b""
    return answer.status, answer.headers, answer.body


def _result(application: "WSGIApplication", environ: "WSGIEnvironment") -> tuple[str, Headers, bytes]:
    """Run the application, and return its whole answer: status, headers and body."""
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
