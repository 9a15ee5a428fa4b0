"""A list of episodes as the schedule language says it: runs instead of days, and the hour once for a season."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import TypeVar

from feedgen.importing.listing import Item, Listing, announcement
from feedgen.importing.recognition import Run, recognised
from feedgen.schedule.drafts import EpisodeText, HourText, RunText, SeasonText, ShowText
from feedgen.schedule.texts import TITLE_LENGTH

_Value = TypeVar("_Value", bound=Hashable)


def show_draft(listing: Listing, service: str, now: datetime) -> ShowText:
    """Return the schedule that says what is in a list; `service` is for one that names none."""
    return ShowText(
        title=listing.title[:TITLE_LENGTH].strip(),
        service=listing.service or service,
        url=listing.url,
        language=listing.language if listing.language != "en" else "",
        seasons=tuple(season_draft(listing, number, now) for number in seasons_of(listing)),
    )


def seasons_of(listing: Listing) -> Mapping[int, tuple[Item, ...]]:
    """Return the episodes of each season of a list, in order."""
    return {number: tuple(items) for number, items in groupby(listing.items, key=lambda item: item.season)}


def season_draft(listing: Listing, number: int, now: datetime) -> SeasonText:
    """Return one season of a list. The hour and the runtime that most episodes have are those of the season."""
    items = {item.number or 0: item for item in seasons_of(listing)[number]}
    runs = season_runs(items)
    dated = [item for item in items.values() if item.day]
    hour = HourText(clock, listing.zone) if (clock := _hour_of_all(dated)) is not None else None
    runtime = _commonest(item.runtime for item in items.values())
    texts = [_run(run, items, hour, listing.zone) for run in runs]
    clocks = {one: clock_of_run(run, hour) for run in texts for one in run.episodes}
    announced, remark = announcement(min((item.day for item in dated if item.day), default=None), now)
    return SeasonText(
        number=number,
        announced=announced,
        remark=remark,
        hour=hour,
        runtime=runtime,
        sources=(listing.source,) if listing.source else (),
        runs=tuple(texts),
        episodes=tuple(_episode(item, clocks[one], runtime, hour, listing.zone) for one, item in items.items()),
    )


def season_runs(items: Mapping[int, Item]) -> tuple[Run, ...]:
    """Return the runs of the episodes of a season, by number."""
    with_hour = [number for number, item in items.items() if item.clock is not None]
    return recognised({number: item.day for number, item in items.items()}, with_hour)


def clock_of_run(run: RunText, hour: HourText | None) -> timedelta | None:
    """Return the hour that a run gives its episodes; `hour` is that of the season."""
    own = run.hour or hour
    return own.clock if own else None


def _hour_of_all(dated: Iterable[Item]) -> timedelta | None:
    """Return the hour that most episodes have; None if any has only a day: it would get that hour, too."""
    clocks = [item.clock for item in dated]
    return None if None in clocks else _commonest(clocks)


def _commonest(values: Iterable[_Value | None]) -> _Value | None:
    """Return the commonest of the values that are not None, the first of those that are equally common."""
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None


def _run(run: Run, items: Mapping[int, Item], hour: HourText | None, zone: str) -> RunText:
    clock = _commonest(items[number].clock for number in run.numbers)
    own = None if clock is None or (hour and clock == hour.clock) else HourText(clock, "" if hour else zone)
    return RunText(
        episodes=run.numbers,
        first=run.first,
        every=run.every,
        at_once=run.at_once,
        skipped=run.skipped,
        hour=own,
    )


def _episode(
    item: Item, clock: timedelta | None, runtime: timedelta | None, hour: HourText | None, zone: str
) -> EpisodeText:
    """Return what an episode has of its own: an hour or a runtime that is not that of its run or season."""
    own = item.clock is not None and item.clock != clock
    return EpisodeText(
        number=item.number or 0,
        title=item.title[:TITLE_LENGTH].strip(),
        runtime=item.runtime if item.runtime != runtime else None,
        hour=HourText(item.clock, "" if hour else zone) if own and item.clock is not None else None,
    )
