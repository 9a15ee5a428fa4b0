"""What calendars say, in words and in any language: of an episode and of a feed."""

import functools
from collections.abc import Iterator
from datetime import timedelta

from feedgen.feeds.airings import Airing
from feedgen.feeds.selection import Selection
from feedgen.feeds.site import Site
from feedgen.feeds.variant import Variant
from feedgen.languages import Language
from feedgen.plan.release import Release
from feedgen.plan.show import Correction, Facts, Part, Season, Show, Status


def summary(airing: Airing, language: Language) -> str:
    """Return the one line that calendars show. Not all show STATUS, so it begins with what is not as planned."""
    title = f": {airing.facts.title}" if airing.facts.title else ""
    role = f" ({role})" if (role := _role_in_summary(airing, language)) else ""
    line = f"{episode_code(airing)}{title}{role}"
    match airing.facts.status:
        case Status.CANCELLED:
            return language.gettext("Cancelled: %(episode)s", episode=line)
        case Status.TENTATIVE:
            return language.gettext("Postponed: %(episode)s", episode=line)
    return line


def description(airing: Airing, site: Site, language: Language) -> str:
    """Return the text that calendars show on request; the link is there again, as Google drops URL."""
    paragraphs = [
        _place_in_season(airing, language),
        role_name(airing, language),
        when(airing, language),
        *(correction_text(correction, language) for correction in airing.corrections),
        airing.facts.description,
    ]
    manage = _manage(site.season(airing.show, airing.season.number), language)
    return "\n\n".join(("\n".join(filter(None, paragraphs)), link(airing, site), manage))


@functools.lru_cache(maxsize=1024)
def _manage(page: str, language: Language) -> str:
    return language.gettext("Change or end this subscription: %(address)s", address=page)


def _place_in_season(airing: Airing, language: Language) -> str:
    last = airing.season.last_number
    episode = language.gettext("episode %(number)s of %(last)s", number=airing.episode.number, last=last)
    title = f": {airing.facts.title}" if airing.facts.title else ""
    return f"{season_title(airing.show, airing.season, language)}, {episode}{title}"


def when(airing: Airing, language: Language) -> str:
    """Say when and where it comes out, or what it was planned for."""
    moment = announced_moment(airing.release, language)
    match airing.facts.status:
        case Status.CANCELLED:
            return language.gettext("Was planned for %(moment)s", moment=moment)
        case Status.TENTATIVE:
            return language.gettext("Was planned for %(moment)s; the new day is to be announced", moment=moment)
    return language.gettext("On %(service)s from %(moment)s", service=airing.show.service, moment=moment)


def correction_text(correction: Correction, language: Language) -> str:
    """Say what a change made different, what it was before, and why."""
    return f"{'; '.join(differences(correction, language))}: {correction.note}"


def differences(correction: Correction, language: Language) -> Iterator[str]:
    """Say each thing that a change made different, and what it was before."""
    before, after = correction.before, correction.after
    if after.release is None:
        return
    if before is None or before.release is None:
        yield language.gettext("Added, %(moment)s", moment=announced_moment(after.release, language))
        return
    if after.status is not before.status:
        yield _status_change(before.status, after.status, language)
    if after.release != before.release:
        yield _release_change(before.release, after.release, language)
    if after.title != before.title:
        yield _title_change(before.title, after.title, language)
    if after.runtime != before.runtime and after.runtime:
        minutes = after.runtime // timedelta(minutes=1)
        yield language.ngettext("Runs for %(count)s minute", "Runs for %(count)s minutes", minutes)
    if _details(after) != _details(before):
        yield language.gettext("Details corrected")


def _details(facts: Facts) -> tuple[str, str]:
    return facts.url, facts.description


def _status_change(before: Status, after: Status, language: Language) -> str:
    match before, after:
        case _, Status.CANCELLED:
            return language.gettext("Cancelled")
        case Status.CANCELLED, Status.CONFIRMED:
            return language.gettext("Back in the plan")
        case Status.CANCELLED, Status.TENTATIVE:
            return language.gettext("Back in the plan, on a day to be announced")
        case _, Status.TENTATIVE:
            return language.gettext("Postponed")
    return language.gettext("The new day is known")


def _release_change(before: Release, after: Release, language: Language) -> str:
    if after.has_hour and not before.has_hour and after.day == before.day:
        return language.gettext("The hour is known, %(moment)s", moment=announced_moment(after, language))
    return language.gettext("Moved from %(moment)s", moment=announced_moment(before, language))


