"""What became known of a season, and when: its announcement and the changes since, in words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from feedgen import languages
from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import Selection, select
from feedgen.feeds.site import Site
from feedgen.feeds.variant import Format, Variant
from feedgen.languages import Language
from feedgen.plan.changes import announced
from feedgen.plan.identity import change_uid, feed_uid
from feedgen.plan.show import Change, Correction, Season, Show

# So many are told of in one line.
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One announcement or change, at an instant in UTC: a title, and a line for each episode that it touched.

    `uid` never changes; `episodes` are the numbers of the touched ones.
    """

    at: datetime
    uid: str
    title: str
    lines: tuple[str, ...]
    episodes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry beside those of other seasons and shows; `link` is the page of its season."""

    title: str
    link: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Announcements:
    """What became known of a feed, the newest first. `source` is its own address, `url` that of its page.

    `language` is a BCP 47 tag, `uid` its lasting identity.
    """

    title: str
    source: str
    url: str
    uid: str
    language: str
    items: tuple[Item, ...]

    @property
    def modified(self) -> datetime:
        """When the newest became known (UTC)."""
        return max(item.entry.at for item in self.items)


def announcements(selection: Selection, site: Site, variant: Variant) -> Announcements:
    """Return what became known of a selection, in the language of a variant."""
    language, feed = languages.of(variant.language), selection.feed
    history = feed_history(selection, language)
    return Announcements(
        title=language.gettext("%(feed)s: announcements and changes", feed=wording.feed_title(selection, language)),
        source=site.feed(feed, variant, Format.ANNOUNCEMENTS),
        url=site.page(feed),
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
    """Return what became known of the airings of a selection, the newest first, and of which show and season it was."""
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
    return tuple(sorted(found, key=lambda entry: (entry[2].at, entry[2].uid), reverse=True))


def _announcement(show: Show, season: Season, language: Language) -> Entry:
    airings = select([replace(show, seasons=(announced(season),))], Feed(show.slug)).airings
    days = [airing.release.day for airing in airings]
    span = language.day(min(days))
    if max(days) != min(days):
        span = language.gettext("%(first)s to %(last)s", first=span, last=language.day(max(days)))
    title = language.gettext(
        "%(season)s, announced on %(service)s: %(episodes)s, %(days)s",
        season=wording.season_title(show, season, language),
        service=show.service,
        episodes=wording.counted(len(airings), language),
        days=span,
    )
    return Entry(season.announced, change_uid(show.slug, season.number, 0), title, (), frozenset())


def _change(show: Show, season: Season, index: int, change: Change, language: Language) -> Entry:
    made = [
        (airing, correction)
        for airing in (Airing(show, season, episode) for episode in season.dated)
        for correction in airing.corrections
        if correction.change == index
    ]
    lines = _shift(made, language) or tuple(_line(airing, correction, language) for airing, correction in made)
    numbers = frozenset(airing.episode.number for airing, _ in made) or frozenset(change.episodes)
    return Entry(change.at, change_uid(show.slug, season.number, index), change.note, lines, numbers)


def _shift(made: Sequence[tuple[Airing, Correction]], language: Language) -> tuple[str, ...]:
    """Say once what moves several episodes by as many days, and does nothing else; nothing of any other change."""
    shifts = {_days_moved(correction) for _, correction in made}
    if len(made) < _SEVERAL or len(shifts) > 1 or not (days := shifts.pop()):
        return ()
    codes = [wording.episode_code(airing) for airing, _ in made]
    span = language.gettext("%(first)s to %(last)s", first=codes[0], last=codes[-1])
    numbers = [airing.episode.number for airing, _ in made]
    if numbers != list(range(numbers[0], numbers[-1] + 1)):
        span = language.listed(codes)
    if days > 0:
        return (language.ngettext("%(what)s: %(count)s day later", "%(what)s: %(count)s days later", days, what=span),)
    return (language.ngettext("%(what)s: %(count)s day earlier", "%(what)s: %(count)s days earlier", -days, what=span),)


def _days_moved(correction: Correction) -> int:
    """Return by how many days a change moves an episode; 0 if it does anything else."""
    before, after = correction.before, correction.after
    if before is None or before.release is None or after.release is None:
        return 0
    days = (after.release.day - before.release.day).days
    return days if after == before.on(after.release.day) else 0


def _line(airing: Airing, correction: Correction, language: Language) -> str:
    parts = list(_parts(correction, language))
    return f"{wording.episode_code(airing)}: {'; '.join(parts)}"


def _parts(correction: Correction, language: Language) -> Iterator[str]:
    yield from wording.differences(correction, language)
    before, release = correction.before and correction.before.release, correction.after.release
    if before and release and before != release:
        moment = wording.announced_moment(release, language)
        yield language.gettext("now %(moment)s", moment=moment)
