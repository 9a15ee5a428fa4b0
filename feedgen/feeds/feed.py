"""Names of feeds.

A feed's name is its file name, its download name, and what some calendar apps show.
"""

import re
from dataclasses import dataclass
from typing import Self

from feedgen.plan.identity import SLUG
from feedgen.plan.show import Part, Show

_NAME = re.compile(
    rf"(?P<show>{SLUG}?)(?:-s(?P<season>0|[1-9]\d{{0,3}})(?:e(?P<episode>\d\d|[1-9]\d{{2,3}})|-(?P<part>{'|'.join(Part)}))?)?"
)


# The numbers of a season and an episode as people write them.
_NUMBERED = re.compile(r"(?<=-)s0*(?P<season>\d+)-?(?:e(?:p|pisode)?-?0*(?P<episode>\d+))?")


def _as_numbered(match: re.Match[str]) -> str:
    return f"s{match['season']}" + (f"e{match['episode']:0>2}" if match["episode"] else "")


@dataclass(frozen=True, slots=True)
class Feed:
    """A named selection of episodes; None means "all" at each level, so `Feed()` is everything."""

    show: str | None = None
    season: int | None = None
    part: Part | None = None
    episode: int | None = None

    @classmethod
    def named(cls, name: str) -> Self | None:
        """Read a name such as `for-all-mankind-s4-premiere`; None if no feed could be called that."""
        if name == "all":
            return cls()
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        return cls(
            show=match["show"],
            season=int(match["season"]) if match["season"] else None,
            part=Part(match["part"]) if match["part"] else None,
            episode=int(match["episode"]) if match["episode"] else None,
        )

    @classmethod
    def likely(cls, name: str) -> Self | None:
        """Read a name whose spelling is not the one that is used here: `Show-S04E3`; None if that is of no use."""
        return cls.named(_NUMBERED.sub(_as_numbered, re.sub(r"[\s_.]+", "-", name.strip().lower())))

    @property
    def name(self) -> str:
        """The one spelling of the feed's name."""
        if self.show is None:
            return "all"
        if self.season is None:
            return self.show
        if self.episode is not None:
            return f"{self.show}-s{self.season}e{self.episode:02}"
        return f"{self.show}-s{self.season}" + (f"-{self.part}" if self.part else "")


def feeds_of(show: Show) -> list[Feed]:
    """List every feed that can be asked of a show, except those of single episodes, in order of size.

    Not each of them has an episode in it: a season released in one day has no weekly part.
    """
    seasons = [season.number for season in show.seasons]
    whole = [Feed(show.slug), *(Feed(show.slug, number) for number in seasons)]
    return whole + [Feed(show.slug, number, part) for number in seasons for part in Part]
