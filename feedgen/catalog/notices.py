"""Notices of changed files from the kernel: inotify(7), on Linux only.

Asking for the times of very many files takes long, and longer still while requests keep the interpreter busy; notices
cost nothing. As none come for network drives, files are looked at as well.
"""

import ctypes
import os
import struct
import sys
from pathlib import Path

_MODIFY, _ATTRIBUTES, _CLOSE_WRITE = 0x2, 0x4, 0x8
_MOVED_FROM, _MOVED_TO, _CREATE, _DELETE = 0x40, 0x80, 0x100, 0x200
_OVERFLOW, _IGNORED = 0x4000, 0x8000

_WANTED = _MODIFY | _ATTRIBUTES | _CLOSE_WRITE | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE

# Watch descriptor, mask, cookie, and the length of the name that follows.
_EVENT = struct.Struct("iIII")

_READ = 2**16


class Notices:
    """Notices of changes to the files directly in a folder. Where there are none to be had, none ever come."""

    def __init__(self, folder: Path) -> None:
        self._handle = _watch(folder)

    def read(self) -> set[str] | None:
        """Return the names of the files that may have changed since the last call; None if notices were lost."""
        if self._handle is None:
            return set()
        names: set[str] = set()
        is_known = True
        while data := self._read():
            place = 0
            while place < len(data):
                _, mask, _, length = _EVENT.unpack_from(data, place)
                place += _EVENT.size + length
                is_known &= not mask & (_OVERFLOW | _IGNORED)
                names.add(os.fsdecode(data[place - length : place].rstrip(b"\0")))
        return names if is_known else None

    def close(self) -> None:
        """Stop watching the folder."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __del__(self) -> None:
        self.close()

    def _read(self) -> bytes:
        try:
            return os.read(self._handle, _READ) if self._handle is not None else b""
        except BlockingIOError:
            return b""


def _watch(folder: Path) -> int | None:
    """Return the descriptor of a watch on a folder; None where there is no inotify, or no more of it."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    handle = int(library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
    if handle < 0:
        return None  # the user has no more of them
    if library.inotify_add_watch(handle, os.fsencode(folder), _WANTED) < 0:
        os.close(handle)
        return None
    return handle
