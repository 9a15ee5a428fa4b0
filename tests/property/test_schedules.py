"""Schedules that Hypothesis makes up: what is written in them is what a reader finds in their feeds."""

from datetime import date

import vobject
from hypothesis import given
from made_up import seasons
from support import parse, unfolded, values, written


@given(seasons())
def test_feed_has_each_episode_on_its_day_under_its_title(season: tuple[str, dict[int, date], dict[int, str]]) -> None:
    text, days, titles = season
    show = parse(text)
    body = written(show, "show-s1")
    seen = {}
    for event in vobject.readOne(body.decode()).contents["vevent"]:
        code, _, rest = event.summary.value.removeprefix(f"{show.title} S1E").partition(":")
        seen[int(code.partition(" ")[0])] = (event.dtstart.value, rest)
    assert {number: day for number, (day, _) in seen.items()} == days
    assert all(titles[number] in seen[number][1] for number in titles)


@given(seasons())
def test_bytes_of_any_feed_keep_the_rules(season: tuple[str, dict[int, date], dict[int, str]]) -> None:
    text, days, _ = season
    body = written(parse(text), "show-s1")
    assert all(len(line) <= 75 and line.decode() for line in body.split(b"\r\n")[:-1])
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert len(set(values(body, "UID"))) == len(days)
    assert all(len(line.partition(":")[2]) <= 255 for line in unfolded(body) if line.startswith("SUMMARY"))


@given(seasons())
def test_premiere_and_weekly_divide_the_season(season: tuple[str, dict[int, date], dict[int, str]]) -> None:
    text, days, _ = season
    show = parse(text)
    whole, premiere = values(written(show, "show-s1"), "UID"), values(written(show, "show-s1-premiere"), "UID")
    weekly = values(written(show, "show-s1-weekly"), "UID") if len(set(days.values())) > 1 else []
    assert sorted(premiere + weekly) == sorted(whole)
    assert len(premiere) == sum(day == min(days.values()) for day in days.values())
