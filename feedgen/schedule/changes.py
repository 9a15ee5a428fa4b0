"""The schedule language of changes: what a [[season.change]] says."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from feedgen.plan.show import Change
from feedgen.schedule.runs import Keys, ReleaseKeys, RunKeys
from feedgen.schedule.values import (
    Clock,
    Day,
    EpisodeNumbers,
    Every,
    Instant,
    Line,
    Location,
    Note,
    Runtime,
    Shift,
    Text,
    Url,
    raise_all,
    wrong,
)


class ChangeKeys(Keys):
    """A dated correction to the published plan. Changes are only ever added, below those before them."""

    at: Instant = Field(description="When it became known.", examples=["2023-11-20T18:00:00Z"])
    note: Note = Field(description="Why, in words for subscribers.", examples=['"Out two days early."'])
    episodes: EpisodeNumbers | None = Field(
        default=None, description="The episodes that change. Leave it out to set the hour of all still to come."
    )
    date: Day | None = Field(default=None, description="Their new release day; of added ones, the first.")
    shift: Shift | None = Field(default=None, description='How far they move: "1 week", "-2 days".')
    to_be_announced: bool = Field(default=False, description="Whether their day is withdrawn, and no new one known.")
    cancelled: bool | None = Field(default=None, description="true cancels them, false brings them back.")
    time: Clock | None = Field(default=None, description="Their new hour, on the clock of the season's release.")
    release: ReleaseKeys | None = Field(default=None, description="Their new hour, with its zone.")
    title: Line | None = Field(default=None, description="The new title of one episode.")
    runtime: Runtime | None = Field(default=None, description="Their new length.")
    url: Url | None = Field(default=None, description="The new page of one episode at the service.")
    description: Text | None = Field(default=None, description="New words on one episode.")
    added: bool = Field(default=False, description="Whether the episodes are new. They come on date, if it is known.")
    every: Every | None = Field(default=None, description="Of added episodes: how often, as in a run.")
    at_once: int | None = Field(default=None, ge=1, description="Of added episodes: how many at once, as in a run.")

    @property
    def change(self) -> Change:
        """The change in the words of the model."""
        return Change(
            at=self.at,
            note=self.note,
            episodes=self.episodes or (),
            day=None if self.added else self.date,
            shift=self.shift,
            to_be_announced=self.to_be_announced,
            cancelled=self.cancelled,
            clock=self.time,
            hour=self.release.hour if self.release else None,
            title=self.title,
            runtime=self.runtime,
            url=self.url,
            description=self.description,
            added=self.added,
            days=self._run.days if self.added and self.date else (),
        )

    @model_validator(mode="after")
    def check_keys_fit_together(self) -> Self:
        """Find keys that contradict each other, or say nothing together."""
        raise_all(self._misfits())
        return self

    @property
    def _run(self) -> RunKeys:
        """The run that added episodes with a day make."""
        keys = {"episodes": self.episodes, "first": self.date, "every": self.every, "at_once": self.at_once}
        return RunKeys.model_construct(None, **keys)

    def _misfits(self) -> Iterator[tuple[Location, PydanticCustomError]]:
        given = self.model_fields_set - {"at", "note", "episodes"}
        if not given:
            yield ("at",), wrong("the change says nothing", "add date, shift, cancelled, title, …")
        elif self.episodes is None and given != {"release"}:
            yield ("at",), wrong("the change does not say of which episodes", "add episodes; only release needs none")
        for keys in _EXCLUSIVE:
            if len(both := [key for key in keys if getattr(self, key)]) > 1:
                yield (both[1],), wrong(f'"{both[1]}" does not go with "{both[0]}"', "write two changes")
        for key in ("title", "url", "description"):
            if getattr(self, key) is not None and len(self.episodes or ()) > 1:
                yield (key,), wrong(f'"{key}" is given to several episodes at once', "write a change for each")
        yield from self._misfits_of_days()

    def _misfits_of_days(self) -> Iterator[tuple[Location, PydanticCustomError]]:
        if self.added and self.date and self.episodes:
            for place, problem in self._run.impossible():
                yield ("date",) if place == ("first",) else place, problem
        elif self.every or self.at_once:
            misplaced = "every" if self.every else "at_once"
            yield (misplaced,), wrong(f'"{misplaced}" is of added episodes with a date', "write a change for each day")


# Keys of a change of which one alone makes sense.
_EXCLUSIVE = (
    ("date", "shift", "to_be_announced"),
    ("cancelled", "shift", "to_be_announced"),
    ("added", "shift", "to_be_announced"),
    ("added", "cancelled"),
    ("time", "release"),
)
