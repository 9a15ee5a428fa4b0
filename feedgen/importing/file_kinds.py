"""The bytes of a file of any known kind into a list of episodes."""

import json

from feedgen.importing import calendars, tables, tvmaze
from feedgen.importing.listing import Asked, Listing, UnreadableError
from feedgen.importing.settling import settled

_KINDS = "TVmaze's JSON, an .ics file, CSV with a row an episode, or a list of days"


def read(data: bytes, asked: Asked) -> Listing:
    """Return the episodes of a file, in order, each once. Raises UnreadableError with the reason."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError("it is not UTF-8; save it as that") from None
    return settled(_read(text, asked), asked)


def _read(text: str, asked: Asked) -> Listing:
    start = text.lstrip()[:200].upper()
    if not start:
        raise UnreadableError(f"it is empty; it may be {_KINDS}")
    if start.startswith("BEGIN:VCALENDAR"):
        return calendars.read(text.lstrip().encode(), asked)
    if start.startswith(("{", "[")):
        return tvmaze.read(_json(text), asked)
    if start.startswith("<"):
        raise UnreadableError(f"it is a web page; it may be {_KINDS}")
    return tables.read_days(text, asked) if tables.is_days(text) else tables.read_csv(text, asked)


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableError(f"it is not JSON: {error}") from error
