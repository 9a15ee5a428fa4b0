"""What a feed selects of a catalogue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import chain

from feedgen.bounded_cache import BoundedCache
from feedgen.errors import FeedgenError
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import AnyFeed, Feed, Mix, feeds_of, read_name
from feedgen.plan.show import Season, Show
from feedgen.plan.timeline import Place, following, latest, timelines_of
from feedgen.spelling import nearest

# Names that are told of a feed that is not there.
_ADVISED = 3


# Google stops reading at about a megabyte, which is some 1,200 events; apps become slow at twice as many.
MOST_EPISODES = 1000


# Of these, what is out, if more is to come than there is room for.
_PAST = MOST_EPISODES // 4


# The episodes of shows that are kept with what feeds select of them, and what one takes with all that is known of it.
_KEPT_BYTES = 16 * 2**20


_EPISODE_BYTES = 2048


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


class NoHourError(FeedError):
    """A time zone was asked of a feed of which only the days are known."""

    def __init__(self, name: str) -> None:
        super().__init__(f"only the days of '{name}' are known, which no time zone changes; did you mean {name}.ics?")


@dataclass(frozen=True, slots=True)
class Whole:
    """A season of which all episodes that have a day are selected, to tell when the last of them is out."""

    show: Show
    season: Season
    airings: tuple[Airing, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """A feed, the `shows` that it is of, and the airings that it selects of them; maybe none.

    The airings are in order of release, then of show, season and episode. Those in `single` have an event each, and
    each of `wholes` has one. `missing` are the names of feeds of a mix that are not in the catalogue. Where there is
    too much, what came out before `since` is left out; `daily` tells that so is what is far away, which comes nearer
    every day.
    """

    feed: AnyFeed
    shows: tuple[Show, ...]
    single: tuple[Airing, ...]
    wholes: tuple[Whole, ...] = ()
    missing: tuple[str, ...] = ()
    since: date | None = None
    daily: bool = False

    @property
    def airings(self) -> tuple[Airing, ...]:
        """All that is selected."""
        if not self.wholes:
            return self.single
        if not self.single and len(self.wholes) == 1:
            return self.wholes[0].airings
        return _in_order([*self.single, *(airing for whole in self.wholes for airing in whole.airings)])

    @property
    def show(self) -> Show | None:
        """The one show that the feed is of; None if it may be of several."""
        return self.shows[0] if self.feed.show else None

    @property
    def of_film(self) -> Show | None:
        """The film that it is of, which has one page for all of its feeds; None if it is of none."""
        return self.show if self.show and self.show.is_film else None

    @property
    def has_hours(self) -> bool:
        """Whether the hour of any airing is known."""
        return any(airing.has_hour for airing in self.airings)

    @property
    def seasons(self) -> tuple[tuple[Show, Season], ...]:
        """The seasons that it is of as a whole, each with its show."""
        feeds = self.feed.feeds if isinstance(self.feed, Mix) else (self.feed,)
        found = ((show, season) for show in self.shows for season in show.seasons)
        return tuple(pair for pair in found if any(_is_of(feed, *pair) for feed in feeds))

    @property
    def undated(self) -> tuple[tuple[Show, Season], ...]:
        """Those of its whole seasons that have no day yet, each with its show."""
        return tuple((show, season) for show, season in self.seasons if not season.dated)

    @property
    def modified(self) -> datetime:
        """When anything that it says last changed (UTC). There must be an airing, or a season without a day."""
        seasons = (season.modified for _, season in self.undated)
        return max(chain((airing.episode.modified for airing in self.airings), seasons))


def _is_of(feed: Feed, show: Show, season: Season) -> bool:
    if feed.part or feed.episode is not None:
        return False
    return feed.show in (None, show.slug) and feed.season in (None, season.number)


def named(shows: Mapping[str, Show], name: str, now: datetime) -> Selection:
    """Select the feed of that name, which has an airing. Raises NoSuchFeedError or NoDayYetError."""
    selection = _known(shows, name, now, undated=False)
    if not selection.airings:
        raise NoDayYetError(selection)
    return selection


def known(shows: Mapping[str, Show], name: str, now: datetime) -> Selection:
    """Select the feed of that name, which has an airing, or a season without a day. Raises NoSuchFeedError.

    Of a mix some feeds may be missing, but not all: what is gone does not end it for those who are subscribed.
    """
    return _known(shows, name, now, undated=True)


def _known(shows: Mapping[str, Show], name: str, now: datetime, *, undated: bool) -> Selection:
    feed = read_name(name)
    if isinstance(feed, Mix):
        parts = {part.name: _of_feed(shows, part, now, undated=undated) for part in feed.feeds}
        if found := [selection for selection in parts.values() if selection]:
            missing = [name for name, selection in parts.items() if selection is None]
            return _bounded(_mixed(feed, found, missing), now)
    elif feed and (selection := _of_feed(shows, feed, now, undated=undated)):
        return selection
    raise NoSuchFeedError(name, _near(shows, name))


def _of_feed(shows: Mapping[str, Show], feed: Feed, now: datetime, *, undated: bool) -> Selection | None:
    """Select one feed; None if it has no airing, nor a season without a day."""
    if feed.show is None:
        selection = everything(shows, now, feed, undated=undated)
    elif owner := shows.get(feed.show):
        selection = _bounded(_kept(owner, feed), now)
    else:
        return None
    return selection if selection.airings or selection.undated else None


# What feeds select of a show, by which object it is, which the selection holds, so that no other can take its place. It
# saves a tenth of the time that a calendar takes which differs from another in its zone alone.
_selected: BoundedCache[tuple[int, Feed], Selection] = BoundedCache(_KEPT_BYTES)


def _kept(show: Show, feed: Feed) -> Selection:
    key = id(show), feed
    return _selected.get(key) or _selected.keep(key, select([show], feed), _EPISODE_BYTES * (show.size + 1))


def everything(
    shows: Mapping[str, Show],
    now: datetime,
    feed: Feed = Feed(),  # noqa: B008 - it is frozen
    *,
    undated: bool = True,
) -> Selection:
    """Select what a feed of all shows has; `undated` also the seasons without a day, which may be many.

    Of very many shows none is read that has nothing of this.
    """
    known, today = timelines_of(shows), midnight(now)
    lines = {slug: each.premieres if feed.part else each.every for slug, each in known.items()}
    total, out = sum(map(len, lines.values())), sum(line.before(today) for line in lines.values())
    start = _first_shown(total, out)
    end = min(total, start + MOST_EPISODES)
    places = [*reversed(latest(lines, today, out - start)), *following(lines, today, end - out)]
    # Without an airing they are all that there is to tell.
    wanted = not feed.part and (undated or not places)
    waiting = [slug for slug, each in known.items() if wanted and not each.is_dated]
    owners = {slug: show for slug in sorted({*waiting, *(place.show for place in places)}) if (show := shows.get(slug))}
    airings = tuple(_airings_at(places, owners))
    since = airings[0].release.day if start and airings else None
    return Selection(feed, tuple(owners.values()), airings, since=since, daily=end < total)


def _airings_at(places: Iterable[Place], owners: Mapping[str, Show]) -> Iterator[Airing]:
    """Find the airings at some places of shows."""
    wanted = {place.show for place in places}
    found = {slug: {_place(airing): airing for airing in _of_show(owners[slug])} for slug in wanted & owners.keys()}
    return (airing for place in places if (airing := found.get(place.show, {}).get(place)))


def _place(airing: Airing) -> Place:
    return Place(airing.show.slug, airing.season.number, airing.episode.number)


def _bounded(selection: Selection, now: datetime) -> Selection:
    """Keep to the newest airings and what comes, so that every app can show them."""
    airings = selection.single
    if len(airings) <= MOST_EPISODES:
        return selection
    today = midnight(now)
    start = _first_shown(len(airings), sum(airing.release.begins < today for airing in airings))
    kept = airings[start : start + MOST_EPISODES]
    since = kept[0].release.day if start else None
    return replace(selection, single=kept, since=since, daily=start + MOST_EPISODES < len(airings))


def _first_shown(total: int, out: int) -> int:
    """Return how many of so many airings are left out, of which so many come out before today (UTC)."""
    return max(0, min(total - MOST_EPISODES, out - _PAST))


def midnight(now: datetime, days: int = 0) -> datetime:
    """Return the beginning of the day (UTC), or of one so many days later."""
    return datetime.combine(now.date(), time(), now.tzinfo) + timedelta(days=days)


def _mixed(mix: Mix, parts: Sequence[Selection], missing: Iterable[str]) -> Selection:
    owners = {show.slug: show for part in parts for show in part.shows}
    wholes = {(whole.show.slug, whole.season.number): whole for part in parts for whole in part.wholes}
    return Selection(
        feed=mix,
        shows=tuple(owners[slug] for slug in sorted(owners)),
        single=_in_order(airing for part in parts for airing in part.single),
        wholes=tuple(wholes[key] for key in sorted(wholes)),
        missing=tuple(missing),
        since=max((part.since for part in parts if part.since), default=None),
        daily=any(part.daily for part in parts),
    )


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
    """Select all that a feed has of some shows; if it is of one show, that must be among them."""
    owners = tuple(show for show in shows if feed.show in (None, show.slug))
    airings = _in_order(airing for show in owners for airing in _of_show(show) if _selects(feed, airing))
    if feed.complete and airings:
        return Selection(feed, owners, (), (Whole(owners[0], airings[0].season, airings),))
    return Selection(feed, owners, airings)


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


def _in_order(airings: Iterable[Airing]) -> tuple[Airing, ...]:
    """Return airings in order, none twice."""
    once = {_order(airing): airing for airing in airings}
    return tuple(once[order] for order in sorted(once))


def _order(airing: Airing) -> tuple[datetime, str, int, int]:
    return airing.release.begins, airing.show.slug, airing.season.number, airing.episode.number
