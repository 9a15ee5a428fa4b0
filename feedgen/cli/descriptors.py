"""File descriptors: how many a process may open, and how many connections that allows."""

import contextlib
import os
import sys

# Connections that a worker has at a time; more wait in the system's queue. An idle one takes some kilobytes.
_CONNECTIONS = 8192

# Left for schedules, templates, logs and the like.
_RESERVE = 128


def connections() -> int:
    """Raise the limit of descriptors as far as needed and allowed; return how many connections a worker may have."""
    if sys.platform == "win32":
        return _CONNECTIONS
    import resource  # noqa: PLC0415 - not on every system

    limit, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS + _RESERVE
    if limit < wanted:
        limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, most))
    return min(_CONNECTIONS, max(limit - _RESERVE, limit // 2))


def in_use() -> int:
    """Return how many descriptors this process has open; 0 where the system does not tell."""
    with contextlib.suppress(FileNotFoundError):
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - only how many
    return 0
