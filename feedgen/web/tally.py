"""What one worker has counted: polls, requests and durations."""

import threading
import time
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable
from datetime import date
from functools import partial
from operator import mul
from typing import TYPE_CHECKING

from feedgen.web.clients import families
from feedgen.web.subscribers import Subscribers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from feedgen.web.response_cache import Answer

# Upper bounds in seconds. Most answers from the cache are within the first.
BUCKETS = (0.0001, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5)

_bucket_of = partial(bisect_left, BUCKETS)

# How many feeds have figures of their own, as a sketch takes a kilobyte. The others are counted together.
FEEDS = 2000
OTHER_FEEDS = "(others)"

# How many requests wait to be counted at most, and for how many seconds while others come.
_WAITING = 500
_PAUSE = 1.0

# Kinds of what is asked for, by the first segment of its path. All others are pages.
_KINDS = {
    "feeds": "feed",
    "static": "file",
    "embed": "widget",
    "oembed": "widget",
    "healthz": "probe",
    "metrics": "probe",
}

# A request that has been answered: the feed, status, seconds, whether the answer was kept, path, User-Agent, and the
# address of the client.
_Seen = tuple[str, str, float, bool, str, str, str]


class Tally:
    """Counts requests. Safe under threads.

    `today` returns the day in UTC, and `salt` the salt of a day. `proxies` is how many trusted proxies add to
    X-Forwarded-For. `tell` is called after requests have been counted.
    """

    def __init__(
        self, today: Callable[[], date], salt: Callable[[date], str], proxies: int, tell: Callable[[], object]
    ) -> None:
        self._tell = tell
        self._today = today
        self._salt = salt
        self._proxies = proxies
        self._waiting: deque[_Seen] = deque()
        self._counting = threading.Lock()
        self._due = 0.0
        self._feeds: set[str] = set()
        day = today()
        self.subscribers = Subscribers(day, salt(day))
        self.polls: Counter[tuple[str, str, str]] = Counter()
        self.requests: Counter[tuple[str, str]] = Counter()
        self.buckets: Counter[tuple[bool, int]] = Counter()
        self.seconds = {True: 0.0, False: 0.0}

    def observe(self, environ: "WSGIEnvironment", answer: "Answer", status: str, seconds: float, *, kept: bool) -> None:
        """Note a request, which is counted later together with others."""
        get = environ.get
        address = address_of(environ, self._proxies) if self._proxies else get("REMOTE_ADDR", "")
        self._waiting.append(
            (answer.feed, status, seconds, kept, get("PATH_INFO", ""), get("HTTP_USER_AGENT", ""), address)
        )
        if len(self._waiting) >= _WAITING or time.monotonic() >= self._due:
            self.count()
            self._tell()

    def count(self) -> None:
        """Count the requests that have been noted."""
        with self._counting:
            self._due = time.monotonic() + _PAUSE
            today = self._today()
            if today != self.subscribers.day:
                self.subscribers.begin(today, self._salt(today))
            if seen := [self._waiting.popleft() for _ in range(len(self._waiting))]:
                self._count(seen)

    def _count(self, seen: list[_Seen]) -> None:
        """Count many requests at once, which is faster, as they have much in common."""
        feeds, statuses, seconds, kept, paths, clients, addresses = zip(*seen, strict=True)
        for (took, was_kept), count in Counter(zip(map(_bucket_of, seconds), kept, strict=True)).items():
            self.buckets[was_kept, took] += count
        of_kept = sum(map(mul, seconds, kept))
        self.seconds[True] += of_kept
        self.seconds[False] += sum(seconds) - of_kept
        for (feed, client, status), count in Counter(zip(feeds, clients, statuses, strict=True)).items():
            if feed:
                self.polls[self._named(feed), families[client], status[:3]] += count
                self.requests["feed", status[:3]] += count
        for feed, address, client in set(zip(feeds, addresses, clients, strict=True)):
            if feed:
                self.subscribers.add(self._named(feed), address, client)
        for feed, path, status in zip(feeds, paths, statuses, strict=True):
            if not feed:
                self.requests[_KINDS.get(path[1:].partition("/")[0], "page"), status[:3]] += 1

    def _named(self, feed: str) -> str:
        if feed not in self._feeds:
            if len(self._feeds) >= FEEDS:
                return OTHER_FEEDS
            self._feeds.add(feed)
        return feed


def address_of(environ: "WSGIEnvironment", proxies: int) -> str:
    """Return the address of a client, as the first of so many trusted proxies saw it."""
    passed = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return passed[-proxies] if proxies and len(passed) >= proxies else str(environ.get("REMOTE_ADDR", ""))
