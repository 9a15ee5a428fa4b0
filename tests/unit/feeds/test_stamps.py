"""Stamps of events: they rise with what an event says in its variant, and with nothing else."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from schedules import change, episode, in_zone, run, schedule, season
from support import NOW, events, parse, published

from feedgen.feeds.variant import PLAIN, Titles, Variant

HOUR = in_zone("21:00:00", "America/New_York")
OWN_PAGE = "https://tv.example.org/episodes/2"
TITLED = (episode(1, title="Alpha"), episode(2, title="Beta", url=OWN_PAGE), episode(4, title="Delta"))
OFF, AFTER = Variant(titles=Titles.OFF), Variant(titles=Titles.AFTER)
DAY, SHORT_DAY = Variant(by_day=True), Variant(titles=Titles.SHORT, by_day=True)
STAMPS = ("DTSTAMP", "LAST-MODIFIED")


def text_of(*changes: str, show: str = "", at_once: int | None = None) -> str:
    plan = season(run(at_once=at_once), *TITLED, *changes, release=HOUR, url="https://tv.example.org/1")
    return schedule(plan) + show


def told(text: str, name: str, variant: Variant, now: datetime = NOW) -> Mapping[str, tuple[list[str], list[str]]]:
    """Return what each event says besides its stamps, and those, by its UID."""
    body = published({"show": parse(text)}, name, variant, now=now).body
    split = {}
    for event in events(body):
        stamps = [line for line in event if line.startswith(STAMPS)]
        split[event[2]] = [line for line in event if line not in stamps], stamps
    return split


@pytest.mark.parametrize(
    ("made", "name", "variant", "at_once"),
    [
        (change("2", title="Second"), "show", OFF, None),
        (change("2", url=f"{OWN_PAGE}0"), "show", OFF, None),
        (change("4", title="Last"), "show-s1-complete", PLAIN, None),
        (change("5", added=True, date="2024-02-23"), "show", DAY, 2),
        (change("4", cancelled=True), "show-s1-premiere", SHORT_DAY, 2),
    ],
)
def test_change_that_an_event_does_not_tell_leaves_its_stamps(
    made: str, name: str, variant: Variant, at_once: int | None
) -> None:
    before, after = (told(text_of(*made_so_far, at_once=at_once), name, variant) for made_so_far in ((), (made,)))
    same = [uid for uid, (said, _) in before.items() if after[uid][0] == said]
    assert same, "something is left as it was"
    assert {uid: after[uid][1] for uid in same} == {uid: before[uid][1] for uid in same}


@pytest.mark.parametrize(
    ("of_season", "of_show", "name", "variant"),
    [
        (change("2", title="Second"), "", "show", PLAIN),
        (change("2", date="2024-02-10"), "", "show", OFF),
        # What names a title is left out, so a new title may take something away.
        (change("2", title="Planned"), "", "show", OFF),
        (change(url="https://tv.example.org/two"), "", "show-s1e02", OFF),
        (change(url="https://tv.example.org/two"), "", "show-s1-complete", PLAIN),
        ("", change(color="tan").replace("season.change", "change"), "show-s1-complete", PLAIN),
        ("", change(title="Renamed").replace("season.change", "change"), "show", DAY),
        (change("3", service="Another"), "", "show", DAY),
    ],
)
def test_whatever_an_event_tells_raises_its_stamps(of_season: str, of_show: str, name: str, variant: Variant) -> None:
    planned = change("2", "2024-01-05T00:00:00Z", description="As planned")
    before = told(text_of(planned), name, variant)
    after = told(text_of(planned, of_season, show=f"\n{of_show}"), name, variant)
    assert before.keys() == after.keys()
    changed = [uid for uid, (said, _) in before.items() if after[uid][0] != said]
    assert changed
    assert {uid for uid, (_, stamps) in before.items() if after[uid][1] > stamps} == {*changed}


def test_release_raises_the_stamps_of_what_appears_and_of_nothing_else() -> None:
    """The third has no title, and the fourth is cancelled."""
    text, second = text_of(change("4", cancelled=True)), timedelta(seconds=1)
    for week, appears in enumerate([1, 1, 0, 0]):
        release = datetime(2024, 2, 3, 2, tzinfo=UTC) + week * timedelta(weeks=1)
        before, after = (told(text, "show", AFTER, now) for now in (release - second, release))
        assert len([uid for uid in before if before[uid][1] != after[uid][1]]) == appears
        assert [uid for uid in before if before[uid][0] != after[uid][0]] == [
            uid for uid in before if before[uid][1] != after[uid][1]
        ]
