"""What a catalogue costs by its size: the start of a server, its memory, a feed, and the reading of every schedule.

Shows have three seasons of ten episodes each. Every turn that starts something is a process of its own.
"""

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from measuring import heading, rounds, seconds, table

from feedgen.catalog.folder import schedule_files
from feedgen.schedule import reading

SIZES = (10, 1_000, 10_000)
FEEDS = 20
ROUNDS = 5

# Files that are compared with tomllib, which reads all of them at each turn.
READ = 300

SEASON = """
[[season]]
number = {number}
announced = {year}-01-0{day}T16:00:00Z
release = {{ time = 00:00:00, zone = "America/New_York" }}
runtime = "PT1H"
sources = ["A press release of {year}"]

[[season.run]]
episodes = "1-10"
first = {year}-03-{day:02}
every = "week"
"""
EPISODE = '\n[[season.episode]]\nnumber = {number}\ntitle = "The title of episode {number}"\n'

# Prints the time to the first feed, memory at its peak, what another feed takes, and the calendar of everything in a
# zone, once all schedules have been read and everything has been asked for without a zone.
FIRST_FEED = """
import resource, sys, time
began = time.perf_counter()
from feedgen import create_app
client = create_app({"SCHEDULES": sys.argv[1]}).test_client()
assert client.get("/feeds/show-00007-s2.ics").status_code == 200
first = time.perf_counter() - began
paths = [f"/feeds/show-{number:05}-s1.ics" for number in map(int, sys.argv[2:])]
began = time.perf_counter()
assert all(client.get(path).status_code == 200 for path in paths)
each = (time.perf_counter() - began) / len(paths)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
client.get("/feeds/all.ics")
began = time.perf_counter()
assert client.get("/feeds/Europe/London/all.ics").status_code == 200
print(first, memory, each * 1e3, (time.perf_counter() - began) * 1e3)
"""


def main() -> None:
    """Make the catalogues, then start a server on each in turns."""
    with tempfile.TemporaryDirectory() as top:
        folders = {size: filled(Path(top) / str(size), size) for size in SIZES}
        starts = {size: _Starts(folder, size) for size, folder in folders.items()}
        names = {size: f"{size:,} shows" for size in SIZES}
        heading("From the start of a process to the first feed")
        table(rounds({names[size]: starts[size].first for size in SIZES}, ROUNDS), "seconds", names[10], "of 10 shows")
        heading("Memory by then, and after some more feeds")
        table({names[size]: starts[size].memory for size in SIZES}, "MiB", names[10], "of 10 shows")
        heading("A feed of a show that nobody has asked for yet")
        table({names[size]: starts[size].each for size in SIZES}, "milliseconds", names[10], "of 10 shows")
        heading("Everything, in a zone", "up to 1,000 episodes")
        table({names[size]: starts[size].everything for size in SIZES}, "milliseconds", names[10], "of 10 shows")
        heading("Reading all schedules", "what a start does not do")
        table(rounds(_reading(folders[10_000])), "µs a schedule", "tomllib alone", "of tomllib")


class _Starts:
    """Starts of a server on one catalogue, and what each has told besides the time that it took."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder = folder
        # Of the last ones, which a server has not read at its start.
        self._asked = [str(max(size - 1 - number, number % size)) for number in range(FEEDS)]
        self.memory: list[float] = []
        self.each: list[float] = []
        self.everything: list[float] = []

    def first(self) -> float:
        command = [sys.executable, "-c", FIRST_FEED, str(self._folder), *self._asked]
        told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        first, memory, each, everything = map(float, told.split())
        self.memory.append(memory)
        self.each.append(each)
        self.everything.append(everything)
        return first


def _reading(folder: Path) -> dict[str, Callable[[], float]]:
    now = datetime.now(UTC)
    texts = [(file.stem, file.read_bytes()) for file in schedule_files([folder])][:READ]

    def alone() -> None:
        for _, data in texts:
            tomllib.loads(data.decode())

    def whole() -> None:
        for slug, data in texts:
            reading.parse(data, f"{slug}.toml", slug, now)

    return {
        "tomllib alone": lambda: seconds(alone) / len(texts) * 1e6,
        "feedgen": lambda: seconds(whole) / len(texts) * 1e6,
    }


def filled(folder: Path, size: int) -> Path:
    """Make a folder of so many schedules."""
    folder.mkdir()
    episodes = "".join(EPISODE.format(number=number) for number in range(1, 11))
    for number in range(size):
        seasons = (
            SEASON.format(number=season, year=2020 + season, day=1 + number % 9) + episodes for season in range(1, 4)
        )
        head = f'title = "The Number {number}"\nservice = "A Service"\nurl = "https://tv.example.org/{number}"\n'
        (folder / f"show-{number:05}.toml").write_text(head + "".join(seasons))
    return folder


if __name__ == "__main__":
    main()