def _title_change(before: str, after: str, language: Language) -> str:
    if before:
        return language.gettext("Retitled from “%(title)s”", title=before)
    return language.gettext("The title is known, “%(title)s”", title=after)


def link(airing: Airing, site: Site) -> str:
    """Return the most particular address there is: of the episode, its season, its show, else our own page."""
    own_page = site.season(airing.show, airing.season.number)
    return airing.facts.url or airing.season.url or airing.show.url or own_page


def episode_code(airing: Airing) -> str:
    """Return the short name of an episode, which outlives its title: "For All Mankind S4E1"."""
    return f"{airing.show.title} S{airing.season.number}E{airing.episode.number}"


def role_name(airing: Airing, language: Language) -> str:
    """Say whether it is the premiere, the finale, or both; empty if neither."""
    match airing.is_premiere, airing.is_finale:
        case True, True:
            return language.gettext("Season premiere and finale")
        case True, False:
            return language.gettext("Season premiere")
        case False, True:
            return language.gettext("Season finale")
    return ""


def _role_in_summary(airing: Airing, language: Language) -> str:
    match airing.is_premiere, airing.is_finale:
        case True, True:
            return language.gettext("season premiere and finale")
        case True, False:
            return language.gettext("season premiere")
        case False, True:
            return language.gettext("season finale")
    return ""


def season_name(season: Season, language: Language) -> str:
    """Return "Season 4", with its title if it has one."""
    name = language.gettext("Season %(number)s", number=season.number)
    return f"{name} ({season.title})" if season.title else name


def season_title(show: Show, season: Season, language: Language) -> str:
    """Return "For All Mankind, season 4", with the season's title if it has one."""
    name = _season_of(show, season.number, language)
    return f"{name} ({season.title})" if season.title else name


def _season_of(show: Show, number: int, language: Language) -> str:
    return language.gettext("%(show)s, season %(number)s", show=show.title, number=number)


def counted(episodes: int, language: Language) -> str:
    """Return "10 episodes"."""
    return language.ngettext("%(count)s episode", "%(count)s episodes", episodes)


def feed_title(selection: Selection, language: Language) -> str:
    """Return a calendar's name.

    Titles of episodes are not in it: they may change, and some apps would create all events anew.
    """
    feed, show = selection.feed, selection.show
    if show is None:
        return language.gettext("All shows")
    if feed.season is None:
        return show.title
    if feed.episode is not None:
        return f"{show.title} S{feed.season}E{feed.episode}"
    # No comma: six readers show the backslash that escapes it in X-WR-CALNAME.
    season = language.gettext("%(show)s: Season %(number)s", show=show.title, number=feed.season)
    return _part_title(season, feed.part, language)


def _part_title(season: str, part: Part | None, language: Language) -> str:
    match part:
        case Part.PREMIERE:
            return language.gettext("%(season)s (premiere)", season=season)
        case Part.WEEKLY:
            return language.gettext("%(season)s (weekly episodes)", season=season)
        case Part.FINALE:
            return language.gettext("%(season)s (finale)", season=season)
    return season


def feed_description(selection: Selection, variant: Variant, language: Language) -> str:
    """Say in a sentence what a calendar holds."""
    what = _what_feed_holds(selection, language)
    if not variant.zone:
        return language.gettext("Release days of %(what)s.", what=what)
    zone = zone_name(variant.zone, language)
    if variant.all_day:
        return language.gettext("Release days in %(zone)s of %(what)s.", zone=zone, what=what)
    return language.gettext("Release times in %(zone)s of %(what)s.", zone=zone, what=what)


def _what_feed_holds(selection: Selection, language: Language) -> str:
    show = selection.show
    if show is None:
        return language.gettext("all shows")
    return language.gettext("%(title)s on %(service)s", title=feed_title(selection, language), service=show.service)


# Of each event of each variant of a feed.
@functools.lru_cache(maxsize=16384)
def announced_moment(release: Release, language: Language) -> str:
    """Return the day, and the hour if it is known, as the service tells them: true in every zone."""
    day = language.day(release.day)
    if not release.has_hour:
        return day
    zone = zone_name(release.zone, language)
    return language.gettext("%(day)s, %(clock)s %(zone)s", day=day, clock=release.clock, zone=zone)


def zone_name(zone: str, language: Language) -> str:
    """Return "New York time" for America/New_York."""
    return zone if zone == "UTC" else language.gettext("%(place)s time", place=language.place(zone))
