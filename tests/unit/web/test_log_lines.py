"""Log lines: one a request and one an event, that nothing from outside can break."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from feedgen.web.app import create_app
from feedgen.web.log_lines import Lines

FEED = "/feeds/for-all-mankind-s4.ics"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged, and loggers as they were afterwards."""
    ours = logging.getLogger("feedgen")
    before = ours.handlers, ours.propagate, ours.level
    yield io.StringIO()
    ours.handlers, ours.propagate, ours.level = before


def served(lines: io.StringIO, **settings: object) -> FlaskClient:
    client: FlaskClient = create_app({"LOG_REQUESTS": True, **settings}).test_client()
    handler: Any = logging.getLogger("feedgen").handlers[0]
    handler.setStream(lines)
    return client


def test_request_is_one_line_of_json(lines: io.StringIO) -> None:
    client = served(lines, LOG_FORMAT="json")
    etag = client.get(FEED, headers={"X-Request-ID": "abc-1"}).headers["ETag"]
    client.get(f"{FEED}?v=1", headers={"If-None-Match": etag, "User-Agent": "Google-Calendar-Importer"})
    first, second = map(json.loads, lines.getvalue().splitlines())
    assert set(first) == {
        *("time", "level", "event", "id", "method", "path", "status", "bytes", "milliseconds", "answer", "client")
    }
    told = ("event", "id", "method", "path", "status", "answer", "client")
    assert [first[name] for name in told] == ["request", "abc-1", "GET", FEED, 200, "made", "other"]
    assert first["bytes"] > 1_000
    assert [second[name] for name in ("path", "status", "bytes", "answer", "client")] == [
        f"{FEED}?v=1",
        304,
        0,
        "kept",
        "google",
    ]
    assert len(second["id"]) == 16


def test_request_is_one_plain_line_whatever_is_asked_for(lines: io.StringIO) -> None:
    client = served(lines, LOG_FORMAT="plain")
    client.get("/a%0A2026-01-01%20error%20forged/%22/", headers={"X-Request-ID": 'x" level=error'})
    (line,) = lines.getvalue().splitlines()
    assert " info event=request id=" in line
    assert r'path="/a\n2026-01-01 error forged/\"/" status=400 ' in line
    assert "level=error" not in line


def test_address_is_told_only_if_that_is_asked_for(lines: io.StringIO) -> None:
    for asked in (False, True):
        client = served(lines, LOG_FORMAT="json", LOG_ADDRESSES=asked, PROXIES=1)
        client.get(FEED, environ_overrides={"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "198.51.100.9"})
    first, second = lines.getvalue().splitlines()
    assert "192.0.2.7" not in first + second
    assert "198.51.100.9" not in first
    assert json.loads(second)["address"] == "198.51.100.9"


@pytest.mark.parametrize("as_json", [True, False])
def test_event_is_one_line_with_its_fault(as_json: bool) -> None:
    fault = RuntimeError("a\nfault")
    information = (RuntimeError, fault, None)
    record = logging.LogRecord("feedgen.catalog", logging.ERROR, "x.py", 1, "not used: %s", ("a\nb",), information)
    line = Lines(as_json=as_json).format(record)
    assert "\n" not in line
    assert "not used: a\\nb" in line
    assert "RuntimeError: a\\nfault" in line


def test_logging_is_left_alone_without_a_format(lines: io.StringIO) -> None:
    before = logging.getLogger("feedgen").handlers
    create_app()
    assert logging.getLogger("feedgen").handlers is before
    assert lines.getvalue() == ""
