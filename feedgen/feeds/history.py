"""What became known of a season, and when: its announcement and the changes since, in words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from feedgen import languages
from feedgen.feeds import change_wording, release_wording, wording
from feedgen.feeds.addresses import Site
from feedgen.feeds.airings import Airing
from feedgen.feeds.captions import feed_title
from feedgen.feeds.formats import Format
from feedgen.feeds.selection import Selection
from feedgen.feeds.variant import Variant
from feedgen.languages import Language
from feedgen.plan.announcement import Change
from feedgen.plan.changes import announced
from feedgen.plan.identity import change_uid, feed_uid, show_change_uid
from feedgen.plan.show import Correction, Season, Show

# From so many episodes on, a common shift is told in one line.
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """An announcement or a change, at an instant in UTC: a title, and a line for each episode that it changed.

    `uid` never changes. `episodes` are the numbers of the changed episodes.
    """

    at: datetime
    uid: str
    title: str
    lines: tuple[str, ...]
    episodes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry in a list with those of other seasons and shows. `link` is the page of its season."""

    title: str
    link: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Announcements:
    """The announcements and changes of a feed, the newest first.

    `source` is the address of this list, `url` that of the page of the feed. `uid` never changes. `language` is a BCP
    47 tag.
    """

    title: str
    source: str
    url: str
    uid: str
    language: str
    items: tuple[Item, ...]

    @property
    def modified(self) -> datetime:
        """When the newest was made (UTC)."""
        return max(item.entry.at for item in self.items)


def announcements(selection: Selection, site: Site, variant: Variant) -> Announcements:
    """Return the announcements and changes of a selection, in the language of a variant."""
    language, feed = languages.of(variant.language), selection.feed
    history = feed_history(selection, language)
    return Announcements(
        title=language.gettext("%(feed)s: announcements and changes", feed=feed_title(selection, language)),
        source=site.feed(feed, variant, Format.ANNOUNCEMENTS),
        url=site.show(selection.film) if selection.film else site.page(feed),
        uid=feed_uid(feed.name),
        language=language.tag,
        items=tuple(
            Item(
                title=entry.title if selection.show or not entry.lines else f"{show.title}: {entry.title}",
                link=site.season(show, season.number),
                entry=entry,
            )
            for show, season, entry in history
        ),
    )


def season_history(show: Show, season: Season, language: Language) -> tuple[Entry, ...]:
    """Return the announcement of a season and its changes, the oldest first."""
    changes = (_change(show, season, index, change, language) for index, change in enumerate(season.changes, start=1))
    return (_announcement(show, season, language), *changes)


def feed_history(selection: Selection, language: Language) -> tuple[tuple[Show, Season, Entry], ...]:
    """Return the entries of a selection, the newest first, each with its show and season."""
    numbers = defaultdict(set)
    for airing in selection.airings:
        numbers[airing.show.slug, airing.season.number].add(airing.episode.number)
    found = [
        (show, season, entry)
        for show in selection.shows
        for season in show.seasons
        if (touched := numbers.get((show.slug, season.number)))
        for entry in season_history(show, season, language)
        if not entry.episodes or entry.episodes & touched
    ]
    for show, season in selection.undated:
        found += [(show, season, entry) for entry in season_history(show, season, language)]
    for show in selection.shows:
        found += [(show, show.seasons[0], entry) for entry in show_history(show, language)]
    return tuple(sorted(found, key=lambda entry: (entry[2].at, entry[2].uid), reverse=True))


def show_history(show: Show, language: Language) -> tuple[Entry, ...]:
    """Return the changes of the facts of a show, the oldest first."""
    facts, entries = show.original, []
    for index, change in enumerate(show.changes, start=1):
        before, facts = facts, facts.after(change)
        lines = tuple(change_wording.show_differences(before, facts, language))
        entries.append(Entry(change.at, show_change_uid(show.slug, index), change.note, lines, frozenset()))
    return tuple(entries)


def _announcement(show: Show, season: Season, language: Language) -> Entry:
    known = announced(season)
    then = replace(show, facts=show.facts_at(season.announced))
    what = (
        wording.counted(len(known.episodes), language) if known.episodes and not show.is_film else "",
        _span(known, language)
        or release_wording.expectation(known, language)
        or language.gettext("days to be announced"),
    )
    title = language.gettext(
        "%(season)s, announced on %(service)s: %(what)s",
        season=wording.season_title(then, known, language),
        service=known.terms.service or then.service,
        what=", ".join(filter(None, what)),
    )
    return Entry(season.announced, change_uid(show.slug, season.number, 0), title, (), frozenset())


def _span(season: Season, language: Language) -> str:
    """Return the first and the last day of a season in words; empty while it has none."""
    days = [episode.facts.release.day for episode in season.episodes if episode.facts.release]
    if not days:
        return ""
    first, last = language.day(min(days)), language.day(max(days))
    return first if first == last else language.gettext("%(first)s to %(last)s", first=first, last=last)


def _change(show: Show, season: Season, index: int, change: Change, language: Language) -> Entry:
    made = [
        (Airing(show, season, episode), correction)
        for episode in season.episodes
        for correction in episode.corrections
        if correction.change == index
    ]
    lines = [*change_wording.season_differences(change, language)]
    lines += _shift(made, language) or [line for pair in made if (line := _line(*pair, language))]
    numbers = frozenset(airing.episode.number for airing, _ in made) or frozenset(change.episodes)
    return Entry(change.at, change_uid(show.slug, season.number, index), change.note, tuple(lines), numbers)


def _shift(made: Sequence[tuple[Airing, Correction]], language: Language) -> tuple[str, ...]:
    """Return one line for a change that only moves several episodes by the same number of days; else no line."""
    shifts = {_days_moved(correction) for _, correction in made}
    if len(made) < _SEVERAL or len(shifts) > 1 or not (days := shifts.pop()):
        return ()
    codes = [wording.episode_code(airing, language) for airing, _ in made]
    span = language.gettext("%(first)s to %(last)s", first=codes[0], last=codes[-1])
    numbers = [airing.episode.number for airing, _ in made]
    if numbers != list(range(numbers[0], numbers[-1] + 1)):
        span = language.listed(codes)
    if days > 0:
        return (language.ngettext("%(what)s: %(count)s day later", "%(what)s: %(count)s days later", days, what=span),)
    return (language.ngettext("%(what)s: %(count)s day earlier", "%(what)s: %(count)s days earlier", -days, what=span),)


def _days_moved(correction: Correction) -> int:
    """Return by how many days a change moves an episode; 0 if it does anything besides."""
    before, after = correction.before, correction.after
    if before is None or before.release is None or after.release is None:
        return 0
    days = (after.release.day - before.release.day).days
    return days if after == before.on(after.release.day) else 0


def _line(airing: Airing, correction: Correction, language: Language) -> str:
    told = "; ".join(_parts(correction, language))
    return f"{wording.episode_code(airing, language)}: {told}" if told else ""


def _parts(correction: Correction, language: Language) -> Iterator[str]:
    yield from change_wording.differences(correction, language)
    before, release = correction.before and correction.before.release, correction.after.release
    if before and release and before != release:
        moment = release_wording.announced_moment(release, language)
        yield language.gettext("now %(moment)s", moment=moment)
