"""What is kept in front of the application is what the application says, to the byte and the header."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app

from feedgen.web.app import create_app
from feedgen.web.response_cache import MARK, Answers, ResponseCache

NOW = datetime(2023, 11, 20, 12, tzinfo=UTC)

Answer = tuple[str, list[tuple[str, str]], bytes]

PATHS = [
    *("/feeds/for-all-mankind-s4.ics", "/feeds/Europe/London/for-all-mankind-s4.ics", "/feeds/all.ics"),
    *("/feeds/for-all-mankind-s4.atom", "/feeds/for-all-mankind-s4.json", "/feeds/all.jcal.json"),
    *(
        "/feeds/nothing.ics",
        "/feeds/Europe/Londn/all.ics",
        "/feeds/all",
        "/feeds/",
        "/",
        "/healthz",
        "/for-all-mankind",
    ),
]
QUERIES = ["", "tz=Asia/Tokyo", "lang=de", "download=1", "v=3", "tz=UTC&tz=UTC", "tz=", "%ff", "a&b", "lang=xx"]
ENCODINGS = [
    None,
    "",
    "gzip",
    "gzip, deflate, br",
    "gzip;q=0",
    "identity, gzip;q=0.5",
    "*",
    "GZIP",
    "gzip;q=nonsense",
    "br",
]
HOSTS = ["localhost", "127.0.0.1:8000", "example.org", "LOCALHOST", ""]
METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
TAGS = ["<own>", "W/<own>", '"other"', '<own>, "other"', '"other", <own>', "*", "", "own", '"', '"other', '"a"b"']
DATES = [None, None, None, "Thu, 12 Oct 2023 16:00:00 GMT", "Thu, 12 Oct 2033 16:00:00 GMT", "yesterday"]

REQUESTS = st.fixed_dictionaries(
    {
        "path": st.sampled_from(PATHS),
        "query": st.sampled_from(QUERIES),
        "method": st.sampled_from(METHODS),
        "host": st.sampled_from(HOSTS),
        "encoding": st.sampled_from(ENCODINGS),
        "tag": st.sampled_from([None, None, *TAGS]),
        "since": st.sampled_from(DATES),
        "range": st.sampled_from([None, None, None, "bytes=0-9"]),
        "prefix": st.sampled_from(["", "", "/tv"]),
        "scheme": st.sampled_from(["http", "https"]),
    }
)


def environment(wanted: Mapping[str, Any], etag: str) -> dict[str, Any]:
    builder = EnvironBuilder(wanted["path"], query_string=wanted["query"], method=wanted["method"])
    environ = builder.get_environ()
    builder.close()
    environ |= {"wsgi.url_scheme": wanted["scheme"], "SCRIPT_NAME": wanted["prefix"]}
    headers = {
        "HTTP_HOST": wanted["host"],
        "HTTP_ACCEPT_ENCODING": wanted["encoding"],
        "HTTP_IF_NONE_MATCH": None if wanted["tag"] is None else wanted["tag"].replace("<own>", etag),
        "HTTP_IF_MODIFIED_SINCE": wanted["since"],
        "HTTP_RANGE": wanted["range"],
    }
    return environ | {name: value for name, value in headers.items() if value is not None}


def answered(application: Any, environ: dict[str, Any]) -> Answer:
    body, status, headers = run_wsgi_app(application, environ, buffered=True)
    return status, sorted(headers.items()), b"".join(body)


@pytest.fixture(scope="module")
def with_ready() -> Any:
    return create_app({"TRUSTED_HOSTS": "localhost,127.0.0.1"}, clock=lambda: NOW).wsgi_app


@pytest.fixture(scope="module")
def without() -> Any:
    app = create_app({"TRUSTED_HOSTS": "localhost,127.0.0.1"}, clock=lambda: NOW)
    assert isinstance(app.wsgi_app, ResponseCache)
    return app.wsgi_app._application  # noqa: SLF001 - the application as it is without what is tested


@settings(max_examples=200, deadline=None)
@given(wanted=REQUESTS, other=REQUESTS)
def test_ready_answers_are_those_of_the_application(
    with_ready: Any, without: Any, wanted: Mapping[str, Any], other: Mapping[str, Any]
) -> None:
    """Ask for the same again and again, and for what differs in one thing from what has just been kept."""
    plain = {**wanted, "method": "GET", "tag": None, "since": None, "range": None}
    _, headers, _ = answered(without, environment(plain, ""))
    etag = dict(headers).get("ETag", '"none"')
    differing = [{**plain, field: value} for field, value in other.items()]
    for request in (plain, wanted, wanted, *differing, plain):
        expected = answered(without, environment(request, etag))
        assert answered(with_ready, environment(request, etag)) == expected


class Counting:
    """An application that says how often it was asked; everything that it says is lasting, but for /feeds/passing."""

    def __init__(self, size: int = 10) -> None:
        self.asked = 0
        self.body = b"x" * size
        self.tag = '"tag"'

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        if environ["PATH_INFO"] != "/feeds/passing":
            environ[MARK] = True
        matches = environ.get("HTTP_IF_NONE_MATCH") == self.tag
        start_response("304 NOT MODIFIED" if matches else "200 OK", [("ETag", self.tag)])
        return [] if matches else [self.body]


def ask(application: Any, path: str = "/feeds/a", **headers: str) -> Answer:
    environ = EnvironBuilder(path).get_environ() | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return answered(application, environ)


def test_application_is_asked_once_for_each_answer() -> None:
    answers, counting = Answers(), Counting()
    ready = ResponseCache(counting, lambda: answers)
    for _ in range(5):
        assert ask(ready)[0] == "200 OK"
        assert ask(ready, if_none_match='"old"')[0] == "200 OK"
        assert ask(ready, accept_encoding="identity")[0] == "200 OK"
    assert counting.asked == 1
    for _ in range(5):
        assert ask(ready, if_none_match='"tag"') == ("304 NOT MODIFIED", [("ETag", '"tag"')], b"")
    assert counting.asked == 2
    ask(ready, accept_encoding="gzip")
    assert counting.asked == 3


def test_pollers_with_a_tag_do_not_go_to_the_application_each_time() -> None:
    """As after a start, when no one asks without one."""
    answers, counting = Answers(), Counting()
    ready = ResponseCache(counting, lambda: answers)
    for _ in range(5):
        assert ask(ready, if_none_match='"tag"')[0] == "304 NOT MODIFIED"
    assert counting.asked == 2


@pytest.mark.parametrize(
    "headers",
    [
        *({"if_none_match": value} for value in ('W/"tag"', '"tag", "b"', "*", "")),
        {"if_modified_since": "Thu, 12 Oct 2023 16:00:00 GMT"},
        {"range": "bytes=0-1"},
        {"if_match": '"tag"'},
    ],
)
def test_what_is_not_plain_goes_to_the_application(headers: dict[str, str]) -> None:
    answers, counting = Answers(), Counting()
    ready = ResponseCache(counting, lambda: answers)
    ask(ready)
    before = counting.asked
    for _ in range(3):
        ask(ready, **headers)
    assert counting.asked == before + 3


def test_a_date_beside_a_tag_has_no_say_and_costs_nothing() -> None:
    """Calendar apps send both, as they were given both."""
    answers, counting = Answers(), Counting()
    ready = ResponseCache(counting, lambda: answers)
    for _ in range(3):
        for since in ("Thu, 12 Oct 2023 16:00:00 GMT", "yesterday"):
            assert ask(ready, if_none_match='"tag"', if_modified_since=since)[0] == "304 NOT MODIFIED"
            assert ask(ready, if_none_match='"old"', if_modified_since=since)[0] == "200 OK"
    assert counting.asked == 2


def test_servers_may_leave_out_what_is_empty() -> None:
    counting = Counting()
    ready = ResponseCache(counting, Answers)
    environ = EnvironBuilder("/feeds/a").get_environ()
    del environ["SCRIPT_NAME"], environ["QUERY_STRING"]
    assert answered(ready, environ) == ("200 OK", [("ETag", '"tag"')], b"x" * 10)


def test_what_is_not_lasting_is_not_kept() -> None:
    answers, counting = Answers(), Counting()
    ready = ResponseCache(counting, lambda: answers)
    for _ in range(3):
        ask(ready, "/feeds/passing")
    assert (counting.asked, answers.size) == (3, 0)


def test_change_in_the_midst_of_a_request_sends_no_empty_answer() -> None:
    answers, counting = Answers(), Counting()
    ready = ResponseCache(counting, lambda: answers)
    ask(ready)
    counting.body, counting.tag = b"new", '"new"'
    for _ in range(2):
        assert ask(ready, if_none_match='"tag"') == ("200 OK", [("ETag", '"new"')], b"new")


def test_a_new_catalogue_has_new_answers() -> None:
    counting = Counting()
    current = [Answers()]
    ready = ResponseCache(counting, lambda: current[0])
    ask(ready)
    counting.body = b"new"
    assert ask(ready)[2] == b"x" * 10
    current[0] = Answers()
    assert ask(ready)[2] == b"new"


def test_the_oldest_go_when_there_is_no_room() -> None:
    answers, counting = Answers(limit=100_000), Counting(size=8_000)
    ready = ResponseCache(counting, lambda: answers)
    for number in range(50):
        ask(ready, f"/feeds/{number}")
        assert answers.size <= 100_000
    asked = counting.asked
    ask(ready, "/feeds/49")
    assert counting.asked == asked
    ask(ready, "/feeds/0")
    assert counting.asked == asked + 1


def test_one_large_answer_does_not_push_out_all_others() -> None:
    answers, counting = Answers(limit=100_000), Counting(size=50_000)
    ready = ResponseCache(counting, lambda: answers)
    ask(ready)
    ask(ready)
    assert (counting.asked, answers.size) == (2, 0)
