"""HTML to paste into a page of one's own."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from feedgen import languages
from feedgen.feeds.captions import feed_title
from feedgen.feeds.selection import Selection
from feedgen.feeds.variant import Variant
from feedgen.pages import listings
from feedgen.pages.listings import EpisodeRow, ReleaseRow
from feedgen.pages.visit import Visit
from feedgen.pages.widget import address_of, shown_of, widget_page
from feedgen.pages.widget_heights import height_of
from feedgen.pages.widget_looks import PLAIN, Look, query_of

# The widget needs scripts for its times and size. Its links open new pages, which are not in the sandbox.
_SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"

# The width of the frame in pixels, on pages without styles.
_WIDTH = 480

# Makes the frame as wide as its place. It is not in the previews on our own pages, which allow no style attributes.
_FLEXIBLE = Markup(' style="width: 100%; border: 0"')

_NO_STYLE = Markup()


@dataclass(frozen=True, slots=True)
class Snippet:
    """HTML to paste into a page, as text. `preview` is the same as markup to be shown; it may be empty."""

    id: str
    title: str
    note: str
    html: str
    preview: Markup


def snippets(selection: Selection, visit: Visit, look: Look) -> Iterator[Snippet]:
    """Yield what can be pasted into a page to show a feed, with the widget in a look."""
    _ = visit.language.gettext
    address, title = address_of(selection.feed, visit, look), feed_title(selection, visit.language)
    size = size_of(selection, visit, look)
    script = Markup('<script src="{}/static/embed.js" async></script>').format(visit.site.base)
    yield Snippet(
        "widget",
        _("Widget"),
        _("Counts down, shows every visitor their own time, and follows changes. The script fits its height."),
        f"{iframe(address, title, size, _FLEXIBLE)}\n{script}",
        iframe(address, title, size),
    )
    yield Snippet(
        "element",
        _("Element"),
        _("The widget as one element, also for modules, bundles and shadow roots."),
        f"{script}\n{_element(selection, visit, look, size[1])}",
        Markup(),
    )
    yield Snippet("links", _("Links"), _("Plain links, for any page."), *_both(_links(selection, visit)))
    yield Snippet(
        "list",
        _("List"),
        _("The days as they are known now; it does not follow changes."),
        *_both(_list(selection, visit)),
    )


def _element(selection: Selection, visit: Visit, look: Look, height: int) -> Markup:
    """Return the element with the height of the widget, so that nothing moves when its script is loaded."""
    # On a site of files the language is a folder.
    language = "" if visit.site.static or visit.language is languages.default() else visit.language.tag
    said = {"view": look.view.path, **query_of(look), "lang": language}
    attributes = Markup("").join(Markup(' {}="{}"').format(name, text) for name, text in said.items() if text)
    return Markup('<feedgen-calendar feed="{}"{} style="display: block; min-height: {}px"></feedgen-calendar>').format(
        f"{visit.site.lasting_folder}{selection.feed.name}", attributes, height
    )


def iframe(address: str, title: str, size: tuple[int, int], style: Markup = _NO_STYLE) -> Markup:
    """Return the frame of a widget at an address, of so many pixels in width and height."""
    width, height = size
    return Markup('<iframe src="{}" title="{}" width="{}" height="{}"{} loading="lazy" sandbox="{}"></iframe>').format(
        address, title, width, height, style, _SANDBOX
    )


def size_of(selection: Selection, visit: Visit, look: Look) -> tuple[int, int]:
    """Return the width and the height of a widget in pixels; the height is that on a phone."""
    return _WIDTH, height_of(widget_page(selection, visit, look))


def _both(html: Markup) -> tuple[str, Markup]:
    return str(html), html


def _links(selection: Selection, visit: Visit) -> Markup:
    _, site, variant, feed = visit.language.gettext, visit.site, visit.variant(), selection.feed
    # What cleans other people's HTML often takes webcal: away; the https address is left then, to be copied.
    links = (
        (site.webcal(feed, variant), _("subscribe")),
        (site.feed(feed, variant), _("calendar address")),
        (site.download(feed, variant), _("download")),
        (visit.page(feed), _("more ways")),
    )
    listed = Markup(", ").join(Markup('<a href="{}">{}</a>').format(*link) for link in links)
    return Markup("<p>{}: {}</p>").format(feed_title(selection, visit.language), listed)


def _list(selection: Selection, visit: Visit) -> Markup:
    feed, with_show = selection.feed, selection.feed.season is None
    near = shown_of(selection.airings, visit, PLAIN)
    rows = listings.rows(near, visit, Variant(), with_show=with_show)
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
