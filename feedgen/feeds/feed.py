"""Feeds, and their names.

The name of a feed is its file name, its download name, and what some calendar apps show.
"""

import functools
import re
from dataclasses import dataclass
from typing import ClassVar, Self

from feedgen.plan.identity import SLUG
from feedgen.plan.show import Part, Show

# Between the names of the feeds of a mix. No slug has it.
PLUS = "+"

_COMPLETE = "complete"

# Parts of all seasons, with the endings of the names of their feeds.
_PLURALS = {Part.PREMIERE: "premieres", Part.FINALE: "finales"}

_NAME = re.compile(
    rf"(?P<show>{SLUG}?)"
    r"(?:-s(?P<season>0|[1-9]\d{0,3})"
    rf"(?:e(?P<episode>\d\d|[1-9]\d{{2,3}})|-(?P<part>{'|'.join((*Part, _COMPLETE))}))?"
    rf"|-(?P<plural>{'|'.join(_PLURALS.values())}))?"
)

# The numbers of a season and an episode as people may write them: s04e3, s4-episode-3, season-4.
_NUMBERED = re.compile(r"(?<=-)s(?:eason-?)?0*(?P<season>\d+)(?:-?e(?:p|pisode)?-?0*(?P<episode>\d+))?")


def _as_numbered(match: re.Match[str]) -> str:
    return f"s{match['season']}" + (f"e{match['episode']:0>2}" if match["episode"] else "")


@dataclass(frozen=True, slots=True)
class Feed:
    """A named selection of episodes. None means "all" at each level, so `Feed()` is everything.

    A `complete` feed is of a season, and has one event, on the day from which all episodes are out.
    """

    show: str | None = None
    season: int | None = None
    part: Part | None = None
    episode: int | None = None
    complete: bool = False

    @classmethod
    def named(cls, name: str) -> Self | None:
        """Return the feed of a name such as `for-all-mankind-s4-premiere`; None if no feed can have that name."""
        if name == "all":
            return cls()
        if name == _PLURALS[Part.PREMIERE]:
            return cls(part=Part.PREMIERE)
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        part = match["part"] or next((part for part, plural in _PLURALS.items() if plural == match["plural"]), None)
        return cls(
            show=match["show"],
            season=int(match["season"]) if match["season"] else None,
            part=Part(part) if part and part != _COMPLETE else None,
            episode=int(match["episode"]) if match["episode"] else None,
            complete=part == _COMPLETE,
        )

    @classmethod
    def guess(cls, name: str) -> Self | None:
        """Return the feed that is probably meant by a misspelt name such as `Show-S04E3`; None if there is no guess."""
        return cls.named(_NUMBERED.sub(_as_numbered, re.sub(r"[\s_.]+", "-", name.strip().lower())))

    @property
    def name(self) -> str:
        """The one spelling of the feed's name."""
        if self.show is None:
            return _PLURALS[self.part] if self.part else "all"
        if self.season is None:
            return f"{self.show}-{_PLURALS[self.part]}" if self.part else self.show
        if self.episode is not None:
            return f"{self.show}-s{self.season}e{self.episode:02}"
        part = _COMPLETE if self.complete else self.part
        return f"{self.show}-s{self.season}" + (f"-{part}" if part else "")


@dataclass(frozen=True, slots=True)
class Mix:
    """Several feeds in one: at least two, none twice, in the order of their names."""

    feeds: tuple[Feed, ...]

    show: ClassVar[None] = None
    season: ClassVar[None] = None
    part: ClassVar[None] = None
    episode: ClassVar[None] = None

    @property
    def name(self) -> str:
        """The one spelling of the mix's name."""
        return PLUS.join(feed.name for feed in self.feeds)


AnyFeed = Feed | Mix


# Calendar apps ask for the same names all day. An address holds some thousand characters at most.
@functools.lru_cache(maxsize=512)
def read_name(name: str) -> AnyFeed | None:
    """Return the feed or mix of a name; None if none can have it. The feeds of a mix may be named in any order."""
    if PLUS not in name:
        return Feed.named(name)
    feeds = {Feed.named(part) for part in name.split(PLUS)}
    if None in feeds:
        return None
    named = sorted((feed for feed in feeds if feed), key=lambda feed: feed.name)
    return named[0] if len(named) == 1 else Mix(tuple(named))


def feeds_of(show: Show) -> list[Feed]:
    """List the feeds that a show can have, the largest first, without those of single episodes.

    Some may select no episode: a season that is released on one day has no weekly part.
    """
    if show.is_film:
        return [Feed(show.slug)]
    whole = [Feed(show.slug), *(Feed(show.slug, season.number) for season in show.seasons)]
    divided = [season.number for season in show.seasons if not season.plain]
    parts = [Feed(show.slug, number, part) for number in divided for part in Part]
    complete = [Feed(show.slug, number, complete=True) for number in divided]
    return [*whole, *parts, *complete, *(Feed(show.slug, part=part) for part in _PLURALS)]
