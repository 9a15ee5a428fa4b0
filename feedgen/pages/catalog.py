"""The pages of the catalogue: some shows at a time, and those that are searched for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import MOST_EPISODES, TooManyEpisodesError, everything
from feedgen.pages.choices import choices
from feedgen.pages.frame import Frame, frame, language_links
from feedgen.pages.listings import SeasonCard, season_cards
from feedgen.pages.subscribing import Offer, subscription
from feedgen.pages.visit import Choice, Visit
from feedgen.plan.show import Show


@dataclass(frozen=True, slots=True)
class ShowCard:
    """A show in the catalogue."""

    title: str
    language: str
    service: str
    color: str
    address: str
    seasons: tuple[SeasonCard, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """How a long catalogue is searched: the address of the form, the words, and the language that it must send on."""

    address: str
    words: str
    language: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    """A page of the catalogue: `index.html`.

    `search` is None where there is nothing to search; `found` says how many shows there are. `position` says which of
    several pages this is, and `previous` and `following` are addresses; each may be empty. `offer` is None if there is
    no feed of everything, and `notice` says so.
    """

    shows: tuple[ShowCard, ...]
    search: Search | None
    found: str
    position: str
    previous: str
    following: str
    offer: Offer | None
    notice: str


# Shows on a page.
LENGTH = 24


def catalog_page(
    shows: Mapping[str, Show], slugs: Sequence[str], visit: Visit, choice: Choice, number: int
) -> IndexPage | None:
    """Make a page of the catalogue, counted from 1; None if there are not so many.

    `slugs` are those of the shows to list: all, or those that have the words of the choice.
    """
    language = visit.language
    last = pages_of(len(slugs))
    if not 1 <= number <= last:
        return None
    here = slugs[(number - 1) * LENGTH : number * LENGTH]
    offer = _offer(shows, visit, choice)
    return IndexPage(
        shows=tuple(_card(show, visit) for slug in here if (show := shows.get(slug))),
        search=_search(visit, choice) if len(shows) > LENGTH and not visit.site.static else None,
        found=language.ngettext("%(count)s show", "%(count)s shows", len(slugs)),
        position=language.gettext("Page %(number)s of %(last)s", number=number, last=last) if last > 1 else "",
        previous=visit.catalog(number - 1, choice) if number > 1 else "",
        following=visit.catalog(number + 1, choice) if number < last else "",
        offer=offer,
        notice="" if offer else _notice(visit),
    )


def pages_of(count: int) -> int:
    """Return how many pages so many shows take; the catalogue always has one."""
    return max(1, -(-count // LENGTH))


def catalog_frame(page: IndexPage, visit: Visit, choice: Choice, number: int) -> Frame:
    """Make what stands around a page of the catalogue."""
    _ = visit.language.gettext
    title = " · ".join(filter(None, [_("All shows"), page.position]))
    around = frame(title, _("Release days of shows, in your calendar."), visit, Feed(), choice)
    return replace(
        around,
        address=visit.site.catalog(number),
        languages=tuple(language_links(visit, lambda there: there.catalog(number, choice))),
        alternates=around.alternates if page.offer else (),
    )


def _card(show: Show, visit: Visit) -> ShowCard:
    seasons = season_cards(show, visit)
    return ShowCard(show.title, show.language, show.service, show.color, visit.show(show), seasons)


def _search(visit: Visit, choice: Choice) -> Search:
    language = visit.language.tag if visit.language_chosen else ""
    return Search(visit.site.catalog(1), choice.words, language)


def _offer(shows: Mapping[str, Show], visit: Visit, choice: Choice) -> Offer | None:
    try:
        selection = everything(shows)
    except TooManyEpisodesError:
        return None
    return Offer(choices((), selection, visit, choice), subscription(selection, visit, choice))


def _notice(visit: Visit) -> str:
    return visit.language.gettext(
        "There is no calendar of everything: no app could show more than %(count)s episodes. Each show has its own.",
        count=f"{MOST_EPISODES}",
    )
