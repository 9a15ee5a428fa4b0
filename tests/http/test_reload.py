"""The running server takes up what a publisher does to the folder, and no request ever fails of it."""

import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Self

from flask.testing import FlaskClient
from schedules import change, episode, run, schedule, season
from support import WEEKLY, free_port, serving, values

from feedgen.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

MOVED = WEEKLY + change("2", date="2024-02-08")


def client_of(folder: Path) -> FlaskClient:
    return create_app({"SCHEDULES": folder, "RELOAD_SECONDS": 0}).test_client()


def test_feed_page_and_health_follow_an_edit(schedules: Path) -> None:
    file = schedules / "show.toml"
    file.write_text(WEEKLY)
    client = client_of(schedules)
    before = client.get("/feeds/show.ics")
    file.write_text(MOVED)
    for _ in range(2):
        client.get("/healthz")
    after = client.get("/feeds/show.ics", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    assert values(after.data, "SEQUENCE") == ["0", "1", "0", "0"]
    page = client.get("/show/season-1/").text
    assert "Weekly S1E2: Moved from Friday, February 9, 2024; now Thursday, February 8, 2024" in page
    file.write_text("titel = 1")
    for _ in range(2):
        client.get("/healthz")
    health = client.get("/healthz").json
    assert health is not None
    assert (health["status"], health["shows"]) == ("degraded", 1)
    assert health["problems"][0] == "show.toml:1"
    assert "titel" not in str(health), "nothing of what is in a file"
    assert client.get("/feeds/show.ics").data == after.data


class Poller:
    """Four clients that fetch one feed again and again, and look at every body."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.failures: list[str] = []
        self.seen: set[str] = set()
        self.count = 0
        self.stop = threading.Event()
        self.clients = [threading.Thread(target=self.poll) for _ in range(4)]

    def __enter__(self) -> Self:
        for client in self.clients:
            client.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for client in self.clients:
            client.join()

    def poll(self) -> None:
        while not self.stop.is_set() and self.count < 100_000 and not self.failures:
            try:
                with urllib.request.urlopen(self.address, timeout=10) as response:
                    self.look_at(response.read())
            except OSError as error:
                self.failures.append(repr(error))

    def look_at(self, body: bytes) -> None:
        self.count += 1
        kinds = {title.split(": ")[1].split(" ")[0] for title in values(body, "SUMMARY")}
        self.seen |= kinds
        if len(kinds) != 1 or not body.endswith(b"END:VCALENDAR\r\n") or body.count(b"END:VEVENT") != 60:
            self.failures.append(f"a mixture or a part: {kinds}, {len(body)} bytes")


def version(word: str) -> str:
    """Return a schedule of many episodes, each of which tells in its title which version it is of."""
    return schedule(season(run("1-60"), *(episode(number, title=f"{word} {number}") for number in range(1, 61))))


def write_slowly(file: Path, text: str) -> None:
    with file.open("w") as output:
        for start in range(0, len(text), len(text) // 5):
            output.write(text[start : start + len(text) // 5])
            output.flush()
            time.sleep(0.03)


def test_no_request_fails_while_files_are_edited_broken_mended_added_and_removed(
    schedules: Path, tmp_path: Path
) -> None:
    """Two workers, four clients, some seconds: every body is whole, and of one version."""
    show, other, aside = schedules / "show.toml", schedules / "other.toml", tmp_path / "aside"
    show.write_text(version("old"))
    aside.write_text(version("old"))
    acts: list[Callable[[], object]] = [
        lambda: write_slowly(show, version("new")),
        lambda: other.write_text(WEEKLY),
        lambda: show.write_text(version("broken") + "[["),
        lambda: aside.replace(show),
        other.unlink,
        lambda: write_slowly(show, version("new")),
    ]
    port = free_port()
    command = [sys.executable, "-m", "feedgen", "serve", "--port", str(port), "--schedules", str(schedules)]
    command += ["--workers", "2"]
    with (
        serving(command, port, tmp_path / "log", FEEDGEN_RELOAD_SECONDS="0.2") as address,
        Poller(f"{address}/feeds/show-s1.ics") as poller,
    ):
        for act in acts:
            act()
            time.sleep(0.8)
    assert poller.failures == []
    assert poller.seen == {"old", "new"}
    assert poller.count > 50
