"""The only reader of schedule files: finds them, and loads what is sound in them."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from feedgen import schedule_file
from feedgen.errors import FeedgenError, Problem, ScheduleError
from feedgen.model import Show

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The shows of the sound schedule files, by slug in order, and the problems of the others."""

    shows: Mapping[str, Show]
    problems: tuple[Problem, ...]


def read(paths: Iterable[Path], now: datetime) -> Catalog:
    """Read schedule files, and those that are directly in folders.

    A file with a problem is left out, whole. Raises FeedgenError for a path that does not exist, and for a
    folder without schedule files.
    """
    shows: dict[str, Show] = {}
    problems: list[Problem] = []
    owners: dict[str, Path] = {}
    for file in files(paths):
        show, found = _read_file(file, now)
        if show and show.slug in owners:
            remedy = f"it is the same as that of {owners[show.slug]}; give each show a file name of its own"
            problems.append(Problem(str(file), 0, "", f'the slug "{show.slug}" is there twice', remedy))
        elif show:
            shows[show.slug], owners[show.slug] = show, file
        problems += found
    return Catalog(dict(sorted(shows.items())), tuple(problems))


def _read_file(file: Path, now: datetime) -> tuple[Show | None, tuple[Problem, ...]]:
    try:
        return schedule_file.parse(file.read_bytes(), str(file), file.stem, now), ()
    except ScheduleError as error:
        return None, error.problems
    except OSError as error:
        return None, (Problem(str(file), 0, "", f"cannot be read: {error.strerror}"),)


_Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A file as it was last read: the last good version of its show, and what was wrong since."""

    stamp: _Stamp
    show: Show | None
    problems: tuple[Problem, ...]


class LiveCatalog:
    """A folder of schedules as it changes: files edited, added and removed show within seconds.

    A file is read once it has been left alone for an interval, so that one which is still being written is not taken
    for all there is. A file that cannot be used leaves the last good version of its show in place. Any thread may ask;
    one of them looks at the files at each interval, and none waits for it.

    Raises ScheduleError if at first no file is sound, FeedgenError if there is none.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime], interval: timedelta) -> None:
        self._folder = folder
        self._clock = clock
        self._interval = interval.total_seconds()
        self._seen = _stamps(files([folder]))
        self._loaded = {file: self._load(file, stamp) for file, stamp in self._seen.items()}
        self._catalog = _assembled(self._loaded)
        if not self._catalog.shows:
            raise ScheduleError(self._catalog.problems)
        self._looked = time.monotonic()
        self._looking = threading.Lock()

    def current(self) -> Catalog:
        """Give the catalogue of now: the same object until a file changes."""
        if time.monotonic() - self._looked >= self._interval and self._looking.acquire(blocking=False):
            try:
                self._look()
            except Exception:  # noqa: BLE001 - whatever it is, it is logged and no visitor is to blame
                # The request that happened to look at the files has its answer all the same.
                _log.exception("schedules could not be read; the last good versions stay")
            finally:
                self._looked = time.monotonic()
                self._looking.release()
        return self._catalog

    def _look(self) -> None:
        before, stamps = self._seen, _stamps(_toml_files(self._folder))
        self._seen = stamps
        loaded = {file: known for file, known in self._loaded.items() if file in stamps or file in before}
        for file, stamp in stamps.items():
            known = loaded.get(file)
            # What had a problem is tried again: a change dated in the future is in order once its time has come.
            if before.get(file) == stamp and (known is None or known.stamp != stamp or known.problems):
                loaded[file] = self._load(file, stamp, known)
        # A folder that has become empty is a mistake, or a disk that went away: go on with what there was.
        if loaded and loaded != self._loaded:
            self._loaded = loaded
            self._catalog = _assembled(loaded)

    def _load(self, file: Path, stamp: _Stamp, known: _Loaded | None = None) -> _Loaded:
        show, problems = _read_file(file, self._clock())
        if problems and (known is None or problems != known.problems):
            for problem in problems:
                _log.error("not used: %s", problem)
        return _Loaded(stamp, show or (known.show if known else None), problems)


def _assembled(loaded: Mapping[Path, _Loaded]) -> Catalog:
    shows = {known.show.slug: known.show for known in loaded.values() if known.show}
    problems = sorted(problem for known in loaded.values() for problem in known.problems)
    return Catalog(dict(sorted(shows.items())), tuple(problems))


def _stamps(files: Iterable[Path]) -> dict[Path, _Stamp]:
    """Tell of each file what differs once it has been written to or replaced."""
    stamps = {}
    for file in files:
        with contextlib.suppress(OSError):
            status = file.stat()
            stamps[file] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return stamps


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the schedule files among paths, and those directly in folders. Raises FeedgenError as `read` does."""
    for path in dict.fromkeys(paths):
        if path.is_dir():
            found = _toml_files(path)
            if not found:
                raise FeedgenError(f"{path}: no schedule files (*.toml) in this folder")
            yield from found
        elif path.exists():
            yield path
        else:
            raise FeedgenError(f"{path}: no such file or folder")


def _toml_files(folder: Path) -> list[Path]:
    # A leading dot is an editor's lock or backup file.
    return sorted(file for file in folder.glob("*.toml") if not file.name.startswith("."))
