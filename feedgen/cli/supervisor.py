"""The main process of `feedgen serve`: it starts workers, and starts those again that die."""

import os
import signal
import time
from collections.abc import Callable
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.mp import MPServer

from feedgen.cli.descriptors import connections
from feedgen.cli.worker import UNUSABLE

# Answers come from memory; more threads only compete for the interpreter. Connections are not bounded by it.
_THREADS = 4


# A worker that is told to stop while it starts may never hear it, and would be waited for without end. An answer takes
# milliseconds.
_GRACE_SECONDS = 5


# A connection on which nobody says anything is closed after so many milliseconds.
_SILENCE = 30_000


# A worker that dies again and again is started after ever longer pauses, in seconds. One that has lived for so long is
# no such worker.
_FIRST_PAUSE = 0.1
_LAST_PAUSE = 5.0
_LIFE = 30.0


class Supervisor(MPServer):
    """A server of so many workers, which does not end because they do.

    It ends when it is told to, or when a worker says that there is nothing that it could serve. SIGHUP has all workers
    look at the folder of schedules at once.
    """

    def __init__(self, host: str, port: int, workers: int) -> None:
        super().__init__(
            "feedgen.cli.worker:application",
            factory=True,
            interface=Interfaces.WSGI,
            address=host,
            port=port,
            workers=workers,
            # Only so is a connection closed on which nothing is said.
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=_SILENCE),
            backpressure=connections(),
            websockets=False,
            blocking_threads=_THREADS,
            workers_kill_timeout=_GRACE_SECONDS,
        )
        self._pauses: dict[int, float] = {}
        self._unusable = False

    def signal_handler_reload(self, *_: object) -> None:
        """Pass SIGHUP on."""
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
        """Start a worker again, after a pause that gets longer if it dies soon."""
        lived = time.monotonic() - self.wrks[index].birth
        pause = _FIRST_PAUSE if lived > _LIFE else min(2 * self._pauses.get(index, _FIRST_PAUSE / 2), _LAST_PAUSE)
        self._pauses[index] = pause
        self.main_loop_interrupt.wait(pause)
        if not self.interrupt_signal:
            self._respawn_workers([index], spawn_target, target_loader)

    def shutdown(self, exit_code: int = 0) -> None:
        """Stop the workers, and end."""
        super().shutdown(1 if self._unusable else exit_code)  # type: ignore[no-untyped-call]  # as granian has it
