"""What a file of a site takes: `feedgen build` of one season in every zone, beside icalendar writing each calendar.

Compressing and writing are part of both, into memory where there is a folder for that, as disks are another matter.
icalendar writes the season in each zone, one after the other.
"""

import gzip
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from measuring import heading, rounds, seconds, table
from serialisers import Ready, by_icalendar, by_icalendar_alone, made_ready

from feedgen import resources
from feedgen.catalog.folder import read_catalog
from feedgen.feeds.request import Request
from feedgen.static_site.build import Build, cores
from feedgen.static_site.jobs import Settings
from feedgen.zones import names

ROUNDS = 5
ZONES = tuple(zone for zone in names.canonical() if zone != "UTC")
NOW = datetime.now(UTC)
BASE = "https://calendar.example.org"


def main() -> None:
    """Build in turns."""
    memory = Path("/dev/shm")  # noqa: S108 - only where to put a folder of our own
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as top:
        folder = Path(top) / "site"
        contenders = {
            "icalendar": lambda: _each(folder, by_icalendar_alone),
            "icalendar, given each VTIMEZONE": lambda: _each(folder, by_icalendar),
            "feedgen build, one process": lambda: _built(folder, 1),
            f"feedgen build, {cores()} processes": lambda: _built(folder, cores()),
            "feedgen build again": _again(folder),
        }
        heading("A site of files", f"{len(ZONES)} zones")
        table(rounds(contenders, ROUNDS), "µs a file", "icalendar", "of icalendar")


def _each(folder: Path, write: Callable[[Ready], bytes]) -> float:
    """Write the season in each zone with icalendar, and a compressed file beside it."""
    _clear(folder)
    show = read_catalog([resources.SCHEDULES], NOW).shows["for-all-mankind"]
    request = Request("for-all-mankind-s4")
    ready = made_ready(show, request, ZONES)

    def write_all() -> None:
        for zone in ZONES:
            body = write(ready[zone])
            file = folder / zone / f"{request.name}.ics"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
            file.with_suffix(".ics.gz").write_bytes(gzip.compress(body, mtime=0))

    return seconds(write_all) / len(ZONES) * 1e6


def _built(folder: Path, processes: int) -> float:
    """Build the whole site. Only what is sent is counted, as a compressed file comes with each."""
    _clear(folder)
    return _build(folder, processes)


def _build(folder: Path, processes: int) -> float:
    settings = Settings(resources.SCHEDULES, BASE, ZONES, folder, NOW)

    def build() -> None:
        shows = read_catalog([resources.SCHEDULES], NOW, at_once=0)
        Build(settings, shows).run(processes, lambda: None)

    took = seconds(build)
    return took / sum(1 for file in folder.rglob("*") if file.is_file() and file.suffix != ".gz") * 1e6


def _again(folder: Path) -> Callable[[], float]:
    return lambda: _build(folder, 1)


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
