"""Find the line of everything in a TOML document, which tomllib does not tell.

Only for documents that tomllib has accepted: nothing is checked here.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")

_KEY_PART = re.compile(r"""[ \t]*([A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')[ \t]*""")

_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'",
    re.DOTALL,
)

_BARE = re.compile(r"[^,\]}#\n]+")

# Nearly all lines of a schedule are like this, and are read at once: part by part takes three times as long.
_SIMPLE_PAIR = re.compile(
    r"""([A-Za-z0-9_-]+)[ \t]*=[ \t]*(?:"[^"\\\n]*"(?!")|[^\["'{#\s][^\["'{#\n]*)(?:#[^\n]*)?(?=\n)"""
)


def line_numbers(text: str) -> Mapping[Path, int]:
    """Map the path of each table, key and array element to the line that it starts on, counted from 1."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.tables_in: dict[Path, int] = {}  # how many [[tables]] each array has so far
        self.newlines = [match.start() for match in re.finditer("\n", text)]

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        while self.skip_blank() < len(self.text):
            if self.take("[["):
                table = self.array_table()
            elif self.take("["):
                table = self.table()
            elif simple := _SIMPLE_PAIR.match(self.text, self.at):
                self.record((*table, simple[1]), self.at)
                self.at = simple.end()
            else:
                self.pair(table)
        return self.lines

    def skip_blank(self) -> int:
        self.at = self.match(_BLANK).end()
        return self.at

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"not a TOML document at character {self.at}")
        return found

    def take(self, token: str) -> bool:
        taken = self.text.startswith(token, self.at)
        self.at += len(token) * taken
        return taken

    def record(self, path: Path, start: int) -> None:
        self.lines.setdefault(path, bisect_right(self.newlines, start) + 1)

    def key(self) -> list[str]:
        parts = []
        while True:
            part = self.match(_KEY_PART)
            self.at = part.end()
            parts.append(_unquoted(part[1]))
            if not self.take("."):
                return parts

    def below(self, table: Path, parts: list[str], start: int) -> Path:
        """Follow the parts of a key, into the latest table of each array on the way."""
        for part in parts:
            table = (*table, part)
            self.record(table, start)
            if table in self.tables_in:
                table = (*table, self.tables_in[table] - 1)
        return table

    def table(self) -> Path:
        start, parts = self.at, self.key()
        self.take("]")
        return self.below((), parts, start)

    def array_table(self) -> Path:
        start, (*parents, name) = self.at, self.key()
        self.take("]]")
        array = (*self.below((), parents, start), name)
        self.record(array, start)
        index = self.tables_in.get(array, 0)
        self.tables_in[array] = index + 1
        self.record((*array, index), start)
        return (*array, index)

    def pair(self, table: Path) -> None:
        start = self.at
        path = self.below(table, self.key(), start)
        self.take("=")
        self.skip_blank()
        self.value(path)

    def value(self, path: Path) -> None:
        if self.take("["):
            index = 0
            while self.skip_blank() and not self.take("]"):
                self.record((*path, index), self.at)
                self.value((*path, index))
                index += 1
                self.skip_blank()
                self.take(",")
        elif self.take("{"):
            while self.skip_blank() and not self.take("}"):
                self.pair(path)
                self.skip_blank()
                self.take(",")
        else:
            self.at = (_STRING.match(self.text, self.at) or self.match(_BARE)).end()


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    return str(tomllib.loads(f"key = {key}")["key"])
