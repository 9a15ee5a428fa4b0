"""Whether a server stands: as many polls as it can take, an edit a second, and no answer may fail nor memory grow.

`python bench/standing.py 600` runs for ten minutes. One poll of ten asks for a variant of its own, so that what is kept
is full all the time. Needs wrk. Ends with 1 if an answer failed, or if the workers took more memory at the end than
half-way.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catalogue import filled
from measuring import heading
from visible import WORKERS, get, serving

SECONDS = 120
SHOWS = 200
CONNECTIONS = 64

# How much more memory all workers may have at the end: allocators keep what they had in pieces.
GROWTH = 1.1

POLLS = """
local number = 0
request = function()
  number = number + 1
  local path = string.format("/feeds/show-%05d-s%d.ics", math.random(0, {last}), math.random(1, 3))
  if number % 10 == 0 then
    path = path .. string.format("?tz=Asia/Tokyo&at=%02d:%02d", math.random(0, 23), math.random(0, 59))
  end
  return wrk.format("GET", path)
end
"""


def main(length: int) -> int:
    """Poll, edit and look at the memory for so many seconds."""
    if not shutil.which("wrk"):
        print("wrk is not installed (Debian: apt-get install wrk): this is left out", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as top:
        folder = filled(Path(top) / "shows", SHOWS)
        script = Path(top) / "polls.lua"
        script.write_text(POLLS.format(last=SHOWS - 1))
        with serving(folder) as (port, server), _looking(port) as looks:
            command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{length}s", "--timeout", "60s", "-s", str(script)]
            polling = subprocess.Popen([*command, f"http://127.0.0.1:{port}"], stdout=subprocess.PIPE, text=True)
            memory = [_memory_after_edit(folder, server, second) for second in range(length)]
            told, _ = polling.communicate()
    return _report(length, told, looks, memory)


def _memory_after_edit(folder: Path, server: int, second: int) -> float:
    """Edit a show, wait for what is left of the second, and return the memory of all workers in MiB."""
    end = time.monotonic() + 1
    file = folder / f"show-{second * 31 % SHOWS:05}.toml"
    file.write_text(re.sub(r"^title = .*", f'title = "Edited {second} times"', file.read_text(), count=1))
    time.sleep(max(0, end - time.monotonic()))
    workers = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    statuses = (Path(f"/proc/{worker}/status").read_text() for worker in workers)
    return sum(int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) for status in statuses) / 1024


@contextmanager
def _looking(port: int) -> Iterator[list[bool]]:
    """Look at a whole answer now and then, as wrk looks at no body; give whether each was as it should be."""
    looks: list[bool] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(0.5):
            try:
                body = get(port, f"/feeds/show-{len(looks) % SHOWS:05}-s2.ics")
                looks.append(body.endswith(b"END:VCALENDAR\r\n") and body.count(b"BEGIN:VEVENT") == 10)  # noqa: PLR2004 - as they are filled
            except OSError:
                looks.append(False)

    looker = threading.Thread(target=look)
    looker.start()
    try:
        yield looks
    finally:
        stop.set()
        looker.join()


def _report(length: int, told: str, looks: list[bool], memory: list[float]) -> int:
    failed = sum(map(int, re.findall(r"Non-2xx or 3xx responses: (\d+)", told)))
    failed += sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", told))) + looks.count(False)
    answers = sum(map(int, re.findall(r"(\d+) requests in", told)))
    heading("At saturation, with an edit a second", f"{WORKERS} workers, {SHOWS} shows, {length} s")
    print("| | |\n| --- | ---: |")
    print(f"| answers | {answers:,} |\n| failed answers | {failed:,} |\n| edits | {len(memory):,} |")
    print(f"| answers that were looked at | {len(looks):,} |")
    middle, end = memory[len(memory) // 2], memory[-1]
    for word, mebibytes in (
        ("after ten seconds", memory[min(9, len(memory) - 1)]),
        ("half-way", middle),
        ("at the end", end),
    ):
        print(f"| memory of all workers {word}, MiB | {mebibytes:,.0f} |")
    print(flush=True)
    return int(failed > 0 or not answers or end > middle * GROWTH)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
