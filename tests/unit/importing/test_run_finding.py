from datetime import date, timedelta
from itertools import count, islice

import pytest

from feedgen.importing.run_finding import Run, recognised

WEEK = timedelta(days=7)


def numbered(*days: str) -> dict[int, date | None]:
    return {number: date.fromisoformat(day) if day else None for number, day in enumerate(days, start=1)}


def every(first: str, days: int, number: int, at_once: int = 1) -> dict[int, date | None]:
    start = date.fromisoformat(first)
    return {index + 1: start + timedelta(days=days) * (index // at_once) for index in range(number)}


def runs(days: dict[int, date | None]) -> list[tuple[str, str, str, int, list[str]]]:
    return [
        (
            f"{run.numbers[0]}-{run.numbers[-1]}",
            str(run.first),
            run.every,
            run.at_once,
            [str(day) for day in run.skipped],
        )
        for run in recognised(days)
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({}, []),
        (numbered("2025-01-01"), [("1-1", "2025-01-01", "", 1, [])]),
        (every("2023-11-10", 7, 10), [("1-10", "2023-11-10", "week", 1, [])]),
        (every("2009-07-06", 1, 5), [("1-5", "2009-07-06", "day", 1, [])]),
        (every("2013-02-01", 0, 13), [("1-13", "2013-02-01", "", 1, [])]),
        (every("2025-04-22", 7, 12, 3), [("1-12", "2025-04-22", "week", 3, [])]),
        (every("2025-04-22", 7, 11, 3), [("1-11", "2025-04-22", "week", 3, [])]),
        (every("2025-01-06", 14, 6), [("1-6", "2025-01-06", "2 weeks", 1, [])]),
        # Two days are no rhythm, unless a week or a day apart.
        (numbered("2022-05-27", "2022-06-24"), [("1-1", "2022-05-27", "", 1, []), ("2-2", "2022-06-24", "", 1, [])]),
        (numbered("2022-05-27", "2022-06-03"), [("1-2", "2022-05-27", "week", 1, [])]),
        (numbered("2025-01-10", "2025-02-10", "2025-03-10", "2025-04-10"), [("1-4", "2025-01-10", "month", 1, [])]),
        (
            numbered("2025-01-03", "2025-02-07", "2025-03-07", "2025-04-04"),
            [("1-4", "2025-01-03", "FREQ=MONTHLY;BYDAY=1FR", 1, [])],
        ),
        # A fortnight's gap is a week without an episode, three weeks are a break.
        (numbered("2025-01-03", "2025-01-17", "2025-01-24"), [("1-3", "2025-01-03", "week", 1, ["2025-01-10"])]),
        (
            numbered("2023-11-03", "2023-11-10", "2023-11-17", "2024-03-14", "2024-03-21"),
            [("1-3", "2023-11-03", "week", 1, []), ("4-5", "2024-03-14", "week", 1, [])],
        ),
        # Three at once, then weekly.
        (
            {
                **every("2019-11-01", 0, 3),
                **{number: date(2019, 11, 8) + WEEK * (number - 4) for number in range(4, 11)},
            },
            [("1-3", "2019-11-01", "", 1, []), ("4-10", "2019-11-08", "week", 1, [])],
        ),
        # Two on one evening amid single ones.
        (
            numbered("2025-01-03", "2025-01-10", "2025-01-17", "2025-01-17", "2025-01-24", "2025-01-31"),
            [
                ("1-2", "2025-01-03", "week", 1, []),
                ("3-4", "2025-01-17", "", 1, []),
                ("5-6", "2025-01-24", "week", 1, []),
            ],
        ),
        (
            numbered("2025-01-03", "", "2025-01-10", ""),
            [("1-3", "2025-01-03", "week", 1, []), ("2-4", "None", "", 1, [])],
        ),
    ],
)
def test_days_are_said_as_people_would(
    days: dict[int, date | None], expected: list[tuple[str, str, str, int, list[str]]]
) -> None:
    assert runs(days) == expected


def test_soap_runs_on_weekdays_but_for_its_holidays() -> None:
    holidays = {date(2024, 3, 29), date(2024, 5, 27), date(2024, 12, 25), date(2024, 12, 26)}
    year = (date(2024, 1, 2) + timedelta(days=day) for day in range(365))
    days = dict(zip(count(1), (day for day in year if day.weekday() < 5 and day not in holidays), strict=False))
    assert recognised(days) == (Run(tuple(days), date(2024, 1, 2), "weekdays", 1, tuple(sorted(holidays))),)


def test_weekdays_of_most_weeks_are_a_rule() -> None:
    weekdays = (
        day for day in (date(2025, 1, 6) + timedelta(days=step) for step in count()) if day.weekday() in (0, 2, 4)
    )
    days = dict(enumerate(islice(weekdays, 20), start=1))
    assert recognised(days) == (Run(tuple(days), date(2025, 1, 6), "Monday, Wednesday and Friday"),)


def test_days_out_of_order_are_runs_that_overlap() -> None:
    days = numbered("2002-12-20", "2002-09-20", "2002-09-27", "2002-10-04")
    assert runs(days) == [("1-1", "2002-12-20", "", 1, []), ("2-4", "2002-09-20", "week", 1, [])]


def test_numbers_may_have_gaps() -> None:
    days = {number: date(2025, 1, 3) + WEEK * index for index, number in enumerate((0, 2, 3, 7))}
    assert recognised(days) == (Run((0, 2, 3, 7), date(2025, 1, 3), "week"),)


def test_episodes_with_an_hour_share_no_run_with_those_without() -> None:
    found = recognised(every("2025-01-03", 7, 6), with_hour=[1, 2, 3])
    assert [(run.numbers, run.every) for run in found] == [((1, 2, 3), "week"), ((4, 5, 6), "week")]
