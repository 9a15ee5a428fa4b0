"""Hostile requests, and what must be true of every answer: `make fuzz` asks a million of them.

Requests are made up from the routes of the application itself, so that none is forgotten, from words that mean
something, and from words that try to break out of HTML, iCalendar, JSON, Atom and headers.
"""

import gzip
import io
import json
import multiprocessing
import random
import re
import resource
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from werkzeug.test import run_wsgi_app

from feedgen.feeds.options import BY_NAME
from feedgen.web.app import create_app

NOW = datetime(2023, 11, 20, 12, tzinfo=UTC)
MARK = "fuzzed"

Answer = tuple[str, list[tuple[str, str]], bytes]

_NAMES = ["for-all-mankind", "for-all-mankind-s4", "for-all-mankind-s4-weekly", "for-all-mankind-s4e03", "all", "days"]
_ENDINGS = [".ics", ".json", ".atom", ".jcal.json", ""]
_ZONES = ["Europe/London", "America/New_York", "utc", "days/Asia/Tokyo", "Europe/Londn", "EST", "Pacific Standard Time"]
_HOSTILE = [
    f'<{MARK} onload="x">',
    f'"><script>{MARK}</script>',
    f"'-{MARK}-'",
    f"\r\nX-{MARK}: 1",
    f"\r\nBEGIN:VEVENT\r\nX-{MARK}:1",
    f"javascript:{MARK}",
    f'{{"{MARK}": 1}}',
    f"]]><{MARK}/>",
    f"{{{{ {MARK} }}}}",
    f"%({MARK})s{{{MARK}}}",
    *("../../etc/passwd", "\x00", "\ud7ff\U0010ffff", "\u202e", "é", "\uff10", "-1", "1e9", "NaN"),
    *("9" * 4301, "x" * 1000, "a-" * 500, "/" * 50, "+".join(["all"] * 90), "%", "%zz", "%ff%fe", "&&==;;", "*", "."),
]
_QUERIES = [
    *BY_NAME,
    "part",
    "times",
    "q",
    "view",
    "rows",
    "theme",
    "accent",
    "embed-view",
    "url",
    "format",
    "maxwidth",
    "maxheight",
    "utm_x",
    "_",
    "x",
]
_VALUES = [
    "",
    "1",
    "0",
    "de",
    "Europe/London",
    "20:00",
    "off",
    "after",
    "30m",
    "2 days",
    "30d",
    "days",
    "hours",
    "week",
]
_VALUES += [
    "http://localhost/for-all-mankind/",
    "http://localhost/embed/all",
    "dark",
    "json",
    "weekly",
    "day",
    "mankind",
]
_HEADERS = {
    "HTTP_ACCEPT_ENCODING": ["gzip", "gzip;q=0", "br, gzip", "*", "gzip;q=x", "gzip" * 3000],
    "HTTP_ACCEPT_LANGUAGE": ["de", "pt-BR,pt;q=0.9", "*", ";;;q=", "x" * 20000, "ar;q=NaN"],
    "HTTP_IF_NONE_MATCH": ['"x"', "*", 'W/"x"', '"', ",,,", '"x", "y"', "x" * 9000],
    "HTTP_IF_MATCH": ['"x"', "*"],
    "HTTP_IF_MODIFIED_SINCE": ["Thu, 12 Oct 2033 16:00:00 GMT", "yesterday", "\x00"],
    "HTTP_RANGE": ["bytes=0-9", "bytes=-1", "x"],
    "HTTP_HOST": ["LOCALHOST", "localhost:8000", "evil.example", "", "localhost\r\nX: y", "[::1]", "localhost:99999"],
    "HTTP_X_FORWARDED_FOR": ["1.1.1.1", "x" * 300, "\r\n"],
    "HTTP_X_FORWARDED_HOST": ["evil.example"],
    "HTTP_ACCEPT": ["text/html", "*/*", "x"],
    "HTTP_USER_AGENT": ["iOS/17", f"<{MARK}>", "\xff" * 300],
    "HTTP_ORIGIN": ["https://evil.example", "null"],
    "CONTENT_LENGTH": ["-1", "x", "5"],
    "CONTENT_TYPE": ["application/json", "multipart/form-data"],
}
_OURS = ("localhost", "::1")
_METHODS = ["GET"] * 12 + ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", "BREW", "get"]


