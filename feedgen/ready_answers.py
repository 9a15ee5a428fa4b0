"""Answers that have been given before, ready to be given again: a dictionary in front of the application.

A feed is polled all day and almost never changes. What the application said to a request it would say again to the same
one, so long as the catalogue is the same; to know that it is the same request costs a look at a few of its headers.
Whatever is not plain goes to the application.
"""

import functools
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.http import parse_accept_header

from feedgen.representation import wants_gzip

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Where the application says in the environment of a request that its answer depends on nothing but what is in the key.
MARK = "feedgen.lasting"

# A million subscribers of a few hundred variants, each compressed and not, fit in.
_BYTES = 64 * 2**20

# What an answer takes besides its body: key, headers, tuples.
_OVERHEAD = 2048

# Conditions that only the application weighs.
_CONDITIONS = frozenset(
    {"HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE", "HTTP_RANGE"}
)

# One strong entity tag, neither weak nor a list nor `*`.
_TAG = re.compile(r'"[\x21\x23-\x2b\x2d-\x7e]*"')

_Key = tuple[str, str, str, str, str, bool]
_Headers = list[tuple[str, str]]


@dataclass(slots=True)
class _Answer:
    """What the application says without a condition, and the 304 to its entity tag once that has been given."""

    status: str
    headers: _Headers
    body: bytes
    etag: str
    not_modified: tuple[str, _Headers] | None = None


class Answers:
    """The answers prepared from one catalogue, up to a number of bytes: then the oldest go. Safe under threads."""

    def __init__(self, limit: int = _BYTES) -> None:
        self._limit = limit
        self._answers: dict[_Key, _Answer] = {}
        self._adding = threading.Lock()
        self.size = 0

    def get(self, key: _Key) -> _Answer | None:
        """Give the answer that was kept, if any."""
        return self._answers.get(key)

    def keep(self, key: _Key, answer: _Answer) -> None:
        """Keep an answer, unless it would take the room of many."""
        size = len(answer.body) + _OVERHEAD
        if size > self._limit // 8:
            return
        with self._adding:
            if key in self._answers:
                return
            self._answers[key] = answer
            self.size += size
            while self.size > self._limit:
                oldest = next(iter(self._answers))
                self.size -= len(self._answers.pop(oldest).body) + _OVERHEAD


class ReadyAnswers:
    """The application (WSGI), with ready answers in front of it; `current` gives those that are true now."""

    def __init__(self, application: "WSGIApplication", current: Callable[[], Answers]) -> None:
        self._application = application
        self._current = current

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from what is kept, else as the application does, and keep that."""
        key = _key(environ)
        if key is None:
            return self._application(environ, start_response)
        answers = self._current()
        answer = answers.get(key) or self._prepared(environ, key, answers)
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked is not None:
            if not _TAG.fullmatch(asked):
                return self._application(environ, start_response)
            if asked == answer.etag:
                return self._not_modified(environ, start_response, answer)
        start_response(answer.status, answer.headers.copy())
        return (answer.body,) if environ["REQUEST_METHOD"] == "GET" else ()

    def _prepared(self, environ: "WSGIEnvironment", key: _Key, answers: Answers) -> _Answer:
        """Ask the application without condition, and keep what it says if it is lasting."""
        plain = {name: value for name, value in environ.items() if name != "HTTP_IF_NONE_MATCH"}
        plain["REQUEST_METHOD"] = "GET"
        status, headers, body = _result(self._application, plain)
        answer = _Answer(status, headers, body, dict(headers).get("ETag", ""))
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


def _key(environ: "WSGIEnvironment") -> _Key | None:
    """Give what an answer depends on; None if only the application can tell."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not environ["PATH_INFO"].startswith("/feeds/"):
        return None
    if "HTTP_HOST" not in environ or not environ.keys().isdisjoint(_CONDITIONS):
        return None
    return (
        environ["wsgi.url_scheme"],
        environ["HTTP_HOST"],
        environ.get("SCRIPT_NAME", ""),
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        _compressed(environ.get("HTTP_ACCEPT_ENCODING", "")),
    )


@functools.lru_cache(maxsize=1024)
def _compressed(accepted: str) -> bool:
    return wants_gzip(parse_accept_header(accepted))


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
