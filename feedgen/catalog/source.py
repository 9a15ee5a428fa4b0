"""The bytes of a schedule file, and the show in them."""

import os
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from feedgen.errors import Problem, ScheduleError
from feedgen.plan.show import Show
from feedgen.schedule import reading

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
        """Return the same file at another stamp."""
        sound = self.data if not self.problems and isinstance(self.data, bytes) else self.last_good
        return Source(self.file, stamp, data, sound)

    def read(self, now: datetime) -> Show | None:
        """Return the show, or that of the last good bytes, or None. `now` is as for `reading.parse`."""
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
        return reading.parse(data, str(self.file), self.slug, now)


def folded(text: str) -> str:
    """Return a text as it is searched: without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def source_of(file: Path) -> Source:
    """Return a file as it is now."""
    stamp = (0, 0, 0)
    try:
        stamp = stamp_of(file.stat())
        return Source(file, stamp, file.read_bytes())
    except OSError as error:
        return Source(file, stamp, Problem(str(file), 0, "", f"cannot be read: {error.strerror}"))


def stamp_of(status: os.stat_result) -> Stamp:
    """Tell of a file what differs once it has been written to or replaced."""
    return status.st_mtime_ns, status.st_size, status.st_ino
