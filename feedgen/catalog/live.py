"""A folder of schedules as it changes: an edit is in each answer that is given more than two seconds later."""

import logging
import os
import sys
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from feedgen.catalog.folder import Catalog
from feedgen.catalog.following import Following
from feedgen.errors import FeedgenError, Problem

_log = logging.getLogger(__name__)

# How long a show whose file is gone is still served, and how long a version with fewer episodes waits.
GRACE = timedelta(seconds=10)

# Seconds without a change after which a file is read: until then a program may still be writing it.
_SETTLE = 0.5

# Looks in an interval. Even with the time that a file settles, an edit shows well within two intervals.
_LOOKS = 4

# Look half as often if looking takes more than this part of the time, as with 100,000 files.
_SHARE = 1 / 10

# Seconds between two files that are read in the background, so that requests have their turn.
_BREATH = 0.002

# A request that finds a look overdue looks itself, if that takes at most so many seconds.
_SHORT = 0.1

# Intervals after which the last look without trouble is too old, and something is wrong.
_STALE = 30


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a catalogue.

    `unread` counts files that have not been read yet. `waiting` are the slugs of shows that a change waits for.
    `trouble` is what is wrong with the folder, or empty. `age` is how many seconds ago the last look without trouble
    was, and `is_stale` whether that is too long.
    """

    shows: int
    unread: int
    problems: tuple[Problem, ...]
    waiting: tuple[str, ...]
    trouble: str
    age: float
    is_stale: bool

    @property
    def is_degraded(self) -> bool:
        """Whether an operator has something to do."""
        return bool(self.problems or self.trouble or self.is_stale)


class LiveCatalog:
    """A catalogue that follows a folder with a thread in each process, also in processes that are forked later.

    `clock` is the clock of the machine, as it is compared with the times of files. There are four looks in an
    `interval`; with zero there is one at each request, with None there is none. `grace` is as for `Following`. Where
    the thread does not run, as after a fork that Python does not know of, requests look if the last look is too old.

    Raises ScheduleError if no file is sound, FeedgenError if there is no file, or the server runs without threads.
    """

    def __init__(
        self, folder: Path, clock: Callable[[], datetime], interval: timedelta | None, grace: timedelta = GRACE
    ) -> None:
        self._clock = clock
        self._interval = None if interval is None else interval.total_seconds()
        if self._interval:
            _refuse_server_without_threads()
        self._following = Following(folder, min(_SETTLE, (self._interval or 0) / 2), grace.total_seconds())
        self._looking = threading.Lock()
        self._wake = threading.Event()
        self._at_once = False
        self._cost = 0.0
        self._pid = os.getpid()
        self._good = time.monotonic()
        self._due = self._due_after(self._good)
        self._more = False
        self._thread: threading.Thread | None = None
        if self._interval:
            _living.add(self)
            self._start()

    def current(self) -> Catalog:
        """Return the present catalogue: the same object until something changes."""
        if time.monotonic() >= self._due:
            self._look_if_overdue()
        return self._following.catalog

    def look_at_once(self) -> None:
        """Have the folder looked at soon, and all changes taken up without a wait. Safe in a signal handler."""
        self._at_once = True
        self._due = 0
        self._wake.set()

    def health(self) -> Health:
        """Return the present state of the catalogue."""
        catalog, following = self.current(), self._following
        age = 0.0 if self._interval is None else time.monotonic() - self._good
        return Health(
            shows=len(catalog.shows),
            unread=len(catalog.unread),
            problems=catalog.problems,
            waiting=following.waiting,
            trouble=following.trouble,
            age=age,
            is_stale=age > _STALE * max(self._interval or 0, 1),
        )

    def _look_if_overdue(self) -> None:
        if self._interval and self._pid != os.getpid():
            self.after_fork_in_child()
        elif self._interval and not (self._thread and self._thread.is_alive()):
            self._start()
        # Another thread may be looking already. With very many files no visitor waits for the end of it.
        if self._cost < _SHORT and self._looking.acquire(timeout=_SHORT):
            try:
                if time.monotonic() >= self._due:
                    self._look()
            finally:
                self._looking.release()

    def _look(self) -> None:
        """Look at the folder. The caller has the lock."""
        began, spent = time.monotonic(), time.thread_time()
        at_once, self._at_once = self._at_once, False
        try:
            self._more = self._following.look(self._clock().timestamp(), at_once=at_once)
            if not self._following.trouble:
                self._good = began
        except Exception:  # noqa: BLE001 - logged; what was read before is still right for visitors
            _log.exception("schedules could not be looked at; what was read before is still served")
        # The time of this thread alone, as others run meanwhile.
        self._cost = time.thread_time() - spent
        self._due = self._due_after(began)

    def _due_after(self, look: float) -> float:
        """Return when the next look after one is overdue, on the monotonic clock."""
        if self._interval is None:
            return float("inf")
        return look + max(self._interval, 2 * self._pause()) if self._interval else 0

    def _pause(self) -> float:
        """Return how long to wait between two looks, in seconds."""
        pause = (self._interval or 0) / _LOOKS
        return pause if self._cost <= pause * _SHARE else 2 * pause

    def _start(self) -> None:
        reference = weakref.ref(self)
        self._pid = os.getpid()
        self._thread = threading.Thread(target=_run, args=(reference, self._wake), daemon=True, name="feedgen looker")
        self._thread.start()

    def turn(self) -> float:
        """Look, read some of the files that have not been read, and return the seconds until the next turn."""
        with self._looking:
            self._look()
        pause = 0 if self._more else self._pause()
        end = time.monotonic() + pause
        while time.monotonic() < end and not self._wake.is_set() and self._read_another():
            time.sleep(_BREATH)
        # At the same times in all workers and servers, so that all of them change together.
        return pause - self._clock().timestamp() % pause if pause else 0

    def _read_another(self) -> bool:
        with self._looking:
            return self._following.read_another()

    def before_fork(self) -> bool:
        """Wait for the end of a look before the process is forked, for some seconds; return whether it has ended."""
        return self._looking.acquire(timeout=5)

    def after_fork_in_parent(self) -> None:
        """Go on after a fork."""
        self._looking.release()

    def after_fork_in_child(self) -> None:
        """Go on in a process in which only the thread that forked runs."""
        self._looking = threading.Lock()
        self._wake = threading.Event()
        self._following.after_fork()
        self._start()


def _run(reference: "weakref.ref[LiveCatalog]", wake: threading.Event) -> None:
    """Give a catalogue its turns, for as long as it is in use."""
    while live := reference():
        pause = live.turn()
        del live
        if wake.wait(pause):
            wake.clear()


def _refuse_server_without_threads() -> None:
    """Raise FeedgenError under uWSGI without threads, where the thread that looks would never run."""
    options = getattr(sys.modules.get("uwsgi"), "opt", None)
    if options is not None and not {"enable-threads", "threads"} & {_text(name) for name in options}:
        raise FeedgenError("uWSGI runs Python without threads, so no edit would be seen; set its option enable-threads")


def _text(name: str | bytes) -> str:
    return name.decode() if isinstance(name, bytes) else name


_living: "weakref.WeakSet[LiveCatalog]" = weakref.WeakSet()


class _Forks:
    """What live catalogues do around each fork of the process."""

    def __init__(self) -> None:
        self._held: list[LiveCatalog] = []

    def before(self) -> None:
        self._held = [live for live in list(_living) if live.before_fork()]

    def in_parent(self) -> None:
        for live in self._held:
            live.after_fork_in_parent()
        self._held = []

    def in_child(self) -> None:
        self._held = []
        for live in list(_living):
            live.after_fork_in_child()


if hasattr(os, "register_at_fork"):
    _forks = _Forks()
    os.register_at_fork(before=_forks.before, after_in_parent=_forks.in_parent, after_in_child=_forks.in_child)
