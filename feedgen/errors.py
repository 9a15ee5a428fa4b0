"""What can go wrong that a person can mend."""

import os
from collections.abc import Iterable
from dataclasses import dataclass


def printable(text: str) -> str:
    """Return a text on one line: what a file name or a file may hold to forge lines, or to hide in them, is escaped."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


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

    @property
    def place(self) -> str:
        """Where it is, in words that tell nothing of what is in the file, nor where on the disk that is."""
        name = os.path.basename(self.file)  # noqa: PTH119 - of a text
        return printable(f"{name}:{self.line}" if self.line else name)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f"{self.where}: " if self.where else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return printable(f"{place}: {where}{self.message}{remedy}")


class ScheduleError(FeedgenError):
    """One or more schedule files that cannot be used; `problems` has all of them in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
