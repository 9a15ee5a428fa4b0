"""An airing: an episode in its season and show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from feedgen.plan.announcement import Facts, Status
from feedgen.plan.identity import episode_uid
from feedgen.plan.release import Release
from feedgen.plan.show import Correction, Episode, Mark, Season, Show


@dataclass(frozen=True, slots=True)
class Airing:
    """An episode that has a day, in its season and show, as the plan is now.

    `revealed` is when its title appeared (UTC), if titles wait for the release; None if there was nothing to wait for.
    """

    show: Show
    season: Season
    episode: Episode
    revealed: datetime | None = None

    @property
    def uid(self) -> str:
        """The UID of its event, which is the same in every feed and variant, for ever."""
        return episode_uid(self.show.slug, self.season.number, self.episode.number)

    @property
    def facts(self) -> Facts:
        """What is known of the episode."""
        return self.episode.facts

    @property
    def release(self) -> Release:
        """When it appears. Raises ValueError for an episode without a day, which has no airing."""
        if self.facts.release is None:
            raise ValueError(f"{self.uid} has no day")
        return self.facts.release

    @property
    def has_hour(self) -> bool:
        """Whether the hour of its release is known, and not only the day."""
        return self.release.has_hour

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The changes that subscribers have seen: those since its day has been known.

        Changes of one instant are one, as nobody saw the plan between them.
        """
        seen = [made for made in self.episode.corrections if made.after.release]
        if len(seen) <= 1:
            return tuple(seen)
        at_once = (tuple(made) for _, made in groupby(seen, self._made_at))
        return tuple(_as_one(made) for made in at_once if made[0].before != made[-1].after)

    @property
    def corrected(self) -> Iterator[datetime]:
        """When each of these changes became known (UTC)."""
        return (self._made_at(made) for made in self.corrections)

    def _made_at(self, correction: Correction) -> datetime:
        return self.season.changes[correction.change - 1].at

    @property
    def service(self) -> str:
        """Where it can be seen: the service of the episode, else that of the show."""
        return self.facts.service or self.show.service

    @property
    def is_premiere(self) -> bool:
        """Whether it is called the premiere of its season."""
        return Mark.PREMIERE in self.episode.marks

    @property
    def is_midseason_finale(self) -> bool:
        """Whether it is called the last of a part of its season."""
        return Mark.MIDSEASON_FINALE in self.episode.marks

    @property
    def is_finale(self) -> bool:
        """Whether it is called the last episode of its season."""
        return Mark.FINALE in self.episode.marks

    def is_out(self, now: datetime) -> bool:
        """Return whether it has appeared. A release without an hour appears when its day begins in UTC."""
        return self.release.is_out(now) and self.facts.status is Status.CONFIRMED


def _as_one(corrections: Sequence[Correction]) -> Correction:
    """Return what several changes of one instant made of an episode together, with the notes of all."""
    first, last = corrections[0], corrections[-1]
    if first is last:
        return first
    *notes, end = dict.fromkeys(made.note for made in corrections)
    return last._replace(before=first.before, note="; ".join([*(note.rstrip(".") for note in notes), end]))
