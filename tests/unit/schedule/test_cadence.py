from datetime import date

import pytest

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
        ("FREQ=WEEKLY;BYDAY=XX", 'has "XX" in BYDAY'),
        ("FREQ=MONTHLY;BYMONTHDAY=x", 'has "x" in BYMONTHDAY'),
    ],
)
def test_unusable_rule_is_refused_with_its_reason(text: str, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        read_cadence(text)
    assert message in str(caught.value)
    assert f'"{text}"' in str(caught.value)
