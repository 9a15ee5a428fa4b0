"""How many polls are answered from what is kept while a catalogue of a thousand shows is edited once a second."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from answering import POLL
from catalogue import filled
from measuring import heading, rounds, table

from feedgen import create_app

SHOWS = 1_000
SECONDS = 10
POLLS = 200

HOST = {**POLL, "QUERY_STRING": ""}


def main() -> None:
    """Poll feeds of all shows at a steady rate, without edits and with them."""
    with tempfile.TemporaryDirectory() as top:
        folder = filled(Path(top) / "shows", SHOWS)
        app = create_app({"SCHEDULES": folder, "METRICS": True})
        tally = app.extensions["feedgen"].metrics.tally
        for number in range(SHOWS):
            _poll(app.wsgi_app, number)
        contenders = {
            "no edit": lambda: _share(app.wsgi_app, tally, lambda _: None),
            "an edit a second": lambda: _share(app.wsgi_app, tally, lambda second: _edit(folder, second)),
        }
        found = rounds(contenders, 3)
    heading("Answers from what is kept, while schedules are edited", f"{SHOWS:,} shows, {POLLS} polls a second")
    table(found, "of all answers")


def _share(application: Any, tally: Any, edit: Callable[[int], None]) -> float:  # noqa: ANN401 - what WSGI says
    tally.count()
    before = _counts(tally)
    began = time.monotonic()
    for number in range(SECONDS * POLLS):
        if number % POLLS == 0:
            edit(number // POLLS)
        _poll(application, number * 7 % SHOWS)
        time.sleep(max(0, began + number / POLLS - time.monotonic()))
    tally.count()
    kept, made = (after - earlier for after, earlier in zip(_counts(tally), before, strict=True))
    return float(kept / (kept + made))


def _counts(tally: Any) -> tuple[int, int]:  # noqa: ANN401 - as above
    kept = sum(count for (was_kept, _), count in tally.buckets.items() if was_kept)
    return kept, sum(tally.buckets.values()) - kept


def _poll(application: Any, number: int) -> None:  # noqa: ANN401 - as above
    path = f"/feeds/show-{number:05}-s2.ics"
    started: list[str] = []
    b"".join(application({**HOST, "PATH_INFO": path}, lambda status, _: started.append(status)))
    assert started == ["200 OK"], started  # noqa: S101 - a measurement of errors would be none


def _edit(folder: Path, second: int) -> None:
    file = folder / f"show-{second * 31 % SHOWS:05}.toml"
    file.write_text(f"{file.read_text()}# {time.monotonic()}\n")


if __name__ == "__main__":
    main()
