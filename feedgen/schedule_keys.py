"""The schedule language: which keys there are, what each takes, and the rules that span several of them.

Every rule lives where all that it needs is known to be sound: in one key, one run, one list, one season.
So a mistake in one place hides none in another, and causes none there.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from feedgen.schedule_values import (
    Clock,
    Color,
    Day,
    EpisodeNumbers,
    Every,
    Instant,
    Language,
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

_Item = TypeVar("_Item", bound=BaseModel)


def _each_once(
    kind: str, key: Callable[[_Item], Iterable[Hashable]], place: str
) -> Callable[[list[_Item]], list[_Item]]:
    """Check that no two items of a list claim the same thing."""

    def check(items: list[_Item]) -> list[_Item]:
        owner: dict[Hashable, int] = {}

        def twice() -> Iterator[tuple[Location, PydanticCustomError]]:
            for index, item in enumerate(items):
                for claim in key(item):
                    first = owner.setdefault(claim, index)
                    if first != index:
                        yield (index, place), wrong(f"{kind} {claim} is there twice", "keep one of the two")

        raise_all(twice())
        return items

    return check


class Keys(BaseModel):
    """What all tables of a schedule share: exact types, and no key that is not known."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class ReleaseKeys(Keys):
    """The hour at which the service releases."""

    time: Clock = Field(description="The hour on the service's own clock.", examples=["00:00:00"])
    zone: Zone = Field(description="The time zone of that clock.", examples=['"America/New_York"'])


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

    @property
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
        raise_all(self._impossible())
        return self

    def _impossible(self) -> Iterator[tuple[Location, PydanticCustomError]]:
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


Runs = Annotated[
    list[RunKeys],
    Field(min_length=1),
    AfterValidator(_each_once("episode", lambda run: run.episodes, "episodes")),
]
Episodes = Annotated[
    list[EpisodeKeys], AfterValidator(_each_once("episode", lambda episode: [episode.number], "number"))
]


class SeasonKeys(Keys):
    """A season: when it was announced, its runs, and what is known of its episodes."""

    number: Number = Field(description="The number of the season; 0 for specials.", examples=["4"])
    title: Line | None = Field(default=None, description='A name that it has besides "season 4".')
    announced: Instant = Field(
        description="When the plan became public. Subscribers see it as the time of the last edit.",
        examples=["2023-10-12T16:00:00Z"],
    )
    release: ReleaseKeys | None = Field(
        default=None,
        description="The hour of release. Leave it out when only the day is known.",
        examples=['{ time = 00:00:00, zone = "America/New_York" }'],
    )
    runtime: Runtime | None = Field(default=None, description="The length of its episodes.", examples=['"PT1H"'])
    url: Url | None = Field(default=None, description="Its page at the service, if not the show's.")
    description: Text | None = Field(default=None, description="A few words on it, for its page.")
    sources: list[Line] = Field(default=[], description="Where the facts come from: addresses or words.")
    run: Runs = Field(description="The rules that give each episode its day.")
    episode: Episodes = Field(default=[], description="What is known of each episode.")

    @model_validator(mode="after")
    def check_episodes_have_days(self) -> Self:
        """Find episodes that no run gives a day."""
        planned = {number for run in self.run for number in run.episodes}
        raise_all(
            (
                ("episode", index, "number"),
                wrong(f"episode {episode.number} is in no run", 'extend the "episodes" of a run, or add a run'),
            )
            for index, episode in enumerate(self.episode)
            if episode.number not in planned
        )
        return self


Seasons = Annotated[
    list[SeasonKeys],
    Field(min_length=1),
    AfterValidator(_each_once("season", lambda season: [season.number], "number")),
]


class ShowKeys(Keys):
    """A show that releases episodes on a schedule; the file's name is its slug."""

    title: Line = Field(description="The title of the show.", examples=['"For All Mankind"'])
    service: Line = Field(description="Where it can be seen.", examples=['"Apple TV+"'])
    url: Url | None = Field(default=None, description="Its page at the service.")
    description: Text | None = Field(default=None, description="A few words on it, for its page.")
    color: Color = Field(
        default="steelblue",
        description="The colour of its calendars: a CSS colour name.",
        examples=['"firebrick"'],
    )
    language: Language = Field(
        default="en", description="The language of the titles, as a BCP 47 tag.", examples=['"en"']
    )
    season: Seasons = Field(description="Its seasons.")
