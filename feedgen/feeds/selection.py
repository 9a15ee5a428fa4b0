"""What a feed selects of a catalogue."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from feedgen.errors import FeedgenError
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed, feeds_of
from feedgen.plan.show import Season, Show
from feedgen.spelling import nearest

# Names that are told of a feed that is not there.
_ADVISED = 3


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


class NoDayYetError(FeedError):
    """The calendar of a season was asked for that has no day yet."""

    def __init__(self, selection: "Selection") -> None:
        expected = " and ".join(season.terms.expected for _, season in selection.undated if season.terms.expected)
        told = f", and is expected {expected}" if expected else ""
        super().__init__(f"'{selection.feed.name}' has no day yet{told}; its calendar begins once the first is known")


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
class Selection:
    """A feed, the `shows` that it is of, and the airings that it selects of them; maybe none.

    The airings are in order of release, then of show, season and episode.
    """

    feed: Feed
    shows: tuple[Show, ...]
    airings: tuple[Airing, ...]

    @property
    def show(self) -> Show | None:
        """The one show that the feed is of; None if it may be of several."""
        return self.shows[0] if self.feed.show else None

    @property
    def has_hours(self) -> bool:
        """Whether the hour of any airing is known."""
        return any(airing.has_hour for airing in self.airings)

    @property
    def seasons(self) -> tuple[tuple[Show, Season], ...]:
        """The seasons that it is of as a whole, each with its show."""
        if self.feed.part or self.feed.episode is not None:
            return ()
        found = ((show, season) for show in self.shows for season in show.seasons)
        return tuple(pair for pair in found if self.feed.season in (None, pair[1].number))

    @property
    def undated(self) -> tuple[tuple[Show, Season], ...]:
        """Those of its whole seasons that have no day yet, each with its show."""
        return tuple((show, season) for show, season in self.seasons if not season.dated)

    @property
    def modified(self) -> datetime:
        """When anything that it says last changed (UTC). There must be an airing, or a season without a day."""
        seasons = (season.modified for _, season in self.undated)
        return max(chain((airing.episode.modified for airing in self.airings), seasons))


def named(shows: Mapping[str, Show], name: str) -> Selection:
    """Select the feed of that name, which has an airing.

    Raises NoSuchFeedError, NoDayYetError or TooManyEpisodesError.
    """
    selection = known(shows, name)
    if not selection.airings:
        raise NoDayYetError(selection)
    return selection


def known(shows: Mapping[str, Show], name: str) -> Selection:
    """Select the feed of that name, which has an airing, or a season without a day.

    Raises NoSuchFeedError or TooManyEpisodesError.
    """
    feed = Feed.named(name)
    if feed == Feed():
        return everything(shows)
    owner = shows.get(feed.show) if feed and feed.show else None
    if feed and owner and ((selection := select([owner], feed)).airings or selection.undated):
        return selection
    raise NoSuchFeedError(name, _near(shows, name))


def everything(shows: Mapping[str, Show]) -> Selection:
    """Select all shows. Raises TooManyEpisodesError, after no more reading than it takes to tell."""
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
    names = [feed.name for show in owners for feed in feeds_of(show) if select([show], feed).airings]
    likely = [feed.name for feed in [Feed.likely(name)] if feed and _is_there(shows, feed)]
    return [*likely, *(near for near in nearest(name, [*names, "all"]) if near not in likely)][:_ADVISED]


def _is_there(shows: Mapping[str, Show], feed: Feed) -> bool:
    owner = shows.get(feed.show) if feed.show else None
    return bool(owner and select([owner], feed).airings)


def select(shows: Iterable[Show], feed: Feed) -> Selection:
    """Select what a feed has of some shows; if it is of one show, that must be among them."""
    owners = tuple(show for show in shows if feed.show in (None, show.slug))
    airings = (airing for show in owners for airing in _of_show(show) if _selects(feed, airing))
    return Selection(feed, owners, tuple(sorted(airings, key=_order)))


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
