"""A catalogue of shows: the schedule files in a folder, and their problems."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from feedgen.catalog.library import Library
from feedgen.catalog.shows import Shows
from feedgen.catalog.source import Source, source_of
from feedgen.errors import FeedgenError, Problem

# Files that are read at the start, so that their problems are known at once. It takes some tenths of a second.
AT_ONCE = 200


@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """The schedule files in use, by slug in order, and the problems of files that are not in use.

    A file is read at the latest when its show is asked for. Until then it counts as sound.
    """

    library: Library
    sources: Mapping[str, Source]
    unused: tuple[Problem, ...] = ()

    @property
    def shows(self) -> Shows:
        """The shows."""
        return Shows(self.library, self.sources)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems that are known so far, in order."""
        found = (problem for source in self.sources.values() for problem in self.library.problems(source))
        return tuple(sorted([*self.unused, *found]))

    @property
    def unread(self) -> list[Source]:
        """The files that have not been read yet."""
        return [source for source in self.sources.values() if not self.library.is_read(source)]


def read_catalog(paths: Iterable[Path], now: datetime, at_once: int | None = None) -> Catalog:
    """Return the catalogue of schedule files, and of those directly in folders; `at_once` files are read now, or all.

    Changes after `now` are problems. A file with a problem has no show in the catalogue. Raises FeedgenError for a path
    that does not exist, and for a folder without schedule files.
    """
    sources: dict[str, Source] = {}
    duplicates: list[Problem] = []
    for file, within in _files(paths):
        source = source_of(file, within)
        if source.slug in sources:
            remedy = f"it is the same as that of {sources[source.slug].file}; give each show a file name of its own"
            message = f'the slug "{source.slug}" is there twice'
            duplicates.append(Problem(str(file), 0, "", message, remedy))
        else:
            sources[source.slug] = source
    library = Library(now, lambda _: None)
    library.add(sources.values())
    for source in islice(sources.values(), at_once):
        library.read(source)
    return Catalog(library, dict(sorted(sources.items())), tuple(duplicates))


def schedule_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the schedule files among paths, and those directly in folders. Raises FeedgenError as `read_catalog`."""
    return (file for file, _ in _files(paths))


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, Path | None]]:
    """Yield schedule files, each with the real path of the folder in which it was found; None if it was named."""
    for path in dict.fromkeys(paths):
        if path.is_dir():
            try:
                found = [path / name for name in sorted(os.listdir(path)) if is_schedule(name)]  # noqa: PTH208 - names
            except OSError as error:
                raise FeedgenError(f"{path}: cannot be read: {error.strerror}") from error
            if not found:
                raise FeedgenError(f"{path}: no schedule files (*.toml) in this folder")
            within = path.resolve()
            yield from ((file, within) for file in found)
        elif path.exists():
            yield path, None
        else:
            raise FeedgenError(f"{path}: no such file or folder")


def is_schedule(name: str) -> bool:
    """Return whether a file of this name is a schedule. Names with a leading dot are files of editors."""
    return name.endswith(".toml") and not name.startswith(".")
