"""What tests of several folders share."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import click
import pytest
from schedules import schedule

from feedgen.cli.main import main
from feedgen.feeds.addresses import Site
from feedgen.feeds.formats import Format
from feedgen.feeds.request import Request
from feedgen.feeds.variant import PLAIN, Variant
from feedgen.formats.document import Document
from feedgen.formats.publish import publish
from feedgen.plan.show import Show
from feedgen.schedule import reading

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = ROOT / "tests" / "clients"
SITE = Site("https://calendar.example.org")

# The present of tests: after all that any of them announces or changes.
NOW = datetime(2040, 1, 1, tzinfo=UTC)

# Four episodes, one a week from February 2, 2024, on days alone.
WEEKLY = schedule()


def parse(text: str, slug: str = "show") -> Show:
    """Read a schedule from text."""
    return reading.parse(text.encode(), f"{slug}.toml", slug, NOW)


def published(
    shows: Mapping[str, Show],
    name: str,
    variant: Variant = PLAIN,
    form: Format = Format.CALENDAR,
    now: datetime = NOW,
) -> Document:
    """Publish a feed."""
    return publish(shows, Request(name, variant, form), SITE, now)


def written(show: Show, name: str, variant: Variant = PLAIN) -> bytes:
    """Return the bytes of a calendar of one show."""
    return published({show.slug: show}, name, variant).body


def commands() -> dict[str, click.Command]:
    """Return the commands of the command line by name."""
    context = click.Context(main)
    return {name: command for name in main.list_commands(context) if (command := main.get_command(context, name))}


def utc_now() -> datetime:
    """Return the present of the machine, for what compares it with the times of files."""
    return datetime.now(UTC)


def unfolded(body: bytes) -> list[str]:
    """Return the content lines of a feed, folding undone (RFC 5545 §3.1)."""
    return body.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def values(body: bytes, name: str) -> list[str]:
    """Return the raw values of all properties of that name, in order."""
    pattern = re.compile(rf"{re.escape(name)}(?:;[^:]*)?:(.*)")
    return [match[1] for line in unfolded(body) if (match := pattern.fullmatch(line))]


def events(body: bytes) -> Iterable[list[str]]:
    """Return the content lines of each VEVENT."""
    lines: list[str] = []
    for line in unfolded(body):
        lines = [] if line == "BEGIN:VEVENT" else [*lines, line]
        if line == "END:VEVENT":
            yield lines[:-1]


def need(*programs: str | Path) -> str:
    """Return the path of the first of these that there is; without, the test is skipped, or fails where CI=true."""
    return next(filter(None, map(shutil.which, programs)), None) or _missing(programs[0])


def need_file(file: Path) -> Path:
    """Return a file that must have been installed; without it as `need`."""
    return file if file.is_file() else Path(_missing(file))


def need_package(name: str) -> None:
    """Require a package that only some tests need; without it as `need`."""
    if find_spec(name) is None:
        _missing(name)


def _missing(what: str | Path) -> NoReturn:
    message = f"{what} is not installed"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def serving(command: Sequence[str], port: int, log: Path, host: str = "127.0.0.1", **settings: str) -> Iterator[str]:
    """Run a server as a process of its own until the block ends; give its address once it answers."""
    address = f"http://{host}:{port}"
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **settings}
    with log.open("wb") as output:
        # A session of its own, so that all that the server has started can be told from the rest.
        server = subprocess.Popen(
            command, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            wait_until_it_answers(f"{address}/healthz", server, log)
            yield address
        finally:
            server.send_signal(signal.SIGINT)
            left = _left_after_stopping(server)
    assert not left, f"the server did not end all that it started:\n{log.read_text()}"


def _left_after_stopping(server: subprocess.Popen[bytes]) -> bool:
    """Wait for a server that was told to stop; end what is left of it, and tell whether there was any."""
    with suppress(subprocess.TimeoutExpired):
        server.wait(timeout=20)
    try:
        os.killpg(server.pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    server.wait(timeout=10)
    return True


def wait_until_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Ask a server that has just been started until it answers; the test fails with its log if it does not."""
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"no answer from {address}:\n{log.read_text()}")


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
