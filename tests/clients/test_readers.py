"""Software that others wrote understands every event as it was meant."""

from datetime import date, timedelta

import pytest
from readers import READERS, Seen
from support import SITE, parse, written

from feedgen import wording
from feedgen.addresses import Feed
from feedgen.airings import select
from feedgen.model import Show

NAMES = ("all", "for-all-mankind", "for-all-mankind-s4", "for-all-mankind-s4-weekly", "for-all-mankind-s4e03")

AWKWARD = """\
title = "Commas, semicolons; and: colons"
service = 'Back\\slash, "Quotes" & <Tags>'

[[season]]
number = 0
announced = 2024-02-28T23:59:59+14:00

[[season.run]]
episodes = "0-2"
first = 2024-02-28
every = "day"

[[season.episode]]
number = 0
title = "日本語の長い題名がここにありますので折り返しが必要です日本語の長い題名がここにあります"

[[season.episode]]
number = 1
title = '🚀🧑‍🚀🚀🧑‍🚀🚀🧑‍🚀🚀🧑‍🚀 \\n is no line end; \\, no comma'
description = "One line\\nand another; and, of course: a third."

[[season.episode]]
number = 2
title = "مسلسل عن الفضاء"
"""


def meant(show: Show, feed: Feed) -> list[Seen]:
    day = timedelta(days=1)
    return sorted(
        Seen(
            airing.facts.release.day.isoformat(),
            (airing.facts.release.day + day).isoformat(),
            airing.uid,
            wording.summary(airing),
            wording.description(airing, SITE),
        )
        for airing in select([show], feed)
    )


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", NAMES)
def test_reader_sees_what_was_meant(reader: str, name: str, bundled: Show) -> None:
    feed = Feed.parse(name)
    assert feed is not None
    assert READERS[reader](written(bundled, name)) == meant(bundled, feed)


@pytest.mark.parametrize("reader", READERS)
def test_reader_sees_awkward_text_as_it_was_written(reader: str) -> None:
    show = parse(AWKWARD)
    assert READERS[reader](written(show, "show-s0")) == meant(show, Feed("show", 0))


@pytest.mark.parametrize("reader", READERS)
def test_reader_sees_ten_fridays(reader: str, bundled: Show) -> None:
    days = [date.fromisoformat(seen.start) for seen in READERS[reader](written(bundled, "for-all-mankind-s4"))]
    assert days == [date(2023, 11, 10) + timedelta(weeks=week) for week in range(10)]
