"""A schedule file as it was at one moment: its bytes, or the reason that it cannot be read."""

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from feedgen.errors import Problem
from feedgen.files import Stamp

# A schedule of ten thousand episodes with titles is smaller, and is read within a second.
MOST_BYTES = 2**20

# Errors of the system, not of the file, that pass.
_PASSING = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EINTR, errno.EAGAIN})


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The bytes of a schedule file at a stamp, or the problem with reading them.

    A file that does not change keeps its source from one catalogue to the next, so sources are compared with `is`.
    """

    file: Path
    stamp: Stamp | None
    data: bytes | Problem

    @property
    def slug(self) -> str:
        """The slug of its show."""
        return self.file.stem


def source_of(file: Path, within: Path | None = None) -> Source:
    """Read a schedule file as it is now, without ever waiting, up to MOST_BYTES.

    `within` is the real path of the folder that the file must be in once links are followed: whoever may add files to
    that folder must not make the server read others of the machine. None allows any place, for files named in commands.

    Raises OSError if the system has no descriptor or memory left.
    """
    try:
        stamp, data = _read(file, within)
    except OSError as error:
        if error.errno in _PASSING:
            raise
        return Source(file, None, Problem(str(file), 0, "", _told(error)))
    if isinstance(data, str):
        return Source(file, stamp, Problem(str(file), 0, "", data))
    return Source(file, stamp, data)


def _read(file: Path, within: Path | None) -> tuple[Stamp | None, bytes | str]:
    """Return the stamp of a file and its bytes, or instead of these in words why it is not read."""
    real = str(file) if within is None else f"{within}/{file.name}"
    status = os.lstat(real)
    if stat.S_ISLNK(status.st_mode):
        real = os.path.realpath(real)
        if within is not None and not real.startswith(os.path.join(within, "")):  # noqa: PTH118 - with a slash at its end
            return None, "is a link that leads out of the folder of schedules"
        status = os.lstat(real)
    # Opening a pipe could wait for ever, and opening a device could have effects.
    if not stat.S_ISREG(status.st_mode):
        return None, "is not a regular file"
    handle = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "rb") as opened:
        status = os.fstat(handle)
        stamp = Stamp.of(status)
        if not stat.S_ISREG(status.st_mode):
            return stamp, "is not a regular file"
        data = opened.read(min(status.st_size, MOST_BYTES) + 1)
    if len(data) > MOST_BYTES:
        return stamp, f"is larger than {MOST_BYTES:,} bytes, the most that a schedule may have"
    return stamp, data


def _told(error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return "is a link to a file that is not there"
    return f"cannot be read: {error.strerror}"
