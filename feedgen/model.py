"""The things feedgen is about, frozen: shows, seasons, episodes and their releases.

A show is what its publisher announced. What subscribers see of it (roles, texts, hours in their zone) is
made from it elsewhere.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"

# Any fixed value serves; this one was drawn once. Changing it would double every event in every calendar.
_NAMESPACE = uuid.UUID("0b7d1c0e-5c52-4d0c-9d3b-6f1f0d6a3c11")


def episode_uid(show: str, season: int, episode: int) -> str:
    """Give the lasting UID (RFC 7986 §5.3) of an episode: the same whatever its title, day and place in a feed."""
    return str(uuid.uuid5(_NAMESPACE, f"episode:{show}/{season}/{episode}"))


@dataclass(frozen=True, slots=True)
class DayRelease:
    """A release of which only the day is known."""

    day: date


@dataclass(frozen=True, slots=True)
class InstantRelease:
    """A release at a known instant, `at`, in UTC; `day` is the announced day in the service's own `zone`."""

    day: date
    at: datetime
    zone: str

    def __post_init__(self) -> None:
        if self.at.tzinfo is not UTC:
            raise ValueError(f"a release instant is in UTC, not {self.at!r}")


Release = DayRelease | InstantRelease


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode as announced. `title`, `url` and `description` are empty while unknown."""

    number: int
    title: str
    release: Release
    runtime: timedelta | None
    url: str
    description: str


@dataclass(frozen=True, slots=True)
class Season:
    """A season with at least one episode, in order of number; `announced` is an instant in UTC."""

    number: int
    title: str
    announced: datetime
    episodes: tuple[Episode, ...]
    url: str
    description: str
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        numbers = [episode.number for episode in self.episodes]
        if not numbers or numbers != sorted(set(numbers)):
            raise ValueError(f"season {self.number}: episodes {numbers} are not in order, or there are none")

    @property
    def premiere_day(self) -> date:
        """The first release day, in the service's own zone; more than one episode may come out on it."""
        return min(episode.release.day for episode in self.episodes)

    @property
    def finale(self) -> Episode:
        """The last episode."""
        return self.episodes[-1]


@dataclass(frozen=True, slots=True)
class Show:
    """A show with at least one season, in order of number.

    `slug` is its name in addresses and, with the numbers of season and episode, the root of every UID: it
    never changes. `color` is a CSS colour name, `language` a BCP 47 tag.
    """

    slug: str
    title: str
    service: str
    url: str
    description: str
    color: str
    language: str
    seasons: tuple[Season, ...]

    def __post_init__(self) -> None:
        numbers = [season.number for season in self.seasons]
        if not numbers or numbers != sorted(set(numbers)):
            raise ValueError(f"{self.slug}: seasons {numbers} are not in order, or there are none")
        if not re.fullmatch(SLUG, self.slug):
            raise ValueError(f"{self.slug!r} is not a slug")

    def season(self, number: int) -> Season | None:
        """Give the season of that number, or None."""
        return next((season for season in self.seasons if season.number == number), None)
