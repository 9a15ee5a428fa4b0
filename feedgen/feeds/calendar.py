"""The calendar of a selection in a variant: what it says of itself, and its events. Formats only write it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from feedgen import languages
from feedgen.bounded_cache import BoundedCache
from feedgen.feeds.addresses import Site
from feedgen.feeds.airings import Airing
from feedgen.feeds.alarms import alarms
from feedgen.feeds.captions import feed_description, feed_title
from feedgen.feeds.errors import NoHourError
from feedgen.feeds.events import Draft, Drafter, Event
from feedgen.feeds.groups import groups_of, last_of
from feedgen.feeds.moments import AllDay, Timed, moment, moment_of_all
from feedgen.feeds.present import count_titled, in_window, with_known_titles
from feedgen.feeds.selection import Selection, WholeSeason
from feedgen.feeds.variant import Titles, Variant
from feedgen.languages import Language, precision
from feedgen.plan.announcement import Status
from feedgen.plan.show import Season, Show

# How much the drafts of events may take in memory: those of some thousand events.
_KEPT_BYTES = 16 * 2**20

# The colour of a calendar of several shows.
_COLOR = "steelblue"


@dataclass(frozen=True, slots=True)
class Undated:
    """The episodes of a season that are announced and have no day yet, by number.

    `expected` says when the season is expected if it has no day at all, as the schedule has it, and `words` says the
    same in the language of the calendar; `precision` is "year", "quarter", "month" or "words". The three are empty if
    the schedule says nothing of it.
    """

    show: str
    season: int
    episodes: tuple[int, ...]
    expected: str
    precision: str
    words: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar: `source` is its own address, and `url` that of its page."""

    name: str
    description: str
    color: str
    source: str
    url: str
    events: tuple[Event, ...]

    @property
    def modified(self) -> datetime:
        """When an event last changed (UTC)."""
        return max(event.modified for event in self.events)


def calendar_of(selection: Selection, site: Site, variant: Variant, now: datetime) -> Calendar:
    """Return the calendar of a selection in a variant, with its events in order.

    Raises NoHourError if the variant has a zone and no airing has an hour.
    """
    if variant.zone and not selection.has_hours:
        raise NoHourError(selection.feed.name)
    language, show = languages.of(variant.language), selection.show
    title = feed_title(selection, language)
    return Calendar(
        name=title,
        description=feed_description(selection, title, variant, language),
        color=show.color if show else _COLOR,
        source=site.feed(selection.feed, variant),
        url=site.show(selection.film) if selection.film else site.page(selection.feed),
        events=_events(selection, Drafter(site, variant, language), now),
    )


def undated_of(selection: Selection, variant: Variant) -> Iterator[Undated]:
    """Yield the episodes of a selection that have no event yet, by season."""
    language = languages.of(variant.language)
    return (_undated(show, season, language) for show, season in selection.seasons if not season.is_dated)


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
    """Return the airings of a selection as a variant shows them, each with its own event on the announced day."""
    drafter = Drafter(site, variant, languages.of(variant.language))
    shown = with_known_titles(in_window(selection.airings, variant, now), variant, now)
    return tuple((airing, drafter.airing(airing).event) for airing in shown)


def _events(selection: Selection, drafter: Drafter, now: datetime) -> tuple[Event, ...]:
    variant = drafter.variant
    window = in_window(selection.single_airings, variant, now) if selection.single_airings else ()
    wholes = _wholes_in_window(selection.whole_seasons, variant, now)
    events = tuple([_placed(draft, variant) for draft in _drafts(window, wholes, drafter, now)])
    return tuple(sorted(events, key=lambda event: (_start(event.when), event.uid))) if wholes else events


def _wholes_in_window(wholes: Sequence[WholeSeason], variant: Variant, now: datetime) -> Sequence[WholeSeason]:
    if not wholes or (variant.past is None and variant.future is None):
        return wholes
    shown = {airing.uid for airing in in_window([last_of(whole) for whole in wholes], variant, now)}
    return [whole for whole in wholes if last_of(whole).uid in shown]


def _placed(draft: Draft, variant: Variant) -> Event:
    """Return the event of a draft at its time in a variant. It has alarms only if it takes place."""
    event, airings = draft
    when = moment(airings[0], variant) if len(airings) == 1 else moment_of_all(airings, variant)
    rings = variant.reminders and event.status == Status.CONFIRMED
    # Not with _replace, which takes four times as long.
    return Event(*event[:-2], when, alarms(variant.reminders, when) if rings else ())


_Drafted = tuple[Sequence[Airing], Sequence[WholeSeason], Sequence[Draft]]

# Drafts, by the identities of the objects that they are made of. These objects are kept as well, so that their
# identities are not given to others. Calendars that differ only in their zones share drafts, which saves a third of
# their time.
_drafted: BoundedCache[tuple[object, ...], _Drafted] = BoundedCache(_KEPT_BYTES)


def _drafts(
    window: Sequence[Airing], wholes: Sequence[WholeSeason], drafter: Drafter, now: datetime
) -> Sequence[Draft]:
    """Return the drafts of airings and complete seasons, which are the same in every time zone."""
    variant = drafter.variant
    airings = tuple([(id(airing.show), id(airing.season), id(airing.episode)) for airing in window])
    seasons = tuple([(id(whole.show), id(whole.season)) for whole in wholes])
    titled = count_titled(window, variant, now)
    said = variant.unplaced, titled, drafter.site
    kept = _drafted.get((airings, seasons, *said))
    if kept is None:
        drafts = [*_drafts_of_airings(window, drafter, now), *(drafter.season(whole) for whole in wholes)]
        size = sum(draft.size for draft in drafts)
        kept = _drafted.keep((airings, seasons, *said), (window, wholes, drafts), size)
    return kept[-1]


def _drafts_of_airings(window: Sequence[Airing], drafter: Drafter, now: datetime) -> Iterator[Draft]:
    shown = with_known_titles(window, drafter.variant, now)
    if drafter.variant.by_day:
        return map(drafter.group, groups_of(shown, short=drafter.variant.titles is Titles.SHORT))
    return map(drafter.airing, shown)


def _start(when: AllDay | Timed) -> datetime:
    return when.start if isinstance(when, Timed) else datetime.combine(when.day, time(), UTC)
