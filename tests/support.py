"""What tests of several folders share."""

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from feedgen import schedule_file
from feedgen.addresses import Site
from feedgen.feeds import publish
from feedgen.model import Show

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = ROOT / "tests" / "clients"
SITE = Site("https://calendar.example.org")

WEEKLY = """\
title = "Weekly"
service = "A Service"

[[season]]
number = 1
announced = 2024-01-01T00:00:00Z

[[season.run]]
episodes = "1-4"
first = 2024-02-02
every = "week"
"""


def parse(text: str, slug: str = "show") -> Show:
    """Read a schedule from text."""
    return schedule_file.parse(text.encode(), f"{slug}.toml", slug)


def written(show: Show, name: str) -> bytes:
    """Give the bytes of a feed of one show."""
    return publish({show.slug: show}, name, SITE).body


def unfolded(body: bytes) -> list[str]:
    """Give the content lines of a feed, folding undone (RFC 5545 §3.1)."""
    return body.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def values(body: bytes, name: str) -> list[str]:
    """Give the raw values of all properties of that name, in order."""
    pattern = re.compile(rf"{re.escape(name)}(?:;[^:]*)?:(.*)")
    return [match[1] for line in unfolded(body) if (match := pattern.fullmatch(line))]


def events(body: bytes) -> Iterable[list[str]]:
    """Give the content lines of each VEVENT."""
    lines: list[str] = []
    for line in unfolded(body):
        lines = [] if line == "BEGIN:VEVENT" else [*lines, line]
        if line == "END:VEVENT":
            yield lines[:-1]


def need(program: str | Path) -> str:
    """Give the path of a program; without it the test is skipped, or fails where CI=true promised it."""
    found = shutil.which(program)
    if found is None:
        message = f"{program} is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found
