"""A feed by name, from the catalogue to its bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from feedgen import ical, languages, wording
from feedgen.addresses import Feed, Site, feeds_of
from feedgen.airings import Airing, select
from feedgen.errors import FeedgenError, nearest
from feedgen.model import Show
from feedgen.options import PLAIN, Variant

_ALL_COLOR = "steelblue"


# Calendar apps choke on more. Nobody's week has so many releases.
MOST_EPISODES = 5000


class FeedError(FeedgenError):
    """A feed that is not to be had."""


class NoSuchFeedError(FeedError):
    """A name that no feed has; `near` has the names that may have been meant, the likeliest first."""

    def __init__(self, name: str, near: Iterable[str]) -> None:
        self.near = tuple(near)
        meant = f"; did you mean {' or '.join(self.near)}?" if self.near else ""
        super().__init__(f"no feed is called '{name}'{meant}")


class TooManyEpisodesError(FeedError):
    """The feed of everything was asked for, of a catalogue that is too large for it."""

    def __init__(self) -> None:
        super().__init__(
            f"'all' is for catalogues of up to {MOST_EPISODES:,} episodes, and this one has more; each show has its own"
        )


class NoHourError(FeedError):
    """A time zone was asked of a feed of which only the days are known."""

    def __init__(self, name: str) -> None:
        super().__init__(f"only the days of '{name}' are known, which no time zone changes; did you mean {name}.ics?")


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send: its name, its media type, its bytes, and when what it says last changed (UTC)."""

    file_name: str
    media_type: str
    body: bytes
    modified: datetime


def publish(shows: Mapping[str, Show], name: str, site: Site, variant: Variant = PLAIN) -> Document:
    """Write the feed of that name in a variant.

    Raises FeedError: NoSuchFeedError if there is none, or no episode in it, TooManyEpisodesError for too large a
    catalogue, and NoHourError if the variant has a zone and no episode has an hour.
    """
    feed, airings = find(shows, name)
    if variant.zone and not any(airing.has_hour for airing in airings):
        raise NoHourError(feed.name)
    show = airings[0].show if feed.show else None
    language = languages.of(variant.language)
    head = ical.CalendarHead(
        name=wording.feed_title(feed, show, language),
        description=wording.feed_description(feed, show, variant, language),
        color=show.color if show else _ALL_COLOR,
        source=site.feed(feed, variant),
        url=site.page(feed),
    )
    body = ical.write(head, airings, site, variant)
    modified = max(airing.episode.modified for airing in airings)
    return Document(f"{feed.name}.ics", "text/calendar; charset=utf-8", body, modified)


def publish_jcal(shows: Mapping[str, Show], name: str, site: Site, variant: Variant = PLAIN) -> Document:
    """Write the same as `publish`, and raise the same, in JSON (RFC 7265)."""
    calendar = publish(shows, name, site, variant)
    file_name = f"{calendar.file_name.removesuffix('.ics')}.jcal.json"
    return replace(calendar, file_name=file_name, media_type="application/calendar+json", body=ical.jcal(calendar.body))


def find(shows: Mapping[str, Show], name: str) -> tuple[Feed, tuple[Airing, ...]]:
    """Give the feed of that name and its airings, at least one. Raises NoSuchFeedError or TooManyEpisodesError."""
    feed = Feed.parse(name)
    if feed == Feed():
        return feed, everything(shows)
    owner = shows.get(feed.show) if feed and feed.show else None
    if feed and owner and (airings := select([owner], feed)):
        return feed, airings
    raise NoSuchFeedError(name, _near(shows, name))


def everything(shows: Mapping[str, Show]) -> tuple[Airing, ...]:
    """Give the airings of all shows. Raises TooManyEpisodesError, after no more reading than it takes to tell."""
    if len(shows) > MOST_EPISODES:
        raise TooManyEpisodesError
    taken, count = [], 0
    for show in shows.values():
        taken.append(show)
        count += show.size
        if count > MOST_EPISODES:
            raise TooManyEpisodesError
    return select(taken, Feed())


def _near(shows: Mapping[str, Show], name: str) -> list[str]:
    """Find the names of feeds that resemble one, without listing the feeds of every show."""
    owners = [show for slug in nearest(name, shows) if (show := shows.get(slug))]
    names = [feed.name for show in owners for feed in feeds_of(show) if select([show], feed)]
    return nearest(name, [*names, "all"])
