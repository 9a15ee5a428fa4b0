"""A catalogue of shows: which schedule files there are, and what is wrong with them."""

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from feedgen.catalog.library import Library
from feedgen.catalog.shows import Shows
from feedgen.catalog.source import Source, Stamp, source_of, stamp_of
from feedgen.errors import FeedgenError, Problem

# So many files are read at the start, so that what is wrong with them is told at once: some tenths of a second.
AT_ONCE = 200


@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """The shows of the sound schedule files, by slug in order, and the problems of the others.

    A file is read when its show is asked for, at the latest. Until then it counts as sound.
    """

    library: Library
    sources: Mapping[str, Source]
    duplicates: tuple[Problem, ...] = ()

    @property
    def shows(self) -> Shows:
        """The shows."""
        return Shows(self.library, self.sources)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is known to be wrong, in order."""
        found = (problem for source in self.sources.values() for problem in source.problems or ())
        return tuple(sorted([*self.duplicates, *found]))

    @property
    def unread(self) -> list[Source]:
        """The files that have not been read yet."""
        return [source for source in self.sources.values() if source.problems is None]


def read_catalog(paths: Iterable[Path], now: datetime, at_once: int | None = None) -> Catalog:
    """Read schedule files, and those that are directly in folders; the first `at_once` of them now, unless all.

    A file with a problem is left out, whole. Raises FeedgenError for a path that does not exist, and for a
    folder without schedule files.
    """
    sources: dict[str, Source] = {}
    duplicates: list[Problem] = []
    for file in schedule_files(paths):
        source = source_of(file)
        if source.slug in sources:
            remedy = f"it is the same as that of {sources[source.slug].file}; give each show a file name of its own"
            message = f'the slug "{source.slug}" is there twice'
            duplicates.append(Problem(str(file), 0, "", message, remedy))
        else:
            sources[source.slug] = source
    library = Library(lambda: now, lambda _: None)
    for source in islice(sources.values(), at_once):
        library.check(source)
    return Catalog(library, dict(sorted(sources.items())), tuple(duplicates))


def stamps(folder: Path) -> dict[str, Stamp]:
    """Return the stamps of the schedule files directly in a folder, by slug; none if it is not there."""
    found = {}
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _is_schedule(entry.name):
                with contextlib.suppress(OSError):  # gone since
                    found[entry.name.removesuffix(".toml")] = stamp_of(entry.stat())
    return found


def schedule_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the schedule files among paths, and those directly in folders. Raises FeedgenError as `read` does."""
    for path in dict.fromkeys(paths):
        if path.is_dir():
            found = sorted(file for file in path.iterdir() if _is_schedule(file.name))
            if not found:
                raise FeedgenError(f"{path}: no schedule files (*.toml) in this folder")
            yield from found
        elif path.exists():
            yield path
        else:
            raise FeedgenError(f"{path}: no such file or folder")


def _is_schedule(name: str) -> bool:
    # A leading dot is an editor's lock or backup file.
    return name.endswith(".toml") and not name.startswith(".")
