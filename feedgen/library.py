"""Schedule files into shows: each is read when its show is asked for, and those in use are kept."""

import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, ValuesView
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from feedgen import schedule_file
from feedgen.errors import Problem, ScheduleError
from feedgen.model import Show

# Of shows that are kept; an episode takes about a kilobyte, and another for its event in each language.
_EPISODES = 20_000

Stamp = tuple[int, int, int]


@dataclass(eq=False, slots=True)
class Source:
    """The bytes of a schedule file as they were at a stamp, or why there are none, and what is known of its show.

    `last_good` are bytes that it had before and that were sound, as far as was known. `sound` tells whether there is a
    show in either, as far as is known; `problems` are None until it has been read. `words` are what its show is
    searched by, folded: those of its address until it has been read.
    """

    file: Path
    stamp: Stamp
    data: bytes | Problem
    last_good: bytes | None = None
    problems: tuple[Problem, ...] | None = None
    sound: bool = True
    words: str = ""

    def __post_init__(self) -> None:
        self.words = self.words or self.slug.replace("-", " ")

    @property
    def slug(self) -> str:
        """The slug of its show."""
        return self.file.stem

    def successor(self, stamp: Stamp, data: bytes | Problem) -> "Source":
        """Give the same file at another stamp."""
        sound = self.data if not self.problems and isinstance(self.data, bytes) else self.last_good
        return Source(self.file, stamp, data, sound)

    def read(self, now: datetime) -> Show | None:
        """Give the show, or that of the last good bytes; None if neither are sound. `now` is as for a schedule file."""
        problems: tuple[Problem, ...] = ()
        try:
            show: Show | None = self._parsed(self.data, now)
        except ScheduleError as error:
            problems, show = error.problems, self._last_good_show(now)
        if show:
            self.words = folded(f"{show.title} {show.service} {show.slug.replace('-', ' ')}")
        self.sound = show is not None
        self.problems = problems
        return show

    def _last_good_show(self, now: datetime) -> Show | None:
        try:
            return self._parsed(self.last_good, now) if self.last_good is not None else None
        except ScheduleError:
            return None

    def _parsed(self, data: bytes | Problem, now: datetime) -> Show:
        if isinstance(data, Problem):
            raise ScheduleError([data])
        return schedule_file.parse(data, str(self.file), self.slug, now)


def folded(text: str) -> str:
    """Give a text as it is searched: without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


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
        """Give the show of a source; None if it is not sound."""
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


class Shows(Mapping[str, Show]):
    """The shows of sources, by slug in order.

    Nothing is read before it is asked for: a source that is not sound counts among the slugs until it has been read,
    and is never given.
    """

    def __init__(self, library: Library, sources: Mapping[str, Source]) -> None:
        self._library = library
        self._sources = sources

    def __getitem__(self, slug: str) -> Show:
        if show := self._library.show(self._sources[slug]):
            return show
        raise KeyError(slug)

    def __iter__(self) -> Iterator[str]:
        return (slug for slug, source in self._sources.items() if source.sound)

    def __len__(self) -> int:
        return sum(source.sound for source in self._sources.values())

    def search(self, text: str) -> list[str]:
        """Give the slugs of the shows whose title, service or address have all words of a text, each maybe in part.

        A show that has not been read yet is found by its address alone.
        """
        words = folded(text).split()
        return [
            slug for slug, source in self._sources.items() if source.sound and all(w in source.words for w in words)
        ]

    def values(self) -> ValuesView[Show]:
        """Give those that are sound; the others are found by it."""
        return _SoundShows(self)


class _SoundShows(ValuesView[Show]):
    def __init__(self, shows: Shows) -> None:
        super().__init__(shows)
        self._shows = shows

    def __iter__(self) -> Iterator[Show]:
        return (show for slug in list(self._shows) if (show := self._shows.get(slug)))
