"""What subscribers will see change between two versions of a show, and what they must never see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from feedgen import languages
from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.feeds.site import Site
from feedgen.plan.show import Correction, Show

# Publishers are told in the language of the command line.
_LANGUAGE = languages.default()


_REMEDY = "leave what was published as it was, and add a [[season.change]]"


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of one event, in words; a `mistake` is one that breaks subscriptions."""

    text: str
    mistake: bool = False

    def __str__(self) -> str:
        return f"MISTAKE {self.text}" if self.mistake else self.text


def compare(old: Show | None, new: Show | None) -> tuple[Difference, ...]:
    """Compare two versions of a show, event by event; None is one that is not there."""
    before, after = _airings(old), _airings(new)
    found = []
    for uid in {**before, **after}:
        match before.get(uid), after.get(uid):
            case Airing() as was, None:
                text = f"{wording.episode_code(was)} vanishes: some calendars keep it for ever (cancel it instead)"
                found.append(Difference(text, mistake=True))
            case None, Airing() as now:
                moment = wording.announced_moment(now.release, _LANGUAGE)
                found.append(Difference(f"{wording.episode_code(now)} is new: {moment}"))
            case Airing() as was, Airing() as now:
                found += _between(was, now)
    return tuple(found)


def _airings(show: Show | None) -> Mapping[str, Airing]:
    return {airing.uid: airing for airing in select([show], Feed(show.slug)).airings} if show else {}


def _between(was: Airing, now: Airing) -> Iterator[Difference]:
    code = wording.episode_code(now)
    if was.facts != now.facts:
        told = "; ".join(wording.differences(Correction(0, "", was.facts, now.facts), _LANGUAGE))
        moved = was.release != now.release
        moment = f"; now {wording.announced_moment(now.release, _LANGUAGE)}" if moved else ""
        yield Difference(f"{code}: {told}{moment}")
    elif _visible(was) != _visible(now):
        yield Difference(f"{code}: it reads otherwise")
    yield from _mistakes(code, was, now)


def _mistakes(code: str, was: Airing, now: Airing) -> Iterator[Difference]:
    old, new = was.episode, now.episode
    if new.sequence < old.sequence:
        yield Difference(f"{code}: SEQUENCE falls from {old.sequence} to {new.sequence} ({_REMEDY})", mistake=True)
    elif was.facts.schedule != now.facts.schedule and new.sequence == old.sequence:
        told = f"{code}: start, end or status differ, and SEQUENCE stays {old.sequence}: calendars keep the old ones"
        yield Difference(f"{told} ({_REMEDY})", mistake=True)
    if new.modified < old.modified:
        stamps = f"{old.modified:%Y-%m-%dT%H:%M:%SZ} to {new.modified:%Y-%m-%dT%H:%M:%SZ}"
        yield Difference(f"{code}: LAST-MODIFIED falls from {stamps} ({_REMEDY})", mistake=True)
    elif was.facts != now.facts and new.modified == old.modified:
        told = f"{code}: it says something else, and LAST-MODIFIED stays: some calendars keep the old text"
        yield Difference(f"{told} ({_REMEDY})", mistake=True)


def _visible(airing: Airing) -> tuple[str, ...]:
    site = Site("https://example.org")
    texts = wording.summary(airing, _LANGUAGE), wording.description(airing, site, _LANGUAGE)
    return *texts, wording.link(airing, site), airing.show.color
