"""The widget: what other pages show of a feed in a frame."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from feedgen import languages
from feedgen.feeds.airings import Airing
from feedgen.feeds.captions import feed_title
from feedgen.feeds.feed import AnyFeed
from feedgen.feeds.selection import Selection
from feedgen.pages import listings
from feedgen.pages.coming import coming
from feedgen.pages.coming_rows import ComingDay, ComingRow, coming_days, coming_rows, releases
from feedgen.pages.headlines import Headline, headline
from feedgen.pages.months import Month, months
from feedgen.pages.subscribing import App, apps
from feedgen.pages.visit import Visit
from feedgen.pages.widget_looks import Look, View, query_of

# How many rows and months a widget has if its address says nothing of it.
ROWS = 12
_MONTHS = 2

# How many rows are listed beneath months.
_BENEATH = 5

# From so many rows on, a list begins with the newest episodes that are out.
_ROOM_FOR_OUT = 3


@dataclass(frozen=True, slots=True)
class WidgetPage:
    """The widget, which shows a feed in a frame on another page: `embed.html`.

    Depending on the view it has `rows`, `days` or `months`, or none of them. `language` is that of the title of a show;
    it is empty if the feed has several shows. Then `next_show` names those of what is next. `more` says how many
    episodes are not listed, and `notice` that nothing is to come. `words` are "Yesterday", "Today" and "Tomorrow" in
    the language of the visit.
    """

    tag: str
    direction: str
    title: str
    language: str
    color: str
    look: Look
    headline: Headline
    next_show: str
    with_show: bool
    with_season: bool
    rows: tuple[ComingRow, ...]
    days: tuple[ComingDay, ...]
    months: tuple[Month, ...]
    more: str
    notice: str
    apps: tuple[App, ...]
    address: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with the address of a widget: `embed_mistake.html`. `near` has names and addresses."""

    tag: str
    direction: str
    title: str
    message: str
    near: tuple[tuple[str, str], ...]
    home: str


def widget_page(selection: Selection, visit: Visit, look: Look) -> WidgetPage:
    """Return the widget of a feed."""
    _ = visit.language.gettext
    feed, airings, title = selection.feed, selection.airings, feed_title(selection, visit.language)
    following = listings.next_of(airings, visit)
    shown = shown_of(airings, visit, look)
    hidden = _count_coming(airings, visit) - _count_coming(shown, visit)
    show = selection.show
    return WidgetPage(
        tag=visit.language.tag,
        direction=visit.language.direction,
        title=title,
        language=show.language if show else "",
        color=following[0].show.color if following else airings[-1].show.color,
        look=look,
        headline=headline(airings, visit),
        next_show="" if show else visit.language.listed(dict.fromkeys(one.show.title for one in following)),
        with_show=show is None,
        with_season=feed.season is None and not selection.film,
        rows=tuple(coming_rows(shown, visit, following)) if look.view is not View.COMING else (),
        days=tuple(coming_days(shown, visit)) if look.view is View.COMING else (),
        months=_months(airings, visit, look, with_show=show is None),
        more=visit.language.ngettext("%(count)s more episode", "%(count)s more episodes", hidden) if hidden else "",
        notice="" if shown or look.view is not View.COMING else _("Nothing is announced that is still to come."),
        apps=apps(visit.site, feed, visit.variant(), title, visit.language),
        address=visit.page(feed),
        words=(_("Yesterday"), _("Today"), _("Tomorrow")),
    )


def _months(airings: Sequence[Airing], visit: Visit, look: Look, *, with_show: bool) -> tuple[Month, ...]:
    if look.view is not View.MONTH:
        return ()
    return months(airings, visit, large=True, with_show=with_show, most=look.rows or _MONTHS)


def _count_coming(airings: Sequence[Airing], visit: Visit) -> int:
    return sum(not airing.is_out(visit.now) for airing in airings)


def shown_of(airings: Sequence[Airing], visit: Visit, look: Look) -> Sequence[Airing]:
    """Return the airings that a widget lists: the newest that are out and those that follow, or those to come."""
    wanted = airings if look.view is View.LIST else coming(airings, visit)
    groups = releases(wanted)
    count = _BENEATH if look.view is View.MONTH else look.rows or ROWS
    if look.view is View.LIST:
        out = sum(group[0].is_out(visit.now) for group in groups)
        first = max(0, min(out - 1 if count >= _ROOM_FOR_OUT else out, len(groups) - count))
        groups = groups[first:]
    return [airing for group in groups[:count] for airing in group]


def address_of(feed: AnyFeed, visit: Visit, look: Look, more: Mapping[str, str] | None = None) -> str:
    """Return the address of a widget in the language of the visit; `more` is added to its query."""
    is_named = not visit.site.static and visit.language is not languages.default()
    spoken = {"lang": visit.language.tag} if is_named else {}
    return visit.site.embed(feed, look.view.path, urlencode({**query_of(look), **spoken, **(more or {})}, safe="/"))
