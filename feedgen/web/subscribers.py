"""How many follow a feed: an estimate of who asks for it in a day, which keeps no address.

A sketch (HyperLogLog) holds a kilobyte a feed, whatever the number of pollers; from it nobody can tell who they were.
What goes in is an address and a User-Agent, hashed with a salt that is drawn anew each day and thrown away with the
sketches. An estimate is off by 3.3 % (one standard deviation; 1.04 / √1024): of 1,000 followers, 95 of 100 days tell
between 935 and 1,065. A calendar service that asks on behalf of all its users counts as one.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from HLL import HyperLogLog

_PRECISION = 10
_SEED = 314
_MOST_BITS = 62

# Of an estimate, as a part of it: one standard deviation.
ERROR = 1.04 / math.sqrt(2**_PRECISION)

State = list[int]


def _sketch(state: State | None = None) -> "HyperLogLog":
    from HLL import HyperLogLog  # noqa: PLC0415 - of the extra "metrics", for those who ask for it

    # Not sparse: the numbers of a state are as many for all.
    sketch = HyperLogLog(_PRECISION, _SEED, False)
    if state is not None:
        _check(state, sketch.__reduce__()[2])
        sketch.__setstate__(state)
    return sketch


def _check(state: State, fresh: State) -> None:
    """Raise ValueError for a state that no sketch has had: the library would crash on it."""
    numbers = all(type(number) is int and 0 <= number < 2**_MOST_BITS for number in state)
    if len(state) != len(fresh) or not numbers or max(state[-(2**_PRECISION) :]) > _MOST_BITS:
        raise ValueError("this is no sketch")


@dataclass(slots=True)
class Subscribers:
    """Sketches of one day by the name of the feed, and how many there were the day before."""

    day: date
    salt: str
    sketches: dict[str, "HyperLogLog"] = field(default_factory=dict)
    before: Mapping[str, int] = field(default_factory=dict)

    def add(self, feed: str, address: str, client: str) -> None:
        """Count whoever asked for a feed."""
        sketch = self.sketches.get(feed)
        if sketch is None:
            sketch = self.sketches[feed] = _sketch()
        sketch.add(f"{self.salt} {address} {client}")

    def begin(self, day: date, salt: str) -> None:
        """Throw the sketches and the salt of the last day away, and keep its numbers."""
        self.before = self.estimates()
        self.day, self.salt, self.sketches = day, salt, {}

    def estimates(self) -> dict[str, int]:
        """Return how many have asked for each feed today, about."""
        return {feed: round(sketch.cardinality()) for feed, sketch in self.sketches.items()}

    def states(self) -> dict[str, State]:
        """Return the sketches as numbers, for another worker to join with its own."""
        return {feed: list(sketch.__reduce__()[2]) for feed, sketch in self.sketches.items()}


def joined(states: Iterable[Mapping[str, State]]) -> dict[str, int]:
    """Return how many have asked for each feed at any of several workers, whoever asked at two counted once."""
    sketches: dict[str, HyperLogLog] = {}
    for of_worker in states:
        for feed, state in of_worker.items():
            sketches.setdefault(feed, _sketch()).merge(_sketch(state))
    return {feed: round(sketch.cardinality()) for feed, sketch in sketches.items()}
