"""The addresses of feeds and pages below the public base address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from feedgen import languages
from feedgen.feeds import options
from feedgen.feeds.errors import LongAddressError
from feedgen.feeds.feed import PLUS, AnyFeed, Feed, Mix, read_name
from feedgen.feeds.formats import Format
from feedgen.feeds.variant import PLAIN, Variant
from feedgen.plan.identity import SLUG
from feedgen.plan.show import Show

_SEASON = re.compile(rf"(?P<show>{SLUG})/season-(?P<season>\d{{1,4}})")

# Characters of an address. Google Calendar fails at longer ones without saying so.
LONGEST_ADDRESS = 255


def check_length(feed: AnyFeed, site: "Site", variant: Variant) -> None:
    """Raise LongAddressError for a mix whose address is too long."""
    if isinstance(feed, Mix) and (length := len(site.feed(feed, variant))) > LONGEST_ADDRESS:
        raise LongAddressError(length, LONGEST_ADDRESS)


@dataclass(frozen=True, slots=True)
class Site:
    """The public base address, without a slash at its end, and all addresses below it.

    A `static` site is one of files, built once: its addresses have no query, and those of pages end in a slash.
    On a static site, pages in any language but the first are in a `folder`, such as "de/". What other pages and
    programs load is in a `lasting_folder` in any language but English, whichever is first.
    """

    base: str
    static: bool = False
    folder: str = ""
    lasting_folder: str = ""

    def spoken(self, tag: str, tags: Sequence[str]) -> "Site":
        """Return the site with the addresses of pages in a language; `tags` are all languages of the site."""
        folder = f"{tag}/" if self.static and tag in tags[1:] else ""
        lasting_folder = f"{tag}/" if self.static and tag != languages.default().tag else ""
        return replace(self, folder=folder, lasting_folder=lasting_folder)

    @property
    def pages(self) -> str:
        """The address of the front page, with which those of all other pages begin."""
        return f"{self.base}/{self.folder}"

    def static_file(self, name: str) -> str:
        """Return the address of a file that pages load."""
        return f"{self.base}/static/{name}"

    def card(self, tag: str, name: str) -> str:
        """Return the address of a share image in a language."""
        return self.static_file(f"cards/{tag}/{name}.png")

    def feed(self, feed: AnyFeed, variant: Variant = PLAIN, form: Format = Format.CALENDAR) -> str:
        """Return the https address of a feed in its one spelling."""
        language = ""
        if self.static and variant.language:
            language, variant = f"{variant.language}/", replace(variant, language="")
        return f"{self.base}/feeds/{language}{variant.folder}{feed.name}{form}{options.query(variant)}"

    def webcal(self, feed: AnyFeed, variant: Variant = PLAIN) -> str:
        """Return the address that opens a calendar app; not `webcals:`, which Safari never had."""
        return f"webcal:{self.feed(feed, variant).partition(':')[2]}"

    def download(self, feed: AnyFeed, variant: Variant = PLAIN) -> str:
        """Return the address that saves a file."""
        address = self.feed(feed, variant)
        return address if self.static else f"{address}{'&' if '?' in address else '?'}download=1"

    def catalog(self, number: int) -> str:
        """Return the address of a page of the catalogue, counted from 1."""
        return f"{self.pages}shows/" if number == 1 else f"{self.pages}shows/page/{number}/"

    def picked(self) -> str:
        """Return the address that leads from ticked shows to the page of their calendar."""
        return f"{self.base}/shows/picked"

    def month(self) -> str:
        """Return the address of what comes next by month, on a site of files."""
        return f"{self.pages}shows/month/"

    def coming(self, show: Show | None = None) -> str:
        """Return the address of what comes next, of a show or of all, for programs."""
        if show or self.lasting_folder:
            return f"{self.base}/coming/{self.lasting_folder}{show.slug if show else 'all'}.json"
        return f"{self.base}/coming.json"

    def show(self, show: Show) -> str:
        """Return the address of a show's page."""
        return f"{self.pages}{show.slug}/"

    def season(self, show: Show, season: int) -> str:
        """Return the address of a season's page; a film has one page."""
        if show.is_film:
            return self.show(show)
        return f"{self.pages}{show.slug}/season-{season}/"

    def page(self, feed: AnyFeed) -> str:
        """Return the address of the page from which a feed is subscribed to."""
        if isinstance(feed, Mix):
            return f"{self.pages}{feed.name}/"
        if feed.show is None:
            return self.pages
        season = "" if feed.season is None else f"season-{feed.season}/"
        return f"{self.pages}{feed.show}/{season}"

    def embed(self, feed: AnyFeed, view: str = "", query: str = "") -> str:
        """Return the address of a feed's widget. `view` is empty for the usual one; `query` has no question mark."""
        name = f"{self.lasting_folder}{feed.name}{f'/{view}' if view else ''}{'/' if self.static else ''}"
        return f"{self.base}/embed/{name}?{query}" if query else f"{self.base}/embed/{name}"

    def oembed(self, feed: AnyFeed, page: str = "") -> str:
        """Return the oEmbed address of the page of a feed, or of one of its pages by the address of that `page`."""
        if self.static:
            return f"{self.base}/oembed/{self.lasting_folder}{feed.name}.json"
        return f"{self.base}/oembed?url={quote(page or self.page(feed), safe='')}"

    def feed_at(self, address: str) -> AnyFeed | None:
        """Return the feed of an address, which is that of a page, a file or a widget; None if it is of none."""
        path = re.split("[?#]", address, maxsplit=1)[0].partition(":")[2]
        base = f"{self.base.partition(':')[2]}/"
        match path.removeprefix(base).split("/") if path.startswith(base) else ():
            case [""] | ["shows"] | ["shows", ""]:
                return Feed()
            case ["embed", name] | ["embed", name, _] | ["embed", name, _, ""]:
                return read_name(name)
            case ["feeds", *_, file]:
                return read_name(file.removesuffix(".ics"))
            case [name] | [name, ""]:
                return _feed_of_page(unquote(name))
            case [slug, season] | [slug, season, ""] if match := _SEASON.fullmatch(f"{slug}/{season}"):
                return Feed(match["show"], int(match["season"]))
        return None


def _feed_of_page(name: str) -> AnyFeed | None:
    """Return the show or mix of a page directly below the base address; None if no page has the name."""
    if re.fullmatch(SLUG, name):
        return Feed(name)
    return read_name(name) if PLUS in name else None
