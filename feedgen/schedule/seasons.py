"""The schedule language of a season, and the rules that span its parts."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, BaseModel, Field, PrivateAttr, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from feedgen.plan.amending import ChangeError, consecutive, remedy_for_skipped_hour, skipped_hour
from feedgen.plan.announcement import Facts, Plan, Terms
from feedgen.plan.changes import follow
from feedgen.plan.release import Hour, release_on
from feedgen.plan.show import Season
from feedgen.schedule.changes import ChangeKeys, in_future, misdated
from feedgen.schedule.clocks import Announced, Expected, Runtime, far_from
from feedgen.schedule.limits import STEPS_OF_MOVE, Reading
from feedgen.schedule.raising import Location, raise_all, wrong
from feedgen.schedule.runs import EpisodeKeys, Keys, ReleaseKeys, RunKeys
from feedgen.schedule.texts import Line, Text, Url
from feedgen.schedule.values import Number

Problems = Iterator[tuple[Location, PydanticCustomError]]

_Item = TypeVar("_Item", bound=BaseModel)


def each_once(
    kind: str, key: Callable[[_Item], Iterable[Hashable]], place: str
) -> Callable[[list[_Item]], list[_Item]]:
    """Return a check that no two items of a list have the same key; `place` is where the key of an item is."""

    def check(items: list[_Item]) -> list[_Item]:
        owner: dict[Hashable, int] = {}

        def twice() -> Problems:
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


Runs = Annotated[list[RunKeys], AfterValidator(each_once("episode", lambda run: run.episodes, "episodes"))]

Episodes = Annotated[
    list[EpisodeKeys], AfterValidator(each_once("episode", lambda episode: [episode.number], "number"))
]

_NOTHING_KNOWN = EpisodeKeys(number=0)

# By how much a release may seem earlier than its announcement, as days differ between time zones.
_DAY = timedelta(days=1)


class SeasonKeys(Keys):
    """A season: when it was announced, its runs, and what is known of its episodes."""

    number: Number = Field(description="The number of the season; 0 for specials.", examples=["4"])
    title: Line | None = Field(default=None, description='A name that it has besides "season 4".')
    announced: Announced = Field(
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
    service: Line | None = Field(default=None, description="Where it can be seen, if not where the show is.")
    open: bool = Field(
        default=False, description="Whether more episodes come than are known, and nobody knows the last."
    )
    expected: Expected | None = Field(
        default=None,
        description='When it is expected, while it has no day: "2027", "2027-Q3", "2027-05" or words.',
        examples=['"2027-Q3"'],
    )
    sources: list[Line] = Field(default_factory=list, description="Where the facts come from: addresses or words.")
    run: Runs = Field(default_factory=list, description="The rules that give each episode its day.")
    episode: Episodes = Field(default_factory=list, description="What is known of each episode.")

    change: list[ChangeKeys] = Field(default_factory=list, description="What changed after the announcement, in order.")

    _plain: bool = PrivateAttr(default=False)

    @cached_property
    def _episodes(self) -> Mapping[int, Facts]:
        """The announced episodes, not back to back yet, each at its own hour, or that of its run or season."""
        about = {episode.number: episode for episode in self.episode}
        outer, found = self._hour, dict[int, Facts]()
        for run in self.run:
            hour, days = run.hour_after(outer), run.days
            for index, number in enumerate(run.episodes):
                own = about.get(number, _NOTHING_KNOWN)
                mine = own.hour_after(hour)
                found[number] = Facts(
                    release=release_on(days[index], mine) if days else None,
                    hour=mine,
                    title=own.title or "",
                    runtime=own.runtime or self.runtime,
                    url=own.url or "",
                    description=own.description or "",
                    service=self.service or "",
                    part=run.title or "",
                )
        return dict(sorted(found.items()))

    @property
    def _hour(self) -> Hour | None:
        return self.release.hour if self.release else None

    @cached_property
    def plan(self) -> Plan:
        """The announced plan, before any change. Raises ChangeError for a run that cannot be back to back."""
        episodes = dict(self._episodes)
        for run in self.run:
            if run.back_to_back and run.days:
                episodes.update(consecutive(episodes, run.episodes))
        terms = Terms(
            title=self.title or "",
            url=self.url or "",
            description=self.description or "",
            service=self.service or "",
            hour=self._hour,
            runtime=self.runtime,
            open=self.open,
            expected=self.expected or "",
        )
        return Plan(episodes, terms)

    @cached_property
    def _followed(self) -> tuple[Season, Mapping[int, ChangeError]]:
        announced = Season(
            number=self.number,
            announced=self.announced,
            sources=tuple(self.sources),
            plan=self.plan,
            plain=self._plain,
            terms=self.plan.terms,
        )
        return follow(announced, [change.change for change in self.change])

    @property
    def season(self) -> Season:
        """The season after all changes, as a value of `feedgen.plan`."""
        return self._followed[0]

    @model_validator(mode="after")
    def check_plan(self, info: ValidationInfo[Reading]) -> Self:
        """Find problems of the announced plan, dates that were hardly meant, and changes that cannot be applied."""
        self._plain = info.context.film or self.number == 0
        wrong_plan = [*self._misplaced()] or [*self._impossible_hours()]
        raise_all([*wrong_plan, *self._doubtful_days(info.context.now)])
        steps = sum(STEPS_OF_MOVE if change.moves_all else 1 for change in self.change)
        info.context.take_steps(steps * len(self.plan.episodes))
        raise_all([*misdated(self.change, self.announced, info.context.now), *self._impossible_changes()])
        return self

    def _misplaced(self) -> Problems:
        """Yield each episode that is in no run, each hour without a zone, and a season of which nothing is known."""
        if not self.run and not self.expected and not self.open:
            remedy = 'add a [[season.run]], or expected = "2027" for a season that has no day yet'
            yield ("run",), wrong('"run" is missing', remedy)
        if self.expected and any(run.first for run in self.run):
            yield ("expected",), wrong('"expected" is of a season without any day', "leave it out")
        for index, run in enumerate(self.run):
            yield from ((("run", index, *place), told) for place, told in run.hour_problems(self._hour))
        yield from self._misplaced_episodes()

    def _misplaced_episodes(self) -> Problems:
        runs = {number: run for run in self.run for number in run.episodes}
        for index, episode in enumerate(self.episode):
            run = runs.get(episode.number)
            if run is None:
                remedy = 'extend the "episodes" of a run, or add a run; without "first" if no day is known'
                yield ("episode", index, "number"), wrong(f"episode {episode.number} is in no run", remedy)
            if episode.key_of_hour:
                hour = run.hour_after(self._hour) if run else None
                yield from ((("episode", index, *place), told) for place, told in episode.hour_problems(hour))

    def _impossible_hours(self) -> Problems:
        for index, run in enumerate(self.run):
            try:
                mine = consecutive(self._episodes, run.episodes) if run.back_to_back and run.days else self._episodes
            except ChangeError as error:
                yield ("run", index, error.key), wrong(str(error), error.remedy)
                continue
            for number in run.episodes:
                facts = mine[number]
                if told := skipped_hour(number, facts):
                    day = facts.release.day if facts.release else None
                    known = facts.hour and day and facts.hour.has_day(day)
                    place = self._place_of_hour(index, number) if known else ("run", index, "first")
                    yield place, wrong(told, remedy_for_skipped_hour(facts))
                    break

    def _place_of_hour(self, run: int, number: int) -> Location:
        """Return the path of the hour of an episode: in the episode, in its run, or in the season."""
        for index, episode in enumerate(self.episode):
            if episode.number == number and episode.key_of_hour:
                return ("episode", index, *episode.key_of_hour)
        return ("run", run, *key) if (key := self.run[run].key_of_hour) else ("release", "time")

    def _doubtful_days(self, now: datetime | None) -> Problems:
        """Yield an announcement in the future, and first days before the announcement or many years after it."""
        if in_future(self.announced, now):
            told = f"the announcement is dated in the future; it is {now:%Y-%m-%dT%H:%M:%SZ}"
            yield ("announced",), wrong(told, "write when it became known")
        for index, run in enumerate(self.run):
            if run.first and run.first < self.announced.date() - _DAY:
                told = f"{run.first} is before the announcement, {self.announced:%Y-%m-%d}"
                yield ("run", index, "first"), wrong(told, "mend the year of one of the two")
            elif run.first and (doubt := far_from(self.announced, run.first)):
                yield ("run", index, "first"), doubt

    def _impossible_changes(self) -> Problems:
        for index, error in self._followed[1].items():
            yield ("change", index, error.key), wrong(str(error), error.remedy)
