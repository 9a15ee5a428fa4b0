"""The main process of `feedgen serve`. It starts the workers, and starts a worker again that dies."""

import os
import signal
import time
from collections.abc import Callable
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from feedgen.cli.descriptors import connections
from feedgen.cli.worker import UNUSABLE

# Answers come from memory, so more threads would only compete for the interpreter. Connections need no thread.
_THREADS = 4

# Seconds that a worker may take to stop; answers take milliseconds.
_GRACE_SECONDS = 5

# Milliseconds without a request after which a connection is closed.
_SILENCE = 30_000

# Pauses before a worker is started again, in seconds. They double each time, unless the worker has lived for _LIFE.
_FIRST_PAUSE = 0.1
_LAST_PAUSE = 5.0
_LIFE = 30.0


class Supervisor(MPServer):
    """A server that goes on when its workers die.

    It ends on a signal, or when a worker ends as UNUSABLE. SIGHUP has all workers look at the schedules at once.
    """

    def __init__(self, host: str, port: int, workers: int, *, quiet: bool = False) -> None:
        super().__init__(
            "feedgen.cli.worker:application",
            factory=True,
            interface=Interfaces.WSGI,
            address=host,
            port=port,
            workers=workers,
            log_level=LogLevels.warning if quiet else LogLevels.info,
            # Only with HTTP/1 are silent connections closed.
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=_SILENCE),
            backpressure=connections(),
            websockets=False,
            blocking_threads=_THREADS,
            workers_kill_timeout=_GRACE_SECONDS,
        )
        self._pauses: dict[int, float] = {}
        self._unusable = False

    def startup(self, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        """Start the workers. One that is told to stop before it serves ends at once."""
        # A forked worker has the handlers of this process until it has its own, and would take no notice.
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=_let_signals_end_this_process)
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]  # as granian has it

    def signal_handler_reload(self, *_: object) -> None:
        """Pass SIGHUP on to the workers."""
        for worker in self.wrks:
            if worker.inner.is_alive():
                os.kill(worker.inner.pid, signal.SIGHUP)

    def _serve_loop(self, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        while not self.interrupt_signal:
            self.main_loop_interrupt.wait(1)
            self.main_loop_interrupt.clear()
            dead = [index for index, worker in enumerate(self.wrks) if not worker.inner.is_alive()]
            self._unusable = any(self.wrks[index].inner.exitcode == UNUSABLE for index in dead)
            if self._unusable:
                break
            for index in dead:
                self._start_again(index, spawn_target, target_loader)
        self.interrupt_children.clear()

    def _start_again(self, index: int, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        """Start a worker again, after a pause that is longer each time that it dies soon."""
        lived = time.monotonic() - self.wrks[index].birth
        pause = _FIRST_PAUSE if lived > _LIFE else min(2 * self._pauses.get(index, _FIRST_PAUSE / 2), _LAST_PAUSE)
        self._pauses[index] = pause
        self.main_loop_interrupt.wait(pause)
        if not self.interrupt_signal:
            self._respawn_workers([index], spawn_target, target_loader)

    def shutdown(self, exit_code: int = 0) -> None:
        """Stop the workers, and end; with status 1 if they had nothing to serve."""
        super().shutdown(1 if self._unusable else exit_code)  # type: ignore[no-untyped-call]  # as granian has it


def _let_signals_end_this_process() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
