"""The folder is looked at on a clock of its own, in every process."""

import gc
import logging
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from support import WEEKLY, utc_now

from feedgen.catalog.live import LiveCatalog
from feedgen.errors import FeedgenError

QUICK = timedelta(seconds=0.2)
LATER = WEEKLY.replace("2024-02-02", "2024-02-03")


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def file(schedules: Path) -> Path:
    file = schedules / "show.toml"
    file.write_text(WEEKLY)
    return file


def day(live: LiveCatalog) -> int:
    release = live.current().shows["show"].seasons[0].episodes[0].facts.release
    return release.day.day if release else 0


def test_edit_is_seen_before_anybody_asks(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    live = LiveCatalog(file.parent, utc_now, QUICK)
    file.write_text("titel = 1")
    wait_until(lambda: "not used: " in caplog.text)
    assert day(live) == 2


def test_process_that_is_forked_looks_by_itself(file: Path) -> None:
    """As the workers of gunicorn do with --preload."""
    live = LiveCatalog(file.parent, utc_now, QUICK)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.read(reading, 1)
            time.sleep(0.6)
            # What the looker has found, without a look because of the question.
            catalog = live._following.catalog  # noqa: SLF001 - as above
            release = catalog.shows["show"].seasons[0].episodes[0].facts.release
            os._exit(release.day.day if release else 0)
        finally:
            os._exit(99)
    file.write_text(LATER)
    os.write(writing, b".")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    wait_until(lambda: day(live) == 3)
    os.close(reading)
    os.close(writing)


def test_request_or_probe_looks_itself_where_the_thread_does_not_run(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As under uWSGI, which forks without telling Python."""
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", lambda _: None)
        live = LiveCatalog(file.parent, utc_now, QUICK)
        file.write_text(LATER)
        (file.parent / "broken.toml").write_text("titel = 1")
        time.sleep(0.4)
        assert {problem.place for problem in live.health().problems} == {"broken.toml:1"}
        assert day(live) == 3


def test_catalogue_that_nobody_has_any_more_is_not_looked_at(file: Path) -> None:
    live = LiveCatalog(file.parent, utc_now, QUICK)
    thread = live._thread  # noqa: SLF001 - which ends
    assert thread
    del live
    gc.collect()
    thread.join(timeout=20)
    assert not thread.is_alive()


def test_no_look_where_none_is_wanted(file: Path) -> None:
    live = LiveCatalog(file.parent, utc_now, None)
    file.write_text(LATER)
    assert live._thread is None  # noqa: SLF001 - there is none
    assert day(live) == 2
    assert live.health().age == 0


def test_look_at_once_does_not_wait_for_the_clock(file: Path) -> None:
    live = LiveCatalog(file.parent, utc_now, timedelta(hours=1))
    file.write_text(LATER)
    live.look_at_once()
    wait_until(lambda: day(live) == 3)


def test_fault_in_looking_is_logged_and_ends_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    live = LiveCatalog(file.parent, utc_now, timedelta())
    with monkeypatch.context() as patched:
        patched.setattr("feedgen.catalog.following.Listing.refresh", lambda *_, **__: 1 / 0)
        assert day(live) == 2
    assert "schedules could not be looked at" in caplog.text
    file.write_text(LATER)
    assert day(live) == 3


def test_health_tells_of_a_folder_that_is_gone_and_of_looks_that_are_old(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = LiveCatalog(file.parent, utc_now, timedelta())
    assert not live.health().is_degraded
    shutil.rmtree(file.parent)
    assert live.health().is_degraded
    assert live.health().shows == 1
    old = LiveCatalog.__new__(LiveCatalog)
    monkeypatch.setattr(old, "__dict__", {**vars(live), "_good": time.monotonic() - 60, "_due": float("inf")})
    assert old.health().is_stale


@pytest.mark.parametrize(
    ("options", "refused"),
    [({}, True), ({"master": b"true"}, True), ({"enable-threads": True}, False), ({b"threads": b"2"}, False)],
)
def test_server_without_threads_is_refused_with_the_name_of_its_option(
    file: Path, monkeypatch: pytest.MonkeyPatch, options: object, *, refused: bool
) -> None:
    monkeypatch.setitem(sys.modules, "uwsgi", SimpleNamespace(opt=options))
    LiveCatalog(file.parent, utc_now, None)
    if refused:
        with pytest.raises(FeedgenError, match="enable-threads"):
            LiveCatalog(file.parent, utc_now, QUICK)
    else:
        LiveCatalog(file.parent, utc_now, QUICK)
