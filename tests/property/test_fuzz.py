"""Hostile requests: no error of the server, nothing that breaks out, and the same answer as without what is kept."""

import gzip
import random

import fuzz
import pytest
from fuzz import Fuzzer, look_at


@pytest.mark.parametrize("seed", range(2))
def test_hostile_requests_are_answered_as_they_should_be(seed: int) -> None:
    fuzzer = Fuzzer(random.Random(seed))  # noqa: S311 - to be repeated
    for number in range(1_000):
        fuzzer.ask(compare=number % 4 == 0)
    assert len(fuzzer.asked) > 15
    assert min(fuzzer.asked.values()) > 10


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        ("500 INTERNAL SERVER ERROR", "text/plain", "x"),
        ("200 OK", "text/plain", "Traceback (most recent call last): x"),
        ("200 OK", "text/html", f"<p><{fuzz.MARK} onload=x>"),
        ("200 OK", "text/html", f'<a title=""><script>{fuzz.MARK}</script>">'),
        ("200 OK", "text/calendar", f"BEGIN:VCALENDAR\r\nX-{fuzz.MARK}:1\r\nEND:VCALENDAR\r\n"),
        ("200 OK", "application/xml", f"<a><{fuzz.MARK}/></a>"),
        ("200 OK", "application/json", f'{{"a": [{{"{fuzz.MARK}": 1}}]}}'),
    ],
)
def test_what_breaks_out_is_seen(status: str, kind: str, body: str) -> None:
    headers = [("Content-Type", kind), ("X-Content-Type-Options", "nosniff")]
    with pytest.raises(AssertionError):
        look_at((status, headers, body.encode()))
    if kind != "text/plain":
        with pytest.raises(AssertionError):
            look_at((status, [*headers, ("Content-Encoding", "gzip")], gzip.compress(body.encode())))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Location", "//evil.example/"),
        ("Location", "https://evil.example/feeds/"),
        ("ETag", "x\r\nSet-Cookie: y"),
        (f"X-{fuzz.MARK}", "1"),
    ],
)
def test_header_that_breaks_out_is_seen(name: str, value: str) -> None:
    guarded = [("X-Content-Type-Options", "nosniff")]
    look_at(("200 OK", guarded, b""))
    with pytest.raises(AssertionError):
        look_at(("200 OK", [*guarded, (name, value)], b""))
