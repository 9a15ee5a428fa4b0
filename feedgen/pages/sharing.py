"""Share images: what previews of links show of a page."""

from dataclasses import dataclass

from feedgen import languages
from feedgen.feeds import wording
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.languages import Language
from feedgen.pages.brand import Brand
from feedgen.pages.colors import Color
from feedgen.pages.pictures import Words, share_image
from feedgen.pages.visit import Visit
from feedgen.plan.announcement import Status
from feedgen.plan.show import Season, Show

# The file of the share image without words, for when none can be drawn.
PLAIN_CARD = "card.jpg"


@dataclass(frozen=True, slots=True)
class Card:
    """A share image before it is drawn: its words, their language, and the colour of its planet."""

    words: Words
    language: Language
    color: str

    def draw(self, brand: Brand) -> bytes:
        """Return the image (PNG)."""
        mirrored = self.language.direction == "rtl"
        return share_image(self.words, brand.theme, Color.named(self.color), mirrored=mirrored)


def card_of_season(show: Show, season: Season, language: Language, brand: Brand) -> Card | None:
    """Return the share image of a season, in a language or, if there is no font for it, in the default one.

    None if it cannot be drawn, as there is no Pillow, or no font for the title.
    """
    for spoken in dict.fromkeys((language, languages.default())) if brand.draws else ():
        name = "" if show.is_film else wording.season_name(season, spoken)
        words = Words(show.title, name, _first_day(show, season, spoken), brand.name)
        if words.can_be_drawn:
            return Card(words, spoken, show.color)
    return None


def card_of_site(language: Language, brand: Brand) -> Card | None:
    """Return the share image of pages of no season, in a language; None if it cannot be drawn."""
    for spoken in dict.fromkeys((language, languages.default())) if brand.draws else ():
        claim = spoken.gettext("release nights, in your calendar")
        claim = claim[:1].upper() + claim[1:]
        words = Words(brand.name, claim) if brand.name else Words(claim)
        if words.can_be_drawn:
            return Card(words, spoken, str(brand.theme.glow))
    return None


def _first_day(show: Show, season: Season, language: Language) -> str:
    airings = select([show], Feed(show.slug, season.number)).airings
    days = [airing.release.day for airing in airings if airing.facts.status is Status.CONFIRMED]
    return language.day(min(days)) if days else ""


def address_of_season(show: Show, season: Season, visit: Visit) -> str:
    """Return the address of a season's share image."""
    if card_of_season(show, season, visit.language, visit.brand):
        return visit.site.card(visit.language.tag, f"{show.slug}-s{season.number}")
    return visit.site.static_file(PLAIN_CARD)


def address_of_site(visit: Visit) -> str:
    """Return the address of the share image of pages of no season."""
    if card_of_site(visit.language, visit.brand):
        return visit.site.card(visit.language.tag, "all")
    return visit.site.static_file(PLAIN_CARD)
