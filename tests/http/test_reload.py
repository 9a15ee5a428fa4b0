"""The running server takes up what a publisher does to the folder, and no request ever fails of it."""

import os
import sys
import threading
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest
from flask.testing import FlaskClient
from schedules import change, episode, run, schedule, season
from support import WEEKLY, free_port, serving, values

from feedgen.catalog.live import LiveCatalog
from feedgen.errors import ScheduleError
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

MOVED = WEEKLY + change("2", date="2024-02-08")


class Folder:
    """A folder of schedules, and a catalogue that looks at it at every turn."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.now = datetime(2030, 1, 1, tzinfo=UTC)
        self.write("show", WEEKLY)
        self.live = LiveCatalog(path, lambda: self.now, timedelta())

    def write(self, slug: str, text: str) -> None:
        (self.path / f"{slug}.toml").write_text(text)

    def days(self, slug: str = "show") -> list[int]:
        show = self.live.current().shows[slug]
        return [airing.release.day.day for airing in select([show], Feed(slug, 1)).airings]

    def settle(self) -> None:
        """Look twice: a file is read once it has been left alone from one look to the next."""
        self.live.current()
        self.live.current()


@pytest.fixture
def folder(schedules: Path) -> Folder:
    return Folder(schedules)


def test_edited_file_shows_once_it_is_left_alone(folder: Folder) -> None:
    before = folder.live.current()
    folder.write("show", MOVED)
    assert folder.days() == [2, 9, 16, 23]
    assert folder.days() == [2, 8, 16, 23]
    assert folder.live.current() is not before
    assert folder.live.current() is folder.live.current()


def test_file_that_is_still_being_written_is_not_read(folder: Folder) -> None:
    """Cut off after a run it would be a sound schedule of fewer episodes, and events would vanish."""
    growing = WEEKLY + run("5-8", "2024-04-05")
    for end in range(len(WEEKLY), len(growing), 10):
        folder.write("show", growing[:end])
        assert folder.days() == [2, 9, 16, 23]
    folder.write("show", growing)
    folder.settle()
    assert len(folder.days()) == 8


def test_added_and_removed_files_show(folder: Folder) -> None:
    folder.write("other", WEEKLY)
    folder.settle()
    assert list(folder.live.current().shows) == ["other", "show"]
    (folder.path / "show.toml").unlink()
    folder.settle()
    assert list(folder.live.current().shows) == ["other"]


def test_broken_file_leaves_the_last_good_version_and_says_so(folder: Folder, caplog: pytest.LogCaptureFixture) -> None:
    folder.write("show", MOVED.replace("note", "nota"))
    folder.settle()
    folder.settle()
    assert folder.days() == [2, 9, 16, 23]
    line = WEEKLY.count("\n") + 1
    (missing, unknown) = folder.live.current().problems
    assert str(missing).startswith(f'{folder.path}/show.toml:{line}: season 1, change 1: "note" is missing')
    assert str(unknown).startswith(f'{folder.path}/show.toml:{line + 4}: season 1, change 1: unknown key "nota"')
    assert caplog.text.count("not used:") == 2, "once for each problem, not at every look"
    folder.write("show", MOVED)
    folder.settle()
    assert folder.days() == [2, 8, 16, 23]
    assert folder.live.current().problems == ()


def test_new_file_that_is_broken_has_no_last_good_version(folder: Folder) -> None:
    folder.write("new", "titel = 1")
    folder.settle()
    assert list(folder.live.current().shows) == ["show"]
    assert folder.live.current().problems


def test_change_of_the_future_is_taken_up_when_its_time_has_come(folder: Folder) -> None:
    folder.write("show", MOVED.replace("2024-01-10", "2030-01-02"))
    folder.settle()
    assert folder.days() == [2, 9, 16, 23]
    folder.now += timedelta(days=2)
    folder.settle()
    assert folder.days() == [2, 8, 16, 23]


def test_folder_that_became_empty_or_went_away_is_taken_for_a_mistake(folder: Folder) -> None:
    (folder.path / "show.toml").unlink()
    folder.settle()
    folder.settle()
    assert folder.days() == [2, 9, 16, 23]
    folder.path.rmdir()
    folder.settle()
    assert folder.days() == [2, 9, 16, 23]


def test_fault_in_reading_fails_no_request(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("feedgen.schedule.reading.parse", fail)
    folder.write("show", MOVED)
    folder.settle()
    assert folder.days() == [2, 9, 16, 23]
    assert "schedules could not be read" in caplog.text


def test_file_that_is_replaced_by_one_of_the_same_age_and_size_shows(folder: Folder) -> None:
    file = folder.path / "show.toml"
    age = file.stat().st_mtime_ns
    other = folder.path / "show.new"
    other.write_text(WEEKLY.replace("2024-02-02", "2024-02-03"))
    os.utime(other, ns=(age, age))
    other.replace(file)
    folder.settle()
    assert folder.days() == [3, 10, 17, 24]


def test_nothing_sound_at_the_start_is_told(schedules: Path) -> None:
    (schedules / "show.toml").write_text("titel = 1")
    with pytest.raises(ScheduleError):
        LiveCatalog(schedules, lambda: datetime.now(UTC), timedelta())


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
    assert after.headers["Last-Modified"] == "Wed, 10 Jan 2024 00:00:00 GMT"
    assert values(after.data, "SEQUENCE") == ["0", "1", "0", "0"]
    page = client.get("/show/season-1/").text
    assert "Weekly S1E2: Moved from Friday, February 9, 2024; now Thursday, February 8, 2024" in page
    file.write_text("titel = 1")
    for _ in range(2):
        client.get("/healthz")
    health = client.get("/healthz").json
    assert health is not None
    assert (health["status"], health["shows"]) == ("degraded", 1)
    assert health["problems"][0].startswith("show.toml:1: ")
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
    assert poller.count > 500
