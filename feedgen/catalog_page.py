"""The catalogue into what its pages show: a page of shows at a time, and those that are searched for."""

from dataclasses import replace

from feedgen import pages
from feedgen.addresses import Feed
from feedgen.feeds import MOST_EPISODES, TooManyEpisodesError, everything
from feedgen.library import Shows
from feedgen.model import Show
from feedgen.page_models import Frame, IndexPage, Offer, Search, ShowCard
from feedgen.visits import Choice, Visit

# Shows on a page.
LENGTH = 24


def catalog_page(shows: Shows, visit: Visit, choice: Choice, number: int) -> IndexPage | None:
    """Make a page of the catalogue, counted from 1; None if there are not so many."""
    language = visit.language
    slugs = shows.search(choice.words) if choice.words else list(shows)
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
    """Give how many pages so many shows take; the catalogue always has one."""
    return max(1, -(-count // LENGTH))


def catalog_frame(page: IndexPage, visit: Visit, choice: Choice, number: int) -> Frame:
    """Make what stands around a page of the catalogue."""
    _ = visit.language.gettext
    title = " · ".join(filter(None, [_("All shows"), page.position]))
    around = pages.frame(title, _("Release days of shows, in your calendar."), visit, Feed(), choice)
    return replace(
        around,
        address=visit.site.catalog(number),
        languages=tuple(pages.language_links(visit, lambda there: there.catalog(number, choice))),
        alternates=around.alternates if page.offer else (),
    )


def _card(show: Show, visit: Visit) -> ShowCard:
    seasons = pages.season_cards(show, visit)
    return ShowCard(show.title, show.language, show.service, show.color, visit.show(show), seasons)


def _search(visit: Visit, choice: Choice) -> Search:
    language = visit.language.tag if visit.language_chosen else ""
    return Search(visit.site.catalog(1), choice.words, language)


def _offer(shows: Shows, visit: Visit, choice: Choice) -> Offer | None:
    try:
        airings = everything(shows)
    except TooManyEpisodesError:
        return None
    return Offer(pages.choices((), airings, visit, choice), pages.subscription(Feed(), None, airings, visit, choice))


def _notice(visit: Visit) -> str:
    return visit.language.gettext(
        "There is no calendar of everything: no app could show more than %(count)s episodes. Each show has its own.",
        count=f"{MOST_EPISODES}",
    )
