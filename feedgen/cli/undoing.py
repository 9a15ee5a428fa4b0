"""Taking back the newest change of a show."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from feedgen.cli.common import utc_now
from feedgen.cli.editing import Edit
from feedgen.errors import FeedgenError
from feedgen.plan.announcement import Change, Facts, Status
from feedgen.plan.changes import follow, follow_show
from feedgen.plan.release import Hour
from feedgen.plan.show import Correction, Season, Show
from feedgen.schedule.text_edits import with_change, with_show_change, without_change
from feedgen.schedule.toml_values import Value, clock_value, numbers_value, runtime_value

# Calendar apps ask a few times a day, so few have seen a change that is younger.
_FRESH = timedelta(hours=1)

_LONGEST_NOTE = 300


def taken_back(note: str | None) -> Edit:
    """Return the edit that removes the newest change if it is less than an hour old, else adds the opposite change."""

    def edit(show: Show, text: str) -> tuple[str, datetime]:
        now = utc_now()
        owners: list[Show | Season] = [show, *show.seasons]
        changed = [owner for owner in owners if owner.changes]
        if not changed:
            raise FeedgenError(f"{show.slug} has no change that could be taken back")
        owner = max(changed, key=lambda owner: owner.changes[-1].at)
        newest = owner.changes[-1]
        if now - newest.at < _FRESH:
            number = owner.number if isinstance(owner, Season) else None
            return without_change(text, number, len(owner.changes) - 1), now
        at = max(now, newest.at + timedelta(seconds=1))
        told = note or f"Taken back: {newest.note}"[:_LONGEST_NOTE]
        if isinstance(owner, Show):
            return with_show_change(text, {"at": at, **dict(_show_back(owner)), "note": told}), at
        for keys in _opposite(owner, owner.changes[-1]):
            text = with_change(text, owner.number, {"at": at, **keys, "note": told})
        return text, at

    return edit


def _opposite(season: Season, newest: Change) -> Iterator[Mapping[str, Value]]:
    """Yield the keys of the changes that restore what was before the newest change."""
    if not newest.episodes:
        yield dict(_season_back(season))
        return
    numbers: dict[str, list[int]] = {}
    keys: dict[str, dict[str, Value]] = {}
    for episode in season.episodes:
        for correction in episode.corrections:
            if correction.change == len(season.changes) and episode.number in newest.episodes:
                back = dict(_back(episode.number, correction))
                numbers.setdefault(str(back), []).append(episode.number)
                keys[str(back)] = back
    for name, back in keys.items():
        yield {"episodes": numbers_value(numbers[name]), **back}


def _show_back(show: Show) -> Iterator[tuple[str, Value]]:
    before = follow_show(show, show.changes[:-1])[0].facts
    for key in show.facts.unlike(before):
        if not (was := getattr(before, key)):
            raise _impossible(f"the show had no {key} before it, and none can be taken away")
        yield key, was


def _season_back(season: Season) -> Iterator[tuple[str, Value]]:
    """Yield the keys that restore the facts of a season as a whole from before its newest change."""
    before, after = follow(season, season.changes[:-1])[0].terms, season.terms
    if before.hour != after.hour:
        if before.hour is None:
            raise _impossible("only days were known before it, and an hour cannot be taken away")
        yield "release", _release(before.hour)
    if before.open != after.open:
        yield "open", before.open
    for key in ("title", "url", "description", "service", "expected"):
        was = getattr(before, key)
        if was != getattr(after, key):
            if not was:
                raise _impossible(f"the season had no {key} before it, and none can be taken away")
            yield key, was


def _back(number: int, correction: Correction) -> Iterator[tuple[str, Value]]:
    """Yield the keys that restore the facts of an episode from before a change."""
    before, after = correction.before, correction.after
    if before is None:
        yield "cancelled", True
        return
    yield from _status_back(before, after)
    if before.hour != after.hour:
        if before.hour is None:
            raise _impossible(f"only the day of episode {number} was known before it, and an hour cannot be taken away")
        yield "release", _release(before.hour)
    for key in ("title", "runtime", "url", "description", "service"):
        was = getattr(before, key)
        if was != getattr(after, key):
            if not was:
                raise _impossible(f"episode {number} had no {key} before it, and none can be taken away")
            yield key, runtime_value(was) if isinstance(was, timedelta) else was


def _status_back(before: Facts, after: Facts) -> Iterator[tuple[str, Value]]:
    moved = before.release and after.release and before.release.day != after.release.day
    match before.status, after.status:
        case (Status.CANCELLED, Status.CONFIRMED | Status.TENTATIVE):
            yield "cancelled", True
            return
        case (Status.CONFIRMED | Status.TENTATIVE, Status.CANCELLED):
            yield "cancelled", False
        case (Status.TENTATIVE, Status.CONFIRMED):
            yield "to_be_announced", True
            return
    if before.release is None and after.release:
        yield "to_be_announced", True
    elif before.release and (moved or after.status is Status.TENTATIVE):
        yield "date", before.release.day


def _release(hour: Hour) -> Value:
    return {"time": clock_value(hour.clock), "zone": hour.zone}


def _impossible(reason: str) -> FeedgenError:
    return FeedgenError(f"the newest change has no opposite: {reason}. Add the change that you want instead.")
