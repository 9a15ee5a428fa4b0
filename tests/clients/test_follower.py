"""Somebody who follows eight shows subscribes once, and looks at khal before and after a release."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from schedules import episode, in_zone, run, schedule, season
from test_subscription import Subscriber
from visitors import served

from feedgen.web.app import create_app

# The night on which three episodes of one show come out, and one of another: at nine in the evening in New York.
NIGHT = datetime(2023, 11, 11, 2, tzinfo=UTC)
TITLES = ("Glasnost", "Have a Nice Sol", "The Bear Hug", "House Divided")
SHOWS = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta")
OPTIONS = "remind=15m&titles=after&group=day"


@pytest.fixture
def folder(schedules: Path) -> Path:
    """Eight shows that come out on Fridays: three episodes of the first at once, the others one in a week each."""
    for index, slug in enumerate(SHOWS):
        titled = [episode(number, title=f"{slug.title()} {title}") for number, title in enumerate(TITLES, start=1)]
        first = "2023-11-10" if slug in SHOWS[:2] else f"2023-11-{11 + index}"
        plan = run(first=first, at_once=3 if slug == SHOWS[0] else None)
        hours = season(plan, *titled, release=in_zone("21:00:00", "America/New_York"), runtime="PT1H")
        (schedules / f"{slug}.toml").write_text(schedule(hours.replace("2024-01-01", "2023-10-01"), title=slug.title()))
    return schedules


class Follower(Subscriber):
    """A subscriber who looks at hours, titles, alarms and descriptions."""

    def listed(self) -> list[str]:
        shown = "{start} to {end-time} {title}{alarm-symbol}"
        text = self.run("khal", "list", "--day-format", "", "--format", shown, "2023-11-10", "8d")
        return [line.strip() for line in text.splitlines() if line.strip()]

    def descriptions(self) -> str:
        return self.run("khal", "list", "--day-format", "", "--format", "{description}", "2023-11-10", "8d")

    def triggers(self) -> list[str]:
        files = sorted((self.home / "calendar").iterdir())
        return [trigger for file in files for trigger in re.findall(r"TRIGGER.*:(\S+)", file.read_text())]


def expected(beta: str) -> list[str]:
    """Return what khal shows of a week, with one entry for the three episodes of a night."""
    friday = [f"2023-11-11 03:00 to 04:00 {line} ⏰" for line in ("Alpha S1E1\N{EN DASH}3 (season premiere)", beta)]
    others = ((14, "Gamma"), (15, "Delta"), (16, "Epsilon"), (17, "Zeta"))
    return [
        *friday,
        *(f"2023-11-{day} 03:00 to 04:00 {title} S1E1 (season premiere) ⏰" for day, title in others),
    ]


def test_follower_of_eight_shows_is_reminded_sees_no_title_too_soon_and_one_entry_for_a_night(
    folder: Path, tmp_path: Path
) -> None:
    moment = [NIGHT - timedelta(minutes=15)]
    with served(create_app({"SCHEDULES": folder}, clock=lambda: moment[0])) as address:
        feed = f"{address}/feeds/Europe/Berlin/{'+'.join(SHOWS)}.ics?{OPTIONS}"
        viewer = Follower(tmp_path / "viewer", feed)
        viewer.sync()
        assert viewer.listed() == expected("Beta S1E1 (season premiere)")
        told = viewer.descriptions()
        assert [title for title in TITLES if title in told] == []
        events = len(viewer.triggers())
        assert viewer.triggers() == ["-PT15M"] * events

        moment[0] = NIGHT
        viewer.sync()
        assert viewer.listed() == expected("Beta S1E1: Beta Glasnost (season premiere)")
        told = viewer.descriptions()
        assert [title for title in TITLES if f"Alpha {title}" in told] == [*TITLES[:3]]
        assert "Gamma Glasnost" not in told
        assert viewer.triggers() == ["-PT15M"] * events, "the same events"
