"""CSV and lists of days."""

from datetime import date, timedelta

import pytest

from feedgen.importing.file_kinds import read
from feedgen.importing.listing import Asked, Item, UnreadableError, ZoneNeededError

TOKYO = Asked(zone="Asia/Tokyo")
HOUR = timedelta(hours=1)


def items(text: str, asked: Asked | None = None) -> tuple[Item, ...]:
    return read(text.encode(), asked or Asked()).items


def test_every_column() -> None:
    text = 'season,number,title,date,time,minutes\n2,1,"One, or two",2030-01-04,25:30,24\n2,2,,2030-01-11,,\n\n'
    assert items(text, TOKYO) == (
        Item(2, 1, "One, or two", date(2030, 1, 4), 25.5 * HOUR, timedelta(minutes=24)),
        Item(2, 2, "", date(2030, 1, 11)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffnumber,date\n1,2030-01-04\n",
        "# As the service announced it.\nnumber,date\n1,2030-01-04\n",
        "Date;Episode\r\n2030-01-04;1\r\n",
        "\nsep=;\r\nnumber;date\r\n1;2030-01-04\r\n",
        "Air Date\tEp\tUnknown\n2030-01-04\t1\tx\n",
    ],
)
def test_columns_are_named_and_separated_in_many_ways(text: str) -> None:
    assert items(text) == (Item(1, 1, "", date(2030, 1, 4)),)
    assert items(text, Asked(season=3)) == (Item(3, 1, "", date(2030, 1, 4)),)


def test_episode_without_a_day_and_special_without_a_number() -> None:
    assert items("number,title,date\n1,,\n,Christmas,2030-12-25\n") == (
        Item(1, 1),
        Item(1, None, "Christmas", date(2030, 12, 25)),
    )


def test_every_mistake_is_told_with_its_line() -> None:
    rows = ["one,2030-01-04,,", "2,04.01.2030,,", "3,2030-01-04,9pm,", "4,2030-01-04,,long", "5,2030-02-30,,"]
    text = "\n".join(["number,date,time,minutes", *rows])
    with pytest.raises(UnreadableError) as caught:
        items(text)
    assert str(caught.value).splitlines() == [
        'line 2: "one" is not the number of an episode, or nothing for a special',
        'line 3: "04.01.2030" is not a day; did you mean 2030-01-04?',
        'line 4: "9pm" is not an hour such as 21:00 or 25:30; did you mean 21:00?',
        'line 5: "long" is not a number of minutes',
        'line 6: "2030-02-30" is not a day; write 2026-07-03: year, month, day',
    ]


def test_hours_need_a_zone() -> None:
    with pytest.raises(ZoneNeededError, match=r"\(2030-01-04 25:30\)"):
        items("number,date,time\n1,2030-01-04,25:30\n")
    with pytest.raises(ZoneNeededError, match=r"\(2030-01-04 21:00\)"):
        items("2030-01-04 21:00\n")


def test_season_that_is_asked_for_is_the_only_one() -> None:
    text = "season,number,date\n1,1,2030-01-04\n2,1,2031-01-04\n"
    assert items(text, Asked(season=2)) == (Item(2, 1, "", date(2031, 1, 4)),)
    with pytest.raises(UnreadableError, match="there is no episode in it of season 3"):
        items(text, Asked(season=3))


def test_days_are_episodes_in_the_order_of_their_lines() -> None:
    text = "# from the announcement\n2030-01-04\n2030-01-04  Part #2\n\n2030-01-11 21:00 Three\n2030-01-18, Four\n"
    assert items(text, TOKYO) == (
        Item(1, 1, "", date(2030, 1, 4)),
        Item(1, 2, "Part #2", date(2030, 1, 4)),
        Item(1, 3, "Three", date(2030, 1, 11), 21 * HOUR),
        Item(1, 4, "Four", date(2030, 1, 18)),
    )


def test_mistakes_in_a_list_of_days_are_told() -> None:
    with pytest.raises(UnreadableError) as caught:
        items("2030-01-04\nJanuary 11\n2030-02-30\n2030-01-18 99:99\n")
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == ["line 2", "line 3", "line 4"]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("2030-07-19 9pm", '"9pm" is not an hour such as 21:00 or 25:30; did you mean 21:00?'),
        ("2030-07-19 9:00 pm The Cut", '"9:00 pm" is not an hour such as 21:00 or 25:30; did you mean 21:00?'),
        ("2030-07-19, 9 p.m.", '"9 p.m." is not an hour such as 21:00 or 25:30; did you mean 21:00?'),
        ("2030-07-19 21.00 Hi", '"21.00" is not an hour such as 21:00 or 25:30; did you mean 21:00?'),
        ("2030-07-19 21:00-22:00", '"21:00-22:00" is not an hour such as 21:00 or 25:30'),
        ("07/05/2030 21:00", '"07/05/2030" is not a day; did you mean 2030-07-05 or 2030-05-07?'),
        ("07/25/2030", '"07/25/2030" is not a day; did you mean 2030-07-25?'),
        ("5 July 2030 One", '"5 July 2030" is not a day; did you mean 2030-07-05?'),
        ("July 5, 2030", '"July 5, 2030" is not a day; did you mean 2030-07-05?'),
        ("05.07.2030, One", '"05.07.2030" is not a day; did you mean 2030-07-05?'),
    ],
)
def test_day_or_hour_in_another_way_is_no_title_and_no_table(line: str, meant: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        items(f"{line}\n2030-08-01\n", TOKYO)
    assert str(caught.value) == f"line 1: {meant}"


def test_what_stands_between_a_day_an_hour_and_a_title_is_neither() -> None:
    text = (
        "2030-07-05 - The Dash\n2030-07-12 \u2013 21:00 \u2014 Two\n2030-07-19T21:00: Three\n2030-07-26, 21:00, Four\n"
        "2030-08-02: 5 Amigos\n2030-08-09 -1\n2030-08-16 21:00:30\n"
    )
    assert [(item.title, item.clock) for item in items(text, TOKYO)] == [
        ("The Dash", None),
        ("Two", 21 * HOUR),
        ("Three", 21 * HOUR),
        ("Four", 21 * HOUR),
        ("5 Amigos", None),
        ("-1", None),
        ("", 21 * HOUR + timedelta(seconds=30)),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is empty; it may be TVmaze's JSON, an .ics file, CSV with a row an episode, or a list of days"),
        (b"<!doctype html>", "it is a web page"),
        (b"\xff\xfe1\x00", "it is not UTF-8"),
        (b"hello\nworld\n", 'its first line has no column "number"; it is like season,number,title,date,time,minutes'),
        (b"numbr,date\n1,2030-01-04\n", 'has no column "number".*did you mean "number"'),
        (b"number,title\n1,x\n", 'has no column "date"'),
        (b"sep=;\n", 'has no column "number"'),
        (b"\nnumber,date\nx,2030-01-04\n", 'line 3: "x"'),
        (b"number,date\n", "there is no episode in it"),
        (b"number,date\n1,1066-10-14\n", "there is no episode in it"),
    ],
)
def test_other_files_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(data, Asked())


def test_titles_are_tidied_and_long_ones_cut() -> None:
    found = read(f'number,title,date\n1,"  A\u2028 B\x07 ",2030-01-04\n2,{"x" * 300},2030-01-11\n'.encode(), Asked())
    assert found.items[0].title == "A B"
    assert len(found.items[1].title) < 300
    assert found.notes[0].startswith("the end of the title of season 1, episode 2")
