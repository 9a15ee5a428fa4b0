"""What a feed selects of shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import AnyFeed, Feed, Mix
from feedgen.feeds.versions import was_ever_settled
from feedgen.plan.show import Season, Show


@dataclass(frozen=True, slots=True)
class WholeSeason:
    """A season with all of its airings, to tell the day from which all of them are out."""

    show: Show
    season: Season
    airings: tuple[Airing, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """A feed, its `shows`, and the airings that it selects of them; there may be none.

    The airings are in order of release, then of show, season and episode. Each of `single_airings` has an event of its
    own, and each of `whole_seasons` has one. `missing` has the names of feeds of a mix that are not in the catalogue.
    If there are too many airings, those before `since` are left out. `daily` tells that some in the far future are left
    out as well, so that the selection changes every day.
    """

    feed: AnyFeed
    shows: tuple[Show, ...]
    single_airings: tuple[Airing, ...]
    whole_seasons: tuple[WholeSeason, ...] = ()
    missing: tuple[str, ...] = ()
    since: date | None = None
    daily: bool = False

    @property
    def airings(self) -> tuple[Airing, ...]:
        """All airings that are selected."""
        if not self.whole_seasons:
            return self.single_airings
        if not self.single_airings and len(self.whole_seasons) == 1:
            return self.whole_seasons[0].airings
        return in_order([*self.single_airings, *(airing for whole in self.whole_seasons for airing in whole.airings)])

    @property
    def show(self) -> Show | None:
        """The one show that the feed is of; None if it may be of several."""
        return self.shows[0] if self.feed.show else None

    @property
    def film(self) -> Show | None:
        """The film that the feed is of, which has one page for all of its feeds; None if it is of no film."""
        return self.show if self.show and self.show.is_film else None

    @property
    def has_hours(self) -> bool:
        """Whether the hour of any airing is known."""
        return any(airing.has_hour for airing in self.airings)

    @property
    def seasons(self) -> tuple[tuple[Show, Season], ...]:
        """The seasons that the feed is of as a whole, each with its show."""
        feeds = self.feed.feeds if isinstance(self.feed, Mix) else (self.feed,)
        found = ((show, season) for show in self.shows for season in show.seasons)
        return tuple(pair for pair in found if any(_is_of(feed, *pair) for feed in feeds))

    @property
    def undated(self) -> tuple[tuple[Show, Season], ...]:
        """Those of `seasons` that have no day yet, each with its show."""
        return tuple((show, season) for show, season in self.seasons if not season.dated)

    @property
    def modified(self) -> datetime:
        """When the selection last changed (UTC). It must have an airing, or a season without a day."""
        seasons = (season.modified for _, season in self.undated)
        return max(chain((airing.episode.modified for airing in self.airings), seasons))


def _is_of(feed: Feed, show: Show, season: Season) -> bool:
    if feed.part or feed.episode is not None:
        return False
    return feed.show in (None, show.slug) and feed.season in (None, season.number)


def select(shows: Iterable[Show], feed: Feed) -> Selection:
    """Return all that a feed selects of some shows. If the feed is of one show, that must be among them."""
    owners = tuple(show for show in shows if feed.show in (None, show.slug))
    airings = in_order(airing for show in owners for airing in airings_of(show) if _selects(feed, airing))
    if feed.complete and airings:
        whole = WholeSeason(owners[0], airings[0].season, airings)
        # Of a season whose end was never known, no day was ever told that could be postponed.
        return Selection(feed, owners, (), (whole,) if was_ever_settled(whole.season) else ())
    return Selection(feed, owners, airings)


def airings_of(show: Show) -> Iterator[Airing]:
    """Yield the airings of a show, in the order of its seasons and episodes."""
    for season in show.seasons:
        for episode in season.dated:
            yield Airing(show, season, episode)


def _selects(feed: Feed, airing: Airing) -> bool:
    if feed.season not in (None, airing.season.number):
        return False
    if feed.episode not in (None, airing.episode.number):
        return False
    # An episode stays in each feed that once had it: some apps delete what vanishes, others keep it for ever.
    return feed.part is None or feed.part in airing.episode.parts_ever


def in_order(airings: Iterable[Airing]) -> tuple[Airing, ...]:
    """Return airings in the order of a selection, none twice."""
    once = {_order(airing): airing for airing in airings}
    return tuple(once[order] for order in sorted(once))


def _order(airing: Airing) -> tuple[datetime, str, int, int]:
    return airing.release.begins, airing.show.slug, airing.season.number, airing.episode.number
