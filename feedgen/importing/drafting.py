"""A list of episodes as a schedule to be written: runs instead of days, and the hour once for a season."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, islice, pairwise
from typing import TypeVar

from feedgen.importing.additions import added
from feedgen.importing.listing import SPECIALS, Item, Listing, UnreadableError, announced_before, announcement
from feedgen.importing.run_finding import Run, recognised
from feedgen.schedule.clocks import far_from
from feedgen.schedule.drafts import EpisodeText, HourText, RunText, SeasonText, ShowText
from feedgen.schedule.texts import TITLE_LENGTH
from feedgen.schedule.toml_values import Value

_Value = TypeVar("_Value", bound=Hashable)


def show_draft(listing: Listing, service: str, now: datetime) -> ShowText:
    """Return the schedule for a list; `service` is for a list that names none."""
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


def late_beginnings(listing: Listing) -> Iterator[str]:
    """Yield a sentence for each season whose first episodes are not in a list, as another would be the premiere."""
    for number, items in seasons_of(listing).items():
        first = items[0].number or 0
        if first > 1 and number != SPECIALS:
            yield f"the first episode of season {number} in it is episode {first}, which counts as the premiere"


def lone_episodes(listing: Listing, now: datetime, known: Collection[int] = ()) -> Iterator[str]:
    """Yield a sentence for each coming season that has one episode in a list, except those whose numbers are known."""
    for number, items in seasons_of(listing).items():
        day = items[0].day
        if number not in (SPECIALS, *known) and len(items) == 1 and (day is None or day >= now.date()):
            told = f"season {number} has only episode {items[0].number} in it, which counts as the last"
            yield f"{told}; if more will come, say so: feedgen change … s{number} --open"


def backward_days(listing: Listing) -> Iterator[str]:
    """Yield a sentence for the first episode of each season that comes before the one with the number below it."""
    for number, items in seasons_of(listing).items():
        dated = [(item.number, item.day) for item in items if item.day and number != SPECIALS]
        pairs = ((earlier, later) for earlier, later in pairwise(dated) if later[1] < earlier[1])
        for earlier, later in islice(pairs, 1):
            yield f"season {number}, episode {later[0]} is on {later[1]}, before episode {earlier[0]} on {earlier[1]}"


def season_draft(listing: Listing, number: int, now: datetime) -> SeasonText:
    """Return a season of a list. Its hour and runtime are those that most episodes have.

    Raises UnreadableError if the season begins so many years from now that the year must be wrong.
    """
    items = {item.number or 0: item for item in seasons_of(listing)[number]}
    dated = [item for item in items.values() if item.day]
    first = min((item.day for item in dated if item.day), default=None)
    announced, remark = announcement(first, now)
    if first and far_from(announced, first):
        raise UnreadableError(f"season {number} begins on {first}, in {first.year - now.year} years; mend the year")
    hour = HourText(clock, listing.zone) if (clock := _hour_of_all(dated)) is not None else None
    runtime = _commonest(item.runtime for item in items.values())
    near, far = _near_and_far(season_runs(items), announced)
    texts = [_run(run, items, hour, listing.zone) for run in near]
    clocks = {
        one: items[one].clock if run.back_to_back else clock_of_run(run, hour) for run in texts for one in run.episodes
    }
    return SeasonText(
        number=number,
        announced=announced,
        remark=remark,
        hour=hour,
        runtime=runtime,
        sources=(listing.source,) if listing.source else (),
        runs=tuple(texts),
        episodes=tuple(_episode(items[one], clocks[one], runtime, hour, listing.zone) for one in sorted(clocks)),
        changes=tuple(_later(far, items, hour, listing)),
    )


def _near_and_far(runs: Iterable[Run], announced: datetime) -> tuple[list[Run], list[Run]]:
    """Return the runs that can have been announced with the season, and those that are too many years later."""
    found = list(runs)
    far = [run for run in found if run.first and far_from(announced, run.first)]
    return [run for run in found if run not in far], sorted(far, key=lambda run: run.first or date.max)


def _later(
    runs: Iterable[Run], items: Mapping[int, Item], hour: HourText | None, listing: Listing
) -> Iterator[Mapping[str, Value]]:
    """Yield the keys of changes that add runs, dated on the day before each first day, the latest that is possible."""
    for run in runs:
        if run.first:
            at = announced_before(run.first)
            for keys in added({number: items[number] for number in run.numbers}, hour, listing.zone):
                yield {"at": at, **keys, "note": f"As {listing.by or 'the list'} has it."}


def season_runs(items: Mapping[int, Item]) -> tuple[Run, ...]:
    """Return the runs of the episodes of a season, by number."""
    with_hour = [number for number, item in items.items() if item.clock is not None]
    return recognised({number: item.day for number, item in items.items()}, with_hour)


def clock_of_run(run: RunText, hour: HourText | None) -> timedelta | None:
    """Return the hour of a run, which may be that of the season; None if only days are known."""
    own = run.hour or hour
    return own.clock if own else None


def _hour_of_all(dated: Iterable[Item]) -> timedelta | None:
    """Return the hour that most episodes have; None if one has only a day, as it would get the hour, too."""
    clocks = [item.clock for item in dated]
    return None if None in clocks else _commonest(clocks)


def _commonest(values: Iterable[_Value | None]) -> _Value | None:
    """Return the commonest value that is not None; the first, if several are equally common."""
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None


def _run(run: Run, items: Mapping[int, Item], hour: HourText | None, zone: str) -> RunText:
    first = _hour_of_back_to_back([items[number] for number in run.numbers])
    clock = _commonest(items[number].clock for number in run.numbers) if first is None else first
    own = None if clock is None or (hour and clock == hour.clock) else HourText(clock, "" if hour else zone)
    return RunText(
        episodes=run.numbers,
        first=run.first,
        every=run.every,
        at_once=run.at_once,
        back_to_back=first is not None,
        skipped=run.skipped,
        hour=own,
    )


def _hour_of_back_to_back(items: Sequence[Item]) -> timedelta | None:
    """Return the hour at which the first episode of each day begins, if every other begins when the one before it ends.

    None if that is not so, or each day has one episode.
    """
    begins, hours = dict[date | None, timedelta](), set[timedelta]()
    for item in items:
        if item.clock is None or item.runtime is None:
            return None
        if item.day not in begins:
            hours.add(item.clock)
        elif begins[item.day] != item.clock:
            return None
        begins[item.day] = item.clock + item.runtime
    return hours.pop() if len(hours) == 1 and len(begins) < len(items) else None


def _episode(
    item: Item, clock: timedelta | None, runtime: timedelta | None, hour: HourText | None, zone: str
) -> EpisodeText:
    """Return an episode with its own hour and runtime, where they differ from those of its run (`clock`) and season."""
    own = item.clock is not None and item.clock != clock
    return EpisodeText(
        number=item.number or 0,
        title=item.title,
        runtime=item.runtime if item.runtime != runtime else None,
        hour=HourText(item.clock, "" if hour else zone) if own and item.clock is not None else None,
    )
