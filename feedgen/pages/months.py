"""Months as tables of weeks, with a disc on each day on which something comes out."""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from feedgen.feeds.airings import Airing
from feedgen.pages import listings
from feedgen.pages.times import day_read
from feedgen.pages.visit import Visit
from feedgen.plan.release import Release

# How many months are shown at most.
_MOST = 6

# A season with more release days than this has no small tables, as it has a disc on almost every day.
_DAILY = 40


@dataclass(frozen=True, slots=True)
class Disc:
    """Episodes of a season that come out at the same time: their `text`, and the address of their row or page.

    `short` is for narrow tables. `state` is as for a `ReleaseRow`. `iso` is an instant in UTC, or a day.
    """

    iso: str
    color: str
    state: str
    text: str
    short: str
    address: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a table. If it is in another month, `number` is 0."""

    number: int
    discs: tuple[Disc, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its name, the weekdays in short and in full, and its weeks, which begin as usual in the language."""

    title: str
    iso: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[Day, ...], ...]


def months(
    airings: Iterable[Airing], visit: Visit, *, large: bool = False, with_show: bool = True, most: int = _MOST
) -> tuple[Month, ...]:
    """Return up to `most` months in which something comes out, from the present one on.

    A `large` table has room for text, and links to the pages of seasons. A small one links to rows of its own page, and
    is left out if something comes out on very many days. Texts name the show if `with_show`, else the episode.
    """
    found = _discs(list(airings), visit, large=large, with_show=with_show)
    if len(found) > _DAILY and not large:
        return ()
    firsts = sorted({day.replace(day=1) for day in found})
    coming = [first for first in firsts if (first.year, first.month) >= (visit.now.year, visit.now.month)]
    if large and not coming:
        return tuple(_month(first, found, visit, date.min) for first in firsts[-most:])
    since = visit.now.date() - timedelta(days=7) if large else date.min
    return tuple(_month(first, found, visit, since) for first in (coming or firsts)[:most])


def _discs(airings: Sequence[Airing], visit: Visit, *, large: bool, with_show: bool) -> Mapping[date, Sequence[Disc]]:
    def key(airing: Airing) -> tuple[Release, str, int]:
        return airing.release, airing.show.slug, airing.season.number

    following = listings.next_of(airings, visit)
    found: dict[date, list[Disc]] = defaultdict(list)
    for (release, *_), members in groupby(airings, key):
        group = list(members)
        state = listings.state_of(group[0], visit, following)
        found[day_read(release, visit)].append(_disc(group, state, visit, large=large, with_show=with_show))
    return found


def _disc(group: Sequence[Airing], state: str, visit: Visit, *, large: bool, with_show: bool) -> Disc:
    one, what = group[0], listings.label(group, visit.language)
    anchor = f"#episode-{one.episode.number}"
    return Disc(
        iso=one.release.iso,
        color=one.show.color,
        state=state,
        text=_text(group, what, with_show=with_show) if large else what,
        short=one.show.title,
        address=f"{visit.season(one.show, one.season.number)}{anchor}" if large else anchor,
    )


def _text(group: Sequence[Airing], what: str, *, with_show: bool) -> str:
    """Return what a large table says of a release: where all is of one show, the title of a lone episode too."""
    if with_show:
        return f"{group[0].show.title}, {what}"
    title = group[0].facts.title
    return f"{what} · {title}" if title and title != what and len(group) == 1 else what


def _month(first: date, found: Mapping[date, Sequence[Disc]], visit: Visit, since: date) -> Month:
    """Return the table of a month, without the weeks that begin on `since` or before."""
    days = visit.language.weekdays()
    weeks = calendar.Calendar(days[0][0]).monthdatescalendar(first.year, first.month)
    return Month(
        title=visit.language.month(first),
        iso=f"{first:%Y-%m}",
        weekdays=tuple((short, full) for _, short, full in days),
        weeks=tuple(tuple(_cell(day, first, found) for day in week) for week in weeks if week[0] > since),
    )


def _cell(day: date, first: date, found: Mapping[date, Sequence[Disc]]) -> Day:
    if day.month != first.month:
        return Day(0, ())
    return Day(day.day, tuple(found.get(day, ())))
