"""jCal, read back by ical.js, says what the calendar says."""

import json
import subprocess

import pytest
from flask.testing import FlaskClient
from support import CLIENTS, WEEKLY, need, need_file, parse, published, unfolded

from feedgen.feeds.formats import Format

ICALJS = CLIENTS / "node_modules" / "ical.js" / "package.json"
FEEDS = ["for-all-mankind-s4.ics", "Europe/London/for-all-mankind-s4.ics", "UTC/all.ics", "Asia/Tokyo/all.ics?lang=ar"]


def as_icalendar(jcal: bytes) -> list[str]:
    need_file(ICALJS)
    command = [need("node"), str(CLIENTS / "read_jcal.mjs")]
    done = subprocess.run(command, input=jcal, capture_output=True, check=True, timeout=60)
    # What is text anyway is told to be, too.
    return [line.replace(";VALUE=TEXT:", ":") for line in unfolded(done.stdout.rstrip(b"\n") + b"\r\n")]


@pytest.mark.parametrize("address", FEEDS)
def test_icaljs_reads_the_same_from_both(client: FlaskClient, address: str) -> None:
    jcal = client.get(f"/feeds/{address.replace('.ics', '.jcal.json')}")
    assert jcal.headers["Content-Type"] == "application/calendar+json"
    assert as_icalendar(jcal.data) == unfolded(client.get(f"/feeds/{address}").data)


def test_hard_text_survives() -> None:
    text = WEEKLY.replace('"Weekly"', '"Comma, semicolon; back\\\\slash \\\\n and “quotes”"')
    shows = {"show": parse(text)}
    calendar, jcal = published(shows, "show-s1"), published(shows, "show-s1", form=Format.JCAL)
    assert as_icalendar(jcal.body) == unfolded(calendar.body)
    names = [value for name, _, kind, value in json.loads(jcal.body)[1] if name == "name" and kind == "text"]
    assert names == ["Comma, semicolon; back\\slash \\n and “quotes”: Season 1"]
    assert (jcal.file_name, jcal.modified) == ("show-s1.jcal.json", calendar.modified)
