"""The pages of the catalogue, which list all shows or those that a search finds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from feedgen.feeds import wording
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.pages.frame import Frame, clock_links, frame, language_links, lasting
from feedgen.pages.headlines import Headline, headline
from feedgen.pages.listings import next_of
from feedgen.pages.picking import Picking, picking
from feedgen.pages.visit import Choice, Visit
from feedgen.plan.show import Show


@dataclass(frozen=True, slots=True)
class ShowCard:
    """A show in the catalogue, with a headline that says what is next."""

    title: str
    language: str
    service: str
    color: str
    address: str
    seasons: str
    headline: Headline
    slug: str


@dataclass(frozen=True, slots=True)
class Search:
    """The search form of the catalogue: its address, the words, and names and values of its hidden fields.

    On a site of files `index` is the address of the index that a script searches, and `pages` is the beginning of the
    addresses of shows; otherwise both are empty.
    """

    address: str
    words: str
    hidden: tuple[tuple[str, str], ...]
    index: str = ""
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A button that narrows the catalogue down, or takes that back if it is `chosen`."""

    label: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class CatalogPage:
    """A page of the catalogue: `catalog.html`.

    `search` is None if there are too few shows to search; `found` says how many shows there are. `position` says which
    of several pages this is, and `previous` and `following` are the addresses of others; each may be empty.
    `everything` is the address of the whole catalogue, for visitors who have found nothing.
    With `picking` shows are ticked for one calendar.
    """

    shows: tuple[ShowCard, ...]
    chips: tuple[Chip, ...]
    search: Search | None
    found: str
    position: str
    previous: str
    following: str
    everything: str
    picking: Picking | None


# Shows on a page.
LENGTH = 24

# Up to so many shows need no search.
_SEEN_AT_ONCE = 8

# In a longer catalogue it would take too long to look at every show, so it is in order of slug, and has no chips.
_LOOKED_THROUGH = 500


def catalog_page(
    shows: Mapping[str, Show], slugs: Sequence[str], visit: Visit, choice: Choice, number: int
) -> CatalogPage | None:
    """Return a page of the catalogue by its number, counted from 1; None if there are fewer pages.

    `slugs` are those of the shows to list: all, or those that the search has found.
    """
    language = visit.language
    small = len(shows) <= _LOOKED_THROUGH
    listed = _chosen(shows, slugs, visit, choice) if small else slugs
    last = pages_of(len(listed))
    if not 1 <= number <= last:
        return None
    here = listed[(number - 1) * LENGTH : number * LENGTH]
    return CatalogPage(
        shows=tuple(_card(show, visit) for slug in here if (show := shows.get(slug))),
        chips=tuple(_chips(shows.values(), visit, choice)) if small and not visit.site.static else (),
        search=_search(visit, choice) if len(shows) > _SEEN_AT_ONCE else None,
        found=language.ngettext("%(count)s show", "%(count)s shows", len(listed)),
        position=language.gettext("Page %(number)s of %(last)s", number=number, last=last) if last > 1 else "",
        previous=visit.catalog(number - 1, choice) if number > 1 else "",
        following=visit.catalog(number + 1, choice) if number < last else "",
        everything=visit.catalog(1, Choice(picked=choice.picked)),
        picking=picking(visit, choice, len(shows)),
    )


def pages_of(count: int) -> int:
    """Return how many pages so many shows take: at least one."""
    return max(1, -(-count // LENGTH))


def catalog_frame(page: CatalogPage, visit: Visit, choice: Choice, number: int) -> Frame:
    """Return the frame of a page of the catalogue."""
    _ = visit.language.gettext
    title = " · ".join(filter(None, [_("All shows"), page.position]))
    around = frame(title, _("Release days of shows, in your calendar."), visit, None, choice)
    return replace(
        around,
        **lasting(visit, lambda there: there.catalog(number)),
        languages=tuple(language_links(visit, lambda there: there.catalog(number, choice))),
        clocks=tuple(clock_links(visit, lambda there: there.catalog(number, there.choice))),
    )


def _chosen(shows: Mapping[str, Show], slugs: Sequence[str], visit: Visit, choice: Choice) -> list[str]:
    """Return the slugs of the shows that the chosen chips leave, in order of title."""
    found = [show for slug in slugs if (show := shows.get(slug))]
    fitting = (
        show
        for show in found
        if choice.service in ("", show.service) and (not choice.running or _is_running(show, visit))
    )
    return [show.slug for show in sorted(fitting, key=lambda show: (show.title.casefold(), show.slug))]


def _is_running(show: Show, visit: Visit) -> bool:
    return bool(next_of(select([show], Feed(show.slug)).airings, visit))


def _chips(shows: Iterable[Show], visit: Visit, choice: Choice) -> Iterator[Chip]:
    """Yield the chips that narrow the catalogue down; none that would leave all shows or no show."""
    known = list(shows)
    running = [show for show in known if _is_running(show, visit)]
    if 0 < len(running) < len(known) or choice.running:
        there = replace(choice, running=not choice.running)
        yield Chip(visit.language.gettext("Running now"), visit.catalog(1, there), choice.running)
    services = sorted({show.service for show in known}, key=str.casefold)
    for service in services if len(services) > 1 else ():
        chosen = service == choice.service
        yield Chip(service, visit.catalog(1, replace(choice, service="" if chosen else service)), chosen)


def _card(show: Show, visit: Visit) -> ShowCard:
    language = visit.language
    seasons = [wording.season_name(season, language) for season in show.seasons]
    count = language.ngettext("%(count)s season", "%(count)s seasons", len(seasons))
    return ShowCard(
        title=show.title,
        language=show.language,
        service=show.service,
        color=show.color,
        address=visit.show(show),
        seasons=seasons[0] if len(seasons) == 1 else count,
        headline=headline(select([show], Feed(show.slug)).airings, visit),
        slug=show.slug,
    )


def search_index(shows: Mapping[str, Show]) -> dict[str, list[dict[str, str]]]:
    """Return the index that a script searches on a site of files: what is searched and listed of each show."""
    rows = [
        {"slug": slug, "title": show.title, "service": show.service, "color": show.color, "language": show.language}
        for slug in shows
        if (show := shows.get(slug))
    ]
    return {"shows": sorted(rows, key=lambda row: (row["title"].casefold(), row["slug"]))}


def _search(visit: Visit, choice: Choice) -> Search:
    if visit.site.static:
        return Search(visit.site.catalog(1), "", (), visit.site.static_file("shows.json"), visit.site.pages)
    spoken = {"lang": visit.language.tag} if visit.language_chosen else {}
    hidden = {name: text for name, text in {**choice.query, **spoken}.items() if name != "q"}
    return Search(visit.site.catalog(1), choice.words, tuple(hidden.items()))
