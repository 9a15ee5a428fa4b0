"""Shows from schedule files: what is known of each file, and the shows that were asked for last."""

import logging
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from feedgen.catalog.source import Source
from feedgen.errors import Problem, ScheduleError
from feedgen.plan.show import Show
from feedgen.plan.timeline import Timelines
from feedgen.schedule import reading

_log = logging.getLogger(__name__)

# Episodes of the shows that are kept, each of about a kilobyte; enough for the shows of a feed of everything.
_EPISODES = 40_000


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a source once it has been read: the folded words that search looks at, or its problems.

    `timelines` has when its episodes come out.
    """

    words: str
    timelines: Timelines | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether it is a show."""
        return not self.problems


class Library:
    """Reads sources, remembers what it found in each, and keeps the shows that were asked for last.

    Changes after `now` are problems. `tell` is called once with each problem. `episodes` is how many are kept at most.
    Threads may share it.
    """

    def __init__(self, now: datetime, tell: Callable[[Problem], object], episodes: int = _EPISODES) -> None:
        self._now = now
        self._tell = tell
        self._limit = episodes
        self._size = 0
        self._kept: OrderedDict[Source, Show] = OrderedDict()
        self._known: dict[Source, Known | None] = {}
        self._unsound: list[Source] = []
        self._keeping = threading.Lock()

    def add(self, sources: Iterable[Source]) -> None:
        """Take sources into use: only of these is kept what was found in them."""
        for source in sources:
            self._known.setdefault(source)

    def forget(self, source: Source) -> None:
        """Forget a source that is no longer in use."""
        with self._keeping:
            self._known.pop(source, None)
            if show := self._kept.pop(source, None):
                self._size -= show.size

    def found_unsound(self) -> list[Source]:
        """Return the sources that turned out to be unsound since the last call."""
        found, self._unsound = self._unsound, []
        return found

    def after_fork(self) -> None:
        """Go on in a child process, in which the thread that may have held the lock does not run."""
        self._keeping = threading.Lock()

    def is_read(self, source: Source) -> bool:
        """Return whether a source has been read."""
        return self._known.get(source) is not None

    def is_sound(self, source: Source) -> bool:
        """Return whether a source is a show. One that has not been read counts as sound."""
        known = self._known.get(source)
        return known is None or known.sound

    def words(self, source: Source) -> str:
        """Return the words that search looks at for a source: its slug alone until it has been read."""
        known = self._known.get(source)
        return known.words if known else _words_of_slug(source)

    def timelines(self, source: Source) -> Timelines | None:
        """Return when the episodes of a source come out, which is read if it has not been; None if it is not sound."""
        known = self._known.get(source)
        if known is None:
            show = self.read(source)
            return Timelines.of(show) if show else None
        return known.timelines

    def problems(self, source: Source) -> tuple[Problem, ...]:
        """Return the problems of a source; empty until it has been read."""
        known = self._known.get(source)
        return known.problems if known else ()

    def show(self, source: Source) -> Show | None:
        """Return the show of a source; None if it is not sound."""
        with self._keeping:
            if show := self._kept.get(source):
                self._kept.move_to_end(source)
                return show
        show = self.read(source)
        if show:
            self._keep(source, show)
        return show

    def read(self, source: Source) -> Show | None:
        """Read a source without keeping its show. One that is known to be unsound is not read again."""
        known = self._known.get(source)
        if known and not known.sound:
            return None
        found = self._parsed(source)
        if isinstance(found, Show):
            words = folded(f"{found.title} {found.service} {_words_of_slug(source)}")
            self._remember(source, Known(words, Timelines.of(found)))
            return found
        self._remember(source, Known(_words_of_slug(source), problems=found))
        self._unsound.append(source)
        for problem in found:
            self._tell(problem)
        return None

    def _parsed(self, source: Source) -> Show | tuple[Problem, ...]:
        if isinstance(source.data, Problem):
            return (source.data,)
        try:
            return reading.parse(source.data, str(source.file), source.slug, self._now)
        except ScheduleError as error:
            return error.problems
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - no fault, not even a panic in Rust, may stop other files
            _log.exception("a fault of feedgen's own, met in reading %s", source.slug)
            message = f"cannot be read, by a fault of feedgen's own ({type(error).__name__})"
            return (Problem(str(source.file), 0, "", message, "the log has more"),)

    def _remember(self, source: Source, known: Known) -> None:
        # A request that began before may still ask for a source that is no longer in use.
        if source in self._known:
            self._known[source] = known

    def _keep(self, source: Source, show: Show) -> None:
        with self._keeping:
            if source in self._kept or source not in self._known:
                return
            self._kept[source] = show
            self._size += show.size
            while self._size > self._limit and len(self._kept) > 1:
                self._size -= self._kept.popitem(last=False)[1].size


def folded(text: str) -> str:
    """Return a text as it is searched: without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _words_of_slug(source: Source) -> str:
    return source.slug.replace("-", " ")
