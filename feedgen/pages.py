"""What each page shows: one frozen dataclass a template, holding texts and addresses ready to print."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from feedgen import wording
from feedgen.addresses import Feed, Part, Site
from feedgen.airings import Airing, select
from feedgen.model import InstantRelease, Season, Show


@dataclass(frozen=True, slots=True)
class Link:
    """A feed on a page: what it is, and its addresses."""

    title: str
    count: str
    https: str
    webcal: str
    download: str


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode in a list. `state` is "out", "next" or "later"; `role` may be empty."""

    code: str
    title: str
    day: str
    iso_day: str
    role: str
    state: str
    download: str


@dataclass(frozen=True, slots=True)
class SeasonCard:
    """A season in a list of seasons. `headline` says what is next, or that all are out."""

    title: str
    address: str
    headline: str


@dataclass(frozen=True, slots=True)
class ShowCard:
    """A show in the catalogue."""

    title: str
    language: str
    service: str
    address: str
    seasons: tuple[SeasonCard, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The catalogue: `index.html`."""

    shows: tuple[ShowCard, ...]
    subscribe: Link


@dataclass(frozen=True, slots=True)
class ShowPage:
    """A show: `show.html`."""

    title: str
    language: str
    service: str
    url: str
    description: str
    seasons: tuple[SeasonCard, ...]
    subscribe: Link


@dataclass(frozen=True, slots=True)
class SeasonPage:
    """A season: `season.html`. `hour` says when on the day, as far as it is known."""

    title: str
    language: str
    show: str
    show_address: str
    service: str
    url: str
    description: str
    headline: str
    episodes: tuple[EpisodeRow, ...]
    subscribe: Link
    parts: tuple[Link, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong and where to go from here: `error.html`. `near` has titles and addresses."""

    title: str
    message: str
    near: tuple[tuple[str, str], ...]


def index_page(shows: Mapping[str, Show], site: Site, now: datetime) -> IndexPage:
    """Make the catalogue as it is at the instant `now`."""
    cards = tuple(
        ShowCard(show.title, show.language, show.service, site.show(show), _season_cards(show, site, now))
        for show in shows.values()
    )
    return IndexPage(cards, _link(Feed(), "All shows", select(shows.values(), Feed()), site))


def show_page(show: Show, site: Site, now: datetime) -> ShowPage:
    """Make a show's page as it is at the instant `now`."""
    feed = Feed(show.slug)
    return ShowPage(
        title=show.title,
        language=show.language,
        service=show.service,
        url=show.url,
        description=show.description,
        seasons=_season_cards(show, site, now),
        subscribe=_link(feed, "All seasons", select([show], feed), site),
    )


def season_page(show: Show, season: Season, site: Site, now: datetime) -> SeasonPage:
    """Make a season's page as it is at the instant `now`."""
    whole = Feed(show.slug, season.number)
    airings = select([show], whole)
    return SeasonPage(
        title=f"{show.title}, {wording.season_name(season)}",
        language=show.language,
        show=show.title,
        show_address=site.show(show),
        service=show.service,
        url=season.url,
        description=season.description or show.description,
        headline=_headline(airings, now),
        episodes=_rows(airings, site, now),
        subscribe=_link(whole, "The whole season", airings, site),
        parts=tuple(_part_links(show, season, site)),
        sources=season.sources,
    )


def _season_cards(show: Show, site: Site, now: datetime) -> tuple[SeasonCard, ...]:
    return tuple(
        SeasonCard(
            title=wording.season_name(season).capitalize(),
            address=site.season(show, season.number),
            headline=_headline(select([show], Feed(show.slug, season.number)), now),
        )
        for season in reversed(show.seasons)
    )


def _link(feed: Feed, title: str, airings: tuple[Airing, ...], site: Site) -> Link:
    https = site.feed(feed)
    count = f"{len(airings)} episode" + ("s" if len(airings) != 1 else "")
    return Link(title, count, https, site.webcal(feed), f"{https}?download=1")


def _part_links(show: Show, season: Season, site: Site) -> Iterable[Link]:
    titles = {
        Part.PREMIERE: "Premiere only",
        Part.WEEKLY: "Weekly episodes, after the premiere",
        Part.FINALE: "Finale only",
    }
    for part, title in titles.items():
        feed = Feed(show.slug, season.number, part)
        airings = select([show], feed)
        if airings:
            yield _link(feed, title, airings, site)


def _rows(airings: Iterable[Airing], site: Site, now: datetime) -> tuple[EpisodeRow, ...]:
    rows = []
    following = "next"
    for airing in airings:
        show, season, episode = airing.show, airing.season, airing.episode
        out = _is_out(airing, now)
        rows.append(
            EpisodeRow(
                code=f"{episode.number}",
                title=episode.title or f"Episode {episode.number}",
                day=wording.long_day(episode.release.day),
                iso_day=episode.release.day.isoformat(),
                role=wording.role_name(airing),
                state="out" if out else following,
                download=f"{site.feed(Feed(show.slug, season.number, episode=episode.number))}?download=1",
            )
        )
        following = following if out else "later"
    return tuple(rows)


def _headline(airings: tuple[Airing, ...], now: datetime) -> str:
    coming = tuple(itertools.dropwhile(lambda airing: _is_out(airing, now), airings))
    if not coming:
        return f"All {len(airings)} episodes are out" if len(airings) > 1 else "It is out"
    day = coming[0].episode.release.day
    at_once = sum(airing.episode.release.day == day for airing in coming)
    first = coming[0].episode.number
    numbers = f"Episodes {first} to {first + at_once - 1}" if at_once > 1 else f"Episode {first}"
    come = "come" if at_once > 1 else "comes"
    return f"{numbers} {come} on {wording.long_day(day)}"


def _is_out(airing: Airing, now: datetime) -> bool:
    """Tell whether an episode has appeared. A release without an hour appears when its day begins in UTC."""
    release = airing.episode.release
    return release.at <= now if isinstance(release, InstantRelease) else release.day <= now.date()
