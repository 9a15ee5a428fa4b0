"""The calendar of a selection in a variant: what it says, and when. Formats only write it."""

import functools
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from feedgen import languages
from feedgen.feeds import group_wording, wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.captions import feed_description, feed_title
from feedgen.feeds.groups import Group, groups_of, last_of, stamps_of
from feedgen.feeds.moments import AllDay, Timed, moment
from feedgen.feeds.present import in_window, with_known_titles
from feedgen.feeds.reminders import alarms
from feedgen.feeds.selection import NoHourError, Selection, Whole
from feedgen.feeds.site import Site
from feedgen.feeds.variant import Titles, Variant
from feedgen.keeping import Kept
from feedgen.languages import Language, precision
from feedgen.plan.announcement import Status
from feedgen.plan.identity import complete_uid, group_uid
from feedgen.plan.show import Episode, Season, Show

# The words of some thousand episodes, and what an episode takes that they are kept for.
_KEPT_BYTES = 16 * 2**20


_OVERHEAD = 2048


# Of a calendar that is of no one show.
_COLOR = "steelblue"


# Tuples are made in a quarter of the time of dataclasses, and there are very many of these.
class Event(NamedTuple):
    """An entry of a calendar.

    `status` is a value of STATUS in iCalendar, `color` a CSS colour name, `modified` in UTC. `alarms` are times before
    its start; negative ones are after it.
    """

    uid: str
    when: AllDay | Timed
    summary: str
    description: str
    url: str
    categories: tuple[str, ...]
    color: str
    status: str
    sequence: int
    modified: datetime
    alarms: tuple[timedelta, ...] = ()


