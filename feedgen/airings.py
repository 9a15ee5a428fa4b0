"""What a feed holds: the episodes that it selects, in order, each with its place in the season."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time

from feedgen.addresses import Feed
from feedgen.model import Episode, Facts, InstantRelease, Part, Season, Show, Status, episode_uid


@dataclass(frozen=True, slots=True)
class Airing:
    """An episode in its season and show, as the plan stands."""

    show: Show
    season: Season
    episode: Episode

    @property
    def uid(self) -> str:
        """The UID of its event in every feed and variant, for ever."""
        return episode_uid(self.show.slug, self.season.number, self.episode.number)

    @property
    def facts(self) -> Facts:
        """What is known of the episode."""
        return self.episode.facts

    @property
    def has_hour(self) -> bool:
        """Whether more is known of its release than the day."""
        return isinstance(self.facts.release, InstantRelease)

    @property
    def is_premiere(self) -> bool:
        """Whether it comes out on the season's first release day."""
        return Part.PREMIERE in self.episode.parts

    @property
    def is_finale(self) -> bool:
        """Whether it is the last episode of the season that comes."""
        return Part.FINALE in self.episode.parts

    def is_out(self, now: datetime) -> bool:
        """Tell whether it has appeared. A release without an hour appears when its day begins in UTC."""
        release = self.facts.release
        appeared = release.at <= now if isinstance(release, InstantRelease) else release.day <= now.date()
        return appeared and self.facts.status is Status.CONFIRMED


def select(shows: Iterable[Show], feed: Feed) -> tuple[Airing, ...]:
    """Give the airings of a feed in order of release, then of show, season and episode; maybe none."""
    airings = (airing for show in shows if feed.show in (None, show.slug) for airing in _of_show(show))
    return tuple(sorted((airing for airing in airings if _selects(feed, airing)), key=_order))


def _of_show(show: Show) -> Iterator[Airing]:
    for season in show.seasons:
        for episode in season.episodes:
            yield Airing(show, season, episode)


def _selects(feed: Feed, airing: Airing) -> bool:
    if feed.season not in (None, airing.season.number):
        return False
    if feed.episode not in (None, airing.episode.number):
        return False
    # An episode stays in the feeds that showed it once: some apps delete what vanishes, others keep it for ever.
    return feed.part is None or feed.part in airing.episode.parts_ever


def _order(airing: Airing) -> tuple[datetime, str, int, int]:
    release = airing.facts.release
    at = release.at if isinstance(release, InstantRelease) else datetime.combine(release.day, time(), UTC)
    return at, airing.show.slug, airing.season.number, airing.episode.number
