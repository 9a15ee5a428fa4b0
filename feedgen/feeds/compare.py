"""Comparing two versions of a show: what subscribers see change, and the mistakes that break subscriptions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from feedgen import languages
from feedgen.feeds import change_wording, release_wording, wording
from feedgen.feeds.addresses import Site
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.plan.show import Correction, Show

# The language of the command line, in which publishers read the differences.
_LANGUAGE = languages.default()

_REMEDY = "leave what was published as it was, and add a [[season.change]], or for the show a [[change]]"

# Any site serves, as addresses are only compared.
_SITE = Site("https://example.org")


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of one event, in words; a `mistake` is one that breaks subscriptions.

    `gone` is the name of an event that vanishes; empty otherwise.
    """

    text: str
    mistake: bool = False
    gone: str = ""

    def __str__(self) -> str:
        return f"MISTAKE {self.text}" if self.mistake else self.text


def compare(old: Show | None, new: Show | None) -> tuple[Difference, ...]:
    """Return the differences between two versions of a show, event by event. None is a version that does not exist."""
    before, after = _airings(old), _airings(new)
    found = []
    for uid in {**before, **after}:
        match before.get(uid), after.get(uid):
            case Airing() as was, None:
                code = wording.episode_code(was, _LANGUAGE)
                text = f"{code} vanishes: some calendars keep it for ever (cancel it instead)"
                found.append(Difference(text, mistake=True, gone=code))
            case None, Airing() as now:
                moment = release_wording.announced_moment(now.release, _LANGUAGE)
                found.append(Difference(f"{wording.episode_code(now, _LANGUAGE)} is new: {moment}"))
            case Airing() as was, Airing() as now:
                found += _between(was, now)
    return tuple(found)


def _airings(show: Show | None) -> Mapping[str, Airing]:
    return {airing.uid: airing for airing in select([show], Feed(show.slug)).airings} if show else {}


def _between(was: Airing, now: Airing) -> Iterator[Difference]:
    code = wording.episode_code(now, _LANGUAGE)
    told = [*change_wording.differences(Correction(0, "", was.facts, now.facts), _LANGUAGE)]
    if was.release != now.release:
        told.append(f"now {release_wording.announced_moment(now.release, _LANGUAGE)}")
    told += _reads_otherwise(was, now)
    if told:
        yield Difference(f"{code}: {'; '.join(told)}")
    yield from _mistakes(code, was, now, visible=bool(told) or was.facts != now.facts)


def _reads_otherwise(was: Airing, now: Airing) -> Iterator[str]:
    """Yield each text of an event that has changed though it is not a fact of the episode itself: old → new."""
    before, after = _surroundings(was), _surroundings(now)
    for name, new in after.items():
        old = before[name]
        if old == new:
            continue
        if name == "place" and old and new:
            common = f"{_LANGUAGE.gettext('episode %(number)s', number=now.episode.number)} "
            yield f"{old} → {new.removeprefix(common) if old.startswith(common) else new}"
        else:
            label = f"{name} " if name in ("show", "season", "part", "colour", "page") else ""
            yield f"{label}{old or 'nothing'} → {new or 'nothing'}"


def _surroundings(airing: Airing) -> Mapping[str, str]:
    own_service = airing.facts.service
    return {
        "show": airing.show.title,
        "season": airing.season.title,
        "part": airing.facts.part,
        "place": wording.place(airing, _LANGUAGE),
        "role": wording.role_name(airing, _LANGUAGE),
        "service": "" if own_service else f"on {airing.service}",
        "page": "" if airing.facts.url else wording.link(airing, _SITE),
        "colour": airing.show.color,
    }


def _mistakes(code: str, was: Airing, now: Airing, *, visible: bool) -> Iterator[Difference]:
    old, new = was.episode, now.episode
    if new.sequence < old.sequence:
        yield Difference(f"{code}: SEQUENCE falls from {old.sequence} to {new.sequence} ({_REMEDY})", mistake=True)
    elif was.facts.schedule != now.facts.schedule and new.sequence == old.sequence:
        told = f"{code}: start, end or status differ, and SEQUENCE stays {old.sequence}: calendars keep the old ones"
        yield Difference(f"{told} ({_REMEDY})", mistake=True)
    if new.modified < old.modified:
        stamps = f"{old.modified:%Y-%m-%dT%H:%M:%SZ} to {new.modified:%Y-%m-%dT%H:%M:%SZ}"
        yield Difference(f"{code}: LAST-MODIFIED falls from {stamps} ({_REMEDY})", mistake=True)
    elif visible and new.modified == old.modified:
        told = f"{code}: it says something else, and LAST-MODIFIED stays: some calendars keep the old text"
        yield Difference(f"{told} ({_REMEDY})", mistake=True)
