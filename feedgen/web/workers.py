"""What the workers of a server tell each other: their figures, in a folder that they share."""

import json
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from feedgen.files import write

# Seconds. So old what other workers have counted may be.
_PAUSE = 5

# What a worker has counted, as JSON has it; "pid" is its process, and "gauges" holds only while that runs.
Figures = dict[str, Any]


class Workers:
    """The workers that share a folder; without one a worker is alone.

    Figures of workers that have ended stay: counters must not fall.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._name = f"{secrets.token_hex(8)}.json"
        self._due = 0.0

    def tell(self, figures: Callable[[], Figures]) -> None:
        """Tell the others what this one has counted, unless it has done so seconds ago."""
        if self._folder is None or time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _PAUSE
        with suppress(OSError):  # a full disk is no reason to fail a poll
            _make(self._folder)
            write(self._folder / self._name, json.dumps(figures()).encode())

    def others(self) -> Iterator[Figures]:
        """Yield what the others have counted."""
        for file in self._folder.glob("*.json") if self._folder else ():
            if file.name != self._name:
                with suppress(OSError, ValueError):  # gone since, or of another release
                    figures = json.loads(file.read_bytes())
                    yield figures if _is_alive(figures["pid"]) else figures | {"gauges": {}}

    def salt(self, day: date) -> str:
        """Return what pollers of a day are hashed with, the same for all. That of the day before is thrown away."""
        if self._folder is None:
            return secrets.token_hex(16)
        _make(self._folder)
        for old in self._folder.glob("salt-*"):
            if old.name != f"salt-{day}":
                old.unlink(missing_ok=True)
        file, own = self._folder / f"salt-{day}", self._folder / f".{secrets.token_hex(8)}"
        own.write_text(secrets.token_hex(16))
        with suppress(FileExistsError):
            os.link(own, file)  # whoever comes first; nobody reads half of it
        own.unlink()
        return file.read_text()


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
