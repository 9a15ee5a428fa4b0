"""Recognised seasons and runs in words: "10 episodes weekly on Fridays from 2023-11-10"."""

from collections.abc import Iterable, Iterator
from datetime import date

from feedgen.importing.listing import clock_text
from feedgen.schedule.drafts import RunText, SeasonText
from feedgen.schedule.toml_values import numbers_value

_WORDS = {
    "day": "daily",
    "month": "on day {0.day} of each month",
    "week": "weekly on {0:%A}s",
    "weekdays": "Monday to Friday",
}

# Enough to see whether titles were read as they are meant.
_FEW_TITLES = 3

_TOGETHER = {False: "at once", True: "back to back"}


def season_in_words(season: SeasonText) -> Iterator[str]:
    """Yield a line for the season, and one for each of its runs."""
    count = sum(len(run.episodes) for run in season.runs)
    hour = f", at {clock_text(season.hour.clock)} in {season.hour.zone}" if season.hour else ""
    yield f"season {season.number}: {count} {'episode' if count == 1 else 'episodes'}{hour}"
    yield from (f"  {run_in_words(run)}" for run in season.runs)
    yield from (f"  {keys['episodes']}: added later, on {keys['date']}" for keys in season.changes)
    if titles := [episode.title for episode in season.episodes if episode.title]:
        yield f"  titles: {', '.join(titles[:_FEW_TITLES])}{', …' if len(titles) > _FEW_TITLES else ''}"


def run_in_words(run: RunText) -> str:
    """Return a run in words."""
    numbers = f"{numbers_value(run.episodes)}:"
    if run.first is None:
        return f"{numbers} no day is known"
    if not run.every:
        return f"{numbers} {f'all {_TOGETHER[run.back_to_back]} ' if len(run.episodes) > 1 else ''}on {run.first}"
    often = _WORDS.get(run.every, f"every {run.every}")
    together = f"{run.at_once} {_TOGETHER[run.back_to_back]}, " if run.at_once > 1 else ""
    but = f", but not on {_listed(run.skipped)}" if run.skipped else ""
    return f"{numbers} {together}{often.format(run.first)} from {run.first}{but}"


def _listed(days: Iterable[date]) -> str:
    return ", ".join(map(str, days))
