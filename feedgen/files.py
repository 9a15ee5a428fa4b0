"""Files: writing them in one step, seeing whether they have changed, and editing them one process at a time."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from feedgen.errors import FeedgenError

if sys.platform != "win32":
    import fcntl


# How many seconds to wait for a folder in which another process works.
_PATIENCE = 2.0


class Stamp(NamedTuple):
    """Values of a file that differ once it has been written to or replaced.

    Size, modification time and inode can all be the same after `cp -p`, `rsync -t` and `tar`; only the kernel sets
    `changed`. Times are in nanoseconds.
    """

    changed: int
    modified: int
    size: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        """Return the stamp of a file whose status this is."""
        return cls(status.st_ctime_ns, status.st_mtime_ns, status.st_size, status.st_ino)


def stamp_of(file: str | Path) -> Stamp | None:
    """Return the stamp of a file, links followed; None if there is none."""
    try:
        return Stamp.of(os.stat(file))  # noqa: PTH116 - of each file of a site; Path's takes longer
    except (FileNotFoundError, NotADirectoryError):
        return None


def temporary_name(file: str | Path) -> str:
    """Return the name, in the same folder, under which a file is written before it is put in its place."""
    folder, name = os.path.split(file)
    return os.path.join(folder, f".{name}.new")  # noqa: PTH118 - as above


def write(file: str | Path, data: bytes) -> None:
    """Write a file in one step: a reader finds either the old bytes or the new ones."""
    new = temporary_name(file)
    try:
        with open(new, "wb") as output:  # noqa: PTH123 - as above
            output.write(data)
        os.replace(new, file)  # noqa: PTH105 - as above
    except BaseException:
        _remove(new)
        raise


@dataclass(frozen=True, slots=True)
class Edit:
    """A file that is being edited: its bytes, and its stamp when they were read."""

    file: Path
    data: bytes
    stamp: Stamp

    def replace(self, data: bytes) -> None:
        """Replace the bytes of the file in one step, safe on the disk. The file keeps its mode.

        Raises FeedgenError if somebody has written to it since it was read, as that would be lost; OSError if it cannot
        be written.
        """
        new = temporary_name(self.file)
        _remove(new)  # left by a process that was killed
        try:
            _write_durably(new, data, self.file.stat().st_mode & 0o7777)
            if stamp_of(self.file) != self.stamp:
                message = "was changed by somebody else in the meantime; nothing was written, try again"
                raise FeedgenError(f"{self.file}: {message}")
            os.replace(new, self.file)  # noqa: PTH105 - beside the names of this module
        finally:
            _remove(new)


@contextlib.contextmanager
def editing(file: Path) -> Iterator[Edit]:
    """Read a file in order to replace it, links followed; other processes that edit it wait until the block ends.

    Raises OSError if it cannot be read.
    """
    real = file.resolve()
    with _locked(real) as handle:
        stamp = Stamp.of(os.fstat(handle))
        with open(handle, "rb", closefd=False) as known:
            data = known.read()
        yield Edit(real, data, stamp)


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[int]:
    """Open and lock a file. If it was replaced while another process had it locked, lock the new file instead."""
    while True:
        handle = os.open(file, os.O_RDONLY)
        try:
            if sys.platform != "win32":
                fcntl.flock(handle, fcntl.LOCK_EX)
            status = os.fstat(handle)
            if os.path.samestat(status, file.stat()):
                yield handle
                return
        finally:
            os.close(handle)


@contextlib.contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Lock a folder for this process, and those that it forks, until the block ends.

    Raises FeedgenError if another process keeps the folder locked for some seconds. The lock of one that is killed is
    gone at once.
    """
    if sys.platform == "win32":
        yield
        return
    with _folder(folder) as handle:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise FeedgenError(
                        f"{folder}: another process is writing into this folder; let it finish"
                    ) from None
                time.sleep(0.05)
        yield


def _write_durably(file: str, data: bytes, mode: int) -> None:
    """Write a new file, safe on the disk. Where the system can, a process that is killed meanwhile leaves no part."""
    folder, name = os.path.split(file)
    handle = _open_unnamed(folder)
    named = handle is None
    if handle is None:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as output:
        output.write(data)
        output.flush()
        os.chmod(handle if os.chmod in os.supports_fd else file, mode)  # noqa: PTH101 - by its handle, before it has a name
        os.fsync(handle)
        if not named:
            with _folder(folder) as there:
                # With a folder's handle it is linkat(2), which alone follows the link in /proc.
                os.link(f"/proc/self/fd/{handle}", name, dst_dir_fd=there, follow_symlinks=True)


def _open_unnamed(folder: str) -> int | None:
    if sys.platform != "linux" or not os.path.isdir("/proc/self/fd"):  # noqa: PTH112 - beside the names of this module
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o600)
    except OSError:  # not every file system can; any other error comes up when the file is opened by name
        return None


@contextlib.contextmanager
def _folder(folder: str | Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)


def _remove(file: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(file)  # noqa: PTH108 - beside the names of this module
