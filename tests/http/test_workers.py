"""The processes of `feedgen serve`: one is killed, or told to stop, or has connections on which nothing is said."""

import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from schedules import change, run, schedule, season
from support import WEEKLY, free_port, serving, values, wait_until_it_answers

FEEDGEN = [sys.executable, "-m", "feedgen"]


def serve(port: int, folder: Path, *options: str) -> list[str]:
    return [*FEEDGEN, "serve", "--port", str(port), "--schedules", str(folder), *options]


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=20) as response:
        assert response.status == 200
        return bytes(response.read())


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def processes(log: Path, name: str) -> list[int]:
    """Return the ids that a log tells of a kind of process, in order."""
    return [int(number) for number in re.findall(rf"{name}:? (\d+)", log.read_text())]


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_edit_is_in_every_first_answer_two_seconds_later_and_a_switched_link_is_followed(tmp_path: Path) -> None:
    """Three workers, of which whichever is free answers; nobody asks in between. `make bench` has more tries."""
    for number in range(4):
        folder = tmp_path / f"release-{number}"
        folder.mkdir()
        changes = (change("2", at=f"2024-01-1{moved}T00:00:00Z", date=f"2024-02-1{moved}") for moved in range(number))
        (folder / "show.toml").write_text(schedule(season(run(), *changes)))
    current, port = tmp_path / "current", free_port()
    current.symlink_to("release-0")
    with serving(serve(port, current, "--workers", "3"), port, tmp_path / "log") as address:
        main = processes(tmp_path / "log", "main PID")[0]
        for number in range(1, 4):
            (tmp_path / "new").symlink_to(f"release-{number}")
            (tmp_path / "new").replace(current)
            time.sleep(2)
            answers = [values(fetch(f"{address}/feeds/show.ics"), "SEQUENCE")[1] for _ in range(8)]
            assert answers == [str(number)] * 8
        # A folder of which a show vanishes waits, unless it is told that all is as it should be.
        (current / "show.toml").write_text(schedule(season(run("1-3"))))
        os.kill(main, signal.SIGHUP)
        wait_until(lambda: {fetch(f"{address}/feeds/show.ics").count(b"BEGIN:VEVENT") for _ in range(4)} == {3})


def test_workers_that_are_killed_are_replaced_however_often(schedules: Path, tmp_path: Path) -> None:
    (schedules / "show.toml").write_text(WEEKLY)
    port, log = free_port(), tmp_path / "log"
    with serving(serve(port, schedules), port, log) as address:
        for _ in range(3):
            worker = processes(log, "with PID")[-1]
            os.kill(worker, signal.SIGKILL)
            wait_until(lambda worker=worker: processes(log, "with PID")[-1] != worker)  # type: ignore[misc]  # a lambda's default
        wait_until(lambda: "Started" in log.read_text().rpartition("Respawning")[2])
        assert b"VEVENT" in fetch(f"{address}/feeds/show.ics")


def test_workers_end_when_their_parent_is_killed(schedules: Path, tmp_path: Path) -> None:
    """They would keep the port, and what starts the server anew could not."""
    (schedules / "show.toml").write_text(WEEKLY)
    port, log = free_port(), tmp_path / "log"
    with log.open("wb") as output:
        command = serve(port, schedules, "--workers", "2")
        main = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        wait_until_it_answers(f"http://127.0.0.1:{port}/healthz", main, log)
        main.kill()
        main.wait()
    workers = processes(log, "with PID")
    wait_until(lambda: not any(map(is_alive, workers)))
    with serving(serve(port, schedules), port, log) as address:
        assert b"VEVENT" in fetch(f"{address}/feeds/show.ics")


def test_server_that_is_told_to_stop_finishes_its_answers(schedules: Path, tmp_path: Path) -> None:
    (schedules / "show.toml").write_text(schedule(season(run("1-4000", every="day"))))
    port, log = free_port(), tmp_path / "log"
    bodies: list[bytes] = []
    with serving(serve(port, schedules), port, log) as address:
        asking = threading.Thread(target=lambda: bodies.append(fetch(f"{address}/feeds/show.json")))
        asking.start()
        time.sleep(0.1)
        os.kill(processes(log, "main PID")[0], signal.SIGTERM)
        asking.join()
    assert bodies[0].endswith(b"}\n")


def test_settings_that_cannot_be_used_end_the_server_with_a_line(schedules: Path) -> None:
    (schedules / "show.toml").write_text(WEEKLY)
    settings = {**os.environ, "FEEDGEN_RELOAD_SECONDS": "soon"}
    command = serve(free_port(), schedules)
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 1
    assert done.stderr.count("RELOAD_SECONDS is a number of seconds, not 'soon'") == 1
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize("silent", [100])
def test_silent_connections_take_no_more_descriptors_than_there_are(
    schedules: Path, tmp_path: Path, silent: int
) -> None:
    (schedules / "show.toml").write_text(WEEKLY)
    port, log = free_port(), tmp_path / "log"
    limited = ["bash", "-c", 'ulimit -n 120; exec "$@"', "bash", *serve(port, schedules)]
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > silent
    with serving(limited, port, log) as address:
        connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(silent)]
        wait_until(lambda: "so new connections wait" in log.read_text())
        for connection in connections:
            connection.close()
        assert b"VEVENT" in fetch(f"{address}/feeds/show.ics")
        time.sleep(1)
    assert log.read_text().count("so new connections wait") == 1
    assert "Too many open files" not in log.read_text()


SLOW_START = """
import sys, time
from feedgen.cli import main, worker

worker.application = lambda: time.sleep(60)
main.main()
"""


def test_worker_that_is_told_to_stop_while_it_starts_ends_at_once(tmp_path: Path) -> None:
    (tmp_path / "show.toml").write_text(WEEKLY)
    log = tmp_path / "log"
    command = [sys.executable, "-c", SLOW_START, *serve(free_port(), tmp_path, "--workers", "2")[3:]]
    with log.open("wb") as output:
        server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        wait_until(lambda: "Spawning worker-2" in log.read_text())
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
    assert "WARN" not in log.read_text()
    assert not any(map(is_alive, processes(log, "PID")))
