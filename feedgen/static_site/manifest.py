"""What a build has written into its folder, so that the next one knows what is stale and what is its own."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from feedgen.errors import FeedgenError
from feedgen.files import Stamp, beside, write
from feedgen.static_site.hosts import Headers

NAME = ".feedgen.json"


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
    """All units by name, and the headers of each kind of file."""

    units: dict[str, Unit] = field(default_factory=dict)
    kinds: dict[str, Headers] = field(default_factory=dict)

    @property
    def files(self) -> set[str]:
        """The names of all files."""
        return {name for unit in self.units.values() for name in unit.files}

    def save(self, folder: Path) -> None:
        """Write it into the folder, all at once."""
        text = json.dumps({"units": {name: asdict(unit) for name, unit in self.units.items()}, "kinds": self.kinds})
        write(folder / NAME, text.encode())


def load(folder: Path) -> Manifest:
    """Read the manifest of a folder; of one that is empty or not there yet, give one of nothing.

    Raises FeedgenError for a folder with other content, which is nothing that a build may touch, and for a manifest
    that cannot be read or that names a file outside the folder.
    """
    if folder.exists() and not folder.is_dir():
        raise FeedgenError(f"{folder}: not a folder")
    file = folder / NAME
    if not file.exists():
        # A build that was killed as it wrote its first manifest leaves that, and nothing else.
        if folder.exists() and any(str(found) != beside(file) for found in folder.iterdir()):
            remedy = "give an empty folder, or one that a build has filled"
            raise FeedgenError(f"{folder}: holds files that `feedgen build` has not written; {remedy}")
        return Manifest()
    try:
        told = json.loads(file.read_text())
        units = {
            name: Unit(unit["digest"], unit["settled"], {name: Stamp(*stamp) for name, stamp in unit["files"].items()})
            for name, unit in told["units"].items()
        }
        manifest = Manifest(units, dict(told["kinds"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FeedgenError(f"{file}: not what `feedgen build` has written; build into another folder") from error
    if strays := [name for name in manifest.files if not _is_inside(name)]:
        raise FeedgenError(f"{file}: names '{strays[0]}', which is not in the folder; build into another one")
    return manifest


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts
