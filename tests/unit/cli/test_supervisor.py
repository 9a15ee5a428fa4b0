"""The main process of `feedgen serve`, which takes the place of some of granian's own, private methods."""

import inspect
import os
import re
import signal
import time
from importlib import metadata
from types import SimpleNamespace
from typing import Any

import pytest
from granian.server.common import AbstractServer, AbstractWorker
from granian.server.mp import MPServer, WorkerProcess
from support import ROOT

from feedgen.cli.supervisor import Supervisor
from feedgen.cli.worker import UNUSABLE

HINT = "feedgen.cli.supervisor was not written for this granian: adapt it, or lower the bound in pyproject.toml"


def test_granian_has_what_the_supervisor_takes_the_place_of() -> None:
    of_loop = ["self", "spawn_target", "target_loader"]
    assert list(inspect.signature(MPServer._serve_loop).parameters) == of_loop, HINT  # noqa: SLF001 - overridden
    of_start = ["self", "workers", "spawn_target", "target_loader"]
    assert list(inspect.signature(MPServer._respawn_workers).parameters)[:4] == of_start, HINT  # noqa: SLF001 - called
    assert "self._serve_loop(spawn_target, target_loader)" in inspect.getsource(AbstractServer._serve), HINT  # noqa: SLF001 - as above
    assert "self.shutdown(" in inspect.getsource(AbstractServer._serve), HINT  # noqa: SLF001 - as above
    assert "self.signal_handler_reload" in inspect.getsource(AbstractServer.startup), HINT
    assert "self.birth = time.monotonic()" in inspect.getsource(AbstractWorker), HINT
    assert "self.inner = " in inspect.getsource(WorkerProcess), HINT
    made = vars(Supervisor("127.0.0.1", 8000, 1))
    assert {"wrks", "main_loop_interrupt", "interrupt_signal", "interrupt_children"} <= made.keys(), HINT


def test_granian_is_bound_to_releases_whose_private_methods_are_known() -> None:
    (next_minor,) = re.findall(r'"granian>=2\.8,<2\.(\d+)"', (ROOT / "pyproject.toml").read_text())
    assert int(next_minor) == int(metadata.version("granian").split(".")[1]) + 1, HINT


class Process:
    """A worker that dies at once, with an exit status, so many times."""

    def __init__(self, deaths: int, exitcode: int = -9) -> None:
        self.deaths = deaths
        self.exitcode = exitcode
        self.pid = 4711

    def is_alive(self) -> bool:
        return self.deaths <= 0


class Watched(Supervisor):
    """A supervisor of workers that are none; what it waited for, and which it started again."""

    def __init__(self, *workers: Process) -> None:
        super().__init__("127.0.0.1", 8000, len(workers))
        self.waited: list[float] = []
        self.started: list[int] = []
        self.main_loop_interrupt: Any = SimpleNamespace(wait=self._wait, clear=lambda: None)
        self.now = 1000.0
        self.wrks: Any = [SimpleNamespace(inner=worker, birth=self.now) for worker in workers]
        self.looks = 0

    def _wait(self, seconds: float) -> None:
        self.now += seconds
        if seconds == 1:
            self.looks += 1
            self.interrupt_signal = self.looks > 12
        else:
            self.waited.append(round(seconds, 2))

    def _respawn_workers(self, workers: list[int], *_: object, **__: object) -> None:
        for index in workers:
            self.started.append(index)
            self.wrks[index].inner.deaths -= 1
            self.wrks[index].birth = self.now


@pytest.fixture
def shut(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The exit statuses with which granian was asked to end."""
    statuses: list[int] = []
    monkeypatch.setattr(MPServer, "shutdown", lambda _, status=0: statuses.append(status))
    return statuses


def run(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: watched.now)
    watched._serve_loop(print, print)  # noqa: SLF001 - what granian calls
    watched.shutdown()


def test_worker_that_dies_again_and_again_is_started_after_ever_longer_pauses(
    monkeypatch: pytest.MonkeyPatch, shut: list[int]
) -> None:
    """Two crashes within seconds end granian's own server."""
    watched = Watched(Process(8), Process(0))
    run(watched, monkeypatch)
    assert watched.started == [0] * 8
    assert watched.waited == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]
    assert shut == [0]


def test_worker_that_has_lived_is_started_again_soon(monkeypatch: pytest.MonkeyPatch, shut: list[int]) -> None:
    watched = Watched(Process(1))
    watched._pauses[0] = 5.0  # noqa: SLF001 - of deaths long ago
    watched.now += 3600
    run(watched, monkeypatch)
    assert (watched.waited, shut) == ([0.1], [0])


def test_worker_that_has_nothing_to_serve_ends_the_server_with_a_failure(
    monkeypatch: pytest.MonkeyPatch, shut: list[int]
) -> None:
    watched = Watched(Process(0), Process(1, UNUSABLE))
    run(watched, monkeypatch)
    assert (watched.started, shut) == ([], [1])


def test_signal_to_look_goes_to_the_workers_that_live(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda *words: sent.append(words))
    Watched(Process(0), Process(1)).signal_handler_reload()
    assert sent == [(4711, signal.SIGHUP)]


@pytest.mark.parametrize(("quiet", "level"), [(False, "info"), (True, "warning")])
def test_quiet_server_logs_only_what_is_wrong(quiet: bool, level: str) -> None:
    assert Supervisor("127.0.0.1", 8000, 1, quiet=quiet).log_level == level
