"""What calendars say, in words: of an episode and of a feed."""

from datetime import date

from feedgen import zones
from feedgen.addresses import Feed, Part, Site
from feedgen.airings import Airing
from feedgen.model import DayRelease, Release, Season, Show
from feedgen.options import Variant

_PART_NAMES = {Part.PREMIERE: "premiere", Part.WEEKLY: "weekly episodes", Part.FINALE: "finale"}


def summary(airing: Airing) -> str:
    """Give the one line that calendars show."""
    title = f": {airing.episode.title}" if airing.episode.title else ""
    role = f" ({role.lower()})" if (role := role_name(airing)) else ""
    return f"{episode_code(airing)}{title}{role}"


def description(airing: Airing, site: Site) -> str:
    """Give the text that calendars show on request; the link is there again, as Google drops URL."""
    show, season, episode = airing.show, airing.season, airing.episode
    title = f": {episode.title}" if episode.title else ""
    of_all = f"episode {episode.number} of {season.finale.number}"
    facts = [
        f"{show.title}, {season_name(season)}, {of_all}{title}",
        role_name(airing),
        f"On {show.service} from {announced_moment(episode.release)}",
        episode.description,
    ]
    manage = f"Change or end this subscription: {site.season(show, season.number)}"
    return "\n\n".join(("\n".join(filter(None, facts)), link(airing, site), manage))


def link(airing: Airing, site: Site) -> str:
    """Give the most particular address there is: of the episode, its season, its show, else our own page."""
    own_page = site.season(airing.show, airing.season.number)
    return airing.episode.url or airing.season.url or airing.show.url or own_page


def episode_code(airing: Airing) -> str:
    """Give the short name of an episode, which outlives its title: "For All Mankind S4E1"."""
    return f"{airing.show.title} S{airing.season.number}E{airing.episode.number}"


def role_name(airing: Airing) -> str:
    """Say whether it is the premiere, the finale, or both; empty if neither."""
    roles = [name for name, holds in (("premiere", airing.is_premiere), ("finale", airing.is_finale)) if holds]
    return f"Season {' and '.join(roles)}" if roles else ""


def season_name(season: Season) -> str:
    """Give "season 4", with its title if it has one."""
    return f"season {season.number}" + (f" ({season.title})" if season.title else "")


def feed_title(feed: Feed, show: Show | None) -> str:
    """Give a calendar's name.

    Titles of episodes are not in it: they may change, and some apps would create all events anew.
    """
    if show is None:
        return "All shows"
    if feed.season is None:
        return show.title
    if feed.episode is not None:
        return f"{show.title} S{feed.season}E{feed.episode}"
    return f"{show.title}, season {feed.season}" + (f": {_PART_NAMES[feed.part]}" if feed.part else "")


def feed_description(feed: Feed, show: Show | None, variant: Variant) -> str:
    """Say in a sentence what a calendar holds."""
    when = f" in {zone_name(variant.zone)}" if variant.zone else ""
    what = "all shows" if show is None else f"{feed_title(feed, show)}, on {show.service}"
    return f"{'Release times' if variant.zone and not variant.all_day else 'Release days'}{when} of {what}."


def announced_moment(release: Release) -> str:
    """Give the day, and the hour if it is known, as the service tells them: true in every zone."""
    if isinstance(release, DayRelease):
        return long_day(release.day)
    hour = release.at.astimezone(zones.zone(release.zone))
    return f"{long_day(release.day)}, {hour:%H:%M} {zone_name(release.zone)}"


def zone_name(zone: str) -> str:
    """Give "New York time" for America/New_York."""
    return zone if zone == "UTC" else f"{place_name(zone)} time"


def place_name(zone: str) -> str:
    """Give "New York" for America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")


def long_day(day: date) -> str:
    """Give a day with its weekday, in the order that Americans use: "Friday, November 10, 2023"."""
    return f"{day:%A, %B} {day.day}, {day.year}"
