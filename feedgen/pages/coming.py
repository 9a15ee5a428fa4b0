"""The front page: what comes next over all shows, by day or by month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import Selection
from feedgen.pages import listings
from feedgen.pages.coming_rows import ComingDay, ComingRow, coming_days, coming_rows
from feedgen.pages.frame import Alternate, Frame, frame, language_links
from feedgen.pages.headlines import Headline, headline
from feedgen.pages.months import Month, months
from feedgen.pages.picking import Picking, picking
from feedgen.pages.subscribing import Offer
from feedgen.pages.times import day_read
from feedgen.pages.visit import Visit
from feedgen.plan.announcement import Status
from feedgen.plan.show import Show

# How long what came out is still listed.
_JUST_OUT = timedelta(days=1)

# How many rows are listed after the next week. The pages of the shows have more.
_LATER = 30

# If nothing is to come: how many rows of what came out last are listed, and how many episodes are looked through for
# them.
_LATEST = 10
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class ComingPage:
    """What comes next: `index.html`.

    `days` has what comes out this week and the next, and `later` what follows. `notice` says that nothing is to come,
    or that not all is listed; it may be empty. If nothing is to come, `latest` has what came out last. If the address
    asks for months, there are `months` instead of days. `views` has the label and the address of each view, and whether
    it is shown. With `picking` shows are ticked to get them in one calendar.
    """

    headline: Headline | None
    show: str
    days: tuple[ComingDay, ...]
    later: tuple[ComingRow, ...]
    latest: tuple[ComingRow, ...]
    months: tuple[Month, ...]
    views: tuple[tuple[str, str, bool], ...]
    catalog: str
    offer: Offer | None
    notice: str
    picking: Picking | None


def coming(airings: Iterable[Airing], visit: Visit) -> tuple[Airing, ...]:
    """Return the airings that are to come or have just come out, cancelled ones included."""
    since = visit.now - _JUST_OUT
    return tuple(
        airing for airing in airings if airing.release.begins > since and airing.facts.status is not Status.TENTATIVE
    )


def coming_page(selection: Selection, visit: Visit, offer: Offer | None, *, by_month: bool) -> ComingPage:
    """Return the front page for a selection of all shows."""
    wanted = coming(selection.airings, visit)
    end = _end_of_next_week(visit.now.date(), visit)
    soon = [airing for airing in wanted if day_read(airing.release, visit) <= end]
    following = listings.next_of(wanted, visit)
    return ComingPage(
        headline=headline(wanted, visit) if following else None,
        show=visit.language.listed(dict.fromkeys(airing.show.title for airing in following)),
        days=() if by_month else tuple(coming_days(soon, visit)),
        later=() if by_month else tuple(_later(wanted[len(soon) :], visit))[:_LATER],
        latest=() if wanted else _latest(selection.airings, visit),
        months=months(wanted, visit, large=True) if by_month else (),
        views=tuple(_views(visit, by_month=by_month)),
        catalog=visit.catalog(1),
        offer=offer,
        notice=_notice(selection, wanted, visit),
        picking=None if by_month else picking(visit, visit.choice, len(selection.shows)),
    )


def coming_frame(page: ComingPage, visit: Visit) -> Frame:
    """Return the frame of the front page."""
    _ = visit.language.gettext
    summary = f"{page.show}, {page.headline.text}" if page.headline else _("Release days of shows, in your calendar.")
    around = frame(_("Coming up"), summary, visit, Feed(), visit.choice)
    return replace(
        around,
        languages=tuple(language_links(visit, lambda there: there.page(Feed(), visit.choice))),
        alternates=(*(around.alternates if page.offer else ()), coming_alternate(visit)),
    )


def coming_alternate(visit: Visit, show: Show | None = None) -> Alternate:
    """Return the link to what comes next, of a show or of all shows, as JSON."""
    return Alternate("application/json", visit.language.gettext("Coming up"), visit.site.coming(show), "coming.json")


def _views(visit: Visit, *, by_month: bool) -> Iterator[tuple[str, str, bool]]:
    _ = visit.language.gettext
    yield _("List"), visit.front(), not by_month
    yield _("Month"), visit.front(by_month=True), by_month


def _notice(selection: Selection, wanted: Sequence[Airing], visit: Visit) -> str:
    _ = visit.language.gettext
    if not wanted:
        return _("Nothing is announced that is still to come.")
    if not selection.daily:
        return ""
    last = visit.language.day(day_read(wanted[-1].release, visit))
    return _("More is to come than is listed here, which ends on %(day)s.", day=last)


def _end_of_next_week(today: date, visit: Visit) -> date:
    first = visit.language.weekdays()[0][0]
    return today + timedelta(days=13 - (today.weekday() - first) % 7)


def _later(airings: Sequence[Airing], visit: Visit) -> Iterator[ComingRow]:
    """Yield the row of each season that comes first."""
    return _first_of_seasons(
        coming_rows([airing for airing in airings if airing.facts.status is Status.CONFIRMED], visit)
    )


def _first_of_seasons(rows: Iterable[ComingRow]) -> Iterator[ComingRow]:
    seen = set()
    for row in rows:
        if (row.show, row.season) not in seen:
            seen.add((row.show, row.season))
            yield row


def _latest(airings: Sequence[Airing], visit: Visit) -> tuple[ComingRow, ...]:
    """Return the row of each season that came out last, the newest first."""
    out = [airing for airing in airings[-_LOOKED_AT:] if airing.facts.status is Status.CONFIRMED]
    return tuple(_first_of_seasons(reversed(list(coming_rows(out, visit)))))[:_LATEST]
