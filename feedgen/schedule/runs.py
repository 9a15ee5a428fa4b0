"""The schedule language below a season: its release hour, runs and episodes.

Every rule lives where all that it needs is known to be sound: in one key, one run, one change, one season. So a
mistake in one place hides none in another, and causes none there.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from feedgen.plan.release import Hour
from feedgen.schedule.values import (
    Clock,
    Day,
    EpisodeNumbers,
    Every,
    Line,
    Location,
    Number,
    Runtime,
    Text,
    Url,
    Zone,
    raise_all,
    wrong,
)


class Keys(BaseModel):
    """What all tables of a schedule share: exact types, and no key that is not known."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class ReleaseKeys(Keys):
    """The hour at which the service releases."""

    time: Clock = Field(description="The hour on the service's own clock.", examples=["00:00:00"])
    zone: Zone = Field(description="The time zone of that clock.", examples=['"America/New_York"'])

    @property
    def hour(self) -> Hour:
        """The hour in the words of the model."""
        return Hour(self.time, self.zone)


class RunKeys(Keys):
    """One rule of a season: which episodes, from which day, how often, how many at once."""

    episodes: EpisodeNumbers = Field(description="The numbers of the episodes.", examples=['"1-10"'])
    first: Day = Field(description="The first release day, in the release zone.", examples=["2023-11-10"])
    every: Every | None = Field(
        default=None,
        description=('"day", "week", "2 weeks", "month", or an RFC 5545 rule. Without it, all come on the first day.'),
        examples=['"week"', '"FREQ=WEEKLY;BYDAY=FR"'],
    )
    at_once: int | None = Field(default=None, ge=1, description="How many episodes a release day has; 1 unless told.")

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The release day of each of the episodes."""
        if self.every is None:
            return (self.first,) * len(self.episodes)
        at_once = self.at_once or 1
        release_days = self.every.days(self.first, -(-len(self.episodes) // at_once))
        return tuple(day for day in release_days for _ in range(at_once))[: len(self.episodes)]

    @model_validator(mode="after")
    def check_days(self) -> Self:
        """Find what the rule makes impossible: a first day that it leaves out, and too few days."""
        raise_all(self.impossible())
        return self

    def impossible(self) -> Iterator[tuple[Location, PydanticCustomError]]:
        """Yield each impossibility with the key that is to blame."""
        if self.every is None:
            if self.at_once is not None:
                yield (
                    ("at_once",),
                    wrong('"at_once" says nothing without "every"', 'add "every", or leave it out'),
                )
            return
        days, wanted = self.days, len(self.episodes)
        if days and days[0] != self.first:
            yield (
                ("first",),
                wrong(
                    f"{self.first} is a {self.first:%A}, which the rule {self.every.rule} leaves out",
                    f"the first day that it gives is {days[0]}, a {days[0]:%A}",
                ),
            )
        elif len(days) < wanted:
            yield (
                ("every",),
                wrong(
                    f"the rule {self.every.rule} gives days for {len(days)} of the {wanted} episodes",
                    "let the rule go on for longer, or name fewer episodes",
                ),
            )


class EpisodeKeys(Keys):
    """What is known of one episode beyond its number and day."""

    number: Number = Field(description="Its number in the season.", examples=["1"])
    title: Line | None = Field(default=None, description="Its title, once known.")
    runtime: Runtime | None = Field(default=None, description="Its length, if not the season's.", examples=['"PT1H"'])
    url: Url | None = Field(default=None, description="Its page at the service.")
    description: Text | None = Field(default=None, description="A few words on it, for the calendar entry.")
