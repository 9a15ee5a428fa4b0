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
from feedgen.feeds.present import count_titled, in_window, with_known_titles
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
    summary: str
    description: str
    url: str
    categories: tuple[str, ...]
    color: str
    status: str
    sequence: int
    modified: datetime
    when: AllDay | Timed
    alarms: tuple[timedelta, ...] = ()

    @property
    def said(self) -> tuple[object, ...]:
        """All of it but when it is and rings, which is the same in every zone."""
        return self[:-2]


class _Draft(NamedTuple):
    """An event as it is on the announced day, without alarms, and the `airings` whose time it has."""

    event: Event
    airings: tuple[Airing, ...]


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
        events=_events(selection, _Writer(site, variant, language), now),
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
    return tuple((airing, _of_airing(airing, writer).event) for airing in shown)


def _events(selection: Selection, writer: _Writer, now: datetime) -> tuple[Event, ...]:
    variant = writer.variant
    window = in_window(selection.single, variant, now) if selection.single else ()
    wholes = _wholes_in_window(selection.wholes, variant, now)
    events = tuple([_placed(draft, variant) for draft in _drafts(window, wholes, writer, now)])
    return tuple(sorted(events, key=lambda event: (_start(event.when), event.uid))) if wholes else events


def _wholes_in_window(wholes: Sequence[Whole], variant: Variant, now: datetime) -> Sequence[Whole]:
    if not wholes or (variant.past is None and variant.future is None):
        return wholes
    shown = {airing.uid for airing in in_window([last_of(whole) for whole in wholes], variant, now)}
    return [whole for whole in wholes if last_of(whole).uid in shown]


def _placed(draft: _Draft, variant: Variant) -> Event:
    """Return an event when it is in a variant, with its alarms. What does not take place does not ring."""
    event, airings = draft
    when = moment(airings[0], variant) if len(airings) == 1 else _span(airings, variant)
    rings = variant.reminders and event.status == Status.CONFIRMED
    # Not with _replace, which takes four times as long.
    return Event(*event[:-2], when, alarms(variant.reminders, when) if rings else ())


_Window = tuple[Sequence[Airing], Sequence[Whole]]


# What is said of airings and seasons, by which objects they are, which it holds as well, so that no others can take
# their places. It saves a third of the time that a calendar takes which differs from another in its zone alone.
_drafted: Kept[tuple[object, ...], tuple[_Window, Sequence[_Draft]]] = Kept(_KEPT_BYTES)


def _drafts(window: Sequence[Airing], wholes: Sequence[Whole], writer: _Writer, now: datetime) -> Sequence[_Draft]:
    """Return the events of airings and seasons without their times, which are the same in every zone."""
    variant = writer.variant
    airings = tuple([(id(airing.show), id(airing.season), id(airing.episode)) for airing in window])
    seasons = tuple([(id(whole.show), id(whole.season)) for whole in wholes])
    titled = count_titled(window, variant, now)
    said = variant.titles, titled, variant.prefix, variant.by_day, writer.site, writer.language.tag
    kept = _drafted.get((airings, seasons, *said))
    if kept is None:
        drafts = [*_of_airings(window, writer, now), *(_of_whole(whole, writer) for whole in wholes)]
        size = sum(len(event.summary) + len(event.description) + _OVERHEAD for event, _ in drafts)
        kept = _drafted.keep((airings, seasons, *said), ((window, wholes), drafts), size)
    return kept[1]


def _of_airings(window: Sequence[Airing], writer: _Writer, now: datetime) -> Iterator[_Draft]:
    shown = with_known_titles(window, writer.variant, now)
    if writer.variant.by_day:
        return (_of_group(group, writer) for group in groups_of(shown))
    return (_of_airing(airing, writer) for airing in shown)


def _start(when: AllDay | Timed) -> datetime:
    return when.start if isinstance(when, Timed) else datetime.combine(when.day, time(), UTC)


_Told = tuple[str, str, str]


# Summary, description and link of episodes, which most feeds and variants share: finding them takes two thirds of the
# time that a calendar takes whose events have not been drafted.
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


def _of_airing(airing: Airing, writer: _Writer) -> _Draft:
    show = airing.show
    summary, description, url = _words(airing, writer)
    event = Event(
        uid=airing.uid,
        summary=writer.called(summary),
        description=description,
        url=url,
        categories=(show.title, airing.service),
        color=show.color,
        status=airing.facts.status,
        sequence=airing.episode.sequence,
        modified=airing.episode.modified,
        when=AllDay(airing.release.day),
    )
    return _Draft(event, (airing,))


def _words_of_group(group: Group, writer: _Writer) -> _Told:
    airing, language = group.airings[0], writer.language
    if len(group.airings) == 1 and not group.joined:
        return _words(airing, writer)
    return (
        group_wording.summary(group, language, short=writer.short),
        group_wording.description(group, writer.site, language),
        group_wording.link(airing, writer.site),
    )


def _of_group(group: Group, writer: _Writer) -> _Draft:
    airing = group.airings[0]
    summary, description, url = _words_of_group(group, writer)
    event = Event(
        uid=group_uid(airing.show.slug, airing.season.number, group.first),
        summary=writer.called(summary),
        description=description,
        url=url,
        categories=(airing.show.title, airing.service),
        color=airing.show.color,
        status=Status.CANCELLED if group.joined else group_wording.status_of(group.airings),
        sequence=group.sequence,
        modified=group.modified,
        when=AllDay(airing.release.day),
    )
    return _Draft(event, group.airings)


def _of_whole(whole: Whole, writer: _Writer) -> _Draft:
    last, language = last_of(whole), writer.language
    sequence, modified = stamps_of(whole)
    event = Event(
        uid=complete_uid(whole.show.slug, whole.season.number),
        summary=writer.called(group_wording.complete_summary(whole, language, short=writer.short)),
        description=group_wording.complete_description(whole, writer.site, language),
        url=group_wording.link(last, writer.site),
        categories=(whole.show.title, last.service),
        color=whole.show.color,
        status=group_wording.complete_status(whole),
        sequence=sequence,
        modified=modified,
        when=AllDay(last.release.day),
    )
    return _Draft(event, (last,))


def _span(airings: Sequence[Airing], variant: Variant) -> AllDay | Timed:
    """Return when several episodes are: from the first start to the last end; the day if the hour of one is open."""
    moments = [moment(airing, variant) for airing in airings]
    timed = [when for when in moments if isinstance(when, Timed)]
    if len(timed) < len(moments):
        return next(when for when in moments if isinstance(when, AllDay))
    return Timed(min(when.start for when in timed), max(when.end for when in timed), variant.zone)
