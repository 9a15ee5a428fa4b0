"""Building the site as files: in parallel, and only what is stale."""

import hashlib
import os
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from itertools import islice
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import Path

from feedgen import __version__, resources
from feedgen.catalog.folder import Catalog
from feedgen.errors import FeedgenError, ScheduleError
from feedgen.files import stamp_of, temporary_name, working_in
from feedgen.static_site import manifest
from feedgen.static_site.checks import check_mix, check_slugs
from feedgen.static_site.jobs import CATALOG, Job, JobResult, Settings
from feedgen.static_site.maker import Maker, is_below
from feedgen.static_site.manifest import Manifest, Unit
from feedgen.web.own_site import digest_of
from feedgen.web.settings import read_settings

# About how many files a job makes. With fewer the progress is smoother and the overhead larger.
_FILES_OF_A_JOB = 400

# Libraries on whose versions the bytes of files depend.
_LIBRARIES = ("Babel", "feedgenerator", "Flask", "icalendar", "Jinja2", "segno", "tzdata")


@dataclass(frozen=True, slots=True)
class Report:
    """How many files a build has written, kept as they were, and removed."""

    written: int
    kept: int
    removed: int


class Build:
    """A build that is ready to run.

    Raises FeedgenError for a folder with files that no build has written. Raises ScheduleError if a schedule that has
    to be read is not sound: if its show were left out of the site, it would vanish from calendars.
    """

    def __init__(self, settings: Settings, catalog: Catalog) -> None:
        check_slugs(settings.languages, catalog)
        self._settings = settings
        self._state = manifest.state(settings.folder)
        self._before = manifest.load(settings.folder)
        self._digests = _digests(settings, catalog)
        stale = [name for name in self._digests if not self._is_current(name)]
        for name in stale:
            if name != CATALOG:
                catalog.library.read(catalog.sources[name])
        if catalog.problems:
            raise ScheduleError(catalog.problems)
        for name in settings.mixes:
            check_mix(name, catalog, settings.now)
        self.jobs = list(self._planned(stale))
        if self.jobs and read_settings(os.environ).templates:
            Maker(settings)  # raises for templates that fail; in a process of the pool that would be no clear word

    def run(self, workers: int, advance: Callable[[], object]) -> Report:
        """Make what is stale in up to so many processes; call `advance` after each of the `jobs`."""
        folder = self._settings.folder
        folder.mkdir(parents=True, exist_ok=True)
        with working_in(folder):
            if manifest.state(folder) != self._state:
                raise FeedgenError(f"{folder}: another build has written into this folder meanwhile; build again")
            return self._run(workers, advance)

    def _run(self, workers: int, advance: Callable[[], object]) -> Report:
        made: dict[str, JobResult] = {}
        if self.jobs:
            # From now on the next build knows the folder as its own, and what was begun in it, whatever happens.
            self._begun().save(self._settings.folder)
        for part in _run(self._settings, self.jobs, workers):
            made.setdefault(part.unit, JobResult(part.unit, part.settled)).add(part)
            advance()
        after = self._after(made)
        written = sum(part.written for part in made.values())
        self._remove(temporary_name(name) for name in self._before.begun)  # left by a build that was killed
        removed = self._remove(self._before.files - after.files)
        if after != self._before:
            after.save(self._settings.folder)
        return Report(written, len(after.files) - written, removed)

    def _is_current(self, name: str) -> bool:
        unit = self._before.units.get(name)
        if unit is None or unit.digest != self._digests[name]:
            return False
        top = self._settings.folder
        return all(stamp_of(f"{top}/{file}") == stamp for file, stamp in unit.files.items())

    def _planned(self, stale: Collection[str]) -> Iterator[Job]:
        # A show has two calendars in each zone for each of its feeds, of which there are about five.
        parts = 1 + 10 * len(self._settings.zones) * len(self._settings.languages) // _FILES_OF_A_JOB
        for name in stale:
            yield from (Job(name, k=part, n=parts) for part in range(parts))
        for name, unit in self._before.units.items():
            if name in self._digests and name not in stale and not unit.settled:
                yield Job(name, timely=True)

    def _begun(self) -> Manifest:
        """Return the manifest of a build that has begun: the files from before, with all units that it makes stale."""
        units = dict(self._before.units)
        for job in self.jobs:
            known = units.get(job.unit)
            units[job.unit] = Unit("", settled=False, files=known.files if known else {})
        return Manifest(units)

    def _after(self, made: Mapping[str, JobResult]) -> Manifest:
        units = {name: unit for name, unit in self._before.units.items() if name in self._digests}
        timely = {job.unit for job in self.jobs if job.timely}
        for name, part in made.items():
            files = {**units[name].files, **part.files} if name in timely else part.files
            units[name] = Unit(self._digests[name], part.settled, files)
        # The catalogue shows what is next of every show, so it is settled when all shows are.
        settled = all(unit.settled for name, unit in units.items() if name != CATALOG)
        units[CATALOG] = Unit(self._digests[CATALOG], settled, dict(units[CATALOG].files))
        return Manifest(units)

    def _remove(self, names: Iterable[str]) -> int:
        folder, count = self._settings.folder, 0
        for name in sorted(names):
            file = folder / name
            if is_below(file.parent, folder) and (file.is_file() or file.is_symlink()):
                file.unlink()
                count += 1
            for parent in islice(file.parents, name.count("/")):
                with suppress(OSError):  # not empty, or gone with the file before it
                    parent.rmdir()
        return count


