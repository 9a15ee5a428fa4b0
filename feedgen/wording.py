"""What calendars say, in words: of an episode and of a feed."""

from collections.abc import Iterator
from datetime import date, timedelta

from feedgen import zones
from feedgen.addresses import Feed, Site
from feedgen.airings import Airing
from feedgen.model import Correction, DayRelease, InstantRelease, Part, Release, Season, Show, Status
from feedgen.options import Variant

_PART_NAMES = {Part.PREMIERE: "premiere", Part.WEEKLY: "weekly episodes", Part.FINALE: "finale"}


_PREFIXES = {Status.CONFIRMED: "", Status.TENTATIVE: "Postponed: ", Status.CANCELLED: "Cancelled: "}


def summary(airing: Airing) -> str:
    """Give the one line that calendars show. Not all show STATUS, so it begins with what is not as planned."""
    title = f": {airing.facts.title}" if airing.facts.title else ""
    role = f" ({role.lower()})" if (role := role_name(airing)) else ""
    return f"{_PREFIXES[airing.facts.status]}{episode_code(airing)}{title}{role}"


def description(airing: Airing, site: Site) -> str:
    """Give the text that calendars show on request; the link is there again, as Google drops URL."""
    show, season, episode, facts = airing.show, airing.season, airing.episode, airing.facts
    title = f": {facts.title}" if facts.title else ""
    of_all = f"episode {episode.number} of {season.episodes[-1].number}"
    paragraphs = [
        f"{show.title}, {season_name(season)}, {of_all}{title}",
        role_name(airing),
        when(airing),
        *(correction_text(correction) for correction in episode.corrections),
        facts.description,
    ]
    manage = f"Change or end this subscription: {site.season(show, season.number)}"
    return "\n\n".join(("\n".join(filter(None, paragraphs)), link(airing, site), manage))


def when(airing: Airing) -> str:
    """Say when and where it comes out, or what it was planned for."""
    moment = announced_moment(airing.facts.release)
    match airing.facts.status:
        case Status.CANCELLED:
            return f"Was planned for {moment}"
        case Status.TENTATIVE:
            return f"Was planned for {moment}; the new day is to be announced"
    return f"On {airing.show.service} from {moment}"


def correction_text(correction: Correction) -> str:
    """Say what a change made different, what it was before, and why."""
    return f"{'; '.join(differences(correction))}: {correction.note}"


def differences(correction: Correction) -> Iterator[str]:
    """Say each thing that a change made different, and what it was before."""
    before, after = correction.before, correction.after
    if before is None:
        yield f"Added, {announced_moment(after.release)}"
        return
    if after.status is not before.status:
        yield _STATUS_CHANGES[before.status, after.status]
    if after.release != before.release:
        if isinstance(after.release, InstantRelease) and before.release == DayRelease(after.release.day):
            yield f"The hour is known, {announced_moment(after.release)}"
        else:
            yield f"Moved from {announced_moment(before.release)}"
    if after.title != before.title:
        yield f"Retitled from “{before.title}”" if before.title else f"The title is known, “{after.title}”"
    if after.runtime != before.runtime and after.runtime:
        yield f"Runs for {after.runtime // timedelta(minutes=1)} minutes"
    if (after.url, after.description) != (before.url, before.description):
        yield "Details corrected"


_STATUS_CHANGES = {
    (Status.CONFIRMED, Status.CANCELLED): "Cancelled",
    (Status.TENTATIVE, Status.CANCELLED): "Cancelled",
    (Status.CANCELLED, Status.CONFIRMED): "Back in the plan",
    (Status.CANCELLED, Status.TENTATIVE): "Back in the plan, on a day to be announced",
    (Status.CONFIRMED, Status.TENTATIVE): "Postponed",
    (Status.TENTATIVE, Status.CONFIRMED): "The new day is known",
}


def link(airing: Airing, site: Site) -> str:
    """Give the most particular address there is: of the episode, its season, its show, else our own page."""
    own_page = site.season(airing.show, airing.season.number)
    return airing.facts.url or airing.season.url or airing.show.url or own_page


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
