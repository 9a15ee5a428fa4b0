import tomllib
from typing import Any

from feedgen.schedule.toml_lines import Path, line_numbers

DOCUMENT = '''\
# a comment with = and [brackets]
title = "a # in [a] text = \\" "   # 2
'quoted key' = 1
a.b."c.d" = [ 1, # not 9
  2, { x = 1, y = [
    "]" ] },
]
text = """
[not.a.table]
key = "no" """  # 8
raw = \'\'\'
x = 1\'\'\'\'
[table]  # 13
day = 2023-11-10 07:32:00
[table.sub . "one"]
z = true
[[season]]
n = 1
[[season.run]]
r = 1
[[season.run]]
r = 2
[[season]]
[[season.run]]
r = 3
[season.release]
zone = "x"
'''


def paths_in(value: Any, path: Path = ()) -> set[Path]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path} - {()} | {found for key, item in inner for found in paths_in(item, (*path, key))}


def test_every_path_of_the_document_has_a_line() -> None:
    assert set(line_numbers(DOCUMENT)) == paths_in(tomllib.loads(DOCUMENT))


def test_lines_are_those_an_editor_shows() -> None:
    lines = line_numbers(DOCUMENT)
    shown = {
        ("title",): 2,
        ("quoted key",): 3,
        ("a", "b", "c.d"): 4,
        ("a", "b", "c.d", 1): 5,
        ("a", "b", "c.d", 2, "y", 0): 6,
        ("text",): 8,
        ("raw",): 11,
        ("table",): 13,
        ("table", "day"): 14,
        ("table", "sub", "one", "z"): 16,
        ("season", 0): 17,
        ("season", 0, "run", 1): 21,
        ("season", 1): 23,
        ("season", 1, "run", 0, "r"): 25,
        ("season", 1, "release", "zone"): 27,
    }
    assert {path: lines[path] for path in shown} == shown


def test_windows_line_ends_count_as_one() -> None:
    assert line_numbers("a = 1\r\n\r\nb = 2\r\n") == {("a",): 1, ("b",): 3}