def _run(settings: Settings, jobs: Sequence[Job], workers: int) -> Iterator[JobResult]:
    # A process takes a second to start. In that time another makes hundreds of files.
    worth = 1 + sum(1 if job.timely else _FILES_OF_A_JOB // 10 for job in jobs) // _FILES_OF_A_JOB
    processes = min(workers, worth, len(jobs))
    if processes <= 1:
        maker = Maker(settings) if jobs else None
        yield from (maker.make(job) for job in jobs if maker)
        return
    with ProcessPoolExecutor(processes, _context(), _start, (settings, os.getpid())) as pool:
        pending = [pool.submit(_make, job) for job in jobs]
        try:
            for done in as_completed(pending):
                yield done.result()
        except BrokenProcessPool as error:
            raise FeedgenError("a process was ended from outside, maybe for lack of memory; try --jobs 1") from error
        finally:
            for future in pending:
                future.cancel()


def _context() -> BaseContext:
    """Fork where that is safe, as a process that is spawned takes a second to import what it needs.

    It is not safe on macOS, nor beside other threads: a fork has their locks, but not the threads to release them.
    """
    return get_context("fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn")


_maker: "Maker | None" = None


def _start(settings: Settings, parent: int) -> None:
    global _maker  # noqa: PLW0603 - what a process of the pool keeps from job to job
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _maker = Maker(settings)


def _end_with(parent: int) -> None:
    """End this process soon after its parent was killed: it would wait for ever, and keep the folder locked."""
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)


def _make(job: Job) -> JobResult:
    assert _maker  # noqa: S101 - `_start` has run before
    return _maker.make(job)


def _digests(settings: Settings, catalog: Catalog) -> dict[str, str]:
    """Return a digest for each unit, of all that its files depend on besides the present."""
    git = (settings.folder / manifest.GIT).exists()
    common = repr(
        (
            settings.base_url,
            settings.zones,
            settings.brotli,
            settings.target,
            settings.mixes,
            settings.languages,
            git,
            _digest_of_code(),
        )
    ) + digest_of(read_settings(os.environ))
    digests = {}
    for slug, source in catalog.sources.items():
        data = source.data if isinstance(source.data, bytes) else b""
        digests[slug] = hashlib.sha256(common.encode() + data).hexdigest()
    digests[CATALOG] = hashlib.sha256("".join([common, *digests, *digests.values()]).encode()).hexdigest()
    return digests


def _digest_of_code() -> str:
    versions = {name: metadata.version(name) for name in _LIBRARIES}
    digest = hashlib.sha256(f"{__version__} {versions}".encode())
    package = Path(__file__).parent.parent
    files = {
        *package.rglob("*.py"),
        *(
            file
            for folder in (resources.templates(), resources.STATIC, resources.LOCALES)
            for file in folder.rglob("*")
            if file.is_file()
        ),
    }
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def cores() -> int:
    """Return how many processes of this machine can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
