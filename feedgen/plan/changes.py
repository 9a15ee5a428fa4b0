"""An announced plan and the changes to it, in order, into a season as it stood at any instant.

Nothing but the schedule is needed for it: SEQUENCE and LAST-MODIFIED are counted from what really became different,
so they are the same in every process, rise only then, and never fall.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time

from feedgen.plan.release import YEARS, DayRelease, Hour, InstantRelease, Release
from feedgen.plan.show import Change, Correction, Draft, Episode, Facts, Part, Plan, Season, Show, Status


class ChangeError(ValueError):
    """A change that cannot be made to a plan; `key` is the key of the schedule language that is to blame."""

    def __init__(self, key: str, message: str, remedy: str = "") -> None:
        self.key = key
        self.remedy = remedy
        super().__init__(message)


def apply(plan: Plan, change: Change) -> Plan:
    """Return the plan after a change. Raises ChangeError for one that cannot be made, or makes no difference."""
    if change.added:
        return _with_added(plan, change)
    numbers = change.episodes or tuple(plan.drafts)
    if missing := [number for number in numbers if number not in plan.drafts]:
        remedy = f"there are {_listed(plan.drafts)}; write added = true for a new one"
        raise ChangeError("episodes", f"there is no episode {missing[0]}", remedy)
    if change.episodes:
        drafts = {number: _changed(number, plan.drafts[number], change) for number in numbers}
        hour = plan.hour
    else:
        coming = {number: draft for number, draft in plan.drafts.items() if not _is_out(draft, change.at)}
        drafts = {number: replace(draft, hour=change.hour) for number, draft in coming.items()}
        hour = change.hour
    after = Plan({**plan.drafts, **drafts}, hour, plan.runtime)
    if after == plan:
        raise ChangeError("at", "the change makes no difference to the plan before it", "is it there twice?")
    return after


def season_after(season: Season, changes: Iterable[Change]) -> Season:
    """Return a season after these changes to its announced plan, whatever episodes it had. Raises ChangeError."""
    plan, made = season.plan, []
    episodes = _announced(plan, season.announced)
    for change in changes:
        plan = apply(plan, change)
        made.append(change)
        episodes = _advanced(episodes, plan, change, len(made))
    return replace(season, episodes=tuple(episodes[number] for number in sorted(episodes)), changes=tuple(made))


def as_of(season: Season, instant: datetime) -> Season | None:
    """Return a season as it was known at an instant; None before it was announced."""
    if instant < season.announced:
        return None
    return season_after(season, [change for change in season.changes if change.at <= instant])


def show_as_of(show: Show, instant: datetime) -> Show | None:
    """Return a show as it was known at an instant; None before its first season was announced."""
    seasons = tuple(known for season in show.seasons if (known := as_of(season, instant)))
    return replace(show, seasons=seasons) if seasons else None


def _with_added(plan: Plan, change: Change) -> Plan:
    if there := [number for number in change.episodes if number in plan.drafts]:
        remedy = "its calendar entry would get a second meaning; leave out added = true to change the episode"
        raise ChangeError("episodes", f"episode {there[0]} is there already", remedy)
    days = change.days or (None,) * len(change.episodes)
    hour = change.hour or plan.hour
    draft = Draft(
        day=None,
        hour=_at(change.clock, hour) if change.clock else hour,
        title=change.title or "",
        runtime=change.runtime or plan.runtime,
        url=change.url or "",
        description=change.description or "",
    )
    new = {number: replace(draft, day=day) for number, day in zip(change.episodes, days, strict=True)}
    return replace(plan, drafts={**plan.drafts, **new})


def _changed(number: int, draft: Draft, change: Change) -> Draft:
    """Return one episode after a change that names it."""
    if change.cancelled is True and draft.status is Status.CANCELLED:
        raise ChangeError("cancelled", f"episode {number} is cancelled already")
    if change.cancelled is False and draft.status is not Status.CANCELLED:
        raise ChangeError("cancelled", f"episode {number} is not cancelled")
    day = _moved(number, draft, change)
    hour = change.hour or draft.hour
    return replace(
        draft,
        day=day,
        hour=_at(change.clock, hour) if change.clock else hour,
        title=draft.title if change.title is None else change.title,
        runtime=change.runtime or draft.runtime,
        url=draft.url if change.url is None else change.url,
        description=draft.description if change.description is None else change.description,
        status=_status_after(draft, change),
    )


def _moved(number: int, draft: Draft, change: Change) -> date | None:
    if change.day:
        return change.day
    if change.shift is None:
        return draft.day
    if draft.day is None:
        raise ChangeError("shift", f"episode {number} has no day that could be shifted", "give it a date")
    day = draft.day + change.shift
    if day.year not in YEARS:
        raise ChangeError("shift", f"episode {number} would come out in the year {day.year}")
    return day


def _status_after(draft: Draft, change: Change) -> Status:
    if change.cancelled:
        return Status.CANCELLED
    if change.to_be_announced:
        return Status.TENTATIVE
    if change.cancelled is False or (draft.status is Status.TENTATIVE and (change.day or change.shift)):
        return Status.CONFIRMED
    return draft.status


def _at(clock: time, hour: Hour | None) -> Hour:
    if hour is None:
        raise ChangeError("time", "only days are known of this season, and a time needs a zone", "write release = {…}")
    return replace(hour, time=clock)


def _is_out(draft: Draft, at: datetime) -> bool:
    release = _release(draft)
    if release is None:
        return False
    # Of a day without an hour, the hour may become known on that very day.
    return release.at <= at if isinstance(release, InstantRelease) else release.day < at.date()


def _release(draft: Draft) -> Release | None:
    if draft.day is None:
        return None
    return draft.hour.on(draft.day) if draft.hour else DayRelease(draft.day)


def _facts(plan: Plan) -> dict[int, Facts]:
    """Return the facts of all episodes that have, or had, a day."""
    return {
        number: Facts(draft.title, release, draft.runtime, draft.url, draft.description, draft.status)
        for number, draft in plan.drafts.items()
        if (release := _release(draft)) is not None
    }


_NONE = frozenset[Part]()


_PREMIERE, _WEEKLY, _FINALE = (frozenset({part}) for part in (Part.PREMIERE, Part.WEEKLY, Part.FINALE))


def _parts(facts: Mapping[int, Facts]) -> dict[int, frozenset[Part]]:
    """Tell which parts of the season each episode is in. A cancelled one is in none any more."""
    coming = {number: fact for number, fact in facts.items() if fact.status is not Status.CANCELLED}
    premiere_day = min((fact.release.day for fact in coming.values()), default=None)
    last = max(coming, default=None)
    parts = {number: _PREMIERE if fact.release.day == premiere_day else _WEEKLY for number, fact in coming.items()}
    if last is not None:
        parts[last] |= _FINALE
    return {number: parts.get(number, _NONE) for number in facts}


def _announced(plan: Plan, at: datetime) -> dict[int, Episode]:
    facts = _facts(plan)
    parts = _parts(facts)
    return {number: Episode(number, fact, parts[number], parts[number], 0, at) for number, fact in facts.items()}


def _advanced(episodes: Mapping[int, Episode], plan: Plan, change: Change, index: int) -> dict[int, Episode]:
    """Return all episodes after a change: also those that it does not name, if it made one the finale, say."""
    facts = _facts(plan)
    parts = _parts(facts)
    count_changed = max(facts, default=0) != max(episodes, default=0)
    after = {}
    for number, fact in facts.items():
        before = episodes.get(number)
        if before and fact == before.facts and parts[number] == before.parts and not count_changed:
            after[number] = before
            continue
        made = Correction(index, change.note, before.facts if before else None, fact)
        after[number] = _after(before, Episode(number, fact, parts[number], parts[number], 0, change.at), made)
    return after


def _after(before: Episode | None, bare: Episode, made: Correction) -> Episode:
    """Add to what an episode is after a change what it was before: `bare` has no past."""
    if before is None:
        return replace(bare, corrections=(made,))
    return replace(
        bare,
        parts_ever=before.parts_ever | bare.parts,
        sequence=before.sequence + (schedule_of(bare.facts) != schedule_of(before.facts)),
        corrections=(*before.corrections, made) if bare.facts != before.facts else before.corrections,
    )


def schedule_of(facts: Facts) -> tuple[object, ...]:
    """Return what SEQUENCE counts: start, end and status. A day has no end that a runtime could change."""
    runtime = facts.runtime if isinstance(facts.release, InstantRelease) else None
    return facts.release, runtime, facts.status


def _listed(numbers: Iterable[int]) -> str:
    return f"episodes {', '.join(map(str, sorted(numbers)))}"
