"""The jobs of a build: what each makes, and what it has made."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from feedgen import languages
from feedgen.files import Stamp
from feedgen.static_site import host_kinds
from feedgen.static_site.host_kinds import Target
from feedgen.static_site.paths import Extent

# The unit of all files that belong to no show.
CATALOG = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What to build: the schedules, the public address, the zones of the feeds, the folder, and the present (UTC).

    `target` is the kind of host that it is for, and `mixes` are the names of mixes of feeds, such as `a+b`.
    `languages` are tags; pages in the first of them are at the root.
    """

    schedules: Path
    base_url: str
    zones: tuple[str, ...]
    folder: Path
    now: datetime
    brotli: bool = False
    target: Target = host_kinds.ANY
    mixes: tuple[str, ...] = ()
    languages: tuple[str, ...] = (languages.default().tag,)

    @property
    def extent(self) -> Extent:
        """The time zones and languages of the site."""
        return Extent(self.zones, self.languages)


@dataclass(frozen=True, slots=True)
class Job:
    """Every n-th file of a unit, from the k-th on, counted from 0. A unit is the slug of a show, or CATALOG.

    A `timely` job makes only the files that depend on the present, as they count down or say what is next.
    """

    unit: str
    timely: bool = False
    k: int = 0
    n: int = 1


@dataclass(slots=True)
class JobResult:
    """What a job has made: its files, and how many of them were written.

    `settled` means that the files of the unit no longer depend on the present.
    """

    unit: str
    settled: bool
    files: dict[str, Stamp] = field(default_factory=dict)
    written: int = 0

    def add(self, other: "JobResult") -> None:
        """Add what another job of the unit has made."""
        self.files |= other.files
        self.written += other.written
