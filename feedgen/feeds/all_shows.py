"""Feeds of all shows, which are selected without reading the shows of which they have nothing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed
from feedgen.feeds.limits import places_kept
from feedgen.feeds.moments import midnight
from feedgen.feeds.selection import Selection
from feedgen.plan.show import Show
from feedgen.plan.timeline import Around, Place, timelines_of


def select_from_all(
    shows: Mapping[str, Show],
    now: datetime,
    feed: Feed = Feed(),  # noqa: B008 - it is frozen
    *,
    undated: bool = True,
) -> Selection:
    """Return what a feed of all shows selects, without the airings that are too many for calendar apps.

    With `undated` it has the seasons without a day as well, which may be many. Shows of which nothing is selected are
    not read.
    """
    known = timelines_of(shows)
    lines = {slug: each.premieres if feed.part else each.every for slug, each in known.items()}
    around = Around(lines, midnight(now))
    kept = places_kept(around.total, around.out)
    places = [*around.last_out(around.out - kept.start), *around.next_out(kept.stop - around.out)]
    # Seasons without a day are needed as well if there are no airings: an error tells when they are expected.
    wanted = not feed.part and (undated or not places)
    waiting = [slug for slug, each in known.items() if wanted and not each.is_dated]
    owners = {slug: show for slug in sorted({*waiting, *(place.show for place in places)}) if (show := shows.get(slug))}
    airings = tuple(_airings_at(places, owners))
    since = airings[0].release.day if kept.start and airings else None
    return Selection(feed, tuple(owners.values()), airings, since=since, daily=kept.stop < around.total)


def _airings_at(places: Iterable[Place], owners: Mapping[str, Show]) -> Iterator[Airing]:
    """Return the airings at some places of shows, in their order."""
    for slug, number, episode_number in places:
        if (show := owners.get(slug)) and (season := show.season(number)):
            episode = season.episode(episode_number)
            if episode and episode.facts.release:
                yield Airing(show, season, episode)
