"""Mistakes that a person can mend."""

import os
from collections.abc import Iterable
from dataclasses import dataclass

# Characters of what a person gave that a message quotes.
_MOST_QUOTED = 120


def printable(text: str) -> str:
    """Return a text with its unprintable characters escaped, so that it stays on one line and hides nothing."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def cut(text: str) -> str:
    """Return a text as a message quotes it: its beginning, without control characters that a terminal would obey."""
    shown = "".join(char if char.isprintable() else "�" for char in text[: _MOST_QUOTED + 1])
    return shown if len(text) <= _MOST_QUOTED else f"{shown[:_MOST_QUOTED]}…"


class FeedgenError(Exception):
    """A mistake in what a person gave, told in words for that person. It is never a bug."""


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
        """The name and line of the file. It tells neither the folder of the file nor anything that is in it."""
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
