"""Finding a feed by its name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice

from feedgen.bounded_cache import BoundedCache
from feedgen.feeds.all_shows import select_from_all
from feedgen.feeds.errors import NoDayYetError, NoSuchFeedError
from feedgen.feeds.feed import PLUS, Feed, Mix, feeds_of, read_name
from feedgen.feeds.limits import bounded
from feedgen.feeds.selection import Selection, in_order, select
from feedgen.plan.show import Show
from feedgen.spelling import nearest

# How many names are told at most that may have been meant by a name that no feed has.
_ADVISED = 3

# What people write between the feeds of a mix, instead of a plus.
_BETWEEN = re.compile(r"[\s,;|&]+")

# How much selections may take in memory, and what an episode takes with all that is known of it, in bytes.
_KEPT_BYTES = 16 * 2**20

_EPISODE_BYTES = 2048


def find_dated_feed(shows: Mapping[str, Show], name: str, now: datetime) -> Selection:
    """Return the selection of the feed with a name, which must have an airing.

    Raises NoDayYetError if it has none, and NoSuchFeedError as `find_feed` does.
    """
    selection = _find(shows, name, now, undated=False)
    if not selection.airings:
        raise NoDayYetError(selection.feed.name, (season.terms.expected for _, season in selection.undated))
    return selection


def find_feed(shows: Mapping[str, Show], name: str, now: datetime) -> Selection:
    """Return the selection of the feed with a name. It has an airing, or a season without a day.

    Raises NoSuchFeedError if there is no such feed. Some feeds of a mix may be missing, but not all: a mix goes on for
    its subscribers when one of its shows is gone.
    """
    return _find(shows, name, now, undated=True)


def _find(shows: Mapping[str, Show], name: str, now: datetime, *, undated: bool) -> Selection:
    feed = read_name(name)
    if isinstance(feed, Mix):
        parts = {part.name: _of_feed(shows, part, now, undated=undated) for part in feed.feeds}
        if found := [selection for selection in parts.values() if selection]:
            missing = [name for name, selection in parts.items() if selection is None]
            return bounded(_mixed(feed, found, missing), now)
    elif feed and (selection := _of_feed(shows, feed, now, undated=undated)):
        return selection
    raise NoSuchFeedError(name, _near(shows, name))


def _of_feed(shows: Mapping[str, Show], feed: Feed, now: datetime, *, undated: bool) -> Selection | None:
    """Return the selection of a feed; None if it has neither an airing nor a season without a day."""
    if feed.show is None:
        selection = select_from_all(shows, now, feed, undated=undated)
    elif owner := shows.get(feed.show):
        selection = bounded(_kept(owner, feed), now)
    else:
        return None
    return selection if selection.airings or selection.undated else None


# What feeds select of a show, by the identity of the show. The selection holds the show, so its identity is not given
# to another. To keep them saves a tenth of the time of a calendar that differs from another only in its zone.
_selected: BoundedCache[tuple[int, Feed], Selection] = BoundedCache(_KEPT_BYTES)


def _kept(show: Show, feed: Feed) -> Selection:
    key = id(show), feed
    return _selected.get(key) or _selected.keep(key, select([show], feed), _EPISODE_BYTES * (show.size + 1))


def _mixed(mix: Mix, parts: Sequence[Selection], missing: Iterable[str]) -> Selection:
    owners = {show.slug: show for part in parts for show in part.shows}
    wholes = {(whole.show.slug, whole.season.number): whole for part in parts for whole in part.whole_seasons}
    return Selection(
        feed=mix,
        shows=tuple(owners[slug] for slug in sorted(owners)),
        single_airings=in_order(airing for part in parts for airing in part.single_airings),
        whole_seasons=tuple(wholes[key] for key in sorted(wholes)),
        missing=tuple(missing),
        since=max((part.since for part in parts if part.since), default=None),
        daily=any(part.daily for part in parts),
    )


def _near(shows: Mapping[str, Show], name: str) -> list[str]:
    """Return names of feeds that resemble one; for a mix the name of the mix of those that resemble its feeds."""
    if PLUS not in name:
        return _listed(shows, name) or _near_feeds(shows, name)
    meant = [near[0] for part in name.split(PLUS) if part and (near := _near_feeds(shows, part))]
    feed = read_name(PLUS.join(meant))
    return [feed.name] if feed else []


def _listed(shows: Mapping[str, Show], name: str) -> list[str]:
    """Return the name of the mix of feeds that are listed with commas or blanks between; none if one is not there."""
    parts = [part.removesuffix(".ics") for part in _BETWEEN.split(name) if part]
    feeds = [Feed.named(part) for part in parts]
    if len(parts) > 1 and all(feed and _is_there(shows, feed) for feed in feeds):
        mix = read_name(PLUS.join(parts))
        return [mix.name] if mix else []
    return []


def _owners(shows: Mapping[str, Show], name: str) -> list[Show]:
    """Return the shows whose slugs resemble a name, or begin it: `silo` is a small part of `silo-s4-premier`."""
    words = name.lower().split("-")
    beginnings = ("-".join(words[:count]) for count in range(len(words), 0, -1))
    slugs = dict.fromkeys([*beginnings, *nearest(name, shows)])
    return [show for slug in slugs if (show := shows.get(slug))]


def _near_feeds(shows: Mapping[str, Show], name: str) -> list[str]:
    owners = _owners(shows, name)
    names = [feed.name for show in owners for feed in feeds_of(show) if select([show], feed).airings]
    # The show may be missing in the name of a season or an episode.
    guesses = [Feed.guess(name), *(Feed.guess(f"{slug}-{name}") for slug in islice(shows, _ADVISED))]
    likely = [feed.name for feed in guesses if feed and _is_there(shows, feed)]
    return [*likely, *(near for near in nearest(name, [*names, "all"]) if near not in likely)][:_ADVISED]


def _is_there(shows: Mapping[str, Show], feed: Feed) -> bool:
    owner = shows.get(feed.show) if feed.show else None
    return bool(owner and select([owner], feed).airings)
