"""How long a process takes to start, beside one that imports no more than Flask and icalendar.

Schedules are another matter: the language in which they are written takes pydantic, and so takes time of its own.
"""

import os
import subprocess
import sys
from collections.abc import Callable

from measuring import heading, rounds, seconds, table

ROUNDS = 15

# In place of the language of schedules there is an empty module, which nobody asks for anything.
WITHOUT_SCHEDULES = """
import sys, types
sys.modules["feedgen.schedule.reading"] = types.ModuleType("feedgen.schedule.reading")
import feedgen.web.app
"""

STARTS = {
    "Flask and icalendar": "import flask, icalendar",
    "Python alone": "",
    "feedgen, without the language of schedules": WITHOUT_SCHEDULES,
    "feedgen": "import feedgen.web.app",
    "feedgen, with its schedule read": "from feedgen import create_app; create_app()",
}


def main() -> None:
    """Start each in turns."""
    for code in STARTS.values():
        _start(code)()  # from now on all files are in the disk's cache, and compiled
    heading("Start-up")
    table(
        rounds({name: _start(code) for name, code in STARTS.items()}, ROUNDS),
        "milliseconds",
        "Flask and icalendar",
        "of Flask and icalendar",
    )


def _start(code: str) -> Callable[[], float]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FEEDGEN_")}
    command = [sys.executable, "-c", code]
    return lambda: seconds(lambda: subprocess.run(command, env=environment, check=True)) * 1e3


if __name__ == "__main__":
    main()
