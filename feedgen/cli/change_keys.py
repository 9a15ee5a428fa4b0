"""From the options of `feedgen change` to the keys of the schedule language."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from feedgen.cli.change_arguments import Episodes
from feedgen.errors import FeedgenError
from feedgen.plan.announcement import Facts, Status
from feedgen.plan.release import Hour
from feedgen.plan.show import Season, Show
from feedgen.schedule.toml_values import Value, numbers_value

# The options that say what changes. `closed` is the opposite of `open`.
OPTIONS = (
    *("date", "shift", "to_be_announced", "cancel", "reinstate", "time", "release", "title", "runtime", "url"),
    *("description", "service", "color", "open", "closed", "expected", "add", "every", "at_once", "except"),
    "back_to_back",
)

# Those for a show, and for a season as a whole.
OF_SHOW = frozenset({"title", "service", "url", "description", "color"})

OF_SEASON = frozenset({"time", "release", "title", "url", "description", "service", "open", "closed", "expected"})

# In the order of the schedule language.
_KEYS = (
    *("episodes", "added", "date", "shift", "to_be_announced", "cancelled", "time", "release", "open", "expected"),
    *("every", "at_once", "except", "back_to_back", "title", "runtime", "url", "description", "service", "color"),
    "note",
)


def given(options: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of the options that were given and say what changes."""
    return frozenset(name for name in OPTIONS if options[name] not in (None, False, ()))


def of_show(at: datetime, options: Mapping[str, Any]) -> Mapping[str, Value]:
    """Return the keys of a change of the show."""
    return dict(_ordered(at, {key: options[key] for key in (*OF_SHOW, "note")}))


def of_season(show: Show, asked: Episodes, at: datetime, options: Mapping[str, Any]) -> Mapping[str, Value]:
    """Return the keys of a change of episodes, or of a season as a whole. Raises FeedgenError for an impossible one."""
    season = season_of(show, asked.season)
    if options["expected"] and season.dated:
        raise FeedgenError(f"season {season.number} has days already; --expected is for one without any")
    keys = {**options, "added": options["add"], "except": [*options["except"]]}
    if options["cancel"] or options["reinstate"]:
        keys["cancelled"] = bool(options["cancel"])
    keys["open"] = bool(options["open"]) if options["open"] or options["closed"] else None
    if asked.numbers or not given(options) <= OF_SEASON:
        keys["episodes"] = numbers_value(_numbers(season, asked, at, options))
    elif options["time"] or options["release"]:
        # A new hour of the season is one of all episodes that are still to come.
        numbers = _numbers(season, asked, at, options)
        keys |= {"time": None, "release": options["release"] or (options["time"], _hour(season, numbers).zone)}
    if keys["release"]:
        keys["release"] = dict(zip(("time", "zone"), keys["release"], strict=True))
    return dict(_ordered(at, keys))


def season_of(show: Show, number: int) -> Season:
    """Return a season of a show. Raises FeedgenError if there is none."""
    season = show.season(number)
    if season is None:
        there = numbers_value([season.number for season in show.seasons])
        raise FeedgenError(f"{show.slug} has no season {number}, but {there}")
    return season


def _ordered(at: datetime, given: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    yield "at", at
    for key in _KEYS:
        value = given.get(key)
        if value not in (None, False, [], ()) or (value is False and key in ("cancelled", "open")):
            yield key, value


def _numbers(season: Season, asked: Episodes, at: datetime, options: Mapping[str, Any]) -> tuple[int, ...]:
    """Return the episodes to change: those that were named, or all that can change in this way."""
    there = {episode.number for episode in season.episodes}
    if options["add"]:
        if known := [number for number in asked.numbers if number in there]:
            told = f"season {season.number} has an episode {known[0]} already"
            raise FeedgenError(f"{told}; leave out --add to change it")
        return asked.numbers
    if missing := [number for number in asked.numbers if number not in there]:
        but = f", but {numbers_value(sorted(there))}" if there else ""
        told = f"season {season.number} has no episode {missing[0]}{but}"
        raise FeedgenError(f"{told}; {'--add makes a new one' if there else 'add --add, which makes them'}")
    numbers = asked.numbers or _all(season, at, cancelled=options["reinstate"])
    if options["time"]:
        _hour(season, numbers)
    return numbers


def _all(season: Season, at: datetime, *, cancelled: bool) -> tuple[int, ...]:
    """Return all episodes that are still to come, or else all `cancelled` ones. Raises FeedgenError for none."""
    if cancelled:
        found = [number for number, facts in _facts(season) if facts.status is Status.CANCELLED]
    else:
        coming = [(number, facts) for number, facts in _facts(season) if facts.status is not Status.CANCELLED]
        found = [number for number, facts in coming if not (facts.release and facts.release.is_out(at))]
    if not season.episodes:
        told = f"no episode of season {season.number} is known yet"
        raise FeedgenError(f"{told}; name the new ones, such as s{season.number}e01-08, and add --add")
    if not found:
        what = "is cancelled" if cancelled else "is still to come"
        raise FeedgenError(f"no episode of season {season.number} {what}")
    return tuple(found)


def _hour(season: Season, numbers: tuple[int, ...]) -> Hour:
    """Return the hour of the first of these episodes. Raises FeedgenError if one of them has no hour, so no zone."""
    hours = [facts.hour for number, facts in _facts(season) if number in numbers]
    if not all(hours) or not hours[0]:
        told = f"only days are known of season {season.number}"
        raise FeedgenError(f"{told}; name the zone, too: --release 21:00 America/New_York")
    return hours[0]


def _facts(season: Season) -> list[tuple[int, Facts]]:
    return [(episode.number, episode.facts) for episode in season.episodes]
