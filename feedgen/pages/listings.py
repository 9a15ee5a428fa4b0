"""What comes out when, in lists.

Texts are in the language of the visit. `language` is a BCP 47 tag, that of the titles of a show; `iso` a time for
machines, an instant in UTC or a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.feeds.variant import Variant
from feedgen.languages import Language
from feedgen.pages.visit import Visit
from feedgen.plan.release import Release
from feedgen.plan.show import Show, Status
from feedgen.zones import database


@dataclass(frozen=True, slots=True)
class Countdown:
    """What comes next: `label` says what, `away` how far it is, `over` what there is to say once nothing comes next."""

    iso: str
    label: str
    away: str
    over: str


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode in a list. `state` is "out", "next", "later", "tentative" or "cancelled"; `badges` may be none.

    `id` is its anchor on a page, `code` its number, with the show where the list is of several. `when` is its day, and
    its hour if `has_hour`. `label` names all that comes out with it: "Episodes 3 to 4".
    """

    id: str
    code: str
    label: str
    title: str
    when: str
    iso: str
    has_hour: bool
    badges: tuple[str, ...]
    state: str
    download: str


@dataclass(frozen=True, slots=True)
class SeasonCard:
    """A season in a list of seasons. `headline` says what is next, or that all are out."""

    title: str
    address: str
    headline: str


def rows(
    airings: Sequence[Airing], visit: Visit, zone: str, variant: Variant, *, with_show: bool = False
) -> tuple[EpisodeRow, ...]:
    """List airings with their times in a zone, as announced if that is empty, and their files in a variant."""
    following = _following(airings, visit.now)
    labels = {at: _label(list(group), visit.language) for at, group in groupby(airings, key=_release)}
    return tuple(
        EpisodeRow(
            id=f"episode-{airing.episode.number}" if not with_show else airing.uid,
            code=wording.episode_code(airing) if with_show else f"{airing.episode.number}",
            label=labels[airing.release],
            title=_title(airing, visit.language, with_show=with_show),
            when=_when(airing, zone, visit.language),
            iso=airing.release.iso,
            has_hour=airing.has_hour,
            badges=tuple(_badges(airing, state, visit.language)),
            state=state,
            download=visit.site.download(
                Feed(airing.show.slug, airing.season.number, episode=airing.episode.number),
                variant if airing.has_hour else Variant(language=variant.language),
            ),
        )
        for airing in airings
        for state in [_state(airing, following, visit.now)]
    )


def _release(airing: Airing) -> Release:
    return airing.release


def _title(airing: Airing, language: Language, *, with_show: bool) -> str:
    if airing.facts.title or with_show:
        return airing.facts.title
    return language.gettext("Episode %(number)s", number=airing.episode.number)


def headline(airings: Sequence[Airing], visit: Visit, zone: str = "") -> str:
    """Say what is next and when, or that all are out."""
    language = visit.language
    following = _following(airings, visit.now)
    if not following:
        return _headline_without_next(airings, language)
    when = _when(following[0], zone, language)
    return language.gettext("%(episodes)s: %(when)s", episodes=_label(following, language), when=when)


def countdown(airings: Sequence[Airing], visit: Visit) -> Countdown | None:
    """Say how far away the next release is; None if none is known."""
    following = _following(airings, visit.now)
    if not following:
        return None
    release = following[0].release
    return Countdown(
        iso=release.iso,
        label=_label(following, visit.language),
        away=visit.language.until(visit.now, release.begins),
        over=_headline_without_next(airings, visit.language),
    )


def _label(following: Sequence[Airing], language: Language) -> str:
    """Name what comes out next: one episode, or several at once, of one season or of more."""
    seasons = {(airing.show.slug, airing.season.number) for airing in following}
    numbers = [airing.episode.number for airing in following]
    if len(seasons) > 1:
        return language.listed(sorted({airing.show.title for airing in following}))
    if len(numbers) == 1:
        return language.gettext("Episode %(number)s", number=numbers[0])
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return language.gettext("Episodes %(first)s to %(last)s", first=numbers[0], last=numbers[-1])
    return language.gettext("Episodes %(numbers)s", numbers=language.listed(map(str, numbers)))


def _following(airings: Iterable[Airing], now: datetime) -> list[Airing]:
    """Return those that come next, all at once; none if all are out or no day is known."""
    coming = [airing for airing in airings if airing.facts.status is Status.CONFIRMED and not airing.is_out(now)]
    return [airing for airing in coming if airing.release == coming[0].release]


def _state(airing: Airing, following: Sequence[Airing], now: datetime) -> str:
    if airing.facts.status is not Status.CONFIRMED:
        return airing.facts.status.lower()
    if airing.is_out(now):
        return "out"
    return "next" if airing in following else "later"


def _badges(airing: Airing, state: str, language: Language) -> Iterable[str]:
    if role := wording.role_name(airing, language):
        yield role
    match state:
        case "cancelled":
            yield language.gettext("Cancelled")
        case "tentative":
            yield language.gettext("Postponed")


def _when(airing: Airing, zone: str, language: Language) -> str:
    """Say when an episode comes out: on the clocks of a zone, else as the service announced it."""
    release = airing.release
    if not zone or release.instant is None:
        return wording.announced_moment(release, language)
    here = release.instant.astimezone(database.zone(zone))
    return language.gettext("%(day)s, %(clock)s", day=language.day(here.date()), clock=f"{here:%H:%M}")


def _headline_without_next(airings: Sequence[Airing], language: Language) -> str:
    statuses = [airing.facts.status for airing in airings]
    if Status.TENTATIVE in statuses:
        return language.gettext("The next day is to be announced")
    out = statuses.count(Status.CONFIRMED)
    if not out:
        return language.gettext("Cancelled")
    return language.ngettext("It is out", "All %(count)s episodes are out", out)


def season_cards(show: Show, visit: Visit) -> tuple[SeasonCard, ...]:
    """List a show's seasons, the latest first."""
    return tuple(
        SeasonCard(
            title=wording.season_name(season, visit.language),
            address=visit.season(show, season.number),
            headline=headline(select([show], Feed(show.slug, season.number)).airings, visit),
        )
        for season in reversed(show.seasons)
    )
