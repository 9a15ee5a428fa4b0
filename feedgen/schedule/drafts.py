"""The text of a schedule to be written: of a new file, or of another season."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from feedgen.schedule.toml_values import Value, clock_value, numbers_value, runtime_value, toml

_Pairs = Iterator[tuple[str, Value | None]]

_COMMENT = """\
# A release plan: {file}
# The name of this file stands in addresses and in calendar entries. Once the plan is published, it stays.
# `feedgen check` tells what is wrong with it. What was announced is left as it is; what becomes known later,
# such as a title or another day, is added below with `feedgen change`.
"""


@dataclass(frozen=True, slots=True)
class HourText:
    """An hour, as the time since the announced day began, and its zone; empty for the zone of the season."""

    clock: timedelta
    zone: str = ""

    def pair(self) -> tuple[str, Value]:
        """Return the key for it, and the value."""
        clock = clock_value(self.clock)
        return ("release", {"time": clock, "zone": self.zone}) if self.zone else ("time", clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunText:
    """A run to be written. Without `first` its episodes have no day; `skipped` are days that its rule leaves out."""

    episodes: tuple[int, ...]
    first: date | None
    every: str = ""
    at_once: int = 1
    back_to_back: bool = False
    skipped: tuple[date, ...] = ()
    hour: HourText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeText:
    """What is to be written of one episode."""

    number: int
    title: str = ""
    runtime: timedelta | None = None
    hour: HourText | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is more to say than its number."""
        return bool(self.title or self.runtime or self.hour)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonText:
    """A season to be written.

    `announced` is an instant or a day, and `remark` is a comment behind it. `expected` is when a season without days
    comes. `changes` has the keys of each change.
    """

    number: int
    announced: date
    runs: tuple[RunText, ...]
    expected: str = ""
    open: bool = False
    remark: str = ""
    hour: HourText | None = None
    runtime: timedelta | None = None
    sources: tuple[str, ...] = ()
    episodes: tuple[EpisodeText, ...] = ()
    changes: tuple[Mapping[str, Value], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowText:
    """A show to be written; what is empty is left out."""

    title: str
    service: str
    seasons: tuple[SeasonText, ...]
    url: str = ""
    color: str = ""
    language: str = ""
    kind: str = ""


def show_text(show: ShowText, file: str) -> str:
    """Return the text of a schedule file of that name."""
    return "\n".join([_COMMENT.format(file=file), *_lines(_show_pairs(show)), "", *map(season_text, show.seasons)])


def season_text(season: SeasonText) -> str:
    """Return a [[season]] with all that is in it."""
    lines = ["[[season]]", *_lines(_season_pairs(season))]
    if season.remark:
        at = next(index for index, line in enumerate(lines) if line.startswith("announced ="))
        lines[at] += f"  # {season.remark}"
    for run in season.runs:
        lines += ["", "[[season.run]]", *_lines(_run_pairs(run))]
    for keys in season.changes:
        lines += ["", "[[season.change]]", *_lines(keys.items())]
    return "\n".join([*lines, ""])


def _lines(pairs: Iterable[tuple[str, Value | None]]) -> list[str]:
    return [f"{key} = {toml(value)}" for key, value in pairs if value not in (None, "", ())]


def _show_pairs(show: ShowText) -> _Pairs:
    for key in ("title", "service", "url", "color", "language", "kind"):
        yield key, getattr(show, key)


def _season_pairs(season: SeasonText) -> _Pairs:
    yield "number", season.number
    yield "announced", season.announced
    if season.hour:
        yield season.hour.pair()
    yield "expected", season.expected
    yield "open", season.open or None
    yield "runtime", runtime_value(season.runtime) if season.runtime else None
    yield "sources", season.sources
    yield "episode", tuple(_episode(episode) for episode in season.episodes if episode.says_something)


def _episode(episode: EpisodeText) -> Mapping[str, Value]:
    keys: dict[str, Value] = {"number": episode.number}
    if episode.title:
        keys["title"] = episode.title
    if episode.runtime:
        keys["runtime"] = runtime_value(episode.runtime)
    if episode.hour:
        keys |= [episode.hour.pair()]
    return keys


def _run_pairs(run: RunText) -> _Pairs:
    yield "episodes", numbers_value(run.episodes)
    yield "first", run.first
    yield "every", run.every
    yield "at_once", run.at_once if run.at_once > 1 else None
    yield "back_to_back", run.back_to_back or None
    yield "except", run.skipped
    if run.hour:
        yield run.hour.pair()
