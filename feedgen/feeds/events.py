"""An event, which is an entry of a calendar, and how it is drafted from an airing, a group or a complete season."""

import functools
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from feedgen.bounded_cache import BoundedCache
from feedgen.feeds import group_wording, wording
from feedgen.feeds.addresses import Site
from feedgen.feeds.airings import Airing
from feedgen.feeds.groups import Group, last_of, stamps_of, status_of
from feedgen.feeds.moments import AllDay, Timed
from feedgen.feeds.selection import WholeSeason
from feedgen.feeds.variant import Titles, Variant
from feedgen.languages import Language
from feedgen.plan.announcement import Status
from feedgen.plan.identity import complete_uid, group_uid
from feedgen.plan.show import Episode, Season, Show

# How much the texts of episodes may take in memory: those of some thousand episodes.
_KEPT_BYTES = 16 * 2**20

# What the objects around the texts of one episode take, in bytes.
_OVERHEAD = 2048


# Tuples are made in a quarter of the time of dataclasses, and there are very many of these.
class Event(NamedTuple):
    """An entry of a calendar.

    `status` is a value of STATUS in iCalendar (RFC 5545 §3.8.1.11), `color` a CSS colour name, `modified` in UTC.
    `alarms` are how long before its start it rings; negative ones ring after the start.
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
    def without_times(self) -> tuple[object, ...]:
        """Every field but `when` and `alarms`; it is the same in every time zone."""
        return self[:-2]


class Draft(NamedTuple):
    """An event on its announced day, without alarms. It lasts as long as its `airings` together."""

    event: Event
    airings: tuple[Airing, ...]

    @property
    def size(self) -> int:
        """About how many bytes it takes in memory."""
        return len(self.event.summary) + len(self.event.description) + _OVERHEAD


class _Texts(NamedTuple):
    summary: str
    description: str
    url: str


# The texts of episodes, which most feeds and variants share. Finding them takes two thirds of the time of a calendar
# whose events have not been drafted.
_texts: BoundedCache[tuple[object, Episode], _Texts] = BoundedCache(_KEPT_BYTES)


@functools.lru_cache(maxsize=4096)
def _interned(*_values: Hashable) -> object:
    """Return the same object for equal values. It makes a key that is quick to compare."""
    return object()


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts the events of a calendar, which have the site, the variant and the language in common."""

    site: Site
    variant: Variant
    language: Language
    _contexts: dict[int, object] = field(default_factory=dict)

    def airing(self, airing: Airing) -> Draft:
        """Draft the event of one episode."""
        texts = self._texts_of_airing(airing)
        event = Event(
            uid=airing.uid,
            summary=self._with_prefix(texts.summary),
            description=texts.description,
            url=texts.url,
            categories=(airing.show.title, airing.service),
            color=airing.show.color,
            status=airing.facts.status,
            sequence=airing.episode.sequence,
            modified=airing.episode.modified,
            when=AllDay(airing.release.day),
        )
        return Draft(event, (airing,))

    def group(self, group: Group) -> Draft:
        """Draft the event of the episodes of a season that come out on one day."""
        airing, status = group.airings[0], status_of(each.facts.status for each in group.airings)
        texts = self._texts_of_group(group)
        event = Event(
            uid=group_uid(airing.show.slug, airing.season.number, group.first),
            summary=self._with_prefix(texts.summary),
            description=texts.description,
            url=texts.url,
            categories=(airing.show.title, airing.service),
            color=airing.show.color,
            status=Status.CANCELLED if group.joined else status,
            sequence=group.sequence,
            modified=group.modified,
            when=AllDay(airing.release.day),
        )
        # What is cancelled or postponed takes no time beside what comes.
        return Draft(event, tuple(each for each in group.airings if each.facts.status is status))

    def season(self, whole: WholeSeason) -> Draft:
        """Draft the event of a complete season: it is on the day on which the last episode comes out."""
        last = last_of(whole)
        sequence, modified = stamps_of(whole)
        event = Event(
            uid=complete_uid(whole.show.slug, whole.season.number),
            summary=self._with_prefix(group_wording.complete_summary(whole, self.language, short=self._short)),
            description=group_wording.complete_description(whole, self.site, self.language),
            url=group_wording.link(last, self.site),
            categories=(whole.show.title, last.service),
            color=whole.show.color,
            status=group_wording.complete_status(whole),
            sequence=sequence,
            modified=modified,
            when=AllDay(last.release.day),
        )
        return Draft(event, (last,))

    @property
    def _short(self) -> bool:
        return self.variant.titles is Titles.SHORT

    def _with_prefix(self, summary: str) -> str:
        if not self.variant.prefix:
            return summary
        prefixed = f"{self.variant.prefix} {summary}"
        return prefixed if len(prefixed) <= wording.SUMMARY_LENGTH else f"{prefixed[: wording.SUMMARY_LENGTH - 1]}…"

    def _texts_of_airing(self, airing: Airing) -> _Texts:
        key = self._context(airing.show, airing.season), airing.episode
        texts = _texts.get(key)
        if texts is None:
            texts = _Texts(
                wording.summary(airing, self.language, short=self._short),
                wording.description(airing, self.site, self.language),
                wording.link(airing, self.site),
            )
            _texts.keep(key, texts, sum(map(len, texts)) + _OVERHEAD)
        return texts

    def _texts_of_group(self, group: Group) -> _Texts:
        if len(group.airings) == 1 and not group.joined:
            return self._texts_of_airing(group.airings[0])
        return _Texts(
            group_wording.summary(group, self.language, short=self._short),
            group_wording.description(group, self.site, self.language),
            group_wording.link(group.airings[0], self.site),
        )

    def _context(self, show: Show, season: Season) -> object:
        """Return a key for all that the texts of an episode depend on besides the episode itself."""
        known = self._contexts.get(id(season))
        if known is None:
            about = show.slug, show.kind, show.facts, season.number, season.plain, season.terms, season.last
            known = self._contexts[id(season)] = _interned(*about, self.site, self.language.tag, self._short)
        return known
