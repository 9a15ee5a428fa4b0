"""A feed as jCal (RFC 7265)."""

import json
import re

from icalendar import Calendar as ICalendar
from icalendar import vText

from feedgen.feeds.events import Calendar
from feedgen.formats import ical


def write(calendar: Calendar) -> bytes:
    """Write a calendar as jCal."""
    read = ICalendar.from_ical(ical.write(calendar))
    for component in read.walk():
        # icalendar does not know what RFC 7986 added, and would give it escaped, as of an unknown type.
        for name in component.keys() & {"NAME", "COLOR"}:
            component[name] = vText(_unescaped(str(component[name])))
    return json.dumps(read.to_jcal(), ensure_ascii=False, separators=(",", ":")).encode()


def _unescaped(text: str) -> str:
    """Undo the escaping of TEXT (RFC 5545 §3.3.11)."""
    return re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)
