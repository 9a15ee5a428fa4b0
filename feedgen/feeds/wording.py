"""Episodes and seasons in words, in any language: what they are called, and what calendars say of them."""

import functools
from collections.abc import Iterator, Sequence

from feedgen.feeds.addresses import Site
from feedgen.feeds.airings import Airing
from feedgen.feeds.change_wording import correction_text
from feedgen.feeds.release_wording import announced_moment
from feedgen.languages import Language
from feedgen.plan.announcement import Status
from feedgen.plan.show import Season, Show

# Characters of a SUMMARY that Google shows.
SUMMARY_LENGTH = 255


def summary(airing: Airing, language: Language, *, short: bool = False) -> str:
    """Return the SUMMARY of an episode, the line that calendars show; a short one has no show and no marks."""
    status = airing.facts.status
    marks = "" if short else ", ".join(marks_in_summary([airing], language))
    before, after = _announced_as(airing, language, short=short), f" ({marks})" if marks else ""
    line = as_planned(f"{before}{after}", status, language)
    if len(line) <= SUMMARY_LENGTH:
        return line
    return as_planned(f"{before[: len(before) - len(line) + SUMMARY_LENGTH - 1]}…{after}", status, language)


def _announced_as(airing: Airing, language: Language, *, short: bool) -> str:
    """Return the name of an episode in full: "For All Mankind S4E1: Glasnost", or in short: "S4E1 Glasnost"."""
    code, title = (short_code if short else episode_code)(airing, language), airing.facts.title
    named = airing.show.is_film or airing.season.is_specials or not title
    return code if named else f"{code}{' ' if short else ': '}{title}"


def as_planned(line: str, status: Status, language: Language) -> str:
    """Return a line with "Cancelled" or "Postponed" before it by its status, as not all apps show STATUS."""
    match status:
        case Status.CANCELLED:
            return language.gettext("Cancelled: %(episode)s", episode=line)
        case Status.TENTATIVE:
            return language.gettext("Postponed: %(episode)s", episode=line)
    return line


def description(airing: Airing, site: Site, language: Language) -> str:
    """Return the DESCRIPTION of an episode. It has the link again, as Google drops URL."""
    paragraphs = [
        _place_in_season(airing, language),
        role_name(airing, language),
        when(airing, language),
        *(correction_text(correction, language) for correction in airing.corrections),
        airing.facts.description,
    ]
    page = site.season(airing.show, airing.season.number)
    return "\n\n".join(("\n".join(filter(None, paragraphs)), link(airing, site), manage(page, language)))


@functools.lru_cache(maxsize=1024)
def manage(page: str, language: Language) -> str:
    """Return the line that says where a subscription is changed or ended."""
    return language.gettext("Change or end this subscription: %(address)s", address=page)


def _place_in_season(airing: Airing, language: Language) -> str:
    facts, season = airing.facts, airing.season
    if airing.show.is_film:
        return airing.show.title
    name = ", ".join(filter(None, (season_title(airing.show, season, language), facts.part, place(airing, language))))
    return f"{name}: {facts.title}" if facts.title and not season.is_specials else name


def place(airing: Airing, language: Language) -> str:
    """Return "episode 3 of 8", or "episode 3" while the last is unknown; the name of a special; empty for a film.

    One that is alone in its season is often the first that is known of several, so nothing is said of how many.
    """
    number, last = airing.episode.number, airing.season.last
    if airing.show.is_film:
        return ""
    if airing.season.is_specials:
        return airing.facts.title or language.gettext("Special %(number)s", number=number)
    if last is None or len(airing.season.episodes) == 1:
        return language.gettext("episode %(number)s", number=number)
    return language.gettext("episode %(number)s of %(last)s", number=number, last=last)


def when(airing: Airing, language: Language) -> str:
    """Return when and where an episode comes out, or when it was planned to."""
    return when_as(airing.facts.status, airing, language)


def when_as(status: Status, airing: Airing, language: Language) -> str:
    """Return when and where what has a status comes out, or when it was planned to, at the release of an airing."""
    moment = announced_moment(airing.release, language)
    match status:
        case Status.CANCELLED:
            return language.gettext("Was planned for %(moment)s", moment=moment)
        case Status.TENTATIVE:
            return language.gettext("Was planned for %(moment)s; the new day is to be announced", moment=moment)
    return language.gettext("On %(service)s from %(moment)s", service=airing.service, moment=moment)


def link(airing: Airing, site: Site) -> str:
    """Return the address for an episode: its own, else that of its season, else of its show, else our own page."""
    own_page = site.season(airing.show, airing.season.number)
    return airing.facts.url or airing.season.url or airing.show.url or own_page


def episode_code(airing: Airing, language: Language) -> str:
    """Return the code of an episode: "For All Mankind S4E1", which stays when its title changes.

    That of a film is its title, and that of a special its name.
    """
    if airing.show.is_film:
        return airing.show.title
    separator = ": " if airing.season.is_specials else " "
    return f"{airing.show.title}{separator}{short_code(airing, language)}"


def short_code(airing: Airing, language: Language) -> str:
    """Return the code of an episode without its show: "S4E1"."""
    if airing.show.is_film:
        return airing.show.title
    number = airing.episode.number
    if airing.season.is_specials:
        return airing.facts.title or language.gettext("Special %(number)s", number=number)
    return f"S{airing.season.number}E{number}"


def role_name(airing: Airing, language: Language) -> str:
    """Return "Season premiere", "Season finale" or the like; empty for other episodes."""
    _ = language.gettext
    if airing.is_premiere and airing.is_finale:
        return _("Season premiere and finale")
    names = (
        _("Season premiere") if airing.is_premiere else "",
        _("Mid-season finale") if airing.is_midseason_finale else "",
        _("Season finale") if airing.is_finale else "",
    )
    return ", ".join(filter(None, names))


def marks_in_summary(airings: Sequence[Airing], language: Language) -> Iterator[str]:
    """Yield "season premiere" and the like, in lower case, for those that are among airings."""
    premiere, finale = any(each.is_premiere for each in airings), any(each.is_finale for each in airings)
    if premiere and finale:
        yield language.gettext("season premiere and finale")
        return
    if premiere:
        yield language.gettext("season premiere")
    if any(each.is_midseason_finale for each in airings):
        yield language.gettext("mid-season finale")
    if finale:
        yield language.gettext("season finale")


def season_name(season: Season, language: Language) -> str:
    """Return "Season 4", with its title if it has one; of specials only the title, if they have one."""
    if season.plain:
        return season.title or (language.gettext("Specials") if season.is_specials else language.gettext("Film"))
    name = language.gettext("Season %(number)s", number=season.number)
    return f"{name} ({season.title})" if season.title else name


def season_title(show: Show, season: Season, language: Language) -> str:
    """Return "For All Mankind, season 4", with the season's title if it has one; of a film its title."""
    if show.is_film:
        return show.title
    if season.is_specials:
        return f"{show.title}: {season_name(season, language)}"
    name = _season_of(show, season.number, language)
    return f"{name} ({season.title})" if season.title else name


def _season_of(show: Show, number: int, language: Language) -> str:
    return language.gettext("%(show)s, season %(number)s", show=show.title, number=number)


def counted(episodes: int, language: Language) -> str:
    """Return "10 episodes"."""
    return language.ngettext("%(count)s episode", "%(count)s episodes", episodes)
