"""The page of a show."""

from dataclasses import dataclass

from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.pages import embeds
from feedgen.pages.choices import Choices, choices
from feedgen.pages.embeds import Snippet
from feedgen.pages.listings import SeasonCard, season_cards
from feedgen.pages.subscribing import Subscription, subscription
from feedgen.pages.visit import NO_CHOICE, Choice, Visit
from feedgen.plan.show import Show


@dataclass(frozen=True, slots=True)
class ShowPage:
    """A show: `show.html`."""

    title: str
    language: str
    service: str
    url: str
    description: str
    color: str
    seasons: tuple[SeasonCard, ...]
    choices: Choices
    subscription: Subscription
    snippets: tuple[Snippet, ...]


def show_page(show: Show, visit: Visit, choice: Choice = NO_CHOICE) -> ShowPage:
    """Make a show's page."""
    selection = select([show], Feed(show.slug))
    return ShowPage(
        title=show.title,
        language=show.language,
        service=show.service,
        url=show.url,
        description=show.description,
        color=show.color,
        seasons=season_cards(show, visit),
        choices=choices((), selection, visit, choice),
        subscription=subscription(selection, visit, choice),
        snippets=tuple(embeds.snippets(selection, visit)),
    )
