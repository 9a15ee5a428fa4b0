"""Shows and seasons into what their pages show."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from feedgen import wording, zones
from feedgen.addresses import Feed, Site
from feedgen.airings import Airing, select
from feedgen.history import Entry, season_history
from feedgen.model import InstantRelease, Part, Season, Show, Status
from feedgen.options import PLAIN, Variant
from feedgen.page_models import (
    ChangeRow,
    EpisodeRow,
    IndexPage,
    Link,
    SeasonCard,
    SeasonPage,
    ShowCard,
    ShowPage,
    ZoneChoice,
)


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


def season_page(show: Show, season: Season, site: Site, now: datetime, choice: ZoneChoice) -> SeasonPage:
    """Make a season's page as it is at the instant `now`, with its times in the chosen zone if it has hours."""
    whole = Feed(show.slug, season.number)
    airings = select([show], whole)
    has_hours = any(airing.has_hour for airing in airings)
    variant = Variant(choice.zone) if has_hours else PLAIN
    return SeasonPage(
        title=f"{show.title}, {wording.season_name(season)}",
        language=show.language,
        show=show.title,
        show_address=site.show(show),
        service=show.service,
        url=season.url,
        description=season.description or show.description,
        headline=_headline(airings, variant, now),
        episodes=_rows(airings, variant, site, now),
        zone=variant.zone,
        zones=zones.places() if has_hours else (),
        mistake=choice.mistake,
        subscribe=_season_link(whole, airings, site, variant),
        all_day=_days_link(whole, airings, site, variant.zone) if variant.zone else None,
        parts=tuple(_part_links(show, season, site, variant)),
        changes=tuple(_change_row(entry) for entry in reversed(season_history(show, season)[1:])),
        atom=site.atom(whole),
        sources=season.sources,
    )


def _change_row(entry: Entry) -> ChangeRow:
    return ChangeRow(wording.long_day(entry.at.date()), f"{entry.at:%Y-%m-%dT%H:%MZ}", entry.title, entry.lines)


def _season_link(feed: Feed, airings: tuple[Airing, ...], site: Site, variant: Variant) -> Link:
    there = f", in {wording.zone_name(variant.zone)}" if variant.zone else ""
    return _link(feed, f"The whole season{there}", airings, site, variant)


def _days_link(feed: Feed, airings: tuple[Airing, ...], site: Site, zone: str) -> Link:
    title = f"All-day, on the day that it is in {wording.place_name(zone)}"
    return _link(feed, title, airings, site, Variant(zone, all_day=True))


def _season_cards(show: Show, site: Site, now: datetime) -> tuple[SeasonCard, ...]:
    return tuple(
        SeasonCard(
            title=wording.season_name(season).capitalize(),
            address=site.season(show, season.number),
            headline=_headline(select([show], Feed(show.slug, season.number)), PLAIN, now),
        )
        for season in reversed(show.seasons)
    )


def _link(feed: Feed, title: str, airings: tuple[Airing, ...], site: Site, variant: Variant = PLAIN) -> Link:
    return Link(
        title=title,
        count=_counted(len(airings)),
        https=site.feed(feed, variant),
        webcal=site.webcal(feed, variant),
        download=site.download(feed, variant),
    )


def _counted(episodes: int) -> str:
    return f"{episodes} episode" + ("s" if episodes != 1 else "")


def _part_links(show: Show, season: Season, site: Site, variant: Variant) -> Iterable[Link]:
    titles = {
        Part.PREMIERE: "Premiere only",
        Part.WEEKLY: "Weekly episodes, after the premiere",
        Part.FINALE: "Finale only",
    }
    for part, title in titles.items():
        feed = Feed(show.slug, season.number, part)
        airings = select([show], feed)
        if airings:
            yield _link(feed, title, airings, site, variant)


def _rows(airings: tuple[Airing, ...], variant: Variant, site: Site, now: datetime) -> tuple[EpisodeRow, ...]:
    coming = _coming(airings, now)
    return tuple(_row(airing, _state(airing, coming, now), variant, site) for airing in airings)


def _row(airing: Airing, state: str, variant: Variant, site: Site) -> EpisodeRow:
    facts, release, number = airing.facts, airing.facts.release, airing.episode.number
    return EpisodeRow(
        code=f"{number}",
        title=facts.title or f"Episode {number}",
        when=_when(airing, variant),
        iso=f"{release.at:%Y-%m-%dT%H:%MZ}" if isinstance(release, InstantRelease) else release.day.isoformat(),
        role=wording.role_name(airing),
        state=state,
        download=site.download(Feed(airing.show.slug, airing.season.number, episode=number), variant),
    )


def _state(airing: Airing, coming: tuple[Airing, ...], now: datetime) -> str:
    if airing.facts.status is not Status.CONFIRMED:
        return airing.facts.status.lower()
    if airing.is_out(now):
        return "out"
    return "next" if airing.facts.release == coming[0].facts.release else "later"


def _coming(airings: tuple[Airing, ...], now: datetime) -> tuple[Airing, ...]:
    return tuple(airing for airing in airings if airing.facts.status is Status.CONFIRMED and not airing.is_out(now))


def _when(airing: Airing, variant: Variant) -> str:
    """Say when an episode comes out: on the clocks of the chosen zone, else as the service announced it."""
    release = airing.facts.release
    if not variant.zone or not isinstance(release, InstantRelease):
        return wording.announced_moment(release)
    here = release.at.astimezone(zones.zone(variant.zone))
    return f"{wording.long_day(here.date())}, {here:%H:%M}"


def _headline(airings: tuple[Airing, ...], variant: Variant, now: datetime) -> str:
    coming = _coming(airings, now)
    if not coming:
        return _headline_without_next(airings)
    at_once = [airing.episode.number for airing in coming if airing.facts.release == coming[0].facts.release]
    when = _when(coming[0], variant)
    if len(at_once) > 1:
        return f"Episodes {at_once[0]} to {at_once[-1]} come on {when}"
    return f"Episode {at_once[0]} comes on {when}"


def _headline_without_next(airings: tuple[Airing, ...]) -> str:
    statuses = [airing.facts.status for airing in airings]
    if Status.TENTATIVE in statuses:
        return "The next day is to be announced"
    out = statuses.count(Status.CONFIRMED)
    if not out:
        return "Cancelled"
    return f"All {out} episodes are out" if out > 1 else "It is out"
