"""How many episodes a feed has at most, and which are left out."""

from dataclasses import replace
from datetime import datetime

from feedgen.feeds.moments import midnight
from feedgen.feeds.selection import Selection

# Google stops reading at about a megabyte, which is some 1,200 events; apps become slow at twice as many.
MOST_EPISODES = 1000

# How many of these are out, if there is no room for all that are to come.
_PAST = MOST_EPISODES // 4


def bounded(selection: Selection, now: datetime) -> Selection:
    """Return a selection without the airings that are too many for calendar apps: the oldest, and those far ahead."""
    airings = selection.single_airings
    if len(airings) <= MOST_EPISODES:
        return selection
    today = midnight(now)
    places = places_kept(len(airings), sum(airing.release.begins < today for airing in airings))
    kept = airings[places.start : places.stop]
    since = kept[0].release.day if places.start else None
    return replace(selection, single_airings=kept, since=since, daily=places.stop < len(airings))


def places_kept(total: int, out: int) -> range:
    """Return which of so many airings in order are kept, from 0, of which `out` come out before today (UTC)."""
    start = max(0, min(total - MOST_EPISODES, out - _PAST))
    return range(start, min(total, start + MOST_EPISODES))
