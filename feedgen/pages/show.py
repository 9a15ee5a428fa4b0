"""The page of a show."""

from dataclasses import dataclass, replace

from feedgen.feeds import wording
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.pages import listings
from feedgen.pages.choices import Choices, choices, chosen_variant
from feedgen.pages.coming import coming_alternate
from feedgen.pages.frame import Frame, frame
from feedgen.pages.headlines import Headline, SeasonCard, season_cards, season_headline
from feedgen.pages.listings import Listing
from feedgen.pages.sharing import address_of_season
from feedgen.pages.subscribing import Subscription, subscription
from feedgen.pages.visit import NO_CHOICE, Choice, Visit
from feedgen.pages.widget_form import WidgetForm, embedding
from feedgen.plan.show import Season, Show


@dataclass(frozen=True, slots=True)
class ShowPage:
    """A show: `show.html`. `season` and `listing` are of the current season."""

    title: str
    language: str
    service: str
    url: str
    description: str
    color: str
    headline: Headline
    season: str
    season_address: str
    listing: Listing
    seasons: tuple[SeasonCard, ...]
    choices: Choices
    subscription: Subscription | None
    embedding: WidgetForm | None


def show_page(show: Show, visit: Visit, choice: Choice = NO_CHOICE) -> ShowPage:
    """Return the page of a show."""
    selection, current = select([show], Feed(show.slug)), _current(show, visit)
    of_season = select([show], Feed(show.slug, current.number))
    return ShowPage(
        title=show.title,
        language=show.language,
        service=show.service,
        url=show.url,
        description=show.description,
        color=show.color,
        headline=season_headline(show, current, visit),
        season=wording.season_name(current, visit.language),
        season_address=visit.season(show, current.number),
        listing=listings.listing(of_season.airings, visit, chosen_variant(of_season, visit, choice), current),
        seasons=season_cards(show, visit, current.number),
        choices=choices((), selection, visit, choice),
        subscription=subscription(selection, visit, choice) if selection.airings else None,
        embedding=embedding(selection, visit) if selection.airings else None,
    )


def show_frame(show: Show, visit: Visit, choice: Choice) -> Frame:
    """Make what stands around a show's page."""
    summary = show.description or visit.language.gettext("Release days of %(what)s.", what=show.title)
    around = frame(show.title, summary, visit, Feed(show.slug), choice)
    image = address_of_season(show, _current(show, visit), visit)
    return replace(around, image=image, alternates=(*around.alternates, coming_alternate(visit, show)))


def _current(show: Show, visit: Visit) -> Season:
    """Return the season of the next episode; the latest season if no episode is to come."""
    following = listings.next_of(select([show], Feed(show.slug)).airings, visit)
    return following[0].season if following else show.seasons[-1]
