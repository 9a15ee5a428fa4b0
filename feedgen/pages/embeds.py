"""What other people's pages show: the widget, and HTML to paste."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from feedgen import languages
from feedgen.feeds.airings import Airing
from feedgen.feeds.captions import feed_title
from feedgen.feeds.feed import AnyFeed
from feedgen.feeds.selection import Selection
from feedgen.feeds.variant import Variant
from feedgen.pages import listings
from feedgen.pages.headlines import Headline, headline
from feedgen.pages.listings import EpisodeRow, ReleaseRow
from feedgen.pages.subscribing import App, apps
from feedgen.pages.visit import Visit


@dataclass(frozen=True, slots=True)
class Snippet:
    """Something to paste into a page of one's own: `html`, as text; `preview` shows it, or is empty."""

    id: str
    title: str
    note: str
    html: str
    preview: Markup


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """A feed in a frame on somebody's page: `embed.html`.

    `theme` is "light", "dark", or empty for the visitor's own; `more` says how many episodes are not in the list.
    """

    tag: str
    direction: str
    title: str
    theme: str
    headline: Headline
    releases: tuple[ReleaseRow, ...]
    more: str
    apps: tuple[App, ...]
    address: str


THEMES = ("light", "dark")


# Of a list that is longer the widget shows what is near.
_LISTED = 12


# Pixels of the widget, until its script tells its true height.
_WIDTH = 480


_HEIGHT_OF_HEAD = 250


_HEIGHT_OF_ROW = 54


# As wide as its place. Our own pages, which show it as well, allow no style attributes.
_FLEXIBLE = Markup(' style="width: 100%; border: 0"')


_NO_STYLE = Markup()


# Scripts for times and size; links open in pages of their own, which the sandbox does not bind.
_SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"


def embed_page(selection: Selection, visit: Visit, theme: str) -> EmbedPage:
    """Make the widget of a feed."""
    feed, airings = selection.feed, selection.airings
    shown = _near(airings, visit)
    title, variant = feed_title(selection, visit.language), visit.variant()
    hidden = len(airings) - len(shown)
    return EmbedPage(
        tag=visit.language.tag,
        direction=visit.language.direction,
        title=title,
        theme=theme,
        headline=headline(airings, visit),
        releases=listings.rows(shown, visit, variant, with_show=feed.season is None),
        more=visit.language.ngettext("%(count)s more episode", "%(count)s more episodes", hidden) if hidden else "",
        apps=apps(visit.site, feed, variant, title, visit.language),
        address=visit.page(feed),
    )


def _near(airings: Sequence[Airing], visit: Visit) -> Sequence[Airing]:
    """Return the last that is out and those after it, or the last ones of all."""
    out = sum(airing.is_out(visit.now) for airing in airings)
    first = max(0, min(out - 1, len(airings) - _LISTED))
    return airings[first : first + _LISTED]


def snippets(selection: Selection, visit: Visit) -> Iterator[Snippet]:
    """Return what can be pasted into a page to show a feed."""
    _ = visit.language.gettext
    yield Snippet("links", _("Links"), _("Plain links, for any page."), *_both(_links(selection, visit)))
    yield Snippet(
        "list",
        _("List"),
        _("The days as they are known now; it does not follow changes."),
        *_both(_list(selection, visit)),
    )
    feed, title, size = selection.feed, feed_title(selection, visit.language), _size(selection)
    script = Markup('<script src="{}/static/embed.js" async></script>').format(visit.site.base)
    yield Snippet(
        "widget",
        _("Widget"),
        _("Counts down, shows every visitor their own time, and follows changes. The script fits its height."),
        f"{_iframe(feed, title, visit, size, _FLEXIBLE)}\n{script}",
        _iframe(feed, title, visit, size),
    )
    element = Markup('<feedgen-calendar feed="{}"></feedgen-calendar>').format(feed.name)
    yield Snippet(
        "element",
        _("Element"),
        _("The widget as one element; it takes theme=“light” or “dark”, and lang."),
        f"{script}\n{element}",
        Markup(),
    )


def oembed(selection: Selection, visit: Visit, max_width: int | None, max_height: int | None) -> dict[str, object]:
    """Answer an oEmbed consumer that has room for so many pixels, None being any number."""
    title, (width, height) = feed_title(selection, visit.language), _size(selection)
    size = min(width, max_width or width), min(height, max_height or height)
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": "feedgen",
        "provider_url": f"{visit.site.base}/",
        "title": title,
        "cache_age": 3600,
        "width": size[0],
        "height": size[1],
        "html": _iframe(selection.feed, title, visit, size),
    }


def _both(html: Markup) -> tuple[str, Markup]:
    return str(html), html


def _size(selection: Selection) -> tuple[int, int]:
    """Return width and height of the widget, in pixels."""
    return _WIDTH, _HEIGHT_OF_HEAD + _HEIGHT_OF_ROW * min(len(selection.airings), _LISTED)


def _links(selection: Selection, visit: Visit) -> Markup:
    _, site, variant, feed = visit.language.gettext, visit.site, visit.variant(), selection.feed
    return Markup('<p>{}: <a href="{}">{}</a>, <a href="{}">{}</a>, <a href="{}">{}</a></p>').format(
        feed_title(selection, visit.language),
        site.webcal(feed, variant),
        _("subscribe"),
        site.download(feed, variant),
        _("download"),
        visit.page(feed),
        _("more ways"),
    )


def _list(selection: Selection, visit: Visit) -> Markup:
    feed, with_show = selection.feed, selection.feed.season is None
    rows = listings.rows(_near(selection.airings, visit), visit, Variant(), with_show=with_show)
    return Markup('<ul>\n{}\n</ul>\n<p><a href="{}">{}</a></p>').format(
        Markup("\n").join(_item(row, episode, with_show=with_show) for row in rows for episode in row.episodes),
        visit.page(feed),
        visit.language.gettext("Put it in your calendar"),
    )


def _item(row: ReleaseRow, episode: EpisodeRow, *, with_show: bool) -> Markup:
    title = f"{episode.code} {episode.title}".rstrip() if with_show else episode.title
    badges = f" ({', '.join(episode.badges)})" if episode.badges else ""
    time = Markup('<time datetime="{}">{}</time>').format(row.when.iso, row.when.text) if row.when else ""
    when = Markup("<s>{}</s>").format(time) if row.state in ("cancelled", "tentative") else time
    return Markup("<li>{}: {}{}</li>").format(when, title, badges)


def _iframe(feed: AnyFeed, title: str, visit: Visit, size: tuple[int, int], style: Markup = _NO_STYLE) -> Markup:
    spoken = {"lang": visit.language.tag} if visit.language is not languages.default() else {}
    width, height = size
    return Markup('<iframe src="{}" title="{}" width="{}" height="{}"{} loading="lazy" sandbox="{}"></iframe>').format(
        visit.site.embed(feed, urlencode(spoken)), title, width, height, style, _SANDBOX
    )
