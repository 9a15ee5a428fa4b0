"""A visit to a page: when, in which language, and what the visitor has chosen."""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from feedgen import languages
from feedgen.feeds.addresses import Site
from feedgen.feeds.feed import AnyFeed
from feedgen.feeds.options import BY_NAME
from feedgen.feeds.variant import PLAIN, Variant
from feedgen.languages import Language
from feedgen.pages.brand import PLAIN_BRAND, Brand
from feedgen.pages.widget_looks import PLAIN as PLAIN_LOOK
from feedgen.pages.widget_looks import Look
from feedgen.plan.identity import SLUG
from feedgen.plan.show import Part, Show
from feedgen.zones import names
from feedgen.zones.advice import advise

# When a visitor watches who has not chosen a time of day.
EVENING = time(20)

# Options of feeds that pages offer besides times, with the values that can be chosen.
MORE = {"remind": ("30m", "1d"), "titles": ("after", "off"), "group": ("day",)}

# Kinds of clocks, by their hours.
CLOCKS = ("12", "24")

# Characters of a search; no title is longer.
_LONGEST_SEARCH = 100

# How many shows can be picked. The address of a feed has no room for more.
_MOST_PICKED = 100

# The prefix of the fields of the form that makes widgets, as the other form of the page has a part as well.
LOOK_PREFIX = "embed-"


class Times(enum.StrEnum):
    """How a calendar shows when episodes come out. WATCH is at the time of day at which the visitor watches."""

    ANNOUNCED = "announced"
    HOURS = "hours"
    DAYS = "days"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a visitor has chosen of a feed: a part of the season, a time zone as `names.find` gives it, and the times.

    `at` is the hour at which somebody watches, and `more` are options of the feed with their values. `clock` is "12" or
    "24", for clocks of so many hours, or empty for those of the visitor's region. `unknown_zone` is a name that was
    asked for and that no zone has; `zone_missing` tells that the times need one. Of the catalogue `words` are those
    that a show must have to be listed, empty for every show; `service` is where it must be seen, and `running` tells
    that something of it must be to come. `picked` are the slugs of the shows that are ticked there.
    """

    part: Part | None = None
    zone: str = ""
    times: Times = Times.ANNOUNCED
    unknown_zone: str = ""
    zone_missing: bool = False
    at: time = EVENING
    more: tuple[tuple[str, str], ...] = ()
    words: str = ""
    service: str = ""
    running: bool = False
    picked: tuple[str, ...] = ()
    clock: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The query of a page with this choice."""
        part = {"part": str(self.part)} if self.part else {}
        running, picked = "1" if self.running else "", " ".join(self.picked)
        texts = {"q": self.words, "service": self.service, "running": running, "pick": picked}
        catalog = {name: text for name, text in texts.items() if text}
        return {**catalog, **part, **self.lasting, **dict(self.more)}

    @property
    def lasting(self) -> dict[str, str]:
        """The part of the query that goes along from page to page."""
        times = {"times": str(self.times)} if self.times is not Times.ANNOUNCED or self.zone else {}
        if self.times is Times.WATCH:
            times["at"] = f"{self.at:%H:%M}"
        clock = {"clock": self.clock} if self.clock else {}
        return {**({"tz": self.zone} if self.zone else {}), **times, **clock}


