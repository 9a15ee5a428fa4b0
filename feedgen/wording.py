"""What calendars say, in words: of an episode and of a feed."""

from datetime import date

from feedgen.addresses import Feed, Part, Site
from feedgen.airings import Airing
from feedgen.model import Season, Show

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
        f"On {show.service} from {long_day(episode.release.day)}",
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


def feed_description(feed: Feed, show: Show | None) -> str:
    """Say in a sentence what a calendar holds."""
    if show is None:
        return "Release days of all shows."
    return f"Release days of {feed_title(feed, show)}, on {show.service}."


def long_day(day: date) -> str:
    """Give a day with its weekday, in the order that Americans use: "Friday, November 10, 2023"."""
    return f"{day:%A, %B} {day.day}, {day.year}"
