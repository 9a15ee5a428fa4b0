"""A worker in its process: what it does with settings, signals and a parent that is gone."""

import os
import signal
import time
from pathlib import Path

import pytest
from support import WEEKLY

from feedgen.cli import descriptors, worker


def test_settings_that_cannot_be_used_end_the_worker_with_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FEEDGEN_SCHEDULES", "/nowhere/at/all")
    with pytest.raises(SystemExit) as ended:
        worker.application()
    assert ended.value.code == worker.UNUSABLE
    assert capsys.readouterr().err.startswith("/nowhere/at/all: no such file or folder")


def test_worker_looks_at_the_folder_when_it_is_told_to(schedules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (schedules / "weekly.toml").write_text(WEEKLY)
    monkeypatch.setenv("FEEDGEN_SCHEDULES", str(schedules))
    before = signal.getsignal(signal.SIGHUP)
    try:
        client = worker.application().test_client()
        (schedules / "another.toml").write_text(WEEKLY)
        os.kill(os.getpid(), signal.SIGHUP)
        for _ in range(100):
            if client.get("/feeds/another.ics").status_code == 200:
                break
        assert client.get("/feeds/another.ics").status_code == 200
    finally:
        signal.signal(signal.SIGHUP, before)


def test_worker_ends_when_its_parent_is_gone_and_tells_of_full_descriptors(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    parents, sent = iter([1, 1, 2]), list[tuple[int, int]]()
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(os, "kill", lambda *words: sent.append(words))
    monkeypatch.setattr(os, "_exit", lambda _: None)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    monkeypatch.setattr(descriptors, "in_use", lambda: 10**6)
    worker._watch(1)  # noqa: SLF001 - what its thread does
    assert sent == [(os.getpid(), signal.SIGTERM)]
    assert caplog.text.count("file descriptors are in use") == 1, "once, not at each look"
    assert "the main process is gone" in caplog.text
