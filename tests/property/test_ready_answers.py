"""What is kept in front of the application is what the application says, to the byte and the header."""

import tracemalloc
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app

from feedgen import languages
from feedgen.web import negotiation
from feedgen.web.app import create_app
from feedgen.web.caching import LASTING, CachedApplication
from feedgen.web.response_cache import NO_SHOW, WHOLE_CATALOG, Answers, Lasting

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


SETTINGS = {"TRUSTED_HOSTS": "localhost,127.0.0.1"}


@pytest.fixture(scope="module")
def with_ready() -> Any:
    return create_app(SETTINGS, clock=lambda: NOW).wsgi_app


@pytest.fixture(scope="module")
def without() -> Any:
    return create_app({**SETTINGS, "CACHE_MEBIBYTES": 0}, clock=lambda: NOW).wsgi_app


@settings(max_examples=200)
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
    """An application that says how often it was asked; all that it says lasts, but for /feeds/passing."""

    def __init__(self, size: int = 10, since: datetime | None = None, until: datetime | None = None) -> None:
        self.asked = 0
        self.body = b"x" * size
        self.tag = '"tag"'
        self.depends_on = "show"
        self.since = since
        self.until = until

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        if environ["PATH_INFO"] != "/feeds/passing":
            environ[LASTING] = Lasting(self.depends_on, self.since, self.until)
        start_response("200 OK", [("ETag", self.tag), ("Content-Type", "text/plain"), ("Content-Length", "10")])
        return [self.body]


HEADERS = [("Content-Length", "10"), ("Content-Type", "text/plain"), ("ETag", '"tag"'), ("Vary", "Accept-Encoding")]


class Fronted:
    """An application that counts, behind what is tested."""

    def __init__(self, application: Counting, limit: int = 10**6) -> None:
        self.answers = Answers(limit)
        self.now = NOW
        self.application = application
        self.front = CachedApplication(application, lambda: self.answers, lambda: self.now, languages.default_first())

    def ask(self, path: str = "/feeds/a", query: str = "", **headers: str) -> Answer:
        environ = EnvironBuilder(path, query_string=query).get_environ()
        return answered(self.front, environ | {f"HTTP_{name.upper()}": value for name, value in headers.items()})


def test_application_is_asked_once_for_each_answer() -> None:
    counting = Counting()
    fronted = Fronted(counting)
    for _ in range(5):
        assert fronted.ask() == ("200 OK", HEADERS, b"x" * 10)
        assert fronted.ask(if_none_match='"old"')[0] == "200 OK"
        assert fronted.ask(accept_encoding="identity")[0] == "200 OK"
        assert fronted.ask(if_none_match='"tag"') == ("304 NOT MODIFIED", HEADERS[2:], b"")
    assert counting.asked == 1
    fronted.ask(accept_encoding="gzip")
    assert counting.asked == 2


@pytest.mark.parametrize("tag", ['"tag"', 'W/"tag"', '"other", "tag"', "*", '"tag-gzip"', 'W/"tag-gzip"'])
def test_own_tag_in_every_form_is_a_304(tag: str) -> None:
    """Apache's mod_deflate adds -gzip to tags."""
    assert Fronted(Counting()).ask(if_none_match=tag)[0] == "304 NOT MODIFIED"


@pytest.mark.parametrize("tag", ['"other"', "", '"other', '"a"b"', '"tag-br"'])
def test_any_other_tag_is_not(tag: str) -> None:
    assert Fronted(Counting()).ask(if_none_match=tag)[0] == "200 OK"


@pytest.mark.parametrize(("tag", "status"), [('"tag"', "200"), ("*", "200"), ('"other"', "412"), ('W/"tag"', "412")])
def test_what_must_match_is_weighed_strongly(tag: str, status: str) -> None:
    assert Fronted(Counting()).ask(if_match=tag)[0][:3] == status


def test_dates_have_no_say() -> None:
    for name in ("if_modified_since", "if_unmodified_since"):
        assert Fronted(Counting()).ask(**{name: "Thu, 12 Oct 2033 16:00:00 GMT"})[0] == "200 OK"


def test_what_is_ignored_in_a_query_makes_no_answer_of_its_own() -> None:
    counting = Counting()
    fronted = Fronted(counting)
    for number in range(5):
        fronted.ask(query=f"lang=de&v={number}")
        fronted.ask(query=f"v={number}")
    assert (counting.asked, len(fronted.answers)) == (2, 2)


