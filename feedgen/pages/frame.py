"""The frame around every page, and the page of an error."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypedDict

from markupsafe import Markup

from feedgen import languages
from feedgen.feeds.feed import AnyFeed
from feedgen.feeds.formats import Format
from feedgen.feeds.variant import Variant
from feedgen.pages.brand import PLAIN_BRAND, Brand
from feedgen.pages.sharing import address_of_site
from feedgen.pages.visit import CLOCKS, NO_CHOICE, Choice, Times, Visit

_NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A link to the same page in another language, whose `name` is in that language."""

    tag: str
    name: str
    direction: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class ClockLink:
    """A link to the same page with clocks of 12 or 24 `hours`; `current` if its address names them."""

    hours: str
    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Alternate:
    """A link to the same content in another format, with its media type; `name` is for people: "calendar"."""

    media_type: str
    title: str
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame around a page: `base.html`.

    `address` is that of the page without choices; it is empty for an error. `translations` has the tags and addresses
    of the page in each language, and "x-default" for its address without a language. `image` is the address of a
    picture for previews. `territory` is the language with a territory, as Open Graph has it, and `territories` are
    those of the translations. `manifest` is the address of the web manifest. `zone` is the time zone that the address
    names, `place` is its place in words, and `without_zone` is the address without it; the first two are empty if it
    names none. `static` tells that the site is one of files.
    """

    tag: str
    direction: str
    home: str
    title: str
    summary: str
    address: str
    translations: tuple[tuple[str, str], ...]
    image: str
    languages: tuple[LanguageLink, ...]
    clocks: tuple[ClockLink, ...]
    clock: str
    zone: str
    place: str
    without_zone: str
    today: str
    tomorrow: str
    yesterday: str
    alternates: tuple[Alternate, ...]
    static: bool
    territory: str
    territories: tuple[str, ...]
    manifest: str
    brand: Brand = PLAIN_BRAND
    structured_data: Markup = _NOTHING


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong: `error.html`. `near` has titles and addresses of pages that may have been meant."""

    title: str
    message: str
    near: tuple[tuple[str, str], ...]


def frame(title: str, summary: str, visit: Visit, feed: AnyFeed | None, choice: Choice = NO_CHOICE) -> Frame:
    """Return the frame of the page of a feed. `feed` is None for a page of no feed, such as that of an error."""
    _ = visit.language.gettext

    def here(there: Visit) -> str:
        if feed is None:
            return there.home
        return there.page(feed, replace(there.choice, part=choice.part))

    without = replace(visit, choice=replace(visit.choice, zone="", times=Times.ANNOUNCED))
    return Frame(
        tag=visit.language.tag,
        direction=visit.language.direction,
        home=visit.home,
        title=title,
        summary=summary,
        **(lasting(visit, lambda there: there.page(feed)) if feed else NO_ADDRESS),
        image=address_of_site(visit),
        languages=tuple(language_links(visit, here)),
        clocks=tuple(clock_links(visit, here)),
        clock=visit.choice.clock,
        zone=visit.choice.zone,
        place=visit.language.place(visit.choice.zone) if visit.choice.zone else "",
        without_zone=here(without),
        today=_("Today"),
        tomorrow=_("Tomorrow"),
        yesterday=_("Yesterday"),
        alternates=tuple(_alternates(feed, title, visit, choice)) if feed else (),
        static=visit.site.static,
        territory=visit.language.territory,
        territories=tuple(languages.of(tag).territory for tag in visit.tags if tag != visit.language.tag),
        manifest=visit.site.static_file(f"{visit.language.tag}.webmanifest"),
        brand=visit.brand,
    )


class Lasting(TypedDict):
    """The addresses of a page without choices."""

    address: str
    translations: tuple[tuple[str, str], ...]


NO_ADDRESS: Lasting = {"address": "", "translations": ()}


def lasting(visit: Visit, address: Callable[[Visit], str]) -> Lasting:
    """Return the addresses of a page without choices, in its own language and in each; `address` is for a visit."""
    plain = visit.plain
    first = replace(plain.spoken(plain.tags[0]), language_chosen=False)
    spoken = [(tag, address(plain.spoken(tag))) for tag in plain.tags]
    translations = (*spoken, ("x-default", address(first))) if len(spoken) > 1 else ()
    return {"address": address(plain), "translations": translations}


def language_links(visit: Visit, address: Callable[[Visit], str]) -> Iterator[LanguageLink]:
    """Yield links to a page in each language; `address` returns its address for a visit. None for one language."""
    for tag in visit.tags if len(visit.tags) > 1 else ():
        language = languages.of(tag)
        there = visit.spoken(tag)
        yield LanguageLink(tag, language.name, language.direction, address(there), language is visit.language)


def clock_links(visit: Visit, address: Callable[[Visit], str]) -> Iterator[ClockLink]:
    """Yield links to a page with each kind of clock; `address` returns its address for a visit."""
    _ = visit.language.gettext
    labels = {"12": _("12 hours"), "24": _("24 hours")}
    for hours in CLOCKS:
        there = replace(visit, choice=replace(visit.choice, clock=hours))
        yield ClockLink(hours, labels[hours], address(there), hours == visit.choice.clock)


def _alternates(feed: AnyFeed, title: str, visit: Visit, choice: Choice) -> Iterator[Alternate]:
    site, plain = visit.site, spoken(visit)
    yield Alternate("text/calendar", title, site.feed(feed, plain), "calendar")
    yield Alternate(
        "application/atom+xml",
        visit.language.gettext("%(feed)s: announcements and changes", feed=title),
        site.feed(feed, plain, Format.ANNOUNCEMENTS),
        "atom",
    )
    yield Alternate("application/json", title, site.feed(feed, plain, Format.EPISODES), "json")
    page = visit.page(feed, Choice(part=choice.part))
    yield Alternate("application/json+oembed", title, site.oembed(feed, page), "oembed")


def spoken(visit: Visit) -> Variant:
    """Return the variant of feeds in the language of a page, without other options."""
    return visit.variant(NO_CHOICE)
