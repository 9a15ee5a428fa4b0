"""Answers that may be given again, kept up to a number of bytes."""

import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from feedgen.feeds.feed import AnyFeed

if TYPE_CHECKING:
    from collections.abc import Iterable

Headers = list[tuple[str, str]]

# What is asked for, in which language, and whether it is to be compressed.
Key = tuple[tuple[str, ...], str, bool]

# What an answer depends on if not on one show.
WHOLE_CATALOG = "*"
NO_SHOW = ""

# What Python takes for a string, a tuple of two, and an answer with its places in dictionaries.
_STRING = 64
_PAIR = 72
_ANSWER = 1024


def depends_on(feed: AnyFeed) -> str:
    """Return what an answer about a feed depends on, as Lasting has it."""
    return feed.show or WHOLE_CATALOG


@dataclass(frozen=True, slots=True)
class Lasting:
    """What the application says of an answer that it would give again.

    `depends_on` is the slug of the one show that it is about, or WHOLE_CATALOG, or NO_SHOW. `until` is when time alone
    makes it another (UTC); None is never. `feed` is the name of the feed that it is, if it is one.
    """

    depends_on: str
    until: datetime | None = None
    feed: str = ""


@dataclass(slots=True)
class Answer:
    """A whole answer to GET without conditions, and the headers of the 304 that stands for it.

    `tags` are its strong entity tag as it is sent, and with what Apache adds to it; none if it has no such tag.
    """

    status: str
    headers: Headers
    headers_of_304: Headers
    body: bytes
    tags: tuple[str, ...] = ()
    lasting: Lasting | None = None
    until: datetime | None = field(init=False)
    feed: str = field(init=False)
    used: bool = False

    def __post_init__(self) -> None:
        self.until = self.lasting.until if self.lasting else None
        self.feed = self.lasting.feed if self.lasting else ""

    @property
    def size(self) -> int:
        """How many bytes of memory it takes, about."""
        pairs = (*self.headers, *self.headers_of_304)
        return len(self.body) + sum(len(name) + len(value) + 2 * _STRING + _PAIR for name, value in pairs) + _ANSWER


class Answers:
    """The answers of now, up to a number of bytes, keys included: then the oldest go that were not asked for again.

    Safe under threads.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._answers: dict[Key, Answer] = {}
        self._dependent: dict[str, set[Key]] = {}
        self._changing = threading.Lock()
        # Asked at each request: the answer that is kept for a key, or None.
        self.get = self._answers.get
        self.size = 0
        self.generation = 0

    def __len__(self) -> int:
        return len(self._answers)

    def keep(self, key: Key, answer: Answer, generation: int) -> None:
        """Keep an answer that was made in a generation, unless shows have changed since.

        What would take the room of many is not kept.
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
        """Begin a new generation, without the answers that depend on shows that have changed."""
        with self._changing:
            self.generation += 1
            for slug in (*slugs, WHOLE_CATALOG):
                for key in tuple(self._dependent.get(slug, ())):
                    self._forget(key)

    def _make_room(self) -> None:
        """Let the oldest answer go, or give it a second turn if it was asked for since it got its last."""
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