@dataclass(frozen=True, slots=True)
class Undated:
    """The episodes of a season that are announced and have no day yet, by number.

    `expected` is when the season is expected that has no day at all, as the schedule says it, and `words` the same in
    the language of the calendar; `precision` is "year", "quarter", "month" or "words". All are empty if nothing is
    said.
    """

    show: str
    season: int
    episodes: tuple[int, ...]
    expected: str
    precision: str
    words: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar; `source` is its own address, `url` that of its page, `undated` what has no place in it yet."""

    name: str
    description: str
    color: str
    source: str
    url: str
    events: tuple[Event, ...]
    undated: tuple[Undated, ...]

    @property
    def modified(self) -> datetime:
        """When an event last changed (UTC)."""
        return max(event.modified for event in self.events)


@functools.lru_cache(maxsize=4096)
def _about(*_said: Hashable) -> object:
    """Return the same object for what is equal."""
    return object()


@dataclass(frozen=True, slots=True)
class _Writer:
    """What all events of a calendar have in common."""

    site: Site
    variant: Variant
    language: Language
    _known: dict[int, object] = field(default_factory=dict)

    def about(self, show: Show, season: Season) -> object:
        """Return an object that stands for all that is said of an episode besides what it is itself."""
        known = self._known.get(id(season))
        if known is None:
            said = show.slug, show.kind, show.facts, season.number, season.plain, season.terms, season.last
            known = self._known[id(season)] = _about(*said, self.site, self.language.tag, self.short)
        return known

    @property
    def short(self) -> bool:
        return self.variant.titles is Titles.SHORT

    def called(self, line: str) -> str:
        """Return what an event is called."""
        if not self.variant.prefix:
            return line
        called = f"{self.variant.prefix} {line}"
        return called if len(called) <= wording.SUMMARY_LENGTH else f"{called[: wording.SUMMARY_LENGTH - 1]}…"

    def alarms(self, when: AllDay | Timed, status: Status) -> tuple[timedelta, ...]:
        """Return when an event rings. What does not take place does not."""
        reminders = self.variant.reminders
        return alarms(reminders, when) if reminders and status is Status.CONFIRMED else ()


def calendar_of(selection: Selection, site: Site, variant: Variant, now: datetime) -> Calendar:
    """Return what a selection says in a variant, with its events in order.

    Raises NoHourError if the variant has a zone and no airing has an hour.
    """
    if variant.zone and not selection.has_hours:
        raise NoHourError(selection.feed.name)
    language, show = languages.of(variant.language), selection.show
    return Calendar(
        name=feed_title(selection, language),
        description=feed_description(selection, variant, language),
        color=show.color if show else _COLOR,
        source=site.feed(selection.feed, variant),
        url=site.show(selection.of_film) if selection.of_film else site.page(selection.feed),
        events=tuple(_events(selection, _Writer(site, variant, language), now)),
        undated=tuple(_undated(show, season, language) for show, season in selection.seasons if not season.is_dated),
    )


def _undated(show: Show, season: Season, language: Language) -> Undated:
    expected = "" if season.dated else season.terms.expected
    return Undated(
        show=show.title,
        season=season.number,
        episodes=tuple(episode.number for episode in season.undated),
        expected=expected,
        precision=precision(expected),
        words=language.span(expected),
    )


def episodes_of(selection: Selection, site: Site, variant: Variant, now: datetime) -> tuple[tuple[Airing, Event], ...]:
    """Return the airings of a selection as a variant shows them, each with its own event."""
    writer = _Writer(site, variant, languages.of(variant.language))
    shown = with_known_titles(in_window(selection.airings, variant, now), variant, now)
    return tuple((airing, _event(airing, writer)) for airing in shown)


def _events(selection: Selection, writer: _Writer, now: datetime) -> Iterator[Event]:
    variant = writer.variant
    window = in_window(selection.single, variant, now) if selection.single else ()
    shown = with_known_titles(window, variant, now)
    events = (
        [_event_of_group(group, writer) for group in groups_of(shown)]
        if variant.by_day
        else [_event(airing, writer) for airing in shown]
    )
    if not selection.wholes:
        return iter(events)
    lasts = in_window([last_of(whole) for whole in selection.wholes], variant, now)
    shown_wholes = {airing.uid for airing in lasts}
    complete = [_event_of_whole(whole, writer) for whole in selection.wholes if last_of(whole).uid in shown_wholes]
    return iter(sorted([*events, *complete], key=lambda event: (_start(event.when), event.uid)))


def _start(when: AllDay | Timed) -> datetime:
    return when.start if isinstance(when, Timed) else datetime.combine(when.day, time(), UTC)


_Told = tuple[str, str, str]


# Summary, description and link of episodes, which most variants share: finding them takes two thirds of the time that a
# calendar takes which differs from another in its zone alone.
_told: Kept[tuple[object, Episode], _Told] = Kept(_KEPT_BYTES)


def _words(airing: Airing, writer: _Writer) -> _Told:
    key = writer.about(airing.show, airing.season), airing.episode
    told = _told.get(key)
    if told is None:
        told = (
            wording.summary(airing, writer.language, short=writer.short),
            wording.description(airing, writer.site, writer.language),
            wording.link(airing, writer.site),
        )
        _told.keep(key, told, sum(map(len, told)) + _OVERHEAD)
    return told


def _event(airing: Airing, writer: _Writer) -> Event:
    show, when = airing.show, moment(airing, writer.variant)
    summary, description, url = _words(airing, writer)
    return Event(
        uid=airing.uid,
        when=when,
        summary=writer.called(summary),
        description=description,
        url=url,
        categories=(show.title, airing.service),
        color=show.color,
        status=airing.facts.status,
        sequence=airing.episode.sequence,
        modified=airing.episode.modified,
        alarms=writer.alarms(when, airing.facts.status),
    )


def _words_of_group(group: Group, writer: _Writer) -> _Told:
    airing, language = group.airings[0], writer.language
    if len(group.airings) == 1 and not group.joined:
        return _words(airing, writer)
    return (
        group_wording.summary(group, language, short=writer.short),
        group_wording.description(group, writer.site, language),
        group_wording.link(airing, writer.site),
    )


def _event_of_group(group: Group, writer: _Writer) -> Event:
    airing, when = group.airings[0], _span(group.airings, writer.variant)
    summary, description, url = _words_of_group(group, writer)
    status = Status.CANCELLED if group.joined else group_wording.status_of(group.airings)
    return Event(
        uid=group_uid(airing.show.slug, airing.season.number, group.first),
        when=when,
        summary=writer.called(summary),
        description=description,
        url=url,
        categories=(airing.show.title, airing.service),
        color=airing.show.color,
        status=status,
        sequence=group.sequence,
        modified=group.modified,
        alarms=writer.alarms(when, status),
    )


def _event_of_whole(whole: Whole, writer: _Writer) -> Event:
    last, language, status = last_of(whole), writer.language, group_wording.complete_status(whole)
    when, (sequence, modified) = moment(last, writer.variant), stamps_of(whole)
    return Event(
        uid=complete_uid(whole.show.slug, whole.season.number),
        when=when,
        summary=writer.called(group_wording.complete_summary(whole, language, short=writer.short)),
        description=group_wording.complete_description(whole, writer.site, language),
        url=group_wording.link(last, writer.site),
        categories=(whole.show.title, last.service),
        color=whole.show.color,
        status=status,
        sequence=sequence,
        modified=modified,
        alarms=writer.alarms(when, status),
    )


def _span(airings: Sequence[Airing], variant: Variant) -> AllDay | Timed:
    """Return when several episodes are: from the first start to the last end; the day if the hour of one is open."""
    moments = [moment(airing, variant) for airing in airings]
    timed = [when for when in moments if isinstance(when, Timed)]
    if len(timed) < len(moments):
        return next(when for when in moments if isinstance(when, AllDay))
    return Timed(min(when.start for when in timed), max(when.end for when in timed), variant.zone)
