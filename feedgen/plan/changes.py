"""An announced plan and the changes to it, in order, into a season as it stood at any instant.

Nothing but the schedule is needed for it: SEQUENCE and LAST-MODIFIED are counted from what really became different,
so they are the same in every process, rise only then, and never fall.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time

from feedgen.plan.release import YEARS, Hour
from feedgen.plan.show import Change, Correction, Episode, Facts, Part, Plan, Season, Show, Status


class ChangeError(ValueError):
    """A change that cannot be made to a plan; `key` is the key of the schedule language that is to blame."""

    def __init__(self, key: str, message: str, remedy: str = "") -> None:
        self.key = key
        self.remedy = remedy
        super().__init__(message)


def follow(season: Season, changes: Iterable[Change]) -> tuple[Season, Mapping[int, ChangeError]]:
    """Return a season after these changes to its announced plan, and what is wrong with them, by position from 0.

    A change that cannot be made is left out, and those after it are made all the same. The episodes that the season
    had do not matter.
    """
    plan, made, errors = season.plan, list[Change](), dict[int, ChangeError]()
    episodes = _announced(plan, season.announced)
    for index, change in enumerate(changes):
        try:
            plan = _after(plan, change)
        except ChangeError as error:
            errors[index] = error
            continue
        made.append(change)
        episodes = _advanced(episodes, plan, change, len(made))
    ordered = tuple(episodes[number] for number in sorted(episodes))
    return replace(season, episodes=ordered, changes=tuple(made)), errors


def announced(season: Season) -> Season:
    """Return a season as it was announced, before any change."""
    return follow(season, ())[0]


def as_of(season: Season, instant: datetime) -> Season | None:
    """Return a season as it was known at an instant; None before it was announced."""
    if instant < season.announced:
        return None
    return follow(season, [change for change in season.changes if change.at <= instant])[0]


def show_as_of(show: Show, instant: datetime) -> Show | None:
    """Return a show as it was known at an instant; None before its first season was announced."""
    seasons = tuple(known for season in show.seasons if (known := as_of(season, instant)))
    return replace(show, seasons=seasons) if seasons else None


def _after(plan: Plan, change: Change) -> Plan:
    """Return the plan after a change. Raises ChangeError for one that cannot be made, or makes no difference."""
    if change.added:
        return _with_added(plan, change)
    if missing := [number for number in change.episodes if number not in plan.episodes]:
        remedy = f"there are {_listed(plan.episodes)}; write added = true for a new one"
        raise ChangeError("episodes", f"there is no episode {missing[0]}", remedy)
    if change.episodes:
        touched = {number: _changed(number, plan.episodes[number], change) for number in change.episodes}
        after = replace(plan, episodes={**plan.episodes, **touched})
    else:
        coming = {number: facts for number, facts in plan.episodes.items() if not _is_settled(facts, change.at)}
        moved = {number: facts.at(change.hour) for number, facts in coming.items()}
        after = replace(plan, episodes={**plan.episodes, **moved}, hour=change.hour)
    if after == plan:
        raise ChangeError("at", "the change makes no difference to the plan before it", "is it there twice?")
    return after


def _with_added(plan: Plan, change: Change) -> Plan:
    if there := [number for number in change.episodes if number in plan.episodes]:
        remedy = "its calendar entry would get a second meaning; leave out added = true to change the episode"
        raise ChangeError("episodes", f"episode {there[0]} is there already", remedy)
    hour = change.hour or plan.hour
    facts = Facts(
        release=None,
        hour=_at(change.clock, hour) if change.clock else hour,
        title=change.title or "",
        runtime=change.runtime or plan.runtime,
        url=change.url or "",
        description=change.description or "",
    )
    days = change.days or (None,) * len(change.episodes)
    new = {number: facts.on(day) if day else facts for number, day in zip(change.episodes, days, strict=True)}
    return replace(plan, episodes={**plan.episodes, **new})


def _changed(number: int, facts: Facts, change: Change) -> Facts:
    """Return one episode after a change that names it."""
    if change.cancelled is True and facts.status is Status.CANCELLED:
        raise ChangeError("cancelled", f"episode {number} is cancelled already")
    if change.cancelled is False and facts.status is not Status.CANCELLED:
        raise ChangeError("cancelled", f"episode {number} is not cancelled")
    hour = change.hour or facts.hour
    day = _moved(number, facts, change)
    after = facts.at(_at(change.clock, hour) if change.clock else hour)
    return replace(
        after.on(day) if day else after,
        title=facts.title if change.title is None else change.title,
        runtime=change.runtime or facts.runtime,
        url=facts.url if change.url is None else change.url,
        description=facts.description if change.description is None else change.description,
        status=_status_after(facts, change),
    )


def _moved(number: int, facts: Facts, change: Change) -> date | None:
    """Return the new day of an episode; None if a change leaves the day as it was."""
    if change.shift is None:
        return change.day
    if facts.release is None:
        raise ChangeError("shift", f"episode {number} has no day that could be shifted", "give it a date")
    day = facts.release.day + change.shift
    if day.year not in YEARS:
        raise ChangeError("shift", f"episode {number} would come out in the year {day.year}")
    return day


def _status_after(facts: Facts, change: Change) -> Status:
    if change.cancelled:
        return Status.CANCELLED
    if change.to_be_announced:
        return Status.TENTATIVE
    if change.cancelled is False or (facts.status is Status.TENTATIVE and (change.day or change.shift)):
        return Status.CONFIRMED
    return facts.status


def _at(clock: time, hour: Hour | None) -> Hour:
    if hour is None:
        raise ChangeError("time", "only days are known of this season, and a time needs a zone", "write release = {…}")
    return replace(hour, time=clock)


def _is_settled(facts: Facts, at: datetime) -> bool:
    return facts.release is not None and facts.release.is_settled(at)


_NONE = frozenset[Part]()


_PREMIERE, _WEEKLY, _FINALE = (frozenset({part}) for part in (Part.PREMIERE, Part.WEEKLY, Part.FINALE))


def _parts(plan: Plan) -> dict[int, frozenset[Part]]:
    """Tell which parts of the season each episode is in. A cancelled one is in none any more."""
    coming = {
        number: facts.release.day
        for number, facts in plan.episodes.items()
        if facts.release and facts.status is not Status.CANCELLED
    }
    premiere_day = min(coming.values(), default=None)
    parts = {number: _PREMIERE if day == premiere_day else _WEEKLY for number, day in coming.items()}
    if coming:
        parts[max(coming)] |= _FINALE
    return {number: parts.get(number, _NONE) for number in plan.episodes}


def _announced(plan: Plan, at: datetime) -> dict[int, Episode]:
    parts = _parts(plan)
    return {
        number: Episode(number, facts, parts[number], parts[number], 0, at) for number, facts in plan.episodes.items()
    }


def _advanced(episodes: Mapping[int, Episode], plan: Plan, change: Change, index: int) -> dict[int, Episode]:
    """Return all episodes after a change: also those that it does not name, if it made one the finale, say."""
    parts = _parts(plan)
    count_changed = _last(plan.episodes.items()) != _last((number, was.facts) for number, was in episodes.items())
    after = {}
    for number, facts in plan.episodes.items():
        before = episodes.get(number)
        if before and facts == before.facts and parts[number] == before.parts and not count_changed:
            after[number] = before
            continue
        made = Correction(index, change.note, before.facts if before else None, facts)
        after[number] = _with_past(before, Episode(number, facts, parts[number], parts[number], 0, change.at), made)
    return after


def _last(episodes: Iterable[tuple[int, Facts]]) -> int:
    """Return the number of the last episode with a day; 0 if none has."""
    return max((number for number, facts in episodes if facts.release), default=0)


def _with_past(before: Episode | None, bare: Episode, made: Correction) -> Episode:
    """Add to what an episode is after a change what it was before: `bare` has no past."""
    if before is None:
        return replace(bare, corrections=(made,))
    # An episode that gets its first day is new to calendars.
    moved = before.facts.release is not None and bare.facts.schedule != before.facts.schedule
    return replace(
        bare,
        parts_ever=before.parts_ever | bare.parts,
        sequence=before.sequence + moved,
        corrections=(*before.corrections, made) if bare.facts != before.facts else before.corrections,
    )


def _listed(numbers: Iterable[int]) -> str:
    return f"episodes {', '.join(map(str, sorted(numbers)))}"
