"""What a build has written into its folder, so that the next one knows what is stale and what is its own."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from feedgen.errors import FeedgenError
from feedgen.files import Stamp, stamp_of, temporary_name, write

NAME = ".feedgen.json"


# What a build that is not complete has begun to write: lines of a unit and a name, in JSON.
JOURNAL = ".feedgen.journal"


# Of a file that a build has begun, which is as stale as can be.
_BEGUN = Stamp(0, 0, 0, 0)


# A file may have compressed ones beside it.
_VERSIONS = ("", ".gz", ".br")


# Marks a work tree of git, in which a build leaves it alone: a folder, or a file in a linked work tree.
GIT = ".git"


# What GitHub Pages reads the site's own domain from.
_DOMAIN = "CNAME"


@dataclass(frozen=True, slots=True)
class Unit:
    """What was made of one source: a show, or the whole catalogue.

    `digest` is that of all that its files depend on, besides the present; `settled` tells that they do not depend on
    that any more. `files` are by their names below the folder, with slashes.
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
        """The names of the files that a build had begun to write when it was killed, if it came so far."""
        return {name for unit in self.units.values() for name, stamp in unit.files.items() if stamp == _BEGUN}

    def save(self, folder: Path) -> None:
        """Write it into the folder, all at once."""
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


def announce(folder: Path, unit: str, names: Iterable[str]) -> None:
    """Write down which files of a unit are going to be written, so that they are known should the build be killed."""
    lines = "".join(f"{json.dumps([unit, name])}\n" for name in names)
    # In one write to the end of the file, as several processes do it.
    handle = os.open(folder / JOURNAL, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        os.write(handle, lines.encode())
    finally:
        os.close(handle)


def state(folder: Path) -> tuple[Stamp | None, Stamp | None]:
    """Return what differs once a build has written into a folder."""
    return stamp_of(folder / NAME), stamp_of(folder / JOURNAL)


def load(folder: Path) -> Manifest:
    """Read the manifest of a folder; of one that is empty or not there yet, give one of nothing.

    A folder is as good as empty if it holds no more than the data of git and the name of a domain. Raises FeedgenError
    for one with other content, which a build may not touch, and for a manifest that cannot be read or that names a file
    outside the folder.
    """
    if folder.exists() and not folder.is_dir():
        raise FeedgenError(f"{folder}: not a folder")
    file = folder / NAME
    if not file.exists():
        # A build that was killed as it wrote its first manifest leaves that, and nothing else.
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
    # After the last line break is what was not written whole, and announces nothing.
    return [(str(unit), str(name)) for unit, name in map(json.loads, lines[:-1])]


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and path.parts[0] != GIT
