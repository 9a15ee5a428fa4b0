"""The documents, README and docs/, as tests read them: their tables, examples and commands."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from support import ROOT

README = ROOT / "README.md"
FILES = (README, *sorted((ROOT / "docs").rglob("*.md")))
TEXT = {str(file.relative_to(ROOT)): file.read_text() for file in FILES}
ALL = "\n".join(TEXT.values())


def table(heading: str) -> list[list[str]]:
    """Return the rows of every table whose first heading is this, wherever they are."""
    tables = re.findall(rf"^\| {re.escape(heading)} \|.*\n\|[-| :]+\|\n((?:\|.*\n)+)", ALL, re.MULTILINE)
    assert tables, f"no table has the heading {heading}"
    rows = "".join(tables).splitlines()
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]


def blocks(language: str, text: str = ALL) -> list[str]:
    """Return the examples in a language, also those that are indented."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```", text, re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words of each command in the examples of a shell, up to where its output is sent to."""
    for block in blocks("sh", text):
        for line in block.replace("\\\n", " ").splitlines():
            if words := shlex.split(line, comments=True):
                yield words[: words.index(">")] if ">" in words else words


def relative_links(file: Path) -> Iterator[Path]:
    """Yield the files that a document links to."""
    for target in re.findall(r"\]\(([^)#\s]+)", file.read_text()):
        if not re.match(r"[a-z]+:", target):
            yield (file.parent / target).resolve()
