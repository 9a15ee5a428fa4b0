"""Schedule files into shows: each is read when its show is asked for, and those in use are kept."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

from feedgen.catalog.source import Source
from feedgen.errors import Problem
from feedgen.plan.show import Show

# Of shows that are kept; an episode takes about a kilobyte.
_EPISODES = 20_000


class Library:
    """Reads sources, and keeps the shows that were asked for last, up to a number of episodes. Safe under threads.

    `clock` gives the present instant; `tell` hears of each problem once.
    """

    def __init__(
        self, clock: Callable[[], datetime], tell: Callable[[Problem], object], episodes: int = _EPISODES
    ) -> None:
        self._clock = clock
        self._tell = tell
        self._limit = episodes
        self._size = 0
        self._kept: OrderedDict[Source, Show] = OrderedDict()
        self._keeping = threading.Lock()

    def show(self, source: Source) -> Show | None:
        """Return the show of a source; None if it is not sound."""
        with self._keeping:
            if show := self._kept.get(source):
                self._kept.move_to_end(source)
                return show
        show = self.check(source)
        if show:
            self._keep(source, show)
        return show

    def check(self, source: Source) -> Show | None:
        """Read a source without keeping its show."""
        known = source.problems or ()
        show = source.read(self._clock())
        for problem in source.problems or ():
            if problem not in known:
                self._tell(problem)
        return show

    def _keep(self, source: Source, show: Show) -> None:
        with self._keeping:
            if source in self._kept:
                return
            self._kept[source] = show
            self._size += show.size
            while self._size > self._limit and len(self._kept) > 1:
                self._size -= self._kept.popitem(last=False)[1].size
