"""jCal (RFC 7265). Others read all of it in `tests/clients/test_jcal.py`."""

import json
from datetime import timedelta
from typing import Any

from schedules import in_zone, run, schedule, season
from support import parse, published

from feedgen.feeds.formats import Format
from feedgen.feeds.variant import Reminder, Variant

SHOW = parse(schedule(season(run("1-60"), release=in_zone("20:00:00", "Europe/London"))))


def components(variant: Variant) -> dict[str, list[Any]]:
    """Return the properties and parts of the components of a calendar, by their kind."""
    _, _, found = json.loads(published({"show": SHOW}, "show", variant, Format.JCAL).body)
    kinds: dict[str, list[Any]] = {}
    for kind, properties, parts in found:
        kinds.setdefault(kind, []).append((properties, parts))
    return kinds


def test_alarm_is_a_component_of_its_event() -> None:
    events = components(Variant(reminders=(Reminder(timedelta(minutes=15)),)))["vevent"]
    (_, ((kind, properties, parts),)) = events[0]
    assert (kind, parts) == ("valarm", [])
    assert [properties[0], properties[2]] == [
        ["action", {}, "text", "DISPLAY"],
        ["trigger", {}, "duration", "-PT15M"],
    ]


def test_zone_is_given_with_its_rules_and_offsets() -> None:
    ((properties, parts),) = components(Variant("Europe/London"))["vtimezone"]
    assert properties == [["tzid", {}, "text", "Europe/London"]]
    assert {kind for kind, _, _ in parts} == {"standard", "daylight"}
    names = {name: value for _, found, _ in parts for name, _, _, value in found}
    assert {"dtstart", "tzoffsetfrom", "tzoffsetto"} <= names.keys()
    assert names["tzoffsetto"] in ("+00:00", "+01:00")
