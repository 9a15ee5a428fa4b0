"""The page of several feeds in one."""

from datetime import UTC, datetime

import pytest
from support import WEEKLY, parse

from feedgen import languages
from feedgen.feeds.addresses import Site
from feedgen.feeds.feed import Mix, read_name
from feedgen.feeds.lookup import find_feed
from feedgen.pages.mix import mix_page
from feedgen.pages.visit import NO_CHOICE, Visit

BASE = "https://calendar.example.org"
NOW = datetime(2024, 2, 5, 12, tzinfo=UTC)
SHOWS = {slug: parse(WEEKLY, slug) for slug in "abc"}


@pytest.mark.parametrize(
    ("name", "static", "without"),
    [
        ("a+b+c", False, ["/b+c/", "/a+c/", "/a+b/"]),
        ("a+b", False, ["/b/", "/a/"]),
        ("a+b", True, ["/b/", "/a/"]),
        # Other mixes need not have been built.
        ("a+b+c", True, ["", "", ""]),
    ],
)
def test_feed_can_be_left_out_where_the_rest_has_a_page(name: str, without: list[str], *, static: bool) -> None:
    mix, visit = read_name(name), Visit(Site(BASE, static=static), NOW, languages.of("en"))
    assert isinstance(mix, Mix)
    page = mix_page(mix, find_feed(SHOWS, name, NOW), visit, NO_CHOICE)
    assert [feed.without.removeprefix(BASE) for feed in page.feeds] == without
    assert bool(page.more) is not static
