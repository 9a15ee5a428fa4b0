import itertools
from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from feedgen.schedule.cadence import read_cadence
from feedgen.schedule.rules import RuleError


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("day", "2024-02-28 2024-02-29 2024-03-01"),
        ("3 days", "2024-02-28 2024-03-02 2024-03-05"),
        ("week", "2024-02-28 2024-03-06 2024-03-13"),
        ("2 weeks", "2024-02-28 2024-03-13 2024-03-27"),
        ("month", "2024-02-28 2024-03-28 2024-04-28"),
        ("FREQ=WEEKLY;BYDAY=MO,WE", "2024-02-28 2024-03-04 2024-03-06"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2024-02-28 2024-02-29 2024-03-01"),
        ("FREQ=MONTHLY;BYDAY=-1WE", "2024-02-28 2024-03-27 2024-04-24"),
        ("FREQ=WEEKLY;COUNT=2", "2024-02-28 2024-03-06"),
        ("FREQ=WEEKLY;UNTIL=20240306", "2024-02-28 2024-03-06"),
        ("COUNT=1;FREQ=WEEKLY", "2024-02-28"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ""),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99991231", ""),
        ("weekdays", "2024-02-28 2024-02-29 2024-03-01"),
        ("weekends", "2024-03-02 2024-03-03 2024-03-09"),
        ("every other Wednesday", "2024-02-28 2024-03-13 2024-03-27"),
        ("every two weeks", "2024-02-28 2024-03-13 2024-03-27"),
        ("Wed", "2024-02-28 2024-03-06 2024-03-13"),
        ("Mon-Fri", "2024-02-28 2024-02-29 2024-03-01"),
        ("Wednesday to Thursday", "2024-02-28 2024-02-29 2024-03-06"),
        ("Tues, Wed. and Thurs", "2024-02-28 2024-02-29 2024-03-05"),
        ("fortnight", "2024-02-28 2024-03-13 2024-03-27"),
        ("every other week", "2024-02-28 2024-03-13 2024-03-27"),
        ("Weekly", "2024-02-28 2024-03-06 2024-03-13"),
        ("daily", "2024-02-28 2024-02-29 2024-03-01"),
        ("monthly", "2024-02-28 2024-03-28 2024-04-28"),
        ("Wednesdays and Fridays", "2024-02-28 2024-03-01 2024-03-06"),
        ("last day of the month", "2024-02-29 2024-03-31 2024-04-30"),
        # Weeks 53 are of 2026, 2032 and 2037; python-dateutil gives the last week of every year.
        ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO", "2026-12-28 2032-12-27 2037-12-28"),
        ("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO", "2024-12-23 2025-12-22 2026-12-28"),
    ],
)
def test_rule_gives_days(text: str, days: str) -> None:
    found = read_cadence(text).days(date(2024, 2, 28), 3)
    assert [day.isoformat() for day in found] == days.split()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "neither a word nor a recurrence rule"),
        ("weakly", "neither a word nor a recurrence rule"),
        ("0 weeks", "neither a word nor a recurrence rule"),
        ("FREQ=", "neither a word nor a recurrence rule"),
        ("RRULE:FREQ=WEEKLY", 'has "RRULE:FREQ"'),
        ("FREQ=WEEKLY;EVERY=2", 'has "EVERY"'),
        ("FREQ=DAILY;BYHOUR=3", 'has "BYHOUR"'),
        ("BYDAY=FR", "has no usable FREQ"),
        ("FREQ=HOURLY", "has no usable FREQ"),
        ("FREQ=WEEKLY;FREQ=DAILY", "names a part twice"),
        ("FREQ=WEEKLY;INTERVAL=0", "has an INTERVAL"),
        ("FREQ=WEEKLY;COUNT=0", "has a COUNT"),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20240101", "has both COUNT and UNTIL"),
        ("FREQ=WEEKLY;UNTIL=20240101T000000Z", "has an UNTIL that is not a day"),
        ("FREQ=WEEKLY;UNTIL=20241301", "has an UNTIL that is not a day"),
        ("FREQ=WEEKLY;BYDAY=1FR", "has a BYDAY with a number"),
        ("biweekly", "has two meanings"),
        ("FREQ=MONTHLY;BYDAY=8FR", 'has "8FR" in BYDAY'),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "has BYMONTHDAY, which does not go with FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", 'has "32" in BYMONTHDAY, which goes from 1 to 31 or -1 to -31'),
        ("FREQ=WEEKLY;WKST=X", "has a WKST that is not a weekday"),
        ("FREQ=WEEKLY;BYDAY=XX", 'has "XX" in BYDAY'),
        ("FREQ=MONTHLY;BYMONTHDAY=x", 'has "x" in BYMONTHDAY'),
    ],
)
def test_unusable_rule_is_refused_with_its_reason(text: str, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        read_cadence(text)
    assert message in str(caught.value)
    assert f'"{text}"' in str(caught.value)


PARTS = (
    st.integers(1, 5).map("INTERVAL={}".format),
    st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=4, unique=True).map(
        lambda days: f"BYDAY={','.join(days)}"
    ),
    st.sampled_from(["WKST=SU", "WKST=WE", "BYMONTH=1,3,5,7,9,11"]),
)


@given(
    st.sampled_from(["DAILY", "WEEKLY"]),
    st.tuples(*map(st.one_of, PARTS)),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)
def test_plain_rules_give_the_days_of_dateutil(frequency: str, parts: tuple[str, ...], first: date) -> None:
    rule = ";".join([f"FREQ={frequency}", *parts])
    days = itertools.islice(rrulestr(rule, dtstart=datetime.combine(first, time())), 8)
    assert read_cadence(rule).days(first, 8) == tuple(moment.date() for moment in days)
