"""A change applied to a plan."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from feedgen.plan.announcement import Change, Facts, Plan, Status
from feedgen.plan.release import YEARS, Hour


class ChangeError(ValueError):
    """A change that cannot be applied to a plan. `key` is the key of the change in which the mistake is."""

    def __init__(self, key: str, message: str, remedy: str = "") -> None:
        self.key = key
        self.remedy = remedy
        super().__init__(message)


def amended(plan: Plan, change: Change) -> Plan:
    """Return the plan after a change. Raises ChangeError if it cannot be applied, or makes no difference."""
    after = _with_added(plan, change) if change.added else _with_changed(plan, change)
    if after == plan:
        raise ChangeError("at", "the change makes no difference to the plan before it", "is it there twice?")
    _refuse_skipped_hours(plan, after, change)
    return after


def consecutive(plan: Mapping[int, Facts], numbers: Iterable[int]) -> Mapping[int, Facts]:
    """Return these episodes of a plan, each beginning when the one before it on its day ends.

    Raises ChangeError if an hour or a length is not known.
    """
    made: dict[int, Facts] = {}
    ends: dict[date | None, timedelta] = {}
    for number in numbers:
        facts = plan[number]
        day = facts.release.day if facts.release else None
        if facts.hour is None:
            raise ChangeError("back_to_back", "only days are known of these episodes", "write release = {…}")
        made[number] = facts.at(facts.hour, ends.get(day, timedelta()))
        if facts.runtime is None:
            raise ChangeError("back_to_back", f"the length of episode {number} is not known", 'write runtime = "PT1H"')
        ends[day] = made[number].delay + facts.runtime
    return made


def _with_changed(plan: Plan, change: Change) -> Plan:
    if missing := [number for number in change.episodes if number not in plan.episodes]:
        there = f"there are {_listed(plan.episodes)}; " if plan.episodes else ""
        remedy = f"{there}write added = true for a new one"
        raise ChangeError("episodes", f"there is no episode {missing[0]}", remedy)
    if not change.episodes:
        return _with_changed_season(plan, change)
    days = dict(zip(change.episodes, change.days, strict=False))
    touched = {n: _changed(n, plan.episodes[n], change, days.get(n)) for n in change.episodes}
    if change.back_to_back:
        touched.update(consecutive(touched, change.episodes))
    return replace(plan, episodes={**plan.episodes, **touched})


def _with_changed_season(plan: Plan, change: Change) -> Plan:
    """Return the plan after a change of the season as a whole. Episodes that are out keep their hour and service."""
    before = plan.terms
    hour = _hour(change, before.hour)
    terms = replace(
        before,
        title=_or(change.title, before.title),
        url=_or(change.url, before.url),
        description=_or(change.description, before.description),
        service=_or(change.service, before.service),
        hour=hour,
        open=before.open if change.open is None else change.open,
        expected=_or(change.expected, before.expected),
    )
    moves = change.hour is not None or change.clock is not None
    if not moves and change.service is None:
        return replace(plan, terms=terms)
    moved = {n: facts for n, facts in plan.episodes.items() if not _is_settled(facts, change.at)}
    if moves:
        moved = {number: facts.at(hour, facts.delay) for number, facts in moved.items()}
    if change.service is not None:
        moved = {number: facts._replace(service=change.service) for number, facts in moved.items()}
    return replace(plan, episodes={**plan.episodes, **moved}, terms=terms)


def _with_added(plan: Plan, change: Change) -> Plan:
    if there := [number for number in change.episodes if number in plan.episodes]:
        remedy = "its calendar entry would get a second meaning; leave out added = true to change the episode"
        raise ChangeError("episodes", f"episode {there[0]} is there already", remedy)
    facts = Facts(
        release=None,
        hour=_hour(change, plan.terms.hour),
        title=change.title or "",
        runtime=change.runtime or plan.terms.runtime,
        url=change.url or "",
        description=change.description or "",
        service=_or(change.service, plan.terms.service),
    )
    days = change.days or (None,) * len(change.episodes)
    parts = {number: _part_of(plan, number) for number in change.episodes}
    new = {
        number: (facts.on(day) if day else facts)._replace(part=parts[number])
        for number, day in zip(change.episodes, days, strict=True)
    }
    if change.back_to_back:
        new.update(consecutive(new, change.episodes))
    return replace(plan, episodes=dict(sorted({**plan.episodes, **new}.items())))


def _part_of(plan: Plan, number: int) -> str:
    """Return the title of the run that an added episode belongs to, which is that of the episode before it."""
    before = max((known for known in plan.episodes if known < number), default=None)
    return "" if before is None else plan.episodes[before].part


def _changed(number: int, facts: Facts, change: Change, day: date | None) -> Facts:
    """Return an episode after a change that names it; `day` is its new day, if the change has one for it."""
    if change.cancelled is True and facts.status is Status.CANCELLED:
        raise ChangeError("cancelled", f"episode {number} is cancelled already")
    if change.cancelled is False and facts.status is not Status.CANCELLED:
        raise ChangeError("cancelled", f"episode {number} is not cancelled")
    if change.to_be_announced and facts.release is None:
        raise ChangeError("to_be_announced", f"episode {number} has no day that could be withdrawn")
    hour = _hour(change, facts.hour)
    after = facts.at(hour, facts.delay if hour == facts.hour else timedelta())
    day = day or _shifted(number, facts, change) or _day_again(facts, change)
    return (after.on(day) if day else after)._replace(
        title=_or(change.title, facts.title),
        runtime=change.runtime or facts.runtime,
        url=_or(change.url, facts.url),
        description=_or(change.description, facts.description),
        service=_or(change.service, facts.service),
        status=_status_after(facts, change),
        withdrawn=_is_withdrawn(facts, change),
    )


def _or(new: str | None, old: str) -> str:
    return old if new is None else new


def _shifted(number: int, facts: Facts, change: Change) -> date | None:
    """Return the day that a change shifts an episode to; None if it does not shift."""
    if change.shift is None:
        return None
    if facts.release is None:
        raise ChangeError("shift", f"episode {number} has no day that could be shifted", "give it a date")
    day = facts.release.day + change.shift
    if day.year not in YEARS:
        raise ChangeError("shift", f"episode {number} would come out in the year {day.year}")
    return day


def _day_again(facts: Facts, change: Change) -> date | None:
    """Return the day on which a cancelled episode comes after all, at the hour that it has by now."""
    if change.cancelled is not False or facts.release is None or _is_withdrawn(facts, change):
        return None
    return facts.release.day


def _status_after(facts: Facts, change: Change) -> Status:
    if change.cancelled:
        return Status.CANCELLED
    if change.to_be_announced:
        return Status.TENTATIVE
    if change.cancelled is False:
        return Status.TENTATIVE if _is_withdrawn(facts, change) else Status.CONFIRMED
    if facts.status is Status.TENTATIVE and not _is_withdrawn(facts, change):
        return Status.CONFIRMED
    return facts.status


def _is_withdrawn(facts: Facts, change: Change) -> bool:
    return change.to_be_announced or (facts.withdrawn and not change.days and not change.shift)


def _hour(change: Change, before: Hour | None) -> Hour | None:
    hour = change.hour or before
    if change.clock is None:
        return hour
    if hour is None:
        raise ChangeError("time", "only days are known of this season, and a time needs a zone", "write release = {…}")
    return hour._replace(clock=change.clock)


def _refuse_skipped_hours(before: Plan, after: Plan, change: Change) -> None:
    """Raise ChangeError if a change moves an episode to an hour that clocks skip."""
    for number in change.episodes or after.episodes:
        facts, was = after.episodes[number], before.episodes.get(number)
        if facts is was or (was and was.release == facts.release):
            continue
        if told := skipped_hour(number, facts):
            named = [key for key in ("clock", "hour", "shift", "days") if getattr(change, key) is not None]
            key = {"clock": "time", "hour": "release", "shift": "shift", "days": "date"}[named[0]]
            raise ChangeError(key, told, remedy_for_skipped_hour(facts))


def skipped_hour(number: int, facts: Facts) -> str:
    """Return in words that an episode comes out at an hour that its zone does not have; empty if the hour exists."""
    hour, release = facts.hour and facts.hour.later(facts.delay), facts.release
    if not hour or not release or hour.exists_on(release.day):
        return ""
    if not hour.has_day(release.day):
        return f"episode {number} would come out on {release.day}, a day that {hour.zone} never had"
    return f"episode {number} would come out at {hour} on {release.day}, an hour that clocks skip in {hour.zone}"


def remedy_for_skipped_hour(facts: Facts) -> str:
    """Return what to write instead of an hour that clocks skip on that day."""
    hour, release = facts.hour, facts.release
    if not hour or not release or facts.delay or not hour.has_day(release.day):
        return "write another day"
    return f'write "{hour.shown_on(release.day)}", which clocks show then, or another day'


def _is_settled(facts: Facts, at: datetime) -> bool:
    return facts.release is not None and not facts.withdrawn and facts.release.is_settled(at)


def _listed(numbers: Iterable[int]) -> str:
    return f"episodes {', '.join(map(str, sorted(numbers)))}"
