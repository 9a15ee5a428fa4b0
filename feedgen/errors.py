"""What can go wrong that a person can mend."""

from collections.abc import Iterable
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
