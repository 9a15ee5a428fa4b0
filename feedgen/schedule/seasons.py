"""The schedule language at the top: a show and its seasons, and the rules that span the parts of a season."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, BaseModel, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from feedgen.plan.changes import ChangeError, follow
from feedgen.plan.release import release_on
from feedgen.plan.show import Facts, Plan, Season
from feedgen.schedule.changes import ChangeKeys
from feedgen.schedule.runs import EpisodeKeys, Keys, ReleaseKeys, RunKeys
from feedgen.schedule.values import (
    Color,
    Instant,
    Language,
    Line,
    Location,
    Number,
    Runtime,
    Text,
    Url,
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

        claims = [claim for item in items for claim in key(item)]
        if len(set(claims)) < len(claims):
            raise_all(twice())
        return items

    return check


# How far the clock of the publisher's machine may run ahead of the server's.
_CLOCK_SKEW = timedelta(minutes=5)


Runs = Annotated[
    list[RunKeys],
    Field(min_length=1),
    AfterValidator(_each_once("episode", lambda run: run.episodes, "episodes")),
]


Episodes = Annotated[
    list[EpisodeKeys], AfterValidator(_each_once("episode", lambda episode: [episode.number], "number"))
]


_NOTHING_KNOWN = EpisodeKeys(number=0)


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

    change: list[ChangeKeys] = Field(default=[], description="What changed after the announcement, in order.")

    @cached_property
    def plan(self) -> Plan:
        """The announced plan, before any change."""
        hour = self.release.hour if self.release else None
        known = {episode.number: episode for episode in self.episode}
        days = {number: day for run in self.run for number, day in zip(run.episodes, run.days, strict=True)}
        episodes = {}
        for number, day in sorted(days.items()):
            own = known.get(number) or _NOTHING_KNOWN
            episodes[number] = Facts(
                release=release_on(day, hour),
                hour=hour,
                title=own.title or "",
                runtime=own.runtime or self.runtime,
                url=own.url or "",
                description=own.description or "",
            )
        return Plan(episodes, hour, self.runtime)

    @cached_property
    def _followed(self) -> tuple[Season, Mapping[int, ChangeError]]:
        announced = Season(
            number=self.number,
            title=self.title or "",
            announced=self.announced,
            url=self.url or "",
            description=self.description or "",
            sources=tuple(self.sources),
            plan=self.plan,
        )
        return follow(announced, [change.change for change in self.change])

    @property
    def season(self) -> Season:
        """The season after all changes, in the words of the model."""
        return self._followed[0]

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

    @model_validator(mode="after")
    def check_changes(self, info: ValidationInfo[Mapping[str, datetime]]) -> Self:
        """Find changes out of order, or of what is not there; `now` is the instant after which none can be known."""
        if all(episode.number in self.plan.episodes for episode in self.episode):
            raise_all([*self._misdated((info.context or {})["now"]), *self._impossible_changes()])
        return self

    def _misdated(self, now: datetime) -> Iterator[tuple[Location, PydanticCustomError]]:
        latest = self.announced
        for index, change in enumerate(self.change):
            if change.at < latest:
                before = "the change before it" if index else "the announcement"
                remedy = "changes are only ever added, below those before them"
                yield (
                    ("change", index, "at"),
                    wrong(f"the change is dated before {before}, {latest:%Y-%m-%dT%H:%M:%SZ}", remedy),
                )
            if change.at > now + _CLOCK_SKEW:
                remedy = "write when it became known"
                yield (
                    ("change", index, "at"),
                    wrong(f"the change is dated in the future; it is {now:%Y-%m-%dT%H:%M:%SZ}", remedy),
                )
            latest = max(latest, change.at)

    def _impossible_changes(self) -> Iterator[tuple[Location, PydanticCustomError]]:
        for index, error in self._followed[1].items():
            yield ("change", index, error.key), wrong(str(error), error.remedy)


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
