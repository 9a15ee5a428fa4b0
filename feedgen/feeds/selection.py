"""The airings that a feed selects, in order."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from feedgen.errors import FeedgenError
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed, feeds_of
from feedgen.plan.show import Show
from feedgen.spelling import nearest

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


def named(shows: Mapping[str, Show], name: str) -> tuple[Feed, tuple[Airing, ...]]:
    """Return the feed of that name and its airings, at least one. Raises NoSuchFeedError or TooManyEpisodesError."""
    feed = Feed.parse(name)
    if feed == Feed():
        return feed, everything(shows)
    owner = shows.get(feed.show) if feed and feed.show else None
    if feed and owner and (airings := select([owner], feed)):
        return feed, airings
    raise NoSuchFeedError(name, _near(shows, name))


def everything(shows: Mapping[str, Show]) -> tuple[Airing, ...]:
    """Return the airings of all shows. Raises TooManyEpisodesError, after no more reading than it takes to tell."""
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


def select(shows: Iterable[Show], feed: Feed) -> tuple[Airing, ...]:
    """Return the airings of a feed in order of release, then of show, season and episode; maybe none."""
    airings = (airing for show in shows if feed.show in (None, show.slug) for airing in _of_show(show))
    return tuple(sorted((airing for airing in airings if _selects(feed, airing)), key=_order))


def _of_show(show: Show) -> Iterator[Airing]:
    for season in show.seasons:
        for episode in season.dated:
            yield Airing(show, season, episode)


def _selects(feed: Feed, airing: Airing) -> bool:
    if feed.season not in (None, airing.season.number):
        return False
    if feed.episode not in (None, airing.episode.number):
        return False
    # An episode stays in the feeds that showed it once: some apps delete what vanishes, others keep it for ever.
    return feed.part is None or feed.part in airing.episode.parts_ever


def _order(airing: Airing) -> tuple[datetime, str, int, int]:
    return airing.release.begins, airing.show.slug, airing.season.number, airing.episode.number
