"""File descriptors: how many a process may have, and how many connections that allows."""

import contextlib
import os
import sys

# Connections of a worker at a time; more wait in the system's queue. An idle one takes some kilobytes.
_CONNECTIONS = 8192


# Left for schedules, templates, logs and the like.
_RESERVE = 128


def connections() -> int:
    """Return how many connections a worker may have: always fewer than descriptors, of which it gets all it can."""
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
    """Return how many descriptors this process has, or 0 where that cannot be told."""
    with contextlib.suppress(FileNotFoundError):
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - only how many
    return 0
