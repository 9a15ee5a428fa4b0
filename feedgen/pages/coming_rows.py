"""Rows of what comes out when over several shows: one for episodes of a season that come out at the same time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.pages import listings
from feedgen.pages.times import When, day_read, today_read, when
from feedgen.pages.visit import Visit
from feedgen.plan.announcement import Status
from feedgen.plan.release import Release


@dataclass(frozen=True, slots=True)
class ComingRow:
    """Episodes of a season that come out at the same time. `what` names them: "Episodes 3 to 4".

    `title` is that of a single episode. `state` is as for a `ReleaseRow`. `mark` says what changed recently. `title`
    and `mark` may be empty.
    """

    when: When
    state: str
    show: str
    language: str
    color: str
    service: str
    address: str
    season: str
    what: str
    title: str
    badges: tuple[str, ...]
    mark: str
    slug: str


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A day, in ISO 8601 and in words, and what comes out on it."""

    iso: str
    title: str
    rows: tuple[ComingRow, ...]


def coming_days(airings: Iterable[Airing], visit: Visit) -> Iterator[ComingDay]:
    """Yield airings by day, in the zone that the address names, else in those of the services."""

    def key(airing: Airing) -> date:
        return day_read(airing.release, visit)

    for day, members in groupby(sorted(airings, key=key), key):
        of_day = list(members)
        yield ComingDay(day.isoformat(), _title(day, of_day, visit), tuple(coming_rows(of_day, visit)))


def _title(day: date, airings: Iterable[Airing], visit: Visit) -> str:
    """Return "Today" or the like if it is that in all zones in which the airings are read, else the date.

    A script corrects it for the visitor.
    """
    away = {(day - today_read(airing.release, visit)).days for airing in airings}
    match away.pop() if len(away) == 1 else None:
        case 0:
            return visit.language.gettext("Today")
        case 1:
            return visit.language.gettext("Tomorrow")
        case -1:
            return visit.language.gettext("Yesterday")
    return visit.language.day_of_year(day)


def releases(airings: Iterable[Airing]) -> list[list[Airing]]:
    """Return airings in groups: each has the episodes of a season that come out at the same time."""

    def key(airing: Airing) -> tuple[Release, str, int, Status]:
        return airing.release, airing.show.slug, airing.season.number, airing.facts.status

    return [list(members) for _, members in groupby(airings, key)]


def coming_rows(airings: Iterable[Airing], visit: Visit, following: Sequence[Airing] = ()) -> Iterator[ComingRow]:
    """Yield a row for each release. `following` has the airings that come next, if their rows are to be marked."""
    for group in releases(airings):
        yield _row(group, visit, following)


def _row(group: Sequence[Airing], visit: Visit, following: Sequence[Airing]) -> ComingRow:
    one = group[0]
    show, season = one.show, one.season
    roles = dict.fromkeys(filter(None, (wording.role_name(airing, visit.language) for airing in group)))
    return ComingRow(
        when=when(one.release, visit),
        state=listings.state_of(one, visit, following),
        show=show.title,
        language=show.language,
        color=show.color,
        service=show.service,
        address=f"{visit.season(show, season.number)}#episode-{one.episode.number}",
        season=wording.season_name(season, visit.language),
        what=listings.label(group, visit.language),
        title=one.facts.title if len(group) == 1 else "",
        badges=tuple(roles),
        mark=_mark(group, visit),
        slug=show.slug,
    )


def _mark(group: Sequence[Airing], visit: Visit) -> str:
    """Return what changed recently of an episode: "Cancelled", "was Fri, Dec 1" or the like; empty if nothing did."""
    _ = visit.language.gettext
    one = group[0]
    match one.facts.status:
        case Status.CANCELLED:
            return _("Cancelled")
        case Status.TENTATIVE:
            return _("Day to be announced")
    if not one.corrections or one.episode.modified < visit.now - listings.FORTNIGHT:
        return ""
    return listings.was(one, visit) or _("Changed")
