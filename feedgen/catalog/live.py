"""A folder of schedules as it changes: files edited, added and removed show within seconds."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from feedgen.catalog.folder import AT_ONCE, Catalog, schedule_files, stamps
from feedgen.catalog.library import Library
from feedgen.catalog.source import Source, Stamp, source_of
from feedgen.errors import Problem, ScheduleError

_log = logging.getLogger(__name__)


# At most this part of the time goes into looking at files, however many there are.
_LOOKING = 1 / 50


# To look at more files takes too long for the request that happens to do it: tens of milliseconds.
_MANY = 2000


# Files that are read in the background leave the interpreter to requests for as long as each of them takes.
_BREATH = 0.002


class LiveCatalog:
    """A catalogue that follows a folder.

    A file is taken up once it has been left alone for an interval, so that one which is still being written is not
    taken for all there is. A file that cannot be used leaves the last good version of its show in place. Any thread may
    ask; one of them looks at the files at each interval, or has them looked at in the background if they are very many,
    and no other waits for it. What is not read by then is read in the background, so that every problem is known in the
    end.

    Raises ScheduleError if at first no file is sound, FeedgenError if there is none.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime], interval: timedelta) -> None:
        self._folder = folder
        self._interval = interval.total_seconds()
        self._library = Library(clock, _tell)
        loaded = [source_of(file) for file in schedule_files([folder])]
        self._catalog = Catalog(self._library, {source.slug: source for source in loaded})
        self._seen: Mapping[str, Stamp] = {source.slug: source.stamp for source in loaded}
        for source in loaded[:AT_ONCE]:
            self._library.show(source)
        if not self._catalog.shows:
            raise ScheduleError(self._catalog.problems)
        self._next_look = time.monotonic() + self._interval
        self._looking = threading.Lock()
        self._reader: threading.Thread | None = None

    def current(self) -> Catalog:
        """Return the catalogue of now: the same object until a file changes."""
        if time.monotonic() >= self._next_look and self._looking.acquire(blocking=False):
            if len(self._catalog.sources) > _MANY:
                threading.Thread(target=self._look_around, daemon=True, name="feedgen looker").start()
            else:
                self._look_around()
        return self._catalog

    def _look_around(self) -> None:
        began = time.monotonic()
        try:
            self._look()
        except Exception:  # noqa: BLE001 - whatever it is, it is logged and no visitor is to blame
            # The request that happened to look at the files has its answer all the same.
            _log.exception("schedules could not be read; the last good versions stay")
        finally:
            ended = time.monotonic()
            self._next_look = ended + max(self._interval, (ended - began) / _LOOKING if self._interval else 0)
            self._looking.release()

    def _look(self) -> None:
        known, before = self._catalog.sources, self._seen
        self._seen = stamps(self._folder)
        after = {slug: source for slug, source in known.items() if slug in self._seen or slug in before}
        changed = []
        for slug, stamp in self._seen.items():
            source = known.get(slug)
            if before.get(slug) == stamp and (source is None or source.stamp != stamp):
                changed.append(self._taken_up(slug, source))
            elif source and source.problems:
                # Tried again: a change dated in the future is in order once its time has come.
                changed.append(replace(source, data=source_of(source.file).data))
        for source in changed[:AT_ONCE]:
            self._library.show(source)
        after |= {source.slug: source for source in changed if _differs(source, known.get(source.slug))}
        # A folder that has become empty is a mistake, or a disk that went away: go on with what there was.
        if after and after != known:
            self._catalog = Catalog(self._library, dict(sorted(after.items())))
        self._read_rest()

    def _taken_up(self, slug: str, before: Source | None) -> Source:
        now = source_of(self._folder / f"{slug}.toml")
        return before.successor(now.stamp, now.data) if before else now

    def _read_rest(self) -> None:
        """Go on reading in the background; here, as a thread that was there before a server forked is not after."""
        if self._catalog.unread and not (self._reader and self._reader.is_alive()):
            self._reader = threading.Thread(target=self._read, daemon=True, name="feedgen reader")
            self._reader.start()

    def _read(self) -> None:
        for source in self._catalog.unread:
            try:
                self._library.check(source)
            except Exception:  # noqa: BLE001 - as above; a request for this show will fail, and no other
                _log.exception("%s could not be read", source.file)
                source.problems = ()
            time.sleep(_BREATH)


def _tell(problem: Problem) -> None:
    _log.error("not used: %s", problem)


def _differs(source: Source, before: Source | None) -> bool:
    return before is None or source.stamp != before.stamp or source.problems != before.problems
