"""The schedule language of changes: what a [[season.change]] and a [[change]] say."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Protocol, Self

from pydantic import Field, PrivateAttr, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from feedgen.plan.announcement import Change, ShowChange
from feedgen.schedule.clocks import Day, Expected, Instant, Runtime, Shift
from feedgen.schedule.days import Days, Rhythm
from feedgen.schedule.limits import Reading
from feedgen.schedule.raising import Location, raise_all, wrong
from feedgen.schedule.runs import HourKeys, Keys
from feedgen.schedule.texts import Color, Line, Note, Text, Url
from feedgen.schedule.values import AtOnce, EpisodeNumbers, Every

# How far the clock of the publisher's machine may be ahead of the server's.
_CLOCK_SKEW = timedelta(minutes=5)

# Keys of a change without episodes, which is of the season as a whole.
_OF_SEASON = frozenset({"release", "time", "title", "url", "description", "service", "open", "expected"})

# Keys that only a change of the season can have, and keys that only a change of one episode can have.
_OF_SEASON_ALONE = ("open", "expected")

_OF_ONE_EPISODE = ("title", "url", "description")

# Keys of a change that contradict each other.
_EXCLUSIVE = (
    ("date", "shift", "to_be_announced"),
    ("cancelled", "shift", "to_be_announced"),
    ("added", "shift", "to_be_announced"),
    ("added", "cancelled"),
    ("time", "release"),
)


class ChangeKeys(HourKeys):
    """A dated correction to the published plan. Changes are only ever added, below those before them."""

    at: Instant = Field(description="When it became known.", examples=["2023-11-20T18:00:00Z"])
    note: Note = Field(description="Why, in words for subscribers.", examples=['"Out two days early."'])
    episodes: EpisodeNumbers | None = Field(
        default=None, description="The episodes that change. Leave it out to change the season as a whole."
    )
    date: Day | None = Field(default=None, description="Their new release day; with every, the first.")
    shift: Shift | None = Field(default=None, description='How far they move: "1 week", "-2 days".')
    to_be_announced: bool = Field(default=False, description="Whether their day is withdrawn, and no new one known.")
    cancelled: bool | None = Field(default=None, description="true cancels them, false brings them back.")
    title: Line | None = Field(default=None, description="The new title of one episode, or of the season.")
    runtime: Runtime | None = Field(default=None, description="Their new length.")
    url: Url | None = Field(default=None, description="The new page of one episode at the service, or of the season.")
    description: Text | None = Field(default=None, description="New words on one episode, or on the season.")
    service: Line | None = Field(default=None, description="Where they can be seen from now on.")
    open: bool | None = Field(default=None, description="Whether more episodes of the season come than are known.")
    expected: Expected | None = Field(default=None, description="When the season is expected, while it has no day.")
    added: bool = Field(default=False, description="Whether the episodes are new. They come on date, if it is known.")
    every: Every | None = Field(default=None, description="With date: how often, as in a run.")
    at_once: AtOnce | None = Field(default=None, description="With date: how many at once, as in a run.")
    back_to_back: bool = Field(
        default=False, description="Whether each of those of one day begins when the one before it ends."
    )
    except_: list[Day] = Field(
        default_factory=list, alias="except", description="With date: days left out, as in a run."
    )

    _film: bool = PrivateAttr(default=False)

    @property
    def _numbers(self) -> tuple[int, ...]:
        """The episodes that it names. For a film without `episodes` it is the film, if a key is not of a season."""
        own = self.model_fields_set - {"at", "note"} - _OF_SEASON
        return self.episodes or ((1,) if self._film and own and self.episodes is None else ())

    @property
    def moves_all(self) -> bool:
        """Whether it moves all episodes of the season that are not out, or moves them to another service."""
        return not self._numbers and bool(self.release or self.time is not None or self.service)

    @property
    def change(self) -> Change:
        """The change as a value of `feedgen.plan`."""
        return Change(
            at=self.at,
            note=self.note,
            episodes=self._numbers,
            days=self._days,
            shift=self.shift,
            to_be_announced=self.to_be_announced,
            cancelled=self.cancelled,
            clock=self.time,
            hour=self.release.hour if self.release else None,
            back_to_back=self.back_to_back,
            title=self.title,
            runtime=self.runtime,
            url=self.url,
            description=self.description,
            service=self.service,
            open=self.open,
            expected=self.expected,
            added=self.added,
        )

    @property
    def _days(self) -> Days:
        return self._rhythm.days if self._rhythm else ()

    @cached_property
    def _rhythm(self) -> Rhythm | None:
        if self.date is None or not self._numbers:
            return None
        return Rhythm(len(self._numbers), self.date, self.every, self.at_once, tuple(self.except_))

    @model_validator(mode="after")
    def check_keys_fit_together(self, info: ValidationInfo[Reading]) -> Self:
        """Find keys that contradict each other, or that have no effect without another."""
        self._film = info.context.film
        raise_all([*self._misfits(), *self._misfits_of_days(info.context)])
        return self

    def _misfits(self) -> Iterator[tuple[Location, PydanticCustomError]]:
        given = self.model_fields_set - {"at", "note", "episodes"}
        if not given:
            yield ("at",), wrong("the change says nothing", "add date, shift, cancelled, title, …")
        elif not self._numbers and given - _OF_SEASON:
            remedy = f"add episodes; without it a change is of the season, and has {', '.join(sorted(_OF_SEASON))}"
            yield ("at",), wrong("the change does not say of which episodes", remedy)
        for key in _OF_SEASON_ALONE:
            if self.episodes is not None and key in given:
                yield (key,), wrong(f'"{key}" is of a season, not of its episodes', "write a change without episodes")
        for keys in _EXCLUSIVE:
            # `cancelled = false` goes with a new day, but not with an episode that is added.
            if len(both := [key for key in keys if getattr(self, key) not in (None, False)]) > 1:
                yield (both[1],), wrong(f'"{both[1]}" does not go with "{both[0]}"', "write two changes")
        for key in _OF_ONE_EPISODE:
            if getattr(self, key) is not None and len(self.episodes or ()) > 1:
                yield (key,), wrong(f'"{key}" is given to several episodes at once', "write a change for each")

    def _misfits_of_days(self, reading: Reading) -> Iterator[tuple[Location, PydanticCustomError]]:
        if self.date and self._rhythm:
            for place, problem in self._rhythm.problems(reading):
                yield ("date",) if place == ("first",) else place, problem
            return
        for key, value in (("every", self.every), ("at_once", self.at_once), ("except", self.except_)):
            if value:
                yield (key,), wrong(f'"{key}" says nothing without "date"', "add the first day, or leave it out")


class ShowChangeKeys(Keys):
    """A dated change of what the file says of the show. Changes are only ever added, below those before them."""

    at: Instant = Field(description="When it became known.", examples=["2025-10-13T16:00:00Z"])
    note: Note = Field(description="Why, in words for subscribers.", examples=['"The service has a new name."'])
    title: Line | None = Field(default=None, description="Its new title.")
    service: Line | None = Field(default=None, description="Where it can be seen from now on, or the new name of it.")
    url: Url | None = Field(default=None, description="Its new page at the service.")
    description: Text | None = Field(default=None, description="New words on it.")
    color: Color | None = Field(default=None, description="The new colour of its calendars.")

    @property
    def change(self) -> ShowChange:
        """The change as a value of `feedgen.plan`."""
        return ShowChange(
            at=self.at,
            note=self.note,
            title=self.title,
            service=self.service,
            url=self.url,
            description=self.description,
            color=self.color,
        )

    @model_validator(mode="after")
    def check_something_is_said(self) -> Self:
        """Find a change that says nothing."""
        if not self.model_fields_set - {"at", "note"}:
            raise_all([(("at",), wrong("the change says nothing", "add title, service, url, description or color"))])
        return self


class _Dated(Protocol):
    @property
    def at(self) -> datetime: ...


def misdated(
    changes: Sequence[_Dated], announced: datetime | None, now: datetime | None
) -> Iterator[tuple[Location, PydanticCustomError]]:
    """Yield the changes that are dated before the one above them, before the announcement, or in the future."""
    latest = announced
    for index, change in enumerate(changes):
        place = ("change", index, "at")
        if latest and change.at < latest:
            before = "the change before it" if index else "the announcement"
            remedy = "changes are only ever added, below those before them"
            yield place, wrong(f"the change is dated before {before}, {latest:%Y-%m-%dT%H:%M:%SZ}", remedy)
        if in_future(change.at, now):
            told = f"the change is dated in the future; it is {now:%Y-%m-%dT%H:%M:%SZ}"
            yield place, wrong(told, "write when it became known")
        latest = max(latest, change.at) if latest else change.at


def in_future(at: datetime, now: datetime | None) -> bool:
    """Return whether an instant is later than `now`, allowing for clocks that differ. False if `now` is None."""
    return now is not None and at > now + _CLOCK_SKEW
