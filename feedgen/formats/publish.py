"""A feed in any of its formats."""

from collections.abc import Mapping
from datetime import datetime

from feedgen.feeds.events import calendar_of
from feedgen.feeds.history import announcements
from feedgen.feeds.request import Request
from feedgen.feeds.selection import Selection, known, named
from feedgen.feeds.site import Site
from feedgen.feeds.variant import Format, Variant
from feedgen.formats import atom, ical, jcal, plain_json
from feedgen.formats.document import Document
from feedgen.plan.show import Show

_MEDIA_TYPES = {
    Format.CALENDAR: "text/calendar; charset=utf-8",
    Format.JCAL: "application/calendar+json",
    Format.EPISODES: "application/json",
    Format.ANNOUNCEMENTS: "application/atom+xml; charset=utf-8",
}


def publish(shows: Mapping[str, Show], request: Request, site: Site) -> Document:
    """Write the feed that is asked for.

    Raises FeedError: NoSuchFeedError if there is none, NoDayYetError if it has no day and the format is one of days,
    TooManyEpisodesError for too large a catalogue, and NoHourError if a variant has a zone and no episode an hour.
    """
    form = request.format
    selection = named(shows, request.name) if form.has_times else known(shows, request.name)
    body, modified = _written(selection, form, site, request.variant)
    return Document(f"{selection.feed.name}{form}", _MEDIA_TYPES[form], body, modified)


def _written(selection: Selection, form: Format, site: Site, variant: Variant) -> tuple[bytes, datetime]:
    """Return the bytes of a selection, and when what they say last changed."""
    if form is Format.ANNOUNCEMENTS:
        news = announcements(selection, site, variant)
        return atom.write(news), news.modified
    calendar = calendar_of(selection, site, variant)
    match form:
        case Format.CALENDAR:
            return ical.write(calendar), calendar.modified
        case Format.JCAL:
            return jcal.write(calendar), calendar.modified
        case Format.EPISODES:
            return plain_json.write(selection, calendar), selection.modified
