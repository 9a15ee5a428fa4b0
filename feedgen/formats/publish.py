"""A feed in any of its formats."""

from collections.abc import Mapping
from datetime import datetime

from feedgen.feeds.addresses import Site, check_length
from feedgen.feeds.calendar import calendar_of, episodes_of, undated_of
from feedgen.feeds.formats import Format
from feedgen.feeds.history import announcements
from feedgen.feeds.lookup import find_dated_feed, find_feed
from feedgen.feeds.present import lasts
from feedgen.feeds.request import Request
from feedgen.feeds.selection import Selection
from feedgen.feeds.variant import Variant
from feedgen.formats import atom, ical, jcal, plain_json
from feedgen.formats.document import Document
from feedgen.plan.show import Show

_MEDIA_TYPES = {
    Format.CALENDAR: "text/calendar; charset=utf-8",
    Format.JCAL: "application/calendar+json",
    Format.EPISODES: "application/json",
    Format.ANNOUNCEMENTS: "application/atom+xml; charset=utf-8",
}


def publish(shows: Mapping[str, Show], request: Request, site: Site, now: datetime) -> Document:
    """Write the feed of a request, as it is at an instant (UTC).

    Raises FeedError: NoSuchFeedError if there is no such feed; NoDayYetError if no episode has a day and the format is
    a calendar; NoHourError if the variant has a zone and no episode has an hour; LongAddressError for a mix with an
    address that is too long for some apps.
    """
    form, variant = request.format, request.variant
    find = find_dated_feed if form.has_times else find_feed
    selection = find(shows, request.name, now)
    check_length(selection.feed, site, variant)
    body, modified = _written(selection, form, site, variant, now)
    since, expires = lasts(selection, variant, now)
    return Document(f"{selection.feed.name}{form}", _MEDIA_TYPES[form], body, modified, since, expires)


def _written(selection: Selection, form: Format, site: Site, variant: Variant, now: datetime) -> tuple[bytes, datetime]:
    """Return the bytes of a selection, and when their content last changed (UTC)."""
    if form is Format.ANNOUNCEMENTS:
        news = announcements(selection, site, variant)
        return atom.write(news), news.modified
    calendar = calendar_of(selection, site, variant, now)
    match form:
        case Format.CALENDAR:
            return ical.write(calendar), calendar.modified
        case Format.JCAL:
            return jcal.write(calendar), calendar.modified
        case Format.EPISODES:
            episodes = episodes_of(selection, site, variant, now)
            modified = max([selection.modified, *(event.modified for _, event in episodes)])
            return plain_json.write(selection, calendar, episodes, undated_of(selection, variant)), modified
