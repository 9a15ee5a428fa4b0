"""Captions of calendars: their titles and descriptions, in any language."""

from collections.abc import Iterator, Mapping

from feedgen.feeds.feed import Feed, Mix
from feedgen.feeds.release_wording import zone_name
from feedgen.feeds.selection import Selection
from feedgen.feeds.variant import Variant
from feedgen.feeds.wording import season_title
from feedgen.languages import Language
from feedgen.plan.show import Part, Show

# How many titles of feeds the title of a mix has at most.
_NAMED = 4

# How many services are listed at most.
_NAMED_SERVICES = 2


def feed_title(selection: Selection, language: Language) -> str:
    """Return the name of a calendar.

    It has no titles of episodes: these may change, and then some apps would create all events anew. It has no commas of
    ours: six readers show the backslash that escapes them in X-WR-CALNAME.
    """
    if isinstance(selection.feed, Mix):
        return _mix_title(selection.feed, {show.slug: show for show in selection.shows}, language)
    return _title(selection.feed, selection.show, language)


def _mix_title(mix: Mix, shows: Mapping[str, Show], language: Language) -> str:
    there = [feed for feed in mix.feeds if feed.show is None or feed.show in shows]
    titles = [_title(feed, shows.get(feed.show or ""), language) for feed in there]
    if len(titles) <= _NAMED:
        return " + ".join(titles)
    more = len(titles) - _NAMED + 1
    named = " + ".join(titles[: _NAMED - 1])
    return language.ngettext("%(names)s + %(count)s more", "%(names)s + %(count)s more", more, names=named)


def _title(feed: Feed, show: Show | None, language: Language) -> str:
    if show is None:
        return language.gettext("Premieres") if feed.part else language.gettext("All shows")
    if feed.season is None or show.is_film:
        return _title_of_show(show, feed.part, language)
    if feed.season == 0:
        return _title_of_specials(show, feed.episode, language)
    if feed.episode is not None:
        return f"{show.title} S{feed.season}E{feed.episode}"
    season = language.gettext("%(show)s: Season %(number)s", show=show.title, number=feed.season)
    if feed.complete:
        return language.gettext("%(season)s (complete)", season=season)
    return _title_of_season(season, feed.part, language)


def _title_of_show(show: Show, part: Part | None, language: Language) -> str:
    match None if show.is_film else part:
        case Part.PREMIERE:
            return language.gettext("%(show)s (premieres)", show=show.title)
        case Part.FINALE:
            return language.gettext("%(show)s (finales)", show=show.title)
    return show.title


def _title_of_specials(show: Show, episode: int | None, language: Language) -> str:
    if episode is not None:
        return f"{show.title}: {language.gettext('Special %(number)s', number=episode)}"
    season = show.season(0)
    return season_title(show, season, language) if season else show.title


def _title_of_season(season: str, part: Part | None, language: Language) -> str:
    match part:
        case Part.PREMIERE:
            return language.gettext("%(season)s (premiere)", season=season)
        case Part.WEEKLY:
            return language.gettext("%(season)s (weekly episodes)", season=season)
        case Part.FINALE:
            return language.gettext("%(season)s (finale)", season=season)
    return season


def feed_description(selection: Selection, title: str, variant: Variant, language: Language) -> str:
    """Return the description of a calendar with a title: what it has, and what it leaves out."""
    return " ".join((_held(selection, title, variant, language), *_not_held(selection, language)))


def _held(selection: Selection, title: str, variant: Variant, language: Language) -> str:
    what = _what_feed_holds(selection, title, language)
    if not variant.zone:
        return language.gettext("Release days of %(what)s.", what=what)
    zone = zone_name(variant.zone, language)
    if variant.all_day:
        return language.gettext("Release days in %(zone)s of %(what)s.", zone=zone, what=what)
    return language.gettext("Release times in %(zone)s of %(what)s.", zone=zone, what=what)


def _what_feed_holds(selection: Selection, title: str, language: Language) -> str:
    if selection.feed == Feed():
        return language.gettext("all shows")
    if not selection.show or len(services := _services(selection, selection.show)) > _NAMED_SERVICES:
        return title
    return language.gettext("%(title)s on %(service)s", title=title, service=language.listed(services))


def _services(selection: Selection, show: Show) -> list[str]:
    """Return the services of the airings of a show, in order of release."""
    named = dict.fromkeys(airing.episode.facts.service or show.service for airing in selection.airings)
    return [*(named or dict.fromkeys(season.terms.service or show.service for _, season in selection.seasons))]


def _not_held(selection: Selection, language: Language) -> Iterator[str]:
    if selection.missing:
        yield language.gettext("Not here any more: %(names)s.", names=" + ".join(selection.missing))
    if selection.since:
        yield language.gettext("From %(day)s on; what came out before is left out.", day=language.day(selection.since))
