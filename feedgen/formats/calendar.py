"""A feed as an iCalendar file."""

from collections.abc import Mapping

from feedgen import languages
from feedgen.feeds import wording
from feedgen.feeds.selection import NoHourError, named
from feedgen.feeds.site import Site
from feedgen.feeds.variant import PLAIN, Variant
from feedgen.formats import ical
from feedgen.formats.document import Document
from feedgen.formats.ical import CalendarHead
from feedgen.plan.show import Show

_ALL_COLOR = "steelblue"


def publish(shows: Mapping[str, Show], name: str, site: Site, variant: Variant = PLAIN) -> Document:
    """Write the feed of that name in a variant.

    Raises FeedError: NoSuchFeedError if there is none, or no episode in it, TooManyEpisodesError for too large a
    catalogue, and NoHourError if the variant has a zone and no episode has an hour.
    """
    feed, airings = named(shows, name)
    if variant.zone and not any(airing.has_hour for airing in airings):
        raise NoHourError(feed.name)
    show = airings[0].show if feed.show else None
    language = languages.of(variant.language)
    head = CalendarHead(
        name=wording.feed_title(feed, show, language),
        description=wording.feed_description(feed, show, variant, language),
        color=show.color if show else _ALL_COLOR,
        source=site.feed(feed, variant),
        url=site.page(feed),
    )
    body = ical.write(head, airings, site, variant)
    modified = max(airing.episode.modified for airing in airings)
    return Document(f"{feed.name}.ics", "text/calendar; charset=utf-8", body, modified)
