"""The form that makes HTML to paste into another page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from feedgen.feeds.captions import feed_title
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import Selection, select
from feedgen.pages.choices import Option, OptionGroup
from feedgen.pages.snippets import Snippet, snippets
from feedgen.pages.visit import LOOK_PREFIX, Visit
from feedgen.pages.widget import address_of
from feedgen.pages.widget_looks import PLAIN, THEMES, Look, View, part_of, parts_of
from feedgen.plan.show import Part


@dataclass(frozen=True, slots=True)
class WidgetForm:
    """The form that makes HTML for other pages: its fields, with what is chosen, and the snippets that it makes.

    `accent` is the chosen colour, and `own_accent` that of a widget with none. `kept` has names and values of hidden
    fields. `address` is that of the plain widget of the `feed`, and `language` the value of `lang` in addresses; it may
    be empty. `open` tells that something has been chosen.
    """

    groups: tuple[OptionGroup, ...]
    accent: str
    own_accent: str
    rows: str
    kept: tuple[tuple[str, str], ...]
    address: str
    feed: str
    language: str
    static: bool
    open: bool
    snippets: tuple[Snippet, ...]


def embedding(selection: Selection, visit: Visit) -> WidgetForm:
    """Return the form of a feed, with what has been chosen in it."""
    look = visit.look
    parts = _parts(selection)
    look = look if look.part in parts else replace(look, part=None)
    lang = {"lang": visit.language.tag} if visit.language_chosen else {}
    return WidgetForm(
        groups=tuple(_groups(selection, parts, look, visit)),
        accent=look.accent or str(visit.brand.theme.glow),
        own_accent=str(visit.brand.theme.glow),
        rows=str(look.rows or ""),
        kept=tuple({**visit.choice.lasting, **lang}.items()),
        address=visit.site.embed(selection.feed),
        feed=selection.feed.name,
        language=address_of(selection.feed, visit, PLAIN).partition("lang=")[2],
        static=visit.site.static,
        open=visit.look_chosen,
        snippets=tuple(snippets(_part(selection, look.part), visit, look)),
    )


def _parts(selection: Selection) -> tuple[Part, ...]:
    if selection.film:
        return ()
    return tuple(part for part in parts_of(selection.feed) if _part(selection, part).airings)


def _part(selection: Selection, part: Part | None) -> Selection:
    feed = part_of(selection.feed, part)
    return select(selection.shows, feed) if part and isinstance(feed, Feed) else selection


def _groups(selection: Selection, parts: tuple[Part, ...], look: Look, visit: Visit) -> Iterator[OptionGroup]:
    _ = visit.language.gettext
    views = {
        View.LIST: _("List"),
        View.COMING: _("By day"),
        View.MONTH: _("Month"),
        View.NEXT: _("A strip of what is next"),
    }
    themes = {"": _("As the visitor's device"), "light": _("Light"), "dark": _("Dark")}
    yield _group("view", _("What it shows"), [Option(view, text, view is look.view) for view, text in views.items()])
    if parts:
        yield _group("part", _("Which episodes"), list(_part_options(selection, parts, look, visit)))
    yield _group(
        "theme", _("Light or dark"), [Option(name, themes[name], name == look.theme) for name in ("", *THEMES)]
    )


def _group(name: str, legend: str, options: Sequence[Option]) -> OptionGroup:
    return OptionGroup(f"{LOOK_PREFIX}{name}", legend, tuple(options))


def _part_options(selection: Selection, parts: tuple[Part, ...], look: Look, visit: Visit) -> Iterator[Option]:
    """Offer the parts of a season, or of all seasons of a show, each with the title of its feed."""
    _ = visit.language.gettext
    of_season = Part.WEEKLY in parts
    labels = {
        None: _("All episodes"),
        Part.PREMIERE: _("Premiere") if of_season else _("Premieres"),
        Part.WEEKLY: _("Weekly episodes"),
        Part.FINALE: _("Finale") if of_season else _("Finales"),
    }
    for part in (None, *parts):
        title = feed_title(_part(selection, part), visit.language)
        yield Option(part or "", labels[part], part is look.part, title=title)
