"""Names of feeds, and the addresses of feeds and pages.

A feed's name is its file name, its download name, and what some calendar apps show.
"""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote

from feedgen.model import SLUG, Part, Show
from feedgen.options import PLAIN, Format, Variant

_NAME = re.compile(
    rf"(?P<show>{SLUG}?)(?:-s(?P<season>0|[1-9]\d{{0,3}})(?:e(?P<episode>\d\d|[1-9]\d{{2,3}})|-(?P<part>{'|'.join(Part)}))?)?"
)

_SEASON = re.compile(rf"(?P<show>{SLUG})/season-(?P<season>\d{{1,4}})")


@dataclass(frozen=True, slots=True)
class Feed:
    """A named selection of episodes; None means "all" at each level, so `Feed()` is everything."""

    show: str | None = None
    season: int | None = None
    part: Part | None = None
    episode: int | None = None

    @classmethod
    def parse(cls, name: str) -> Self | None:
        """Read a name such as `for-all-mankind-s4-premiere`; None if no feed could be called that."""
        if name == "all":
            return cls()
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        return cls(
            show=match["show"],
            season=int(match["season"]) if match["season"] else None,
            part=Part(match["part"]) if match["part"] else None,
            episode=int(match["episode"]) if match["episode"] else None,
        )

    @property
    def name(self) -> str:
        """The one spelling of the feed's name."""
        if self.show is None:
            return "all"
        if self.season is None:
            return self.show
        if self.episode is not None:
            return f"{self.show}-s{self.season}e{self.episode:02}"
        return f"{self.show}-s{self.season}" + (f"-{self.part}" if self.part else "")


def feeds_of(show: Show) -> list[Feed]:
    """List every feed that can be asked of a show, except those of single episodes, in order of size.

    Not each of them has an episode in it: a season released in one day has no weekly part.
    """
    seasons = [season.number for season in show.seasons]
    whole = [Feed(show.slug), *(Feed(show.slug, number) for number in seasons)]
    return whole + [Feed(show.slug, number, part) for number in seasons for part in Part]


@dataclass(frozen=True, slots=True)
class Site:
    """The public base address, without a slash at its end, and all addresses below it.

    A `static` site is one of files, built once: its addresses have no query, and those of pages end in a slash.
    """

    base: str
    static: bool = False

    def feed(self, feed: Feed, variant: Variant = PLAIN, form: Format = Format.CALENDAR) -> str:
        """Give the https address of a feed in its one spelling."""
        return f"{self.base}/feeds/{variant.folder}{feed.name}{form}{variant.query}"

    def webcal(self, feed: Feed, variant: Variant = PLAIN) -> str:
        """Give the address that opens a calendar app; not `webcals:`, which Safari never had."""
        return f"webcal:{self.feed(feed, variant).partition(':')[2]}"

    def download(self, feed: Feed, variant: Variant = PLAIN) -> str:
        """Give the address that saves a file."""
        address = self.feed(feed, variant)
        return address if self.static else f"{address}{'&' if variant.query else '?'}download=1"

    def catalog(self, number: int) -> str:
        """Give the address of a page of the catalogue, counted from 1."""
        return f"{self.base}/" if number == 1 else f"{self.base}/page/{number}/"

    def show(self, show: Show) -> str:
        """Give the address of a show's page."""
        return f"{self.base}/{show.slug}/"

    def season(self, show: Show, season: int) -> str:
        """Give the address of a season's page."""
        return f"{self.base}/{show.slug}/season-{season}/"

    def page(self, feed: Feed) -> str:
        """Give the address of the page from which a feed is subscribed to."""
        if feed.show is None:
            return f"{self.base}/"
        season = "" if feed.season is None else f"season-{feed.season}/"
        return f"{self.base}/{feed.show}/{season}"

    def embed(self, feed: Feed, query: str = "") -> str:
        """Give the address of a feed's widget; the query is without its question mark."""
        return f"{self.base}/embed/{feed.name}{'/' if self.static else ''}" + (f"?{query}" if query else "")

    def oembed(self, feed: Feed) -> str:
        """Give the address that tells how to embed the page of a feed (oEmbed)."""
        if self.static:
            return f"{self.base}/oembed/{feed.name}.json"
        return f"{self.base}/oembed?url={quote(self.page(feed), safe='')}"

    def feed_at(self, address: str) -> Feed | None:
        """Tell which feed an address is about, be it of a page, a file or a widget; None if of none."""
        path = re.split("[?#]", address, maxsplit=1)[0].partition(":")[2]
        base = f"{self.base.partition(':')[2]}/"
        match path.removeprefix(base).split("/") if path.startswith(base) else ():
            case [""]:
                return Feed()
            case ["embed", name] | ["embed", name, ""]:
                return Feed.parse(name)
            case ["feeds", *_, file]:
                return Feed.parse(file.removesuffix(".ics"))
            case [slug] | [slug, ""] if re.fullmatch(SLUG, slug):
                return Feed(slug)
            case [slug, season] | [slug, season, ""] if match := _SEASON.fullmatch(f"{slug}/{season}"):
                return Feed(match["show"], int(match["season"]))
        return None
