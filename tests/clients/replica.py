"""A replica as it is, but that a test can count what it is asked, let its answers age within a second, and hold them.

`v=` in the query, which feedgen ignores, chooses what the test wants of an address.
"""

import os
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedgen import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOG = Path(os.environ["REPLICA_LOG"])
GATE = Path(os.environ["REPLICA_GATE"])

# No test holds it for so long; should one fail to open the gate, its answers are not held for ever.
HELD_FOR_SECONDS = 60

# What `v=` has, and what it makes of Cache-Control: fresh for a second; and then not to be sent but for an error.
AGES = {
    "v=short": {"max-age": 1},
    "v=error": {"max-age": 1, "stale-while-revalidate": 0},
}


def application() -> "WSGIApplication":
    """Make the application, with what tests need in front of it."""
    feedgen = create_app()

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/healthz":
            with LOG.open("a") as log:
                log.write(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}\n")
            _wait_at_the_gate()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            return start_response(status, [_aged(*header, environ["QUERY_STRING"]) for header in headers], *rest)

        return feedgen(environ, start)

    return answer


def _wait_at_the_gate() -> None:
    until = time.monotonic() + HELD_FOR_SECONDS
    while GATE.exists() and time.monotonic() < until:
        time.sleep(0.02)


def _aged(name: str, value: str, query: str) -> tuple[str, str]:
    if name == "Cache-Control":
        for directive, seconds in AGES.get(query, {}).items():
            value = re.sub(rf"{directive}=\d+", f"{directive}={seconds}", value)
    return name, value
