"""SECURITY.md names tests that there are."""

import re

from support import ROOT

TEXT = (ROOT / "SECURITY.md").read_text()


def test_every_promise_names_its_test() -> None:
    rows = re.findall(r"^\| (?!threat|---)(.*) \|$", TEXT, re.MULTILINE)
    assert len(rows) > 10
    for row in rows:
        threat, _, where = (cell.strip() for cell in row.rsplit(" | ", 2)) if row.count(" | ") >= 2 else ("", "", "")
        assert threat, row
        files = re.findall(r"`(tests/[\w/.]+)`", where)
        assert files, f"no test: {row}"
        assert [file for file in files if not (ROOT / file).exists()] == []
