"""Headlines: what is next, in one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedgen.feeds import release_wording, wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.languages import Language
from feedgen.pages import listings
from feedgen.pages.times import When, when
from feedgen.pages.visit import Visit
from feedgen.plan.announcement import Status
from feedgen.plan.show import Season, Show


@dataclass(frozen=True, slots=True)
class Headline:
    """What is next: `label` names it, `when` is its time, and `away` says how far that is: "in 4 days".

    If nothing is next, `when` is None, and `label` says why. `over` is the label for the time after the last release.
    `anchor` is the id of the row of what is next; it may be empty.
    """

    label: str
    when: When | None
    away: str
    over: str
    anchor: str

    @property
    def text(self) -> str:
        """The headline as text: "Episode 3: Fri, Nov 24, 00:00 (New York time)"."""
        return f"{self.label}: {self.when.text}" if self.when else self.label


@dataclass(frozen=True, slots=True)
class SeasonCard:
    """A season in a list of seasons; `current` is the one that is shown."""

    title: str
    address: str
    headline: Headline
    current: bool = False


def headline(airings: Sequence[Airing], visit: Visit) -> Headline:
    """Return what is next of some airings, or that all are out."""
    over = _over(airings, visit.language)
    following = listings.next_of(airings, visit)
    if not following:
        return Headline(over, None, "", over, "")
    release = following[0].release
    return Headline(
        label=listings.label(following, visit.language),
        when=when(release, visit),
        away=visit.language.until(visit.now, release.begins),
        over=over,
        anchor=f"episode-{following[0].episode.number}",
    )


def season_headline(show: Show, season: Season, visit: Visit) -> Headline:
    """Return what is next of a season, that all are out, or when a season without a day is expected."""
    airings = select([show], Feed(show.slug, season.number)).airings
    found = headline(airings, visit)
    if found.when or season.is_dated:
        return found
    told = visit.language.gettext("The next day is to be announced")
    if not season.dated:
        told = release_wording.expectation(season, visit.language) or visit.language.gettext("Days to be announced")
    return Headline(told, None, "", told, "")


def _over(airings: Sequence[Airing], language: Language) -> str:
    statuses = [airing.facts.status for airing in airings]
    if Status.TENTATIVE in statuses:
        return language.gettext("The next day is to be announced")
    out = statuses.count(Status.CONFIRMED)
    if not out:
        return language.gettext("Cancelled")
    return language.ngettext("It is out", "All %(count)s episodes are out", out)


def season_cards(show: Show, visit: Visit, current: int | None = None) -> tuple[SeasonCard, ...]:
    """Return the seasons of a show, the latest first; `current` is the number of the one that is shown."""
    return tuple(
        SeasonCard(
            title=wording.season_name(season, visit.language),
            address=visit.season(show, season.number),
            headline=season_headline(show, season, visit),
            current=season.number == current,
        )
        for season in reversed(show.seasons)
    )
