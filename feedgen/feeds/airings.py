"""An airing: an episode in its season and show."""

from dataclasses import dataclass
from datetime import datetime

from feedgen.plan.identity import episode_uid
from feedgen.plan.release import Release
from feedgen.plan.show import Correction, Episode, Facts, Part, Season, Show, Status


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
    def release(self) -> Release:
        """When it appears. An episode without a day has no airing."""
        if self.facts.release is None:
            raise ValueError(f"{self.uid} has no day")
        return self.facts.release

    @property
    def has_hour(self) -> bool:
        """Whether more is known of its release than the day."""
        return self.release.has_hour

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The changes that subscribers saw: those since its day is known."""
        return tuple(made for made in self.episode.corrections if made.after.release)

    @property
    def is_premiere(self) -> bool:
        """Whether it comes out on the season's first release day."""
        return Part.PREMIERE in self.episode.parts

    @property
    def is_finale(self) -> bool:
        """Whether it is the last episode of the season that comes."""
        return Part.FINALE in self.episode.parts

    def is_out(self, now: datetime) -> bool:
        """Return whether it has appeared. A release without an hour appears when its day begins in UTC."""
        return self.release.is_out(now) and self.facts.status is Status.CONFIRMED
