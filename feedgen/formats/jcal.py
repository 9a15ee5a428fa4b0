"""A feed as jCal (RFC 7265)."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from icalendar import Calendar, vText

from feedgen.feeds.site import Site
from feedgen.feeds.variant import PLAIN, Variant
from feedgen.formats.calendar import publish
from feedgen.formats.document import Document
from feedgen.plan.show import Show


def publish_jcal(shows: Mapping[str, Show], name: str, site: Site, variant: Variant = PLAIN) -> Document:
    """Write the same as `publish`, and raise the same, in JSON (RFC 7265)."""
    calendar = publish(shows, name, site, variant)
    file_name = f"{calendar.file_name.removesuffix('.ics')}.jcal.json"
    return replace(calendar, file_name=file_name, media_type="application/calendar+json", body=jcal(calendar.body))


def jcal(calendar: bytes) -> bytes:
    """Write a calendar as jCal (RFC 7265), which says the same in JSON."""
    read = Calendar.from_ical(calendar)
    for component in read.walk():
        # icalendar does not know what RFC 7986 added, and would give it escaped, as of an unknown type.
        for name in component.keys() & {"NAME", "COLOR"}:
            component[name] = vText(_unescaped(str(component[name])))
    return json.dumps(read.to_jcal(), ensure_ascii=False, separators=(",", ":")).encode()


def _unescaped(text: str) -> str:
    """Undo the escaping of TEXT (RFC 5545 §3.3.11)."""
    return re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)
