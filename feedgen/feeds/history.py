"""What became known of a season, and when: its announcement and the changes since, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.languages import Language
from feedgen.plan.changes import announced
from feedgen.plan.identity import change_uid
from feedgen.plan.show import Change, Correction, Season, Show


@dataclass(frozen=True, slots=True)
class Entry:
    """One announcement or change, at an instant in UTC: a title, and a line for each episode that it touched.

    `uid` never changes; `episodes` are the numbers of the touched ones.
    """

    at: datetime
    uid: str
    title: str
    lines: tuple[str, ...]
    episodes: frozenset[int]


def season_history(show: Show, season: Season, language: Language) -> tuple[Entry, ...]:
    """Return the announcement of a season and its changes, the oldest first."""
    changes = (_change(show, season, index, change, language) for index, change in enumerate(season.changes, start=1))
    return (_announcement(show, season, language), *changes)


def feed_history(shows: Iterable[Show], feed: Feed, language: Language) -> tuple[tuple[Show, Season, Entry], ...]:
    """Return what became known of the episodes of a feed, the newest first, and of which show and season it was."""
    found = [
        (show, season, entry)
        for show in shows
        if feed.show in (None, show.slug)
        for season in show.seasons
        if (numbers := _numbers(show, season, feed))
        for entry in season_history(show, season, language)
        if not entry.episodes or entry.episodes & numbers
    ]
    return tuple(sorted(found, key=lambda entry: (entry[2].at, entry[2].uid), reverse=True))


def _numbers(show: Show, season: Season, feed: Feed) -> set[int]:
    if feed.season not in (None, season.number):
        return set()
    return {airing.episode.number for airing in select([show], feed) if airing.season.number == season.number}


def _announcement(show: Show, season: Season, language: Language) -> Entry:
    airings = select([replace(show, seasons=(announced(season),))], Feed(show.slug))
    days = [airing.release.day for airing in airings]
    span = language.day(min(days))
    if max(days) != min(days):
        span = language.gettext("%(first)s to %(last)s", first=span, last=language.day(max(days)))
    title = language.gettext(
        "%(season)s, announced on %(service)s: %(episodes)s, %(days)s",
        season=wording.season_title(show, season, language),
        service=show.service,
        episodes=wording.counted(len(airings), language),
        days=span,
    )
    return Entry(season.announced, change_uid(show.slug, season.number, 0), title, (), frozenset())


def _change(show: Show, season: Season, index: int, change: Change, language: Language) -> Entry:
    made = [
        (airing, correction)
        for airing in (Airing(show, season, episode) for episode in season.dated)
        for correction in airing.corrections
        if correction.change == index
    ]
    lines = tuple(_line(airing, correction, language) for airing, correction in made)
    numbers = frozenset(airing.episode.number for airing, _ in made) or frozenset(change.episodes)
    return Entry(change.at, change_uid(show.slug, season.number, index), change.note, lines, numbers)


def _line(airing: Airing, correction: Correction, language: Language) -> str:
    parts = list(_parts(correction, language))
    return f"{wording.episode_code(airing)}: {'; '.join(parts)}"


def _parts(correction: Correction, language: Language) -> Iterator[str]:
    yield from wording.differences(correction, language)
    before, release = correction.before and correction.before.release, correction.after.release
    if before and release and before != release:
        moment = wording.announced_moment(release, language)
        yield language.gettext("now %(moment)s", moment=moment)
