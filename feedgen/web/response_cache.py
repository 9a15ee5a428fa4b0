"""Answers that have been given before, ready to be given again: a dictionary in front of the application.

A feed is polled all day and almost never changes. What the application said to a request it would say again to the same
one, so long as the catalogue is the same; to know that it is the same request costs a look at a few of its headers.
Whatever is not plain goes to the application.
"""

import operator
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.http import parse_accept_header

from feedgen.web.representation import wants_gzip

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Where the application says in the environment of a request that its answer depends on nothing but what is in the key.
MARK = "feedgen.lasting"


# A million subscribers of a few hundred variants, each compressed and not, fit in.
_BYTES = 64 * 2**20


# What an answer takes besides its body: key, headers, tuples.
_OVERHEAD = 2048


# What an answer depends on, besides whether it is compressed. A server that leaves one out asks the application.
_ASKED = ("REQUEST_METHOD", "wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")


_asked = operator.itemgetter(*_ASKED)


# Conditions that are weighed here.
_WEIGHED = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


# Browsers and calendar apps say no more than a few dozen different things.
_ENCODINGS = 1024


# One strong entity tag, neither weak nor a list nor `*`.
_TAG = re.compile(r'"[\x21\x23-\x2b\x2d-\x7e]*"')


_Key = tuple[tuple[str, ...], bool]


_Headers = list[tuple[str, str]]


@dataclass(slots=True)
class _Answer:
    """What the application says without a condition, and the 304 to its entity tag once that has been given.

    `chunks` is what is sent of the body: nothing after HEAD. `etag` is None unless it is strong.
    """

    status: str
    headers: _Headers
    chunks: tuple[bytes, ...]
    etag: str | None
    not_modified: tuple[str, _Headers] | None = None

    @property
    def size(self) -> int:
        """What it takes of memory, about."""
        return sum(map(len, self.chunks)) + _OVERHEAD


class Answers:
    """The answers prepared from one catalogue, up to a number of bytes: then the oldest go. Safe under threads."""

    def __init__(self, limit: int = _BYTES) -> None:
        self._limit = limit
        self._answers: dict[_Key, _Answer] = {}
        self._adding = threading.Lock()
        # Asked at each request: the answer that was kept for a key, or None.
        self.get = self._answers.get
        self.size = 0

    def keep(self, key: _Key, answer: _Answer) -> None:
        """Keep an answer, unless it would take the room of many."""
        if answer.size > self._limit // 8:
            return
        with self._adding:
            if key in self._answers:
                return
            self._answers[key] = answer
            self.size += answer.size
            while self.size > self._limit:
                self.size -= self._answers.pop(next(iter(self._answers))).size


class ResponseCache:
    """The application (WSGI), with ready answers in front of it; `current` gives those that are true now."""

    def __init__(self, application: "WSGIApplication", current: Callable[[], Answers]) -> None:
        self._application = application
        self._current = current

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from what is kept, else as the application does, and keep that."""
        # In calls and look-ups that are saved here lies the speed of all this.
        if (
            "HTTP_RANGE" in environ
            or "HTTP_IF_MATCH" in environ
            or "HTTP_IF_UNMODIFIED_SINCE" in environ
            # Beside a tag a date has no say (RFC 9110 §13.1.3); many clients send both.
            or ("HTTP_IF_MODIFIED_SINCE" in environ and "HTTP_IF_NONE_MATCH" not in environ)
        ):
            return self._application(environ, start_response)
        try:
            key = _asked(environ), _compressed[environ.get("HTTP_ACCEPT_ENCODING", "")]
        except KeyError:
            return self._application(environ, start_response)
        answers = self._current()
        answer = answers.get(key)
        if answer is None:
            if not _may_last(environ):
                return self._application(environ, start_response)
            answer = self._prepared(environ, key, answers)
        tag = environ.get("HTTP_IF_NONE_MATCH")
        if tag is not None:
            if tag == answer.etag:
                return self._not_modified(environ, start_response, answer)
            if not _TAG.fullmatch(tag):
                return self._application(environ, start_response)
        start_response(answer.status, answer.headers.copy())
        return answer.chunks

    def _prepared(self, environ: "WSGIEnvironment", key: _Key, answers: Answers) -> _Answer:
        """Ask the application without condition, and keep what it says if it is lasting."""
        plain = {name: value for name, value in environ.items() if name not in _WEIGHED}
        status, headers, body = _result(self._application, plain)
        tag = dict(headers).get("ETag", "")
        answer = _Answer(status, headers, (body,) if body else (), tag if _TAG.fullmatch(tag) else None)
        if MARK in plain:
            answers.keep(key, answer)
        return answer

    def _not_modified(
        self, environ: "WSGIEnvironment", start_response: "StartResponse", answer: _Answer
    ) -> Iterable[bytes]:
        if answer.not_modified is None:
            status, headers, body = _result(self._application, environ)
            if not status.startswith("304 "):
                # The catalogue has changed meanwhile. A 200 must not go out without its body: Thunderbird would wipe
                # the calendar.
                start_response(status, headers)
                return (body,)
            answer.not_modified = (status, headers)
        status, headers = answer.not_modified
        start_response(status, headers.copy())
        return ()


def _may_last(environ: "WSGIEnvironment") -> bool:
    return environ["REQUEST_METHOD"] in ("GET", "HEAD") and environ["PATH_INFO"].startswith("/feeds/")


class _Compressed(dict[str, bool]):
    """Whether an Accept-Encoding is answered with the compressed body."""

    def __missing__(self, accepted: str) -> bool:
        if len(self) >= _ENCODINGS:
            self.clear()
        self[accepted] = wanted = wants_gzip(parse_accept_header(accepted))
        return wanted


_compressed = _Compressed()


def _result(application: "WSGIApplication", environ: "WSGIEnvironment") -> tuple[str, _Headers, bytes]:
    """Run the application, and give all of its answer."""
    started: list[tuple[str, _Headers]] = []

    def start_response(status: str, headers: _Headers, _error: object = None) -> Callable[[bytes], object]:
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
