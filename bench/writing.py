"""What it takes to write a season in a zone that nobody has asked for yet, beside two others who write the same bytes.

Each turn is a process of its own, which writes the season once in every zone there is, after the plain calendar. The
first calendar in a zone also reads the zone's data; a server has done that for others, most of the time.
"""

import functools
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from measuring import heading, rounds, seconds, table
from serialisers import Ready, by_feedgen, by_hand, by_icalendar, in_zone, jcal_by_hand, made_ready

from feedgen import resources
from feedgen.catalog.folder import read_catalog
from feedgen.feeds.formats import Format
from feedgen.feeds.request import Request
from feedgen.feeds.variant import Reminder, Titles, Variant
from feedgen.formats.vtimezone import vtimezone
from feedgen.zones import names

FEED = Request("for-all-mankind-s4")
PREMIERE = Request("for-all-mankind-s4-premiere")
SHOW = read_catalog([resources.SCHEDULES], datetime.now(UTC)).shows["for-all-mankind"]
SEASON = datetime(2023, 11, 10, 5, tzinfo=UTC), datetime(2024, 1, 12, 6, tzinfo=UTC)
# In UTC there is no VTIMEZONE to write.
ZONES = sorted({zone for name in names.known() if (zone := names.find(name))} - {"UTC"})
REMINDERS = Reminder(timedelta(hours=1)), Reminder(at=time(9))
OPTIONS = {
    "titles=off": Request(FEED.name, Variant(titles=Titles.OFF)),
    "titles=after": Request(FEED.name, Variant(titles=Titles.AFTER)),
    "titles=short": Request(FEED.name, Variant(titles=Titles.SHORT)),
    "prefix=TV:": Request(FEED.name, Variant(prefix="TV:")),
    "remind=1h,09:00": Request(FEED.name, Variant(reminders=REMINDERS)),
    "group=day": Request(FEED.name, Variant(by_day=True)),
    "past=30": Request(FEED.name, Variant(past=30)),
    "at=20:00": Request(FEED.name, Variant(at=time(20))),
    "allday=1": Request(FEED.name, Variant(all_day=True)),
    "lang=de": Request(FEED.name, Variant(language="de")),
    "two seasons mixed": Request(f"for-all-mankind-s3+{FEED.name}"),
    "the season complete": Request(f"{FEED.name}-complete"),
    "jCal": Request(FEED.name, format=Format.JCAL),
}


def main() -> None:
    """Compare the bytes, then how long they took."""
    ready = made_ready(SHOW, FEED, ZONES)
    for zone in ZONES:
        if not by_feedgen(SHOW, in_zone(FEED, zone)) == by_hand(ready[zone]) == by_icalendar(ready[zone]):
            sys.exit(f"{zone}: the bytes are not the same")
    heading("Cold zone variants", f"{len(ZONES)} zones, {len(by_hand(ready[ZONES[0]]))} bytes, the same from each")
    turns = [name for name in TURNS if "VTIMEZONE" not in name]
    base = {name: f"by hand{name.removeprefix(name.partition(',')[0])}" for name in turns}
    table(rounds({name: _turn(name) for name in turns}), "µs a calendar", base, "of by hand")
    options()
    heading("VTIMEZONE", f"{len(ZONES)} zones")
    table(rounds({name: _turn(name) for name in TURNS if name not in turns}), "µs each")


def options() -> None:
    """Compare each option with the same bytes by hand, in turns of one process, in zones that have been read."""
    contenders: dict[str, Callable[[], float]] = {}
    for name, request in OPTIONS.items():
        ready, write = made_ready(SHOW, request, ZONES), jcal_by_hand if request.format is Format.JCAL else by_hand
        for zone in ZONES:
            if by_feedgen(SHOW, in_zone(request, zone)) != write(ready[zone]):
                sys.exit(f"{name}, {zone}: the bytes are not the same")
        contenders[f"by hand, {name}"] = functools.partial(_option_by_hand, write, ready)
        contenders[name] = functools.partial(_option, request)
    found = rounds(contenders)
    heading("Options", f"{len(ZONES)} zones")
    base = {name: name if name.startswith("by hand") else f"by hand, {name}" for name in contenders}
    table(found, "µs a calendar", base, "of by hand")


def _option_by_hand(write: Callable[[Ready], bytes], ready: Mapping[str, Ready]) -> float:
    return _each(lambda zone: write(ready[zone]))


def _option(request: Request) -> float:
    asked = {zone: in_zone(request, zone) for zone in ZONES}
    return _each(lambda zone: by_feedgen(SHOW, asked[zone]))


def _turn(name: str) -> Callable[[], float]:
    def measure() -> float:
        return float(subprocess.run([sys.executable, __file__, name], capture_output=True, check=True).stdout)

    return measure


def hand() -> float:
    """Write by hand, in zones that have been read."""
    return _made_ready(by_hand, read=True)


def hand_first() -> float:
    """Write by hand, in zones that have not been read."""
    return _made_ready(by_hand, read=False)


def feedgen() -> float:
    """Write as a server does that has been asked for something else in each zone."""
    for zone in ZONES:
        by_feedgen(SHOW, in_zone(PREMIERE, zone))
    return feedgen_first()


def feedgen_first() -> float:
    """Write as a server does that has not been asked for any zone."""
    by_feedgen(SHOW, FEED)
    asked = {zone: in_zone(FEED, zone) for zone in ZONES}
    return _each(lambda zone: by_feedgen(SHOW, asked[zone]))


def icalendar() -> float:
    """Write with icalendar alone, in zones that have been read."""
    return _made_ready(by_icalendar, read=True)


def icalendar_first() -> float:
    """Write with icalendar alone, in zones that have not been read."""
    return _made_ready(by_icalendar, read=False)


def _made_ready(write: Callable[[Ready], bytes], *, read: bool) -> float:
    ready = made_ready(SHOW, FEED, ZONES)
    ZoneInfo.clear_cache()
    # zoneinfo does not read again what somebody holds.
    held = [ZoneInfo(zone) for zone in ZONES if read]
    took = _each(lambda zone: write(ready[zone]))
    del held
    return took


def vtimezones() -> float:
    """Write each VTIMEZONE, in zones that have been read."""
    vtimezones_first()
    return vtimezones_first()


def vtimezones_first() -> float:
    """Write each VTIMEZONE, in zones that have not been read."""
    return _each(lambda zone: vtimezone(zone, *SEASON))


def _each(write: Callable[[str], object]) -> float:
    """Return the microseconds that each zone took."""
    return seconds(lambda: [write(zone) for zone in ZONES]) / len(ZONES) * 1e6


TURNS = {
    "by hand": hand,
    "feedgen": feedgen,
    "icalendar": icalendar,
    "by hand, first in its zone": hand_first,
    "feedgen, first in its zone": feedgen_first,
    "icalendar, first in its zone": icalendar_first,
    "VTIMEZONE": vtimezones,
    "VTIMEZONE, first in its zone": vtimezones_first,
}


if __name__ == "__main__":
    if asked := sys.argv[1:]:
        print(TURNS[asked[0]]())
    else:
        main()
