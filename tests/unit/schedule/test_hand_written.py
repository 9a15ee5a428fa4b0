"""What people write by hand who have not read how is told with what to write."""

import pytest
from support import WEEKLY

from feedgen.errors import ScheduleError
from feedgen.schedule import reading


def told(text: str) -> str:
    with pytest.raises(ScheduleError) as caught:
        reading.parse(text.encode(), "show.toml", "show", None)
    return str(caught.value.problems[-1])


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("first = 22.04.2025", "a day is written 2025-04-22"),
        ("first = 2025/4/22", "a day is written 2025-04-22"),
        ("first = April 22, 2025", "a day is written 2025-04-22"),
        ("first = 22 April 2025", "a day is written 2025-04-22"),
        ("first = 2025-4-22", "a day is written 2025-04-22"),
        ("first = 04/22/2026", "a day is written 2026-04-22"),
        ("first = 22/04/2026", "a day is written 2026-04-22"),
        ("first = 04-22-2026", "a day is written 2026-04-22"),
        ("first = 04/05/2026", "a day is written year-month-day: 2025-04-22"),
        ('title = "X', "the closing quote is missing"),
        ("title = 'X", "the closing quote is missing"),
        ("time = 21h00", "a time of day is written 21:00:00"),
        ("time = noon", "a time of day is written 12:00:00"),
        ("first = 2025-02-30", "there is no such day or hour in the calendar"),
        ("time = 1:30", "a time of day is written 01:30:00"),
        ("time = 21:00", "a time of day is written 21:00:00"),
        ("time = 9 pm", "a time of day is written 21:00:00"),
        ("time = 25:30", 'a time of day is written "25:30"'),
        ('release = { time = 9:00, zone = "UTC" }', "a time of day is written 09:00:00"),
        ("episodes = 1-12", 'write it in quotes: "1-12"'),
        ("episodes = 1\u201312", 'write it in quotes: "1-12"'),
        ("episodes = 1, 2", 'write it in quotes: "1, 2"'),
        ("episodes = \u201c1-12\u201d", 'quotes are straight: "…"'),
        ("title = \u2018Show\u2019", 'quotes are straight: "…"'),
        ("open = True", "write true or false in lower case"),
        ("every = week", "a text stands in quotes"),
        ("first: 2025-04-22", 'a key and its value: title = "…"'),
        ("at = 2023-11-20T18:00Z", "a moment has seconds: 2023-11-20T18:00:00Z"),
    ],
)
def test_line_that_is_not_toml_says_what_was_meant(line: str, remedy: str) -> None:
    assert told(line).endswith(f"({remedy})")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"1-4"', '"1\u20134"', '"1–4" has a dash where a hyphen belongs (did you mean "1-4"?)'),  # noqa: RUF001 - it is
        ("2024-02-02", '"22.04.2024"', "(write it without quotes: first = 2024-04-22)"),
        ("2024-02-02", '"soon"', '"first" must be a day, such as 2023-11-10, not the text "soon"'),
        ("2024-02-02", '"04/22/2024"', "(write it without quotes: first = 2024-04-22)"),
        ('"week"', '"biweekly"', '"biweekly" has two meanings (write "2 weeks", or, for twice a week, such as'),
        ('"week"', '"bimonthly"', '"bimonthly" has two meanings (write "2 months", or, for twice a month, such as'),
    ],
)
def test_value_that_is_not_right_says_what_was_meant(old: str, new: str, message: str) -> None:
    assert message in told(WEEKLY.replace(old, new))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("60 min", "PT60M"),
        ("1h", "PT1H"),
        ("1 hour", "PT1H"),
        ("1h30", "PT1H30M"),
        ("1 hr 5 mins", "PT1H5M"),
        ("1:30", "PT1H30M"),
        ("45", "PT45M"),
        ("45'", "PT45M"),
    ],
)
def test_length_says_what_was_meant(written: str, meant: str) -> None:
    text = WEEKLY.replace("[[season.run]]", f'runtime = "{written}"\n[[season.run]]')
    assert told(text).endswith(f'"runtime" must be a duration of up to a day (did you mean "{meant}"?)')


@pytest.mark.parametrize("written", ["an hour", "h", "99h", "0 min", ""])
def test_length_that_is_none_shows_how_one_is_written(written: str) -> None:
    text = WEEKLY.replace("[[season.run]]", f'runtime = "{written}"\n[[season.run]]')
    assert told(text).endswith('(write "PT55M", "PT1H" or "PT1H30M")')


@pytest.mark.parametrize(("written", "meant"), [("noon", "12:00:00"), ("21h00", "21:00:00"), ("Midnight", "00:00:00")])
def test_hour_in_words_says_what_was_meant(written: str, meant: str) -> None:
    text = WEEKLY.replace("[[season.run]]", f'release = {{ time = "{written}", zone = "UTC" }}\n[[season.run]]')
    assert told(text).endswith(f"(did you mean {meant}?)")


def test_keys_of_a_film_that_are_missing_are_told_as_those_of_a_film() -> None:
    top = 'title = "A Movie"\nservice = "the big screen"\n'
    season = "[[season]]\nannounced = 2025-07-08\n[[season.run]]\nfirst = 2026-12-18\n"
    with pytest.raises(ScheduleError) as caught:
        reading.parse(f'{top}kind = "film"\n{season}'.encode(), "show.toml", "show", None)
    assert [problem.remedy for problem in caught.value.problems] == [
        "for a film: number = 1",
        "for a film: episodes = 1",
    ]


def test_movie_is_called_film() -> None:
    with pytest.raises(ScheduleError) as caught:
        reading.parse(WEEKLY.replace("[[season]]", 'kind = "movie"\n[[season]]').encode(), "show.toml", "show", None)
    assert [problem.remedy for problem in caught.value.problems] == ['did you mean "film"?']