NO_CHOICE = Choice()


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to a page of a site, at an instant (UTC), in a language.

    `language_chosen` tells that the address names the language, and not only the browser; then addresses of other pages
    name it, too. `places` are the time zones to choose from. `choice` is what the address says; its zone and clock go
    along from page to page. `brand` is what the publisher has made of the site, and
    `tags` are those of the languages that it is in. `look` is what the address says of a widget for other pages, and
    `look_chosen` whether it says anything of that.
    """

    site: Site
    now: datetime
    language: Language
    language_chosen: bool = False
    places: tuple[str, ...] = field(default_factory=names.places)
    choice: Choice = NO_CHOICE
    brand: Brand = PLAIN_BRAND
    look: Look = PLAIN_LOOK
    look_chosen: bool = False
    tags: tuple[str, ...] = field(default_factory=languages.default_first)

    def spoken(self, tag: str) -> "Visit":
        """Return the visit to the same page in the language of a tag."""
        site = self.site.spoken(tag, self.tags)
        return replace(self, site=site, language=languages.of(tag), language_chosen=not site.static)

    @property
    def plain(self) -> "Visit":
        """The visit of somebody who has chosen nothing but the language."""
        return replace(self, choice=NO_CHOICE)

    def clock(self, moment: datetime) -> str:
        """Return the time of day of a moment, on the kind of clock that was chosen, else on one of 24 hours."""
        return self.language.clock(moment, twelve=self.choice.clock == "12")

    @property
    def home(self) -> str:
        """The address of the front page."""
        return self._address(self.site.pages, {})

    def front(self, *, by_month: bool = False) -> str:
        """Return the address of the front page, as a list or by month."""
        if by_month and self.site.static:
            return self._address(self.site.month(), {})
        return self._address(self.site.pages, {"view": "month"} if by_month else {})

    def show(self, show: Show) -> str:
        """Return the address of a show's page."""
        return self._address(self.site.show(show), {})

    def season(self, show: Show, season: int) -> str:
        """Return the address of a season's page."""
        return self._address(self.site.season(show, season), {})

    def catalog(self, number: int, choice: Choice = NO_CHOICE) -> str:
        """Return the address of a page of the catalogue, counted from 1, with a choice."""
        return self._address(self.site.catalog(number), choice.query)

    def page(self, feed: AnyFeed, choice: Choice = NO_CHOICE) -> str:
        """Return the address of the page of a feed, with a choice."""
        return self._address(self.site.page(feed), choice.query)

    def variant(self, choice: Choice = NO_CHOICE) -> Variant:
        """Return the variant of a feed for a choice, in the language of the page."""
        tag = "" if self.language is languages.default() else self.language.tag
        variant = Variant(language=tag) if tag else PLAIN
        more: dict[str, Any] = {BY_NAME[name].field: BY_NAME[name].value(text) for name, text in choice.more}
        variant = replace(variant, **more)
        if choice.times is Times.ANNOUNCED or not choice.zone:
            return variant
        at = choice.at if choice.times is Times.WATCH else None
        return replace(variant, zone=choice.zone, all_day=choice.times is Times.DAYS, at=at)

    def _address(self, page: str, query: Mapping[str, str]) -> str:
        language = {"lang": self.language.tag} if self.language_chosen else {}
        pairs = urlencode({**query, **self.choice.lasting, **query, **language}, safe="/")
        return f"{page}?{pairs}" if pairs else page


def chosen(query: Mapping[str, str], language: Language) -> Choice:
    """Return the choice in the query of a page's address. Values that are not understood are ignored.

    A zone may be the name of a place or of a time in a language. If the query has a zone and no times, times are hours.
    """
    name = query.get("tz", "").strip()
    zone = (names.find_unabbreviated(name) or advise(name, language.tag).sure or "") if name else ""
    times = query.get("times", Times.HOURS if zone else "")
    part = query.get("part", "")
    return Choice(
        part=Part(part) if part in set(Part) else None,
        zone=zone,
        times=Times(times) if times in set(Times) and zone else Times.ANNOUNCED,
        unknown_zone=name if name and not zone else "",
        zone_missing=not name and times in set(Times) - {Times.ANNOUNCED},
        at=_hour(query.get("at", "")),
        more=tuple((name, text) for name, texts in MORE.items() if (text := query.get(name, "")) in texts),
        words=" ".join(query.get("q", "").split())[:_LONGEST_SEARCH],
        service=query.get("service", "")[:_LONGEST_SEARCH],
        running=query.get("running", "") == "1",
        picked=_picked(query.get("pick", "")),
        clock=clock if (clock := query.get("clock", "")) in CLOCKS else "",
    )


def _picked(text: str) -> tuple[str, ...]:
    """Return the slugs in a text, which has spaces between them, as a `+` in a query is read."""
    slugs = text.replace("+", " ").split()
    return tuple(sorted({slug for slug in slugs if re.fullmatch(SLUG, slug)})[:_MOST_PICKED])


def _hour(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return EVENING
