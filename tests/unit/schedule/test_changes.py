"""A change that cannot be is told with its line, and what was probably meant."""

from datetime import UTC, datetime, timedelta

import pytest
from support import WEEKLY

from feedgen.errors import ScheduleError
from feedgen.schedule import reading

NOW = datetime(2024, 3, 1, tzinfo=UTC)
FIRST = WEEKLY.count("\n") + 1


def problems(changes: str, base: str = WEEKLY) -> list[str]:
    with pytest.raises(ScheduleError) as caught:
        reading.parse((base + changes).encode(), "show.toml", "show", NOW)
    return [str(problem) for problem in caught.value.problems]


def block(keys: str, at: str = "2024-01-10T00:00:00Z") -> str:
    return f"[[season.change]]\nat = {at}\nnote = 'why'\n{keys}\n"


@pytest.mark.parametrize(
    ("keys", "line", "message"),
    [
        ("episodes = 9\ndate = 2024-02-08", 3, "there is no episode 9 (there are episodes 1, 2, 3, 4; write added"),
        (
            "episodes = 4\nadded = true\ndate = 2024-04-01",
            3,
            "episode 4 is there already (its calendar entry",
        ),
        ("episodes = 2\ndate = 2024-02-09", 1, "the change makes no difference to the plan before it"),
        ("episodes = 2\ncancelled = false", 4, "episode 2 is not cancelled"),
        ("episodes = 2", 1, "the change says nothing (add date, shift, cancelled, title, …)"),
        ("date = 2024-02-08", 1, "the change does not say of which episodes"),
        ("runtime = 'PT1H'", 1, "the change does not say of which episodes"),
        ("episodes = 2\nopen = true", 4, '"open" is of a season, not of its episodes'),
        ("episodes = '2-3'\ntitle = 'x'", 4, '"title" is given to several episodes at once'),
        ("episodes = 2\ndate = 2024-02-08\nshift = '1 day'", 5, '"shift" does not go with "date" (write two changes)'),
        ("episodes = 2\ncancelled = true\nto_be_announced = true", 5, '"to_be_announced" does not go with "cancelled"'),
        ("episodes = 2\nshift = '0 days'", 4, '"shift" must be a number of days or weeks in quotes'),
        ("episodes = 2\nshift = 7", 4, '"shift" must be a number of days or weeks in quotes'),
        ("episodes = 2\nshift = '9999 weeks'", 4, "episode 2 would come out in the year 2215"),
        ("episodes = 2\ndate = 2200-01-01", 4, '"date" is in the year 2200'),
        ("episodes = 2\ntime = 20:00:00", 4, "only days are known of this season, and a time needs a zone"),
        ("episodes = 2\nevery = 'week'", 4, '"every" says nothing without "date"'),
        ("episodes = 2\nat_once = 2", 4, '"at_once" says nothing without "date"'),
        ("episodes = 2\nexcept = [2024-02-08]", 4, '"except" says nothing without "date"'),
        (
            "episodes = 5\nadded = true\ndate = 2024-04-01\nevery = 'FREQ=WEEKLY;BYDAY=FR'",
            5,
            "is a Monday, which",
        ),
        ("episodes = 2\ndat = 2024-02-08", 4, 'unknown key "dat" (did you mean "date"?)'),
        ("episodes = 2\nfirst = 2024-02-08", 4, 'unknown key "first" (did you mean "date"?)'),
        ("episodes = 2\nrelease = { time = 20:00:00, zone = 'Londn' }", 4, 'unknown time zone "Londn"'),
    ],
)
def test_impossible_change_is_told_at_its_key(keys: str, line: int, message: str) -> None:
    told = problems(block(keys))
    place = f"show.toml:{FIRST + line}: season 1, change 1"
    assert any(problem.startswith(place) and message in problem for problem in told), told


def test_note_is_required() -> None:
    told = problems("[[season.change]]\nat = 2024-01-10T00:00:00Z\nepisodes = 2\ndate = 2024-02-08\n")
    assert told == [
        f'show.toml:{FIRST}: season 1, change 1: "note" is missing (for example: note = "Out two days early.")'
    ]


def test_cancelling_twice_is_refused() -> None:
    told = problems(block("episodes = 2\ncancelled = true") + block("episodes = '2-3'\ncancelled = true"))
    assert told == [f"show.toml:{FIRST + 9}: season 1, change 2: episode 2 is cancelled already"]


def test_change_before_the_one_above_it_is_refused() -> None:
    earlier = block("episodes = 3\ncancelled = true", "2024-01-09T00:00:00Z")
    (told,) = problems(block("episodes = 2\ncancelled = true") + earlier)
    assert told.startswith(
        f"show.toml:{FIRST + 6}: season 1, change 2: the change is dated before the change before it,"
    )
    assert told.endswith("2024-01-10T00:00:00Z (changes are only ever added, below those before them)")


def test_change_before_the_announcement_is_refused() -> None:
    (told,) = problems(block("episodes = 2\ncancelled = true", "2023-12-31T23:59:59Z"))
    assert (
        f":{FIRST + 1}: season 1, change 1: the change is dated before the announcement, 2024-01-01T00:00:00Z" in told
    )


def test_change_in_the_future_is_refused_until_its_time_has_come() -> None:
    later = NOW + timedelta(minutes=6)
    text = WEEKLY + block("episodes = 2\ncancelled = true", f"{later:%Y-%m-%dT%H:%M:%SZ}")
    (told,) = problems(text.removeprefix(WEEKLY))
    assert "the change is dated in the future; it is 2024-03-01T00:00:00Z" in told
    assert reading.parse(text.encode(), "show.toml", "show", later).seasons[0].changes


def test_shift_of_an_episode_without_a_day_is_refused() -> None:
    told = problems(block("episodes = 5\nadded = true") + block("episodes = 5\nshift = '1 week'"))
    assert told == [
        f"show.toml:{FIRST + 9}: season 1, change 2: episode 5 has no day that could be shifted (give it a date)"
    ]


def test_one_bad_change_hides_no_other() -> None:
    told = problems(block("episodes = 9\ndate = 2024-02-08") + block("episodes = 8\ncancelled = true"))
    assert len(told) == 2