def test_servers_may_leave_out_what_is_empty() -> None:
    environ = EnvironBuilder("/feeds/a").get_environ()
    del environ["SCRIPT_NAME"], environ["QUERY_STRING"]
    assert answered(Fronted(Counting()).front, environ) == ("200 OK", HEADERS, b"x" * 10)


def test_what_is_not_lasting_is_not_kept() -> None:
    counting = Counting()
    fronted = Fronted(counting)
    for _ in range(3):
        fronted.ask("/feeds/passing")
    assert (counting.asked, fronted.answers.size) == (3, 0)


def test_answer_is_kept_until_time_makes_it_another() -> None:
    counting = Counting(until=NOW + timedelta(seconds=5))
    fronted = Fronted(counting)
    for seconds, times in [(0, 1), (4, 1), (5, 2), (5, 3)]:
        fronted.now = NOW + timedelta(seconds=seconds)
        fronted.ask()
        assert counting.asked == times
    assert len(fronted.answers) == 1


@pytest.mark.parametrize("until", [None, NOW + timedelta(days=1)])
def test_answer_of_a_clock_that_was_ahead_is_not_given_once_that_is_set_back(until: datetime | None) -> None:
    counting = Counting(since=NOW, until=until)
    fronted = Fronted(counting)
    for seconds, times in [(0, 1), (9, 1), (-1, 2), (-1, 3), (0, 3)]:
        fronted.now = NOW + timedelta(seconds=seconds)
        fronted.ask()
        assert counting.asked == times


def test_change_of_a_show_lets_go_of_what_depends_on_it_and_no_more() -> None:
    counting = Counting()
    fronted = Fronted(counting)
    for name in ("one", "other", WHOLE_CATALOG, NO_SHOW):
        counting.depends_on = name
        fronted.ask(f"/feeds/{name}")
    fronted.answers.change(["one"])
    assert len(fronted.answers) == 2
    for name in ("other", NO_SHOW):
        fronted.ask(f"/feeds/{name}")
    assert counting.asked == 4
    for name in ("one", WHOLE_CATALOG):
        fronted.ask(f"/feeds/{name}")
    assert counting.asked == 6


def test_answer_that_was_made_while_a_show_changed_is_not_kept() -> None:
    class Changing(Counting):
        def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            fronted.answers.change(["show"])
            return super().__call__(environ, start_response)

    fronted = Fronted(Changing())
    fronted.ask()
    assert (len(fronted.answers), fronted.answers.size) == (0, 0)


def test_the_oldest_go_when_there_is_no_room_unless_they_were_asked_for_again() -> None:
    counting = Counting(size=8_000)
    fronted = Fronted(counting, limit=100_000)
    for number in range(50):
        fronted.ask(f"/feeds/{number}")
        fronted.ask("/feeds/0")
        assert fronted.answers.size <= 100_000
    asked = counting.asked
    fronted.ask("/feeds/49")
    fronted.ask("/feeds/0")
    assert counting.asked == asked
    fronted.ask("/feeds/1")
    assert counting.asked == asked + 1


def test_one_large_answer_does_not_push_out_all_others() -> None:
    counting = Counting(size=50_000)
    fronted = Fronted(counting, limit=100_000)
    fronted.ask()
    fronted.ask()
    assert (counting.asked, fronted.answers.size) == (2, 0)


def test_bytes_that_are_counted_are_those_that_are_taken() -> None:
    """Long queries, few bytes of body: what is kept besides bodies counts as well."""
    fronted = Fronted(Counting(), limit=2 * 2**20)
    fronted.ask()
    tracemalloc.start()
    for number in range(4_000):
        fronted.ask(query=f"tz={number}" + "x" * 1_000)
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert 400 < len(fronted.answers) < 1_000
    assert taken < 2 * 2**20


def test_headers_of_strangers_are_remembered_up_to_a_bound() -> None:
    fronted = Fronted(Counting())
    for number in range(2_000):
        fronted.ask(accept_encoding=f"x{number}" + "y" * (number % 400))
    assert len(negotiation.compressed_for) <= 512
    assert max(map(len, negotiation.compressed_for)) <= 200
