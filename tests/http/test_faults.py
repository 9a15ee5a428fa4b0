"""Faults of what a server stands on: each is decided, told once by the log, and seen in /healthz; no request fails."""

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from schedules import in_zone, run, schedule, season
from support import WEEKLY, utc_now

from feedgen.web import workers
from feedgen.web.app import create_app
from feedgen.zones import names

FEED = "/feeds/show.ics"
OUT_OF_SPACE, READ_ONLY, DENIED, NO_DESCRIPTORS = 28, 30, 13, 24


def fail(number: int, of: Path | None = None, real: Callable[..., Any] | None = None) -> Callable[..., Any]:
    """Return a function that fails as the system does; if `of` is given, of that and what is in it alone."""

    def failing(path: object, *rest: object) -> Any:
        if of and real and not str(path).startswith(str(of)):
            return real(path, *rest)
        raise OSError(number, os.strerror(number))

    return failing


def health(client: FlaskClient) -> dict[str, Any]:
    """Return what is not as it should be."""
    told: dict[str, Any] = client.get("/healthz").json or {}
    assert told["status"] == (
        "ok" if not told["problems"] and {told["folder"], told.get("metrics", "ok")} == {"ok"} else "degraded"
    )
    return told


@pytest.mark.parametrize("number", [DENIED, NO_DESCRIPTORS, 5])
def test_folder_that_cannot_be_read_for_a_while_is_told_once_and_takes_nothing_away(
    schedules: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    (schedules / "show.toml").write_text(WEEKLY)
    client = create_app({"SCHEDULES": schedules, "RELOAD_SECONDS": 0}).test_client()
    before = client.get(FEED).data
    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", fail(number, schedules, os.scandir))
        client.application.extensions["feedgen"].look_at_once()
        for _ in range(3):
            assert client.get(FEED).data == before
            assert health(client)["folder"] == "cannot be read"
            client.application.extensions["feedgen"].look_at_once()
    assert [line for line in caplog.messages if os.strerror(number) in line] == [
        f"{schedules}: schedules cannot be read: {os.strerror(number)}; what was read before is still served"
    ]
    assert health(client)["folder"] == "ok"


@pytest.mark.parametrize("number", [DENIED, 5])
def test_file_that_cannot_be_read_any_more_leaves_its_last_good_version(
    schedules: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    file = schedules / "show.toml"
    file.write_text(WEEKLY)
    client = create_app({"SCHEDULES": schedules, "RELOAD_SECONDS": 0}).test_client()
    before = client.get(FEED).data
    file.write_text(f"{WEEKLY}# edited")
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", fail(number, schedules, os.open))
        for _ in range(3):
            client.application.extensions["feedgen"].look_at_once()
            assert health(client)["problems"] == ["show.toml"]
        assert client.get(FEED).data == before
    assert caplog.text.count(f"show.toml: cannot be read: {os.strerror(number)}") == 1
    file.write_text(WEEKLY)
    client.application.extensions["feedgen"].look_at_once()
    assert health(client)["problems"] == []


@pytest.mark.parametrize("number", [OUT_OF_SPACE, READ_ONLY])
def test_metrics_that_cannot_be_written_fail_no_poll_and_each_worker_counts_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    now = [utc_now()]
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", fail(number))
        patched.setattr(workers, "write", fail(number))
        app = create_app({"METRICS": True, "METRICS_FOLDER": str(tmp_path)}, clock=lambda: now[0])
        client, metrics = app.test_client(), app.extensions["feedgen"].metrics
        for _ in range(3):
            now[0] += timedelta(days=1)
            metrics.tally._due = metrics._workers._due = 0  # noqa: SLF001 - as after some seconds
            assert client.get("/feeds/for-all-mankind-s4.ics").status_code == 200
            assert health(client)["metrics"] == "cannot be shared"
        text = client.get("/metrics").text
    assert 'feedgen_polls_total{client="other",feed="for-all-mankind-s4",status="200"} 3.0' in text
    assert "feedgen_degraded 1.0" in text
    assert (
        caplog.messages.count(
            f"metrics cannot be shared by the workers: {tmp_path}: {os.strerror(number)}; each counts for itself"
        )
        == 1
    )
    assert list(tmp_path.iterdir()) == []
    metrics.tally._due = metrics._workers._due = 0  # noqa: SLF001 - as above
    client.get("/")
    assert health(client)["metrics"] == "ok"


def test_schedule_in_a_zone_that_the_machine_does_not_know_is_its_own_problem(
    schedules: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As with a release of tzdata that is older than the zone."""
    create_app().test_client().get("/feeds/America/Coyhaiqu/all.ics")  # what is worked out of all names is kept
    find = names.find
    monkeypatch.setattr(names, "find", lambda name: None if name == "America/Coyhaique" else find(name))
    zoned = schedule(season(run(), release=in_zone("20:00:00", "America/Coyhaique")))
    (schedules / "show.toml").write_text(WEEKLY)
    (schedules / "zoned.toml").write_text(zoned)
    client = create_app({"SCHEDULES": schedules, "RELOAD_SECONDS": 0}).test_client()
    line = next(number for number, text in enumerate(zoned.splitlines(), 1) if "Coyhaique" in text)
    for _ in range(3):
        assert health(client)["problems"] == [f"zoned.toml:{line}"]
    assert caplog.text.count("unknown time zone") == 1
    assert [client.get(f"/feeds/{name}.ics").status_code for name in ("show", "zoned")] == [200, 404]
    refused = client.get("/feeds/America/Coyhaique/show.ics")
    assert (refused.status_code, refused.mimetype) == (404, "text/plain")


def test_file_with_very_many_problems_hides_no_other(schedules: Path) -> None:
    for slug in "ab":
        (schedules / f"{slug}.toml").write_text("".join(f"key{number} = 1\n" for number in range(150)))
    (schedules / "c.toml").write_text(WEEKLY)
    told = health(create_app({"SCHEDULES": schedules}).test_client())
    assert told["problems"] == ["a.toml", "b.toml", *(f"a.toml:{line}" for line in range(1, 98)), "b.toml:1"]
    assert told["more_problems"] == 96


def test_folder_that_is_replaced_by_a_file_takes_nothing_away(schedules: Path) -> None:
    (schedules / "show.toml").write_text(WEEKLY)
    client = create_app({"SCHEDULES": schedules, "RELOAD_SECONDS": 0}).test_client()
    shutil.rmtree(schedules)
    schedules.write_text("not a folder")
    assert client.get(FEED).status_code == 200
    assert health(client)["folder"] == "cannot be read"
