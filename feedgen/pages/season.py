"""The page of a season."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from feedgen.feeds import wording
from feedgen.feeds.captions import feed_title
from feedgen.feeds.feed import Feed
from feedgen.feeds.formats import Format
from feedgen.feeds.history import Entry, season_history, show_history
from feedgen.feeds.selection import select
from feedgen.languages import Language
from feedgen.pages import listings
from feedgen.pages.choices import Choices, Option, choices, chosen_variant
from feedgen.pages.frame import Frame, frame, spoken
from feedgen.pages.headlines import Headline, SeasonCard, season_cards, season_headline
from feedgen.pages.listings import Listing
from feedgen.pages.months import Month, months
from feedgen.pages.sharing import address_of_season
from feedgen.pages.structured_data import season_data
from feedgen.pages.subscribing import Subscription, subscription
from feedgen.pages.times import short_day
from feedgen.pages.visit import NO_CHOICE, Choice, Visit
from feedgen.pages.widget_form import WidgetForm, embedding
from feedgen.plan.show import Part, Season, Show


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change to the plan: its day in words and in ISO 8601, its note, a line for each difference, if it is new."""

    day: str
    iso: str
    note: str
    lines: tuple[str, ...]
    is_news: bool


@dataclass(frozen=True, slots=True)
class SeasonPage:
    """A season: `season.html`."""

    language: str
    show: str
    season: str
    show_address: str
    service: str
    url: str
    description: str
    color: str
    headline: Headline
    listing: Listing
    months: tuple[Month, ...]
    news: ChangeRow | None
    seasons: tuple[SeasonCard, ...]
    choices: Choices
    subscription: Subscription | None
    changes: tuple[ChangeRow, ...]
    announcements: str
    embedding: WidgetForm | None
    sources: tuple[str, ...]


def season_page(show: Show, season: Season, visit: Visit, choice: Choice = NO_CHOICE) -> SeasonPage:
    """Return the page of a season or a film. Its times are in the chosen zone, if it has hours."""
    whole = Feed(show.slug) if show.is_film else Feed(show.slug, season.number)
    selection = select([show], whole)
    airings = selection.airings
    parts = _parts(show, season)
    choice = choice if choice.part in parts else replace(choice, part=None)
    feed = replace(whole, part=choice.part)
    language = visit.language
    # A season without a day has no calendar yet, so that of the show is offered, which will have it.
    offered = select([show], feed if airings else Feed(show.slug))
    rows = tuple(_change_row(entry, visit) for entry in reversed(_changes(show, season, language)))
    return SeasonPage(
        language=show.language,
        show=show.title,
        season="" if show.is_film else wording.season_name(season, language),
        show_address=visit.show(show),
        service=season.terms.service or show.service,
        url=season.url or show.url,
        description=season.description or show.description,
        color=show.color,
        headline=season_headline(show, season, visit),
        listing=listings.listing(airings, visit, chosen_variant(selection, visit, choice), season),
        months=months(airings, visit),
        news=next((row for row in rows if row.is_news), None),
        seasons=season_cards(show, visit, season.number) if len(show.seasons) > 1 else (),
        choices=choices(list(_part_options(show, season, parts, visit, choice)), selection, visit, choice),
        subscription=subscription(offered, visit, choice) if offered.airings else None,
        changes=rows,
        announcements=visit.site.feed(whole, spoken(visit), Format.ANNOUNCEMENTS),
        embedding=embedding(selection, visit) if airings else None,
        sources=season.sources,
    )


def season_frame(show: Show, season: Season, page: SeasonPage, visit: Visit, choice: Choice) -> Frame:
    """Return the frame of the page of a season, with structured data for search engines."""
    title = wording.season_title(show, season, visit.language)
    feed = Feed(show.slug) if show.is_film else Feed(show.slug, season.number)
    around = frame(title, page.headline.text, visit, feed, choice)
    around = replace(around, image=address_of_season(show, season, visit))
    return replace(around, structured_data=season_data(show, season, visit.site, visit.language, visit.now))


def _parts(show: Show, season: Season) -> tuple[Part, ...]:
    return tuple(part for part in Part if select([show], Feed(show.slug, season.number, part)).airings)


def _part_options(show: Show, season: Season, parts: Sequence[Part], visit: Visit, choice: Choice) -> Iterator[Option]:
    _ = visit.language.gettext
    labels = {
        None: show.title if show.is_film else _("The whole season"),
        Part.PREMIERE: _("Premiere only"),
        Part.WEEKLY: _("Weekly episodes, after the premiere"),
        Part.FINALE: _("Finale only"),
    }
    for part in (None, *parts):
        option = Option(part or "", labels[part], part == choice.part)
        if visit.site.static:
            selection = select([show], Feed(show.slug, season.number, part))
            count = wording.counted(len(selection.airings), visit.language)
            option = replace(option, title=feed_title(selection, visit.language), count=count)
        yield option


def _changes(show: Show, season: Season, language: Language) -> Sequence[Entry]:
    """Return the changes of a season and of its show since the season was announced, the oldest first."""
    of_show = [entry for entry in show_history(show, language) if entry.at >= season.announced]
    return sorted([*season_history(show, season, language)[1:], *of_show], key=lambda entry: entry.at)


def _change_row(entry: Entry, visit: Visit) -> ChangeRow:
    day, iso = short_day(entry.at.date(), visit), f"{entry.at:%Y-%m-%dT%H:%MZ}"
    return ChangeRow(day, iso, entry.title, entry.lines, is_news=entry.at > visit.now - listings.FORTNIGHT)
