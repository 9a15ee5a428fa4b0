"""The calendar of a selection in a variant: what it says, and when. Formats only write it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from feedgen import languages
from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.moments import AllDay, Timed, moment
from feedgen.feeds.selection import NoHourError, Selection
from feedgen.feeds.site import Site
from feedgen.feeds.variant import Variant
from feedgen.languages import Language, precision
from feedgen.plan.show import Season, Show

# Of a calendar that is of no one show.
_COLOR = "steelblue"


@dataclass(frozen=True, slots=True)
class Event:
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


def calendar_of(selection: Selection, site: Site, variant: Variant) -> Calendar:
    """Return what a selection says in a variant, with one event for each airing, in their order.

    Raises NoHourError if the variant has a zone and no airing has an hour.
    """
    if variant.zone and not selection.has_hours:
        raise NoHourError(selection.feed.name)
    language, show = languages.of(variant.language), selection.show
    return Calendar(
        name=wording.feed_title(selection, language),
        description=wording.feed_description(selection, variant, language),
        color=show.color if show else _COLOR,
        source=site.feed(selection.feed, variant),
        url=site.page(selection.feed),
        events=tuple(_event(airing, site, variant, language) for airing in selection.airings),
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


def _event(airing: Airing, site: Site, variant: Variant, language: Language) -> Event:
    show, episode = airing.show, airing.episode
    return Event(
        uid=airing.uid,
        when=moment(airing, variant),
        summary=wording.summary(airing, language),
        description=wording.description(airing, site, language),
        url=wording.link(airing, site),
        categories=(show.title, airing.service),
        color=show.color,
        status=airing.facts.status,
        sequence=episode.sequence,
        modified=episode.modified,
    )
