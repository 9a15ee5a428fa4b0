"""The only reader of schedule files: finds them, and loads what is sound in them."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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


def read(paths: Iterable[Path]) -> Catalog:
    """Read schedule files, and those that are directly in folders.

    A file with a problem is left out, whole. Raises FeedgenError for a path that does not exist, and for a
    folder without schedule files.
    """
    shows: dict[str, Show] = {}
    problems: list[Problem] = []
    owners: dict[str, Path] = {}
    for file in _files(paths):
        slug = file.stem
        try:
            show = schedule_file.parse(file.read_bytes(), str(file), slug)
        except ScheduleError as error:
            problems += error.problems
        except OSError as error:
            problems.append(Problem(str(file), 0, "", f"cannot be read: {error.strerror}"))
        else:
            if slug in owners:
                remedy = f"it is the same as that of {owners[slug]}; give each show a file name of its own"
                problems.append(Problem(str(file), 0, "", f'the slug "{slug}" is there twice', remedy))
            else:
                shows[slug], owners[slug] = show, file
    return Catalog(dict(sorted(shows.items())), tuple(problems))


def load(folder: Path) -> Catalog:
    """Read a folder to serve it: problems are logged, and their files left out.

    Raises ScheduleError if no file is sound, FeedgenError if there is none.
    """
    catalog = read([folder])
    if not catalog.shows:
        raise ScheduleError(catalog.problems)
    for problem in catalog.problems:
        _log.error("left out: %s", problem)
    return catalog


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in dict.fromkeys(paths):
        if path.is_dir():
            # A leading dot is an editor's lock or backup file.
            files = sorted(file for file in path.glob("*.toml") if not file.name.startswith("."))
            if not files:
                raise FeedgenError(f"{path}: no schedule files (*.toml) in this folder")
            yield from files
        elif path.exists():
            yield path
        else:
            raise FeedgenError(f"{path}: no such file or folder")