class Fuzzer:
    """An application to ask, the same without ready answers, and a source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        settings = {"RELOAD_SECONDS": None, "CACHE_MEBIBYTES": 4}
        app = create_app({**settings, "METRICS": True}, clock=lambda: NOW)
        self._ready = app.wsgi_app
        self._without = create_app({**settings, "METRICS": True, "CACHE_MEBIBYTES": 0}, clock=lambda: NOW).wsgi_app
        self._rules = [rule.rule for rule in app.url_map.iter_rules()]
        self.asked: Counter[str] = Counter()

    def ask(self, *, compare: bool) -> None:
        """Ask something, and look at the answer; `compare` it with that of an application that keeps nothing."""
        rule, environ = self.request()
        self.asked[rule] += 1
        answer = answered(self._ready, environ)
        told = "\n".join(f"{name}: {value!r}" for name, value in environ.items() if isinstance(value, str))
        try:
            look_at(answer)
            if compare and environ["PATH_INFO"] not in ("/healthz", "/metrics"):
                without = answered(self._without, environ)
                # What is kept is given without a look at headers that have no say in it, however long they are.
                too_long = without[0].startswith("431")
                assert too_long or without == answer, "another answer without what is kept"
                assert answered(self._ready, environ) == answer, "another answer the second time"
                etag = dict(answer[1]).get("ETag")
                if etag and environ["REQUEST_METHOD"] == "GET":
                    look_at(answered(self._ready, {**environ, "HTTP_IF_NONE_MATCH": etag}))
        except AssertionError as error:
            raise AssertionError(f"{error}\n{answer[0]}\n{told}") from error

    def request(self) -> tuple[str, dict[str, Any]]:
        """Make a request up, from one of the routes."""
        rule = self._chance.choice(self._rules)
        path = re.sub(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", self._segment, rule)
        if self._chance.random() < 0.1:
            path += self._chance.choice(_HOSTILE)
        if self._chance.random() < 0.02:
            path = self._chance.choice(["", "*", path[1:], f"//evil.example{path}"])
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self._chance.choice(_METHODS),
            "SCRIPT_NAME": self._chance.choice(["", "", "", "", "/tv", f"/<{MARK}>"]),
            "PATH_INFO": path.encode("utf-8", "surrogatepass").decode("latin-1"),
            "QUERY_STRING": self._query(),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": f"10.0.0.{self._chance.randrange(256)}",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": self._chance.choice(["http", "https"]),
            "wsgi.input": io.BytesIO(b"x=1"),
            "wsgi.errors": io.StringIO(),
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name in self._chance.sample(list(_HEADERS), self._chance.choice([0, 0, 1, 2, 3])):
            environ[name] = self._chance.choice(_HEADERS[name])
        return rule, environ

    def _segment(self, match: re.Match[str]) -> str:
        chance = self._chance
        if chance.random() < 0.25:
            return chance.choice(_HOSTILE)
        match match[1]:
            case "int":
                return chance.choice(["0", "1", "4", "5", "99999", "9" * 900])
            case "path":
                folder = chance.choice(["", "", *(f"{zone}/" for zone in _ZONES)])
                return chance.choice(["feedgen.css", f"{folder}{self._name()}{chance.choice(_ENDINGS)}"])
        return self._name()

    def _name(self) -> str:
        name = self._chance.choice(_NAMES)
        if self._chance.random() < 0.2:
            place = self._chance.randrange(len(name) + 1)
            name = name[:place] + self._chance.choice(["x", "-", "s", "4", "+", "é", "all"]) + name[place:]
        return name

    def _query(self) -> str:
        chance = self._chance
        pairs = []
        for _ in range(chance.choice([0, 0, 0, 1, 1, 2, 3, 8])):
            value = chance.choice([*_VALUES, *_VALUES, *_HOSTILE])
            text = (
                quote(value, safe="") if chance.random() < 0.8 else value.encode("utf-8", "replace").decode("latin-1")
            )
            name = chance.choice(_QUERIES) if chance.random() < 0.95 else quote(chance.choice(_HOSTILE))
            pairs.append(f"{name}={text}")
        return "&".join(pairs) + chance.choice(["", "", "", "", "&", "\xff", "%"])


def answered(application: Any, environ: dict[str, Any]) -> Answer:
    """Ask an application, with an environment of its own."""
    body, status, headers = run_wsgi_app(application, {**environ, "wsgi.input": io.BytesIO(b"x=1")}, buffered=True)
    return status, sorted(headers.items()), b"".join(body)


def look_at(answer: Answer) -> None:
    """Fail for an error of the server, a traceback, and whatever broke out of what it was written into."""
    status, headers, body = answer
    given = dict(headers)
    assert status[0] in "2345", status
    assert int(status[:3]) < 500 or status.startswith("501"), status
    assert b"Traceback (most recent call last)" not in body
    assert b"site-packages" not in body
    for name, value in headers:
        assert not re.search(r"[\r\n\x00]", name + value), f"a header is broken: {name}"
        assert not name.lower().startswith(f"x-{MARK}")
    assert given["X-Content-Type-Options"] == "nosniff"
    if location := given.get("Location"):
        assert urlsplit(location).hostname in _OURS, "it leads elsewhere"
    kind = given.get("Content-Type", "").partition(";")[0]
    if body:
        text = gzip.decompress(body) if given.get("Content-Encoding") == "gzip" else body
        _LOOKS.get(kind, _nothing)(text.decode())


def _look_at_html(text: str) -> None:
    assert not re.search(rf"<{MARK}|<script>{MARK}|href=.javascript", text), "HTML"


def _look_at_calendar(text: str) -> None:
    assert text.endswith("END:VCALENDAR\r\n")
    assert not re.search(rf"^X-{MARK}|(?<!\r)\n|\r(?!\n)", text, re.MULTILINE), "iCalendar"


def _look_at_xml(text: str) -> None:
    assert not [element for element in ET.fromstring(text).iter() if MARK in element.tag], "XML"  # noqa: S314 - our own


def _look_at_json(text: str) -> None:
    assert MARK not in _keys(json.loads(text)), "JSON"


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield key
            yield from _keys(below)
    elif isinstance(value, list):
        for below in value:
            yield from _keys(below)


def _nothing(_text: str) -> None:
    """Plain text, styles and scripts are what they are: nosniff holds browsers to it."""


_LOOKS = {
    "text/html": _look_at_html,
    "text/calendar": _look_at_calendar,
    "application/atom+xml": _look_at_xml,
    "application/xml": _look_at_xml,
    "application/json": _look_at_json,
    "application/json+oembed": _look_at_json,
    "application/calendar+json": _look_at_json,
}


def run(seed: int, count: int) -> tuple[int, float]:
    """Ask so many times; return how often each route was asked at least, and by how many MiB the second half grew."""
    fuzzer = Fuzzer(random.Random(seed))  # noqa: S311 - to be repeated
    middle = 0
    for number in range(count):
        if number % (count // 10 or 1) == 0:
            print(f"seed {seed}: {number:,} asked", flush=True)  # noqa: T201 - it takes long
        if number == count // 2:
            middle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        fuzzer.ask(compare=number % 4 == 0)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - middle) / 1024
    return min(fuzzer.asked.values()), grown


def main(count: int) -> None:
    """Ask so many times in all, in as many processes as there are cores."""
    began, cores = time.monotonic(), multiprocessing.cpu_count()
    seeds = [int(time.time()) + number for number in range(cores)]
    print(f"seeds {seeds}", flush=True)  # noqa: T201 - to repeat what failed
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        results = pool.starmap(run, [(seed, count // cores) for seed in seeds])
    for least, grown in results:
        print(f"each route at least {least} times; memory grew by {grown:.1f} MiB in the second half")  # noqa: T201 - as above
        assert grown < 10, "memory is not flat"
    print(f"{count:,} requests in {time.monotonic() - began:.0f} s")  # noqa: T201 - as above


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
