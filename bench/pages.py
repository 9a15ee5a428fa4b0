"""Pages a second of one season, kept ready for some seconds and made anew each time: the page that everybody opens.

Needs wrk.
"""

import shutil
import sys
from contextlib import ExitStack
from functools import partial

from applications import SEASON
from measuring import heading, rounds, table
from serving import free_port, polls, program, running

GRANIAN = ["--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1", "--no-ws"]


def main() -> None:
    """Ask for the page in turns, plain and compressed."""
    if not shutil.which("wrk"):
        print("wrk is not installed (Debian: apt-get install wrk): pages a second are left out", file=sys.stderr)
        return
    with ExitStack() as stack:
        contenders = {}
        for name in ("made", "ready"):
            port = free_port()
            command = [program("granian"), *GRANIAN, "--port", str(port), f"applications:{name}"]
            address = stack.enter_context(running(command, port, SEASON))
            polls(address)  # the first page loads templates and words
            contenders[name] = partial(polls, address)
            contenders[f"{name}, compressed"] = partial(polls, address, headers={"Accept-Encoding": "gzip"})
        found = rounds(contenders)
    heading("Season pages a second")
    table(found, "pages a second", {name: name.replace("ready", "made") for name in found}, "of made each time")


if __name__ == "__main__":
    main()
