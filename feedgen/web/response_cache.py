"""The response cache: answers that may be sent again, up to a number of bytes."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from feedgen.feeds.feed import AnyFeed

if TYPE_CHECKING:
    from collections.abc import Iterable

Headers = list[tuple[str, str]]

# The key of an answer: what is asked for, its language, and whether it is compressed.
Key = tuple[tuple[str, ...], str, bool]

# What an answer depends on that does not depend on one show.
WHOLE_CATALOG = "*"
NO_SHOW = ""

# Bytes that Python takes for a string, for a tuple of two, and for an answer with its places in dictionaries.
_STRING = 64
_PAIR = 72
_ANSWER = 1024

_ALWAYS, _NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def depends_on(feed: AnyFeed) -> str:
    """Return what an answer about a feed depends on, as Lasting has it."""
    return feed.show or WHOLE_CATALOG


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long an answer that may be sent again lasts.

    It lasts until what it `depends_on` changes, which is the slug of one show, WHOLE_CATALOG or NO_SHOW. It is sent
    only from `since`, inclusive, to `until`, exclusive (UTC); `since` counts if a clock that was ahead is set back.
    `feed` is the name of the feed that the answer is; empty if it is none.
    """

    depends_on: str
    since: datetime | None = None
    until: datetime | None = None
    feed: str = ""


@dataclass(slots=True)
class Answer:
    """A whole answer to an unconditional GET, and the headers of its 304.

    `tags` has its strong entity tag, and the same with what Apache adds to it; none if it has no such tag. `used` tells
    whether it was asked for again since it was last at the end of the queue.
    """

    status: str
    headers: Headers
    headers_of_304: Headers
    body: bytes
    tags: tuple[str, ...] = ()
    lasting: Lasting | None = None
    is_timeless: bool = field(init=False)
    since: datetime = field(init=False)
    until: datetime = field(init=False)
    feed: str = field(init=False)
    used: bool = False

    def __post_init__(self) -> None:
        since, until = (self.lasting.since, self.lasting.until) if self.lasting else (None, None)
        self.is_timeless = since is until is None
        self.since, self.until = since or _ALWAYS, until or _NEVER
        self.feed = self.lasting.feed if self.lasting else ""

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        pairs = (*self.headers, *self.headers_of_304)
        return len(self.body) + sum(len(name) + len(value) + 2 * _STRING + _PAIR for name, value in pairs) + _ANSWER


class Answers:
    """The answers of the present catalogue, up to a number of bytes, keys included. Safe under threads.

    When it is full, the oldest answers that were not asked for again are dropped.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._answers: dict[Key, Answer] = {}
        self._dependent: dict[str, set[Key]] = {}
        self._changing = threading.Lock()
        # Returns the answer of a key, or None. It is the dict's own method, as that is the fastest.
        self.get = self._answers.get
        self.size = 0
        self.generation = 0

    def __len__(self) -> int:
        return len(self._answers)

    def keep(self, key: Key, answer: Answer, generation: int) -> None:
        """Keep an answer that was made in a generation, unless shows have changed since then.

        An answer that would take more than an eighth of the room is not kept.
        """
        size = _size(key, answer)
        if answer.lasting is None or size > self._limit // 8:
            return
        with self._changing:
            if generation != self.generation:
                return
            self._forget(key)
            self._answers[key] = answer
            self._dependent.setdefault(answer.lasting.depends_on, set()).add(key)
            self.size += size
            while self.size > self._limit:
                self._make_room()

    def change(self, slugs: "Iterable[str]") -> None:
        """Begin a new generation, without the answers that depend on the shows with these slugs, which have changed."""
        with self._changing:
            self.generation += 1
            for slug in (*slugs, WHOLE_CATALOG):
                for key in tuple(self._dependent.get(slug, ())):
                    self._forget(key)

    def _make_room(self) -> None:
        """Drop the answer at the head of the queue; if it was asked for again, move it to the end instead."""
        key, answer = next(iter(self._answers.items()))
        if not answer.used:
            self._forget(key)
            return
        answer.used = False
        self._answers[key] = self._answers.pop(key)

    def _forget(self, key: Key) -> None:
        answer = self._answers.pop(key, None)
        if answer is None or answer.lasting is None:
            return
        self.size -= _size(key, answer)
        dependent = self._dependent[answer.lasting.depends_on]
        dependent.discard(key)
        if not dependent:
            del self._dependent[answer.lasting.depends_on]


def _size(key: Key, answer: Answer) -> int:
    return answer.size + sum(len(part) + _STRING for part in key[0])
