"""What depends on the present: titles that are hidden until their release, and windows of days around today."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from feedgen.feeds.airings import Airing
from feedgen.feeds.moments import midnight
from feedgen.feeds.selection import Selection
from feedgen.feeds.variant import Titles, Variant
from feedgen.plan.announcement import Facts
from feedgen.plan.show import Correction


def in_window(airings: Sequence[Airing], variant: Variant, now: datetime) -> Sequence[Airing]:
    """Return the airings of the days that a variant shows; if there are none, the nearest, as a calendar needs one.

    Announced days count, so that all episodes of one day are shown or hidden together.
    """
    if variant.past is None and variant.future is None:
        return airings
    today = now.date()
    shown = [
        airing
        for airing in airings
        if (variant.past is None or (today - airing.release.day).days <= variant.past)
        and (variant.future is None or (airing.release.day - today).days <= variant.future)
    ]
    return shown or [min(airings, key=lambda airing: abs((airing.release.day - today).days))] if airings else airings


def with_known_titles(airings: Iterable[Airing], variant: Variant, now: datetime) -> Iterator[Airing]:
    """Return airings without the titles that a variant hides, for ever or until the release."""
    match variant.titles:
        case Titles.OFF:
            yield from map(_untitled, airings)
        case Titles.AFTER:
            for airing in airings:
                yield _titled_when_out(airing, now)
        case _:
            yield from airings


def count_titled(airings: Iterable[Airing], variant: Variant, now: datetime) -> int | None:
    """Return how many titles are shown if they are hidden until the release, as part of a cache's key; else None."""
    return sum(airing.release.begins <= now for airing in airings) if variant.titles is Titles.AFTER else None


def lasts(selection: Selection, variant: Variant, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return between which instants (UTC) a variant of a selection stays as it is now, unless a plan changes.

    The first is inclusive, and the second exclusive. None is no limit.
    """
    instants = []
    if selection.daily or variant.past is not None or variant.future is not None:
        instants += [midnight(now), midnight(now, 1)]
    if variant.titles is Titles.AFTER:
        instants += [airing.release.begins for airing in selection.airings]
    since = max((instant for instant in instants if instant <= now), default=None)
    return since, min((instant for instant in instants if instant > now), default=None)


def _titled_when_out(airing: Airing, now: datetime) -> Airing:
    untitled = _untitled(airing)
    if untitled is airing or not airing.is_out(now):
        return untitled
    # That the title appears is a change, and calendar apps look for a new LAST-MODIFIED.
    begins = airing.release.begins
    shown = airing.episode._replace(modified=max(airing.episode.modified, begins))
    return replace(airing, episode=shown, revealed=begins)


def _untitled(airing: Airing) -> Airing:
    """Return an airing without its present and former titles, in texts as well, and without an address of its own.

    A change of a title does not count as a modification of it.
    """
    episode = airing.episode
    made = episode.corrections
    if not episode.facts.url and not any(facts.title for facts in (episode.facts, *_facts_of(made))):
        return airing
    facts, told = _without_titles(episode.facts, made)
    modified = episode.context_modified
    for count, last in enumerate(made):
        before = last.before and _without_titles(last.before, made[:count])
        if before != _without_titles(last.after, made[: count + 1]):
            modified = max(modified, airing.season.changes[last.change - 1].at)
    return replace(airing, episode=episode._replace(facts=facts, corrections=told, modified=modified))


def _without_titles(facts: Facts, corrections: Sequence[Correction]) -> tuple[Facts, tuple[Correction, ...]]:
    """Return facts and corrections without titles; corrections that then make no difference are left out."""
    known = {each.title for each in (facts, *_facts_of(corrections))} - {""}
    bare = (
        made._replace(
            note=_without(known, made.note),
            before=made.before and _bare(made.before, known),
            after=_bare(made.after, known),
        )
        for made in corrections
    )
    return _bare(facts, known), tuple(made for made in bare if made.before != made.after)


def _facts_of(corrections: Iterable[Correction]) -> Iterator[Facts]:
    return (facts for made in corrections for facts in (made.before, made.after) if facts)


def _bare(facts: Facts, titles: Iterable[str]) -> Facts:
    return facts._replace(title="", url="", description=_without(titles, facts.description))


def _without(titles: Iterable[str], text: str) -> str:
    """Return a text, or an empty one if it names any of the titles."""
    return "" if any(title.casefold() in text.casefold() for title in titles) else text
