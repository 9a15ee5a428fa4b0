"""The workers of a server, which share their figures in a folder."""

import json
import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from feedgen.errors import printable
from feedgen.files import write

_log = logging.getLogger(__name__)

# Seconds between two writings of the figures: those of other workers may be so old.
_PAUSE = 5

# What a worker has counted, as JSON has it; "pid" is its process, and "gauges" holds only while that runs.
Figures = dict[str, Any]


class Workers:
    """The workers that share a folder. Without a folder a worker is alone.

    The figures of workers that have ended stay, as counters must not fall. While the folder cannot be written to, as on
    a full disk, `trouble` says why, and each worker counts for itself.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._name = f"{secrets.token_hex(8)}.json"
        self._due = 0.0
        self.trouble = ""

    def tell(self, figures: Callable[[], Figures]) -> None:
        """Write the figures of this worker for the others, unless it has done so within the last seconds."""
        if self._folder is None or time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _PAUSE
        told = json.dumps(figures()).encode()
        with self._surviving(self._folder):
            _make(self._folder)
            write(self._folder / self._name, told)

    def others(self) -> Iterator[Figures]:
        """Yield the figures of the other workers."""
        for file in self._folder.glob("*.json") if self._folder else ():
            if file.name != self._name:
                with suppress(OSError, ValueError):  # gone since, or of another release
                    figures = json.loads(file.read_bytes())
                    yield figures if _is_alive(figures["pid"]) else figures | {"gauges": {}}

    def salt(self, day: date) -> str:
        """Return the salt with which the pollers of a day are hashed, shared by all workers. Older ones are deleted."""
        own = secrets.token_hex(16)
        if self._folder is not None:
            with self._surviving(self._folder):
                return _shared_salt(self._folder, day, own)
        return own

    @contextmanager
    def _surviving(self, folder: Path) -> Iterator[None]:
        """Log once that the folder cannot be written to, instead of failing the request."""
        try:
            yield
        except OSError as error:
            if not self.trouble:
                told = printable(f"{folder}: {error.strerror}")
                _log.error("metrics cannot be shared by the workers: %s; each counts for itself", told)
            self.trouble = error.strerror or "cannot be written to"
        else:
            self.trouble = ""


def _shared_salt(folder: Path, day: date, own: str) -> str:
    """Return the shared salt of a day. It is that of the first worker that needs one, written in one step."""
    _make(folder)
    for old in folder.glob("salt-*"):
        if old.name != f"salt-{day}":
            old.unlink(missing_ok=True)
    file, draft = folder / f"salt-{day}", folder / f".{secrets.token_hex(8)}"
    try:
        draft.write_text(own)
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink(missing_ok=True)
    return file.read_text()


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
