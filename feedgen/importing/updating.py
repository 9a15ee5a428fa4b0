"""The differences between a newer list and a published plan, as dated changes to the plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from feedgen.importing.additions import added
from feedgen.importing.drafting import season_draft, seasons_of
from feedgen.importing.listing import SPECIALS, Item, Listing, Special, clock_text
from feedgen.plan.announcement import Status
from feedgen.plan.show import Episode, Season, Show
from feedgen.schedule.drafts import HourText
from feedgen.schedule.text_edits import with_change, with_season
from feedgen.schedule.toml_values import Value, numbers_value, runtime_value

_SECOND = timedelta(seconds=1)

_Keys = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class _Difference:
    """The new day and hour that a list has for an episode; each is None if it is the same as in the plan."""

    episode: Episode
    day: date | None
    clock: timedelta | None

    @property
    def shift(self) -> timedelta | None:
        """How far it moves; None if it stays, or had no day."""
        release = self.episode.facts.release
        return self.day - release.day if self.day and release else None

    @property
    def kind(self) -> tuple[object, ...]:
        """What must be equal in differences for one change to cover them."""
        hour = self.episode.facts.hour
        return self.shift, None if self.shift else self.day, self.clock, hour and hour.zone


def known_specials(show: Show) -> tuple[Special, ...]:
    """Return the specials that a show has."""
    season = show.season(SPECIALS)
    return tuple(
        Special(episode.number, episode.facts.title, episode.facts.release.day if episode.facts.release else None)
        for episode in (season.episodes if season else ())
    )


def updated(text: str, show: Show, listing: Listing, now: datetime, note: str) -> str:
    """Return the text of the schedule of a show with what is new in a list, as changes that are dated now.

    A season that the schedule lacks is added as an announcement. `note` is the note of each change.
    """
    for number, items in seasons_of(listing).items():
        season = show.season(number)
        if season is None:
            text = with_season(text, season_draft(listing, number, now))
            continue
        latest = season.changes[-1].at if season.changes else season.announced
        at = max(now, latest + _SECOND)
        for keys in _changes(season, {item.number or 0: item for item in items}, listing.zone, at):
            text = with_change(text, number, {"at": at, **keys, "note": note})
    return text


def differs(show: Show, listing: Listing) -> Iterator[str]:
    """Yield a sentence for the title and for the service, if the list has another one than the show.

    A publisher may have chosen another name on purpose, so neither is changed.
    """
    for what, known, listed in (("title", show.title, listing.title), ("service", show.service, listing.service)):
        if listed and listed != known:
            remedy = f"to take it over, say feedgen change {show.slug} --{what}"
            yield f'its {what} is "{listed}", and that of the schedule stays "{known}"; {remedy}'


def vanished(show: Show, listing: Listing, now: datetime) -> Iterator[str]:
    """Yield a sentence for each coming episode that a list lacks, though its day is between others of the list.

    Many lists cover some weeks only, so an episode before or after them may be missing for that reason.
    """
    for number, items in seasons_of(listing).items():
        season, listed = show.season(number), {item.number for item in items}
        days = [item.day for item in items if item.day]
        for episode in season.episodes if season else ():
            release = episode.facts.release
            if episode.number in listed or not release or release.is_out(now) or not days:
                continue
            if min(days) <= release.day <= max(days) and episode.facts.status is Status.CONFIRMED:
                name = f"season {number}, episode {episode.number}"
                yield f"{name} is not in it any more; if it does not come, say so: feedgen change … --cancel"


def _changes(season: Season, items: Mapping[int, Item], zone: str, at: datetime) -> Iterator[_Keys]:
    known = {episode.number: episode for episode in season.episodes}
    new = {number: item for number, item in items.items() if number not in known}
    both = [(known[number], item) for number, item in items.items() if number in known]
    going = [(episode, item) for episode, item in both if episode.facts.status is not Status.CANCELLED]
    yield from _withdrawn(going, at)
    yield from _moved([found for episode, item in going if (found := _difference(episode, item, zone))], zone)
    yield from _retitled(going)
    yield from _with_runtimes(going)
    hour = season.plan.terms.hour
    yield from added(new, HourText(hour.clock, hour.zone) if hour else None, zone)


def _withdrawn(pairs: Sequence[tuple[Episode, Item]], at: datetime) -> Iterator[_Keys]:
    """Yield a change that withdraws the days of coming episodes that have none in the list."""
    numbers = [
        episode.number
        for episode, item in pairs
        if item.day is None and (release := episode.facts.release) and not release.is_out(at)
        if episode.facts.status is Status.CONFIRMED
    ]
    if numbers:
        yield {"episodes": numbers_value(numbers), "to_be_announced": True}


def _difference(episode: Episode, item: Item, zone: str) -> _Difference | None:
    """Return the difference of a release; None if there is none. What the list does not have stays as it is."""
    release, hour = episode.facts.release, episode.facts.hour
    day = item.day if item.day and not (release and release.day == item.day) else None
    known = release.clock if release and hour and hour.zone == zone else ""
    clock = item.clock if item.clock is not None and clock_text(item.clock) != known else None
    return _Difference(episode, day, clock) if item.day and (day or clock is not None) else None


def _moved(found: Sequence[_Difference], zone: str) -> Iterator[_Keys]:
    """Yield the changes of days and hours, one for successive episodes that move alike."""
    for _, group in groupby(found, key=lambda difference: difference.kind):
        members = list(group)
        first, keys = members[0], dict[str, Value]()
        keys["episodes"] = numbers_value([difference.episode.number for difference in members])
        if first.shift and len(members) > 1:
            keys["shift"] = _in_words(first.shift)
        elif first.day:
            keys["date"] = first.day
        if first.clock is not None:
            hour = first.episode.facts.hour
            keys |= [HourText(first.clock, "" if hour and hour.zone == zone else zone).pair()]
        yield keys


def _in_words(shift: timedelta) -> str:
    count, unit = (shift.days // 7, "week") if shift.days % 7 == 0 else (shift.days, "day")
    return f"{count} {unit}" + ("s" if abs(count) > 1 else "")


def _retitled(pairs: Sequence[tuple[Episode, Item]]) -> Iterator[_Keys]:
    for episode, item in pairs:
        if item.title and item.title != episode.facts.title:
            yield {"episodes": str(episode.number), "title": item.title}


def _with_runtimes(pairs: Sequence[tuple[Episode, Item]]) -> Iterator[_Keys]:
    changed = [(episode, item) for episode, item in pairs if item.runtime not in (None, episode.facts.runtime)]
    for runtime, group in groupby(changed, key=lambda pair: pair[1].runtime):
        if runtime:
            yield {
                "episodes": numbers_value([episode.number for episode, _ in group]),
                "runtime": runtime_value(runtime),
            }
