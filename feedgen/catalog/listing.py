"""The schedule files in a folder, and their stamps, as they change."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from feedgen.catalog.folder import is_schedule
from feedgen.catalog.notices import Notices
from feedgen.files import Stamp

# Seconds after which a pass over the files is interrupted; the next call goes on from there.
_PORTION = 0.1

# Spend at most this part of the time on files without a notice.
_SHARE = 1 / 20

_SUFFIX = ".toml"


class Listing:
    """The `stamps` of the schedule files directly in a folder, by slug; None for a file that cannot be looked at.

    Files with a notice from the kernel are looked at in the same call. All others are looked at in turns, as there is
    not a notice of every change.
    """

    def __init__(self, folder: Path) -> None:
        self.stamps: dict[str, Stamp | None] = {}
        self._folder = folder
        self._notices: Notices | None = None
        self._identity: tuple[int, int] | None = None
        self._entries: Iterator[tuple[str, Stamp | None]] | None = None
        self._fresh: dict[str, Stamp | None] = {}
        self._spent = 0.0
        self._due = 0.0

    def refresh(self, *, whole: bool = False) -> None:
        """Update the stamps that are due, or with `whole` all of them. Raises OSError if the folder is not there."""
        whole |= self._is_another_folder()
        names = self._notices.read() if self._notices else set()
        if names is None:  # there were too many, or the watched folder was removed
            self.after_fork()
            self._is_another_folder()
        for name in names or ():
            self._look_at(name)
            # Kubernetes changes all files at once, by a link in the folder that their paths go through.
            whole |= not is_schedule(name) and os.path.islink(f"{self._folder}/{name}")  # noqa: PTH114 - of each name
        self._look_at_all(whole=whole)

    def after_fork(self) -> None:
        """Go on in a child process, which needs notices of its own."""
        if self._notices:
            self._notices.close()
        self._notices = self._entries = None
        self._due = 0

    def _is_another_folder(self) -> bool:
        """Return whether the path leads to another folder than before, and watch the one that it leads to."""
        status = self._folder.stat()
        before, self._identity = self._identity, (status.st_dev, status.st_ino)
        if self._identity != before or not self._notices:
            if self._notices:
                self._notices.close()
            self._notices = Notices(self._folder)
        return self._identity != before

    def _look_at(self, name: str) -> None:
        if is_schedule(name):
            path, slug = f"{self._folder}/{name}", name.removesuffix(_SUFFIX)
            stamp: Stamp | None = None
            try:
                stamp = Stamp.of(os.stat(path))  # noqa: PTH116 - of each name
            except OSError:
                if not os.path.lexists(path):
                    self.stamps.pop(slug, None)
                    self._fresh.pop(slug, None)
                    return
            # Also in the pass over all files that is under way, which may be past this one.
            self.stamps[slug] = self._fresh[slug] = stamp

    def _look_at_all(self, *, whole: bool) -> None:
        began = time.monotonic()
        if whole or (self._entries is None and began >= self._due):
            self._entries, self._fresh, self._spent = _entries(self._folder), {}, 0
        if self._entries is None:
            return
        try:
            for slug, stamp in self._entries:
                self._fresh[slug] = stamp
                if not whole and time.monotonic() - began > _PORTION:
                    self._spent += time.monotonic() - began
                    return
        except OSError:
            # Else the next call would take the pass for complete; and nothing is well until there is a whole one.
            self._entries, self._due = None, 0
            raise
        self._spent += time.monotonic() - began
        self._due = time.monotonic() + self._spent / _SHARE
        self.stamps, self._entries = self._fresh, None


def _entries(folder: Path) -> Iterator[tuple[str, Stamp | None]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if is_schedule(entry.name):
                try:
                    yield entry.name.removesuffix(_SUFFIX), Stamp.of(entry.stat())
                except OSError:
                    if os.path.lexists(entry.path):  # else it was removed meanwhile
                        yield entry.name.removesuffix(_SUFFIX), None
