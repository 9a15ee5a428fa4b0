"""Feeds as they were read and found right, byte for byte. `make golden` writes them anew."""

from pathlib import Path

import pytest
from support import ROOT, written

from feedgen.model import Show

GOLDEN = ROOT / "tests" / "golden"
NAMES = ("all", "for-all-mankind-s4", "for-all-mankind-s4-premiere", "for-all-mankind-s4-weekly")


@pytest.mark.parametrize("name", NAMES)
def test_feed_is_golden(name: str, bundled: Show, pytestconfig: pytest.Config) -> None:
    file = GOLDEN / f"{name}.ics"
    if pytestconfig.getoption("write_golden"):
        file.write_bytes(written(bundled, name))
    assert written(bundled, name) == file.read_bytes()


def test_every_golden_file_is_compared() -> None:
    assert sorted(file.name for file in Path(GOLDEN).glob("*.ics")) == sorted(f"{name}.ics" for name in NAMES)
