"""The page of a mix, which is several feeds in one calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from feedgen.feeds.addresses import LONGEST_ADDRESS, check_length
from feedgen.feeds.airings import Airing
from feedgen.feeds.captions import feed_title
from feedgen.feeds.errors import LongAddressError
from feedgen.feeds.feed import AnyFeed, Feed, Mix
from feedgen.feeds.selection import Selection
from feedgen.pages import listings
from feedgen.pages.choices import Choices, choices, chosen_variant
from feedgen.pages.frame import Frame, frame
from feedgen.pages.headlines import Headline, headline
from feedgen.pages.listings import ReleaseRow
from feedgen.pages.subscribing import Subscription, subscription
from feedgen.pages.visit import Choice, Visit

# How many episodes are listed at most: those nearest to the present.
_LISTED = 20


@dataclass(frozen=True, slots=True)
class MixedFeed:
    """A feed of a mix: its title, the address of its own page, and that of the mix without it."""

    title: str
    address: str
    without: str


@dataclass(frozen=True, slots=True)
class MixPage:
    """Several feeds in one: `mix.html`.

    `show` names the shows of what is next. `missing` says which feeds are gone, and `too_long` why the mix cannot be
    subscribed to; each may be empty. `more` is the address of the catalogue, where more shows can be ticked.
    """

    title: str
    show: str
    headline: Headline
    feeds: tuple[MixedFeed, ...]
    missing: str
    too_long: str
    releases: tuple[ReleaseRow, ...]
    more: str
    choices: Choices
    subscription: Subscription | None


def mix_page(mix: Mix, selection: Selection, visit: Visit, choice: Choice) -> MixPage:
    """Return the page of a mix with its selection."""
    _ = visit.language.gettext
    variant = chosen_variant(selection, visit, choice)
    too_long = ""
    try:
        check_length(mix, visit.site, variant)
    except LongAddressError:
        too_long = _(
            "Its address would have more than %(count)s characters, at which Google Calendar fails without a word. "
            "Divide the shows between two calendars.",
            count=LONGEST_ADDRESS,
        )
    names, following = " + ".join(selection.missing), listings.next_of(selection.airings, visit)
    return MixPage(
        title=feed_title(selection, visit.language),
        show=visit.language.listed(dict.fromkeys(airing.show.title for airing in following)),
        headline=headline(selection.airings, visit),
        feeds=tuple(_feeds(mix, selection, visit, choice)),
        missing=_("Not here any more: %(names)s.", names=names) if names else "",
        too_long=too_long,
        releases=listings.rows(_near(selection.airings, visit), visit, variant, with_show=True),
        more="" if visit.site.static else visit.catalog(1, Choice(picked=tuple(_shows(mix)))),
        choices=choices((), selection, visit, choice),
        subscription=subscription(selection, visit, choice) if selection.airings and not too_long else None,
    )


def mix_frame(mix: Mix, page: MixPage, visit: Visit) -> Frame:
    """Return the frame of the page of a mix."""
    around = frame(page.title, page.headline.text, visit, mix, visit.choice)
    return around if page.subscription else replace(around, alternates=())


def _near(airings: Sequence[Airing], visit: Visit) -> Sequence[Airing]:
    """Return the newest airing that is out and those that follow, or the last airings if few follow."""
    out = sum(airing.is_out(visit.now) for airing in airings)
    first = max(0, min(out - 1, len(airings) - _LISTED))
    return airings[first : first + _LISTED]


def _feeds(mix: Mix, selection: Selection, visit: Visit, choice: Choice) -> Iterator[MixedFeed]:
    shows = {show.slug: show for show in selection.shows}
    for feed in mix.feeds:
        owners = tuple(show for show in selection.shows if feed.show in (None, show.slug))
        if feed.show in {None, *shows}:
            title = feed_title(Selection(feed, owners, ()), visit.language)
            rest = _without(mix, feed)
            # A host of files has the mixes alone that were built.
            is_there = not visit.site.static or not isinstance(rest, Mix)
            yield MixedFeed(title, visit.page(feed), visit.page(rest, choice) if is_there else "")


def _without(mix: Mix, feed: Feed) -> AnyFeed:
    rest = tuple(other for other in mix.feeds if other != feed)
    return rest[0] if len(rest) == 1 else Mix(rest)


def _shows(mix: Mix) -> Iterator[str]:
    """Yield the slugs of the shows that are in the mix as a whole."""
    return (feed.show for feed in mix.feeds if feed.show and feed == Feed(feed.show))
