"""Feeds as they were read and found right, byte for byte. `make golden` writes them anew."""

from datetime import time

import pytest
from support import ROOT, published

from feedgen.feeds.variant import Variant
from feedgen.plan.show import Show

GOLDEN = ROOT / "tests" / "golden"
# The name of each file, and the feed and the variant that it holds.
FEEDS = {
    "all": ("all", Variant()),
    "for-all-mankind-s4": ("for-all-mankind-s4", Variant()),
    "for-all-mankind-s4-premiere": ("for-all-mankind-s4-premiere", Variant()),
    "for-all-mankind-s4-weekly": ("for-all-mankind-s4-weekly", Variant()),
    "for-all-mankind-s4-in-london": ("for-all-mankind-s4", Variant("Europe/London")),
    "for-all-mankind-s4-in-utc": ("for-all-mankind-s4", Variant("UTC")),
    "for-all-mankind-s4-on-days-of-los-angeles": ("for-all-mankind-s4", Variant("America/Los_Angeles", all_day=True)),
    "for-all-mankind-s4-at-20-in-new-york": ("for-all-mankind-s4", Variant("America/New_York", at=time(20))),
}


@pytest.mark.parametrize("file_name", FEEDS)
def test_feed_is_golden(file_name: str, bundled: Show, pytestconfig: pytest.Config) -> None:
    file, (name, variant) = GOLDEN / f"{file_name}.ics", FEEDS[file_name]
    body = published({bundled.slug: bundled}, name, variant).body
    if pytestconfig.getoption("write_golden"):
        file.write_bytes(body)
    assert body == file.read_bytes()


def test_every_golden_file_is_compared() -> None:
    assert sorted(file.stem for file in GOLDEN.glob("*.ics")) == sorted(FEEDS)
