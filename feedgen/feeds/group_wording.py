"""Events of several episodes in words: those of a day, and a complete season."""

from collections.abc import Iterator, Sequence

from feedgen.feeds import change_wording, wording
from feedgen.feeds.addresses import Site
from feedgen.feeds.airings import Airing
from feedgen.feeds.groups import Group, is_settled, last_of, status_of
from feedgen.feeds.selection import WholeSeason
from feedgen.languages import Language
from feedgen.plan.announcement import Status
from feedgen.plan.show import Season


def summary(group: Group, language: Language, *, short: bool) -> str:
    """Return the SUMMARY of a group, the line that calendars show: "For All Mankind S1E1-3"."""
    airing, status = group.airings[0], status_of(each.facts.status for each in group.airings)
    shown = [each for each in group.airings if each.facts.status is status]
    if group.joined:
        title = "" if short else f"{airing.show.title} "
        code, episodes = f"{title}S{airing.season.number}E{group.first}", _code(shown, language, short=True)
        return language.gettext("%(episode)s: see %(episodes)s", episode=code, episodes=episodes)
    if len(shown) == 1:
        return wording.summary(shown[0], language, short=short)
    marks = "" if short else ", ".join(wording.marks_in_summary(shown, language))
    line = _code(shown, language, short=short) + (f" ({marks})" if marks else "")
    return wording.as_planned(line, status, language)


def _code(airings: Sequence[Airing], language: Language, *, short: bool) -> str:
    """Return the name of several episodes: their numbers, or "all" of their season; of specials their own names."""
    airing, numbers = airings[0], sorted(airing.episode.number for airing in airings)
    if airing.season.plain:
        names = " + ".join(wording.short_code(each, language) for each in airings)
        return names if short or airing.show.is_film else f"{airing.show.title}: {names}"
    code = _season_code(airing, short=short)
    if len(numbers) > 1 and is_settled(airing.season) and numbers == _coming(airing.season):
        return language.ngettext(
            "%(season)s: all %(count)s episodes", "%(season)s: all %(count)s episodes", len(numbers), season=code
        )
    return f"{code}E{_ranges(numbers)}"


def _season_code(airing: Airing, *, short: bool) -> str:
    code = f"S{airing.season.number}"
    return code if short else f"{airing.show.title} {code}"


def _coming(season: Season) -> list[int]:
    return [episode.number for episode in season.episodes if episode.facts.status is not Status.CANCELLED]


def _ranges(numbers: Sequence[int]) -> str:
    """Write ascending numbers in short: "1-3, 5", with an en dash."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}\N{EN DASH}{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def description(group: Group, site: Site, language: Language) -> str:
    """Return the DESCRIPTION of a group: a line for each episode, with its changes, and when they come out."""
    airing = group.airings[0]
    told = [] if group.joined else [*_episodes(group.airings, language), *_moments(group.airings, language)]
    page = site.season(airing.show, airing.season.number)
    paragraphs = "\n".join(dict.fromkeys(told)), link(airing, site), wording.manage(page, language)
    return "\n\n".join(filter(None, paragraphs))


def _episodes(airings: Sequence[Airing], language: Language) -> Iterator[str]:
    for airing in airings:
        title = f": {airing.facts.title}" if airing.facts.title and not airing.season.plain else ""
        yield wording.as_planned(f"{wording.short_code(airing, language)}{title}", airing.facts.status, language)
        yield from filter(None, (change_wording.correction_text(made, language) for made in airing.corrections))
        if airing.facts.description:
            yield airing.facts.description


def _moments(airings: Sequence[Airing], language: Language) -> Iterator[str]:
    for airing in airings:
        if (
            airing.facts.status is not Status.CANCELLED
            or status_of(each.facts.status for each in airings) is Status.CANCELLED
        ):
            yield wording.when(airing, language)


def link(airing: Airing, site: Site) -> str:
    """Return the address for several episodes: that of their season, else of their show, else our own page."""
    return airing.season.url or airing.show.url or site.season(airing.show, airing.season.number)


def complete_summary(whole: WholeSeason, language: Language, *, short: bool) -> str:
    """Return the SUMMARY of a complete season, the line that calendars show."""
    count = len(_coming(whole.season))
    line = _season_code(whole.airings[0], short=short)
    if count:
        line = language.ngettext(
            "%(season)s: the only episode is out", "%(season)s: all %(count)s episodes are out", count, season=line
        )
    return wording.as_planned(line, complete_status(whole), language)


def complete_status(whole: WholeSeason) -> Status:
    """Return the status of a complete season: TENTATIVE while the day of any episode is to be announced."""
    statuses = {airing.facts.status for airing in whole.airings}
    if Status.TENTATIVE in statuses or not is_settled(whole.season):
        return Status.TENTATIVE
    return Status.CONFIRMED if Status.CONFIRMED in statuses else Status.CANCELLED


def complete_description(whole: WholeSeason, site: Site, language: Language) -> str:
    """Return the DESCRIPTION of a complete season."""
    last = last_of(whole)
    page = site.season(whole.show, whole.season.number)
    moment = wording.when_as(complete_status(whole), last, language)
    lines = wording.season_title(whole.show, whole.season, language), moment
    return "\n\n".join(("\n".join(lines), link(last, site), wording.manage(page, language)))
