"""What a ready answer takes in process, beside a bare function that looks one up by path and query, and no more."""

import io
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from applications import PATH, ready
from measuring import heading, rounds, seconds, table

from feedgen import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BATCHES = 10
REQUESTS = 4_000

# What a calendar app sends through Granian.
POLL = {
    "REQUEST_METHOD": "GET",
    "SCRIPT_NAME": "",
    "PATH_INFO": PATH,
    "QUERY_STRING": "",
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "HTTP_HOST": "127.0.0.1",
    "HTTP_ACCEPT": "*/*",
    "HTTP_ACCEPT_ENCODING": "gzip, deflate",
    "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9",
    "HTTP_CONNECTION": "keep-alive",
    "HTTP_USER_AGENT": "iOS/17.0 (21A329) dataaccessd/1.0",
    "wsgi.url_scheme": "http",
    "wsgi.version": (1, 0),
    "wsgi.input": io.BytesIO(),
    "wsgi.errors": io.StringIO(),
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}


def main() -> None:
    """Ask all in turns."""
    status, headers, body = answer(ready.wsgi_app)
    bare = answering({(PATH, ""): (status, headers, body)})
    public = create_app({"BASE_URL": "https://calendar.example.org/tv"}).wsgi_app
    answer(public)
    known = {**POLL, "HTTP_IF_NONE_MATCH": dict(headers)["ETag"]}
    contenders = {
        "bare": microseconds(bare, POLL),
        "ready": microseconds(ready.wsgi_app, POLL),
        "ready, 304": microseconds(ready.wsgi_app, known),
        "ready, with a base address": microseconds(public, POLL),
    }
    heading("Ready answers, in process")
    table(rounds(contenders), "µs an answer", "bare", "of bare")


def answer(application: "WSGIApplication") -> tuple[str, list[tuple[str, str]], tuple[bytes, ...]]:
    """Ask once, and give the answer; from then on it is ready."""
    started: list[Any] = []
    body = tuple(application(dict(POLL), lambda *given: started.extend(given)))  # type: ignore[arg-type]
    return started[0], started[1], body


def answering(
    answers: Mapping[tuple[str, str], tuple[str, list[tuple[str, str]], tuple[bytes, ...]]],
) -> "WSGIApplication":
    """Make an application that looks at path and query, and at nothing else."""

    def bare(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        status, headers, body = answers[environ["PATH_INFO"], environ["QUERY_STRING"]]
        start_response(status, headers.copy())  # the server may change them (PEP 3333)
        return body

    return bare


def microseconds(application: "WSGIApplication", request: Mapping[str, object]) -> Callable[[], float]:
    """Make a measurement of one answer. Each request is a dictionary and strings of its own, as from a server."""

    def ask(requests: list["WSGIEnvironment"]) -> None:
        for environ in requests:
            application(environ, _start_response)

    def measure() -> float:
        batches = ([_fresh(request) for _ in range(REQUESTS)] for _ in range(BATCHES))
        return sum(seconds(lambda batch=batch: ask(batch)) for batch in batches) / BATCHES / REQUESTS * 1e6  # type: ignore[misc]

    return measure


def _start_response(*_: object) -> Any:  # noqa: ANN401 - nobody writes
    return None


def _fresh(request: Mapping[str, object]) -> "WSGIEnvironment":
    return {name: value.encode().decode() if isinstance(value, str) else value for name, value in request.items()}


if __name__ == "__main__":
    main()
