"""What a build has written into its folder, so that the next one knows what is stale and what is its own."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from feedgen.errors import FeedgenError
from feedgen.files import Stamp, stamp_of, temporary_name, write

NAME = ".feedgen.json"

# Which files a build that is not complete has begun to write. Each line has a unit and a name, in JSON.
JOURNAL = ".feedgen.journal"

# The stamp of a file that a build has begun. No file has it, so the next build makes the file again.
_BEGUN = Stamp(0, 0, 0, 0)

# Endings of a file and of its compressed versions.
_VERSIONS = ("", ".gz", ".br")

# Is in every work tree of git, as a folder or, in a linked work tree, as a file. A build never touches it.
GIT = ".git"

# What GitHub Pages reads the site's own domain from.
_DOMAIN = "CNAME"


@dataclass(frozen=True, slots=True)
class Unit:
    """What was made of one source: a show, or the whole catalogue.

    `digest` is that of all that its files depend on besides the present; `settled` means that they no longer depend on
    the present. `files` has their stamps by their names, which are paths below the folder with slashes.
    """

    digest: str
    settled: bool
    files: dict[str, Stamp]


@dataclass(slots=True)
class Manifest:
    """All units by name."""

    units: dict[str, Unit] = field(default_factory=dict)

    @property
    def files(self) -> set[str]:
        """The names of all files."""
        return {name for unit in self.units.values() for name in unit.files}

    @property
    def begun(self) -> set[str]:
        """The names of files that a build had begun, or was about to begin, when it was killed."""
        return {name for unit in self.units.values() for name, stamp in unit.files.items() if stamp == _BEGUN}

    def save(self, folder: Path) -> None:
        """Write the manifest into the folder, in one step."""
        units = {
            name: {"digest": unit.digest, "settled": unit.settled, "files": unit.files}
            for name, unit in self.units.items()
        }
        write(folder / NAME, json.dumps({"units": units}).encode())
        (folder / JOURNAL).unlink(missing_ok=True)

    def _add_begun(self, begun: Iterable[tuple[str, str]]) -> None:
        for unit, name in begun:
            files = self.units.setdefault(unit, Unit("", settled=False, files={})).files
            for version in _VERSIONS:
                files.setdefault(f"{name}{version}", _BEGUN)


def note_begun(folder: Path, unit: str, names: Iterable[str]) -> None:
    """Note which files of a unit are about to be written, so that the next build knows them if this one is killed."""
    lines = "".join(f"{json.dumps([unit, name])}\n" for name in names)
    # One write, which goes to the end of the file: several processes note files at once.
    handle = os.open(folder / JOURNAL, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        os.write(handle, lines.encode())
    finally:
        os.close(handle)


def state(folder: Path) -> tuple[Stamp | None, Stamp | None]:
    """Return the stamps that differ once a build has written into a folder."""
    return stamp_of(folder / NAME), stamp_of(folder / JOURNAL)


def load(folder: Path) -> Manifest:
    """Return the manifest of a folder, with no units if the folder is empty or does not exist yet.

    A folder counts as empty if it holds nothing but the data of git and the name of a domain. Raises FeedgenError for a
    folder with other files and no manifest, which a build may not touch, and for a manifest that cannot be read or that
    names a file outside the folder.
    """
    if folder.exists() and not folder.is_dir():
        raise FeedgenError(f"{folder}: not a folder")
    file = folder / NAME
    if not file.exists():
        # A build that is killed while it writes its first manifest leaves the temporary file of it, and nothing else.
        known = {Path(temporary_name(file)).name, GIT, _DOMAIN}
        if folder.exists() and any(found.name not in known for found in folder.iterdir()):
            remedy = "give an empty folder, or one that a build has filled"
            raise FeedgenError(f"{folder}: holds files that `feedgen build` has not written; {remedy}")
        return Manifest()
    try:
        told = json.loads(file.read_text())
        units = {
            name: Unit(unit["digest"], unit["settled"], {name: Stamp(*stamp) for name, stamp in unit["files"].items()})
            for name, unit in told["units"].items()
        }
        manifest = Manifest(units)
        manifest._add_begun(_begun(folder))  # noqa: SLF001 - of this module
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FeedgenError(f"{file}: not what `feedgen build` has written; build into another folder") from error
    if strays := [name for name in manifest.files if not _is_inside(name)]:
        raise FeedgenError(f"{file}: names '{strays[0]}', which is not in the folder; build into another one")
    return manifest


def _begun(folder: Path) -> list[tuple[str, str]]:
    try:
        lines = (folder / JOURNAL).read_text().split("\n")
    except FileNotFoundError:
        return []
    # What follows the last line break was not written to its end, so none of its files was begun.
    return [(str(unit), str(name)) for unit, name in map(json.loads, lines[:-1])]


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and path.parts[0] != GIT
