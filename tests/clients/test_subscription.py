"""A real subscription: vdirsyncer fetches from the running server, khal shows the calendar."""

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from schedules import change
from support import ROOT, free_port, need, serving

from feedgen import resources

BIN = ROOT / ".venv-clients" / "bin"

VDIRSYNCER = """\
[general]
status_path = "{home}/status/"

[pair feed]
a = "phone"
b = "server"
collections = null

[storage phone]
type = "filesystem"
path = "{home}/calendar/"
fileext = ".ics"

[storage server]
type = "http"
url = "{address}"
"""

KHAL = """\
[calendars]
[[feed]]
path = {home}/calendar/

[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = {zone}

[sqlite]
path = {home}/khal.db
"""


class Subscriber:
    """Somebody with a calendar program, in a folder of their own."""

    def __init__(self, home: Path, address: str, zone: str = "Europe/Berlin") -> None:
        self.home = home
        (home / "calendar").mkdir(parents=True)
        (home / "vdirsyncer").write_text(VDIRSYNCER.format(home=home, address=address))
        (home / "khal").write_text(KHAL.format(home=home, zone=zone))
        self.run("vdirsyncer", "discover")

    def run(self, program: str, *arguments: str) -> str:
        settings = {"vdirsyncer": "-c", "khal": "-c"}[program]
        command = [need(BIN / program), settings, str(self.home / program), *arguments]
        environment = {**os.environ, "HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def sync(self) -> None:
        self.run("vdirsyncer", "sync")

    def listed(self) -> list[str]:
        text = self.run("khal", "list", "--day-format", "", "--format", "{start} {title}", "2023-11-01", "100d")
        return [line for line in text.splitlines() if line]


@pytest.fixture
def published(schedules: Path) -> Path:
    """The bundled schedule in a folder of its own, where it can be edited."""
    file = schedules / "for-all-mankind.toml"
    file.write_bytes((resources.SCHEDULES / file.name).read_bytes())
    return file


def server(schedules: Path, port: int, log: Path) -> AbstractContextManager[str]:
    command = [sys.executable, "-m", "feedgen", "serve", "--port", str(port), "--schedules", str(schedules)]
    return serving(command, port, log)


EXPECTED = [
    "2023-11-10 For All Mankind S4E1: Glasnost (season premiere)",
    "2023-11-17 For All Mankind S4E2: Have a Nice Sol",
    "2023-11-24 For All Mankind S4E3: The Bear Hug",
    "2023-12-01 For All Mankind S4E4: House Divided",
    "2023-12-08 For All Mankind S4E5: Goldilocks",
    "2023-12-15 For All Mankind S4E6: Leningrad",
    "2023-12-22 For All Mankind S4E7: Crossing the Line",
    "2023-12-29 For All Mankind S4E8: Legacy",
    "2024-01-05 For All Mankind S4E9: Brazil",
    "2024-01-12 For All Mankind S4E10: Perestroika (season finale)",
]


def test_subscriber_sees_ten_episodes_and_a_new_title_once(published: Path, tmp_path: Path) -> None:
    port = free_port()
    with server(published.parent, port, tmp_path / "first.log") as address:
        viewer = Subscriber(tmp_path / "viewer", f"{address}/feeds/for-all-mankind-s4.ics")
        viewer.sync()
        assert viewer.listed() == EXPECTED

    published.write_text(published.read_text().replace("The Bear Hug", "The Bear Hug, Retitled"))
    with server(published.parent, port, tmp_path / "second.log"):
        viewer.sync()
        assert viewer.listed() == [line.replace("The Bear Hug", "The Bear Hug, Retitled") for line in EXPECTED]
        assert len(list((viewer.home / "calendar").iterdir())) == 10


@pytest.mark.parametrize(
    ("feed_zone", "own_zone", "hour"),
    [
        ("America/Los_Angeles", "Europe/Berlin", "2023-11-24 06:00"),
        ("Europe/London", "Asia/Kolkata", "2023-11-24 10:30"),
        ("Asia/Tokyo", "America/Denver", "2023-11-23 22:00"),
    ],
)
def test_subscriber_of_a_zone_feed_sees_the_hour_in_their_own_zone(
    feed_zone: str, own_zone: str, hour: str, published: Path, tmp_path: Path
) -> None:
    with server(published.parent, free_port(), tmp_path / "log") as address:
        feed = f"{address}/feeds/{feed_zone}/for-all-mankind-s4e03.ics"
        viewer = Subscriber(tmp_path / "viewer", feed, own_zone)
        viewer.sync()
        assert viewer.listed() == [f"{hour} For All Mankind S4E3: The Bear Hug"]


def add_change(file: Path, keys: str, at: str) -> None:
    with file.open("a") as output:
        output.write(f"{change('3', at)}{keys}\n")


def wait_until_served(address: str, text: str) -> None:
    for _ in range(600):
        with urllib.request.urlopen(address, timeout=10) as response:
            if text in response.read().decode():
                return
        time.sleep(0.1)
    pytest.fail(f"{text} does not appear at {address}")


def test_moved_and_cancelled_episode_stays_one_event(published: Path, tmp_path: Path) -> None:
    """The server is not restarted: it takes up the changes while it runs."""
    with server(published.parent, free_port(), tmp_path / "log") as address:
        feed = f"{address}/feeds/for-all-mankind-s4.ics"
        viewer = Subscriber(tmp_path / "viewer", feed)
        viewer.sync()
        assert viewer.listed() == EXPECTED

        add_change(published, "date = 2023-11-22", "2023-11-20T18:00:00Z")
        wait_until_served(feed, "20231122")
        viewer.sync()
        moved = [line.replace("2023-11-24", "2023-11-22") for line in EXPECTED]
        assert viewer.listed() == moved
        assert len(list((viewer.home / "calendar").iterdir())) == 10

        add_change(published, "cancelled = true", "2023-11-21T18:00:00Z")
        wait_until_served(feed, "STATUS:CANCELLED")
        viewer.sync()
        assert viewer.listed() == [
            line.replace(" For All Mankind S4E3", " Cancelled: For All Mankind S4E3") for line in moved
        ]
        assert len(list((viewer.home / "calendar").iterdir())) == 10
