"""How soon an edit shows: of the first answers that come two seconds after one, how many have it.

Three workers, of which whichever is free answers, and nobody asks in between. Of the larger catalogues others ask all
the time for shows that are not there, which is the most work that an answer can make.
"""

import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from measuring import heading
from serving import free_port, program

WORKERS = 3

# Until a server of 100,000 files answers, each worker has opened all of them; a busy machine takes a minute.
PATIENCE = 300

SCHEDULE = """
title = "The Number {number}"
service = "A Service"
[[season]]
number = 1
announced = 2020-01-01T00:00:00Z
[[season.run]]
episodes = "1-10"
first = 2020-03-06
every = "week"
"""
CHANGE = """
[[season.change]]
at = 2020-01-02T00:00:{second:02}Z
episodes = 1
date = 2020-03-{day:02}
note = "why"
"""


def main() -> None:
    """Edit, wait and ask, in a small catalogue, one that is busy, and one of very many files."""
    heading("An edit in the first answer", f"{WORKERS} workers")
    print("| | after | have it |\n| --- | ---: | ---: |")
    for name, size, edits, seconds, busy in (
        ("one show", 1, 20, 2, False),
        ("1,000 shows, asked for those that are not there", 1_000, 20, 2, True),
        ("100,000 shows, asked for those that are not there", 100_000, 6, 10, True),
    ):
        with tempfile.TemporaryDirectory() as folder:
            found = _tries(Path(folder), size, edits, seconds, busy=busy)
        print(f"| {name} | {seconds} s | {sum(found)} of {len(found)} |", flush=True)


def _tries(folder: Path, size: int, edits: int, seconds: float, *, busy: bool) -> list[bool]:
    for number in range(size):
        (folder / f"show-{number:06}.toml").write_text(SCHEDULE.format(number=number))
    edited = folder / f"show-{size - 1:06}.toml"
    with serving(folder) as (port, _), _asking(port, busy=busy):
        return [_edit_and_ask(edited, port, turn, seconds) for turn in range(1, edits + 1)]


def _edit_and_ask(file: Path, port: int, turn: int, seconds: float) -> bool:
    changes = (CHANGE.format(second=number, day=6 + number) for number in range(1, turn + 1))
    file.write_text("".join([SCHEDULE.format(number=0), *changes]))
    time.sleep(seconds)
    return bool(re.search(rf"\nSEQUENCE:{turn}\r", get(port, f"/feeds/{file.stem}.ics").decode()))


def get(port: int, path: str) -> bytes:
    """Ask for a path, and return the body; each time over a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    finally:
        connection.close()


@contextmanager
def _asking(port: int, *, busy: bool) -> Iterator[None]:
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            get(port, f"/feeds/shw-{time.monotonic_ns()}.ics")

    strangers = [threading.Thread(target=ask) for _ in range(4 if busy else 0)]
    for stranger in strangers:
        stranger.start()
    try:
        yield
    finally:
        stop.set()
        for stranger in strangers:
            stranger.join()


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, int]]:
    """Run a server of several workers until the block ends; give its port and the id of its main process."""
    port = free_port()
    command = [program("feedgen"), "serve", "--port", str(port), "--workers", str(WORKERS), "--schedules", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(lambda: get(port, "/healthz"))
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(ask: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            ask()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("the server does not answer")


if __name__ == "__main__":
    main()
