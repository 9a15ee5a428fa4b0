"""The schedule language below a season: its release hour, runs and episodes.

Each check is made where all that it needs has been checked: in one key, one run, one change, one season. So a mistake
in one place neither hides nor causes one in another.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from feedgen.plan.release import Hour
from feedgen.schedule.clocks import Clock, Day, Runtime
from feedgen.schedule.days import Days, Rhythm
from feedgen.schedule.limits import Reading
from feedgen.schedule.raising import Location, raise_all, wrong
from feedgen.schedule.texts import Line, Text, Url
from feedgen.schedule.values import AtOnce, EpisodeNumbers, Every, Number, Zone


class Keys(BaseModel):
    """What all tables of a schedule share: types are exact, and unknown keys are refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class ReleaseKeys(Keys):
    """The hour at which the service releases."""

    time: Clock = Field(
        description='The hour on the service\'s own clock; beyond midnight in quotes, up to "29:59".',
        examples=["00:00:00"],
    )
    zone: Zone = Field(description="The time zone of that clock.", examples=['"America/New_York"'])

    @property
    def hour(self) -> Hour:
        """The hour as a value of `feedgen.plan`."""
        return Hour(self.time, self.zone)


class HourKeys(Keys):
    """A table that can have an hour of its own, instead of the season's."""

    time: Clock | None = Field(default=None, description="Their hour, on the clock of the season's release.")
    release: ReleaseKeys | None = Field(default=None, description="Their hour, with its zone.")

    def hour_after(self, outer: Hour | None) -> Hour | None:
        """Return its own hour, or else `outer`, the one of the run or season that it is in."""
        hour = self.release.hour if self.release else outer
        return Hour(self.time, hour.zone) if hour and self.time is not None else hour

    @property
    def key_of_hour(self) -> tuple[str, ...]:
        """The path of its own hour below the table; empty if it has none."""
        if self.time is not None:
            return ("time",)
        return ("release", "time") if self.release else ()

    def hour_problems(self, outer: Hour | None) -> Iterator[tuple[Location, PydanticCustomError]]:
        """Yield the problems of its hour; `outer` is that of the run or season that it is in, or None."""
        if self.time is not None and self.release:
            yield ("release",), wrong('"release" does not go with "time"', "keep one of the two")
        elif self.time is not None and outer is None:
            remedy = 'write release = { time = …, zone = "…" } here, or in the season'
            yield ("time",), wrong("a time needs a zone, and the season has none", remedy)


class RunKeys(HourKeys):
    """One rule of a season: which episodes, from which day, how often, how many at once."""

    episodes: EpisodeNumbers = Field(description="The numbers of the episodes.", examples=['"1-10"'])
    title: Line | None = Field(default=None, description='What the run is called: "Part 1".')
    first: Day | None = Field(
        default=None,
        description="The first release day, in the release zone. Leave it out while no day is known.",
        examples=["2023-11-10"],
    )
    every: Every | None = Field(
        default=None,
        description='"day", "weekdays", "week", "2 weeks", "month", or a rule. Without it, all come on the first day.',
        examples=['"week"', '"FREQ=WEEKLY;BYDAY=FR"'],
    )
    at_once: AtOnce | None = Field(default=None, description="How many episodes a release day has; 1 by default.")
    back_to_back: bool = Field(
        default=False, description="Whether each of the episodes of one day begins when the one before it ends."
    )
    except_: list[Day] = Field(
        default_factory=list,
        alias="except",
        description="Days of the rule on which no episode comes.",
        examples=["[2025-12-26]"],
    )

    @property
    def days(self) -> Days:
        """The release day of each of the episodes; none while no day is known."""
        return self._rhythm.days if self._rhythm else ()

    @cached_property
    def _rhythm(self) -> Rhythm | None:
        if self.first is None:
            return None
        return Rhythm(len(self.episodes), self.first, self.every, self.at_once, tuple(self.except_))

    @model_validator(mode="after")
    def check_days(self, info: ValidationInfo[Reading]) -> Self:
        """Find a first day that the rule leaves out, too few days, and keys without effect."""
        raise_all(self._rhythm.problems(info.context) if self._rhythm else self._problems_without_day())
        return self

    def _problems_without_day(self) -> Iterator[tuple[Location, PydanticCustomError]]:
        for key in ("every", "at_once", "back_to_back", "except"):
            if key in self.model_fields_set or (key == "except" and self.except_):
                yield (key,), wrong(f'"{key}" says nothing without "first"', "add the first day, or leave it out")


class EpisodeKeys(HourKeys):
    """What is known of one episode beyond its number and day."""

    number: Number = Field(description="Its number in the season.", examples=["1"])
    title: Line | None = Field(default=None, description="Its title, once known.")
    runtime: Runtime | None = Field(default=None, description="Its length, if not the season's.", examples=['"PT1H"'])
    url: Url | None = Field(default=None, description="Its page at the service.")
    description: Text | None = Field(default=None, description="A few words on it, for the calendar entry.")
