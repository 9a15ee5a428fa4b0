"""What can go wrong that a person can mend."""

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass


class FeedgenError(Exception):
    """A mistake in what was given, told in words for the person who gave it; never a bug."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one place of a schedule file.

    `line` counts from 1; 0 stands for the file as a whole. `where` names the
    place in the words of the schedule ("season 4, run 1") and may be empty,
    as may `remedy`, which says what was probably meant.
    """

    file: str
    line: int
    where: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f"{self.where}: " if self.where else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{place}: {where}{self.message}{remedy}"


class ScheduleError(FeedgenError):
    """One or more schedule files that cannot be used; `problems` has all of them in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


# To compare a word with more takes tenths of a second.
_MANY = 1000


def nearest(word: str, known: Collection[str]) -> list[str]:
    """Give up to three of the known words that resemble one, the likeliest first.

    Of very many only those that begin alike: a mistake in the very first letter is rare.
    """
    if len(known) > _MANY:
        known = [other for other in known if other[:1] == word[:1].lower()]
    return difflib.get_close_matches(word.lower(), known, n=3, cutoff=0.5)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give 'did you mean "x"?' for the nearest of the known words, or an empty string if none is near."""
    near = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else ""
