"""Plans that are more than days by a rule, as they were announced: nothing of the announcement reads as a change."""

from datetime import UTC, date, datetime

import pytest
from support import events, parse, published, values, written

from feedgen.errors import ScheduleError
from feedgen.feeds.errors import NoDayYetError, NoSuchFeedError
from feedgen.feeds.formats import Format
from feedgen.plan.show import Show

# A two-hour premiere, then an hour a week.
TWO_HOURS = """\
title = "Two Hours"
service = "NBC"
[[season]]
number = 1
announced = 2024-01-01
release = { time = 20:00:00, zone = "America/New_York" }
runtime = "PT1H"
[[season.run]]
episodes = "1-2"
first = 2024-02-01
at_once = 2
back_to_back = true
[[season.run]]
episodes = "3-4"
first = 2024-02-08
every = "weekly"
"""

# "Friday 25:30" in Tokyo.
LATE_NIGHT = """\
title = "Anime"
service = "TV Tokyo"
[[season]]
number = 1
announced = 2024-01-01
[[season.run]]
episodes = "1-2"
first = 2024-02-02
every = "Friday"
release = { time = "25:30", zone = "Asia/Tokyo" }
"""

# Four, a break, and four more on days that were told later.
PARTS = """\
title = "Invincible"
service = "Prime Video"
[[season]]
number = 2
announced = 2023-07-21
[[season.run]]
title = "Part 1"
episodes = "1-4"
first = 2023-11-03
every = "week"
[[season.run]]
title = "Part 2"
episodes = "5-8"
"""
HEAD = PARTS[: PARTS.index("[[season.run]]")]
DAYS_OF_PART_2 = """\
[[season.change]]
at = 2024-01-23T00:00:00Z
note = "Part 2 in March."
episodes = "5-8"
date = 2024-03-14
every = "Thursday"
"""

SPECIALS = """\
title = "Doctor Who"
service = "BBC One"
[[season]]
number = 0
announced = 2023-09-23
[[season.run]]
episodes = "1-3"
first = 2023-11-25
every = "week"
[[season.run]]
episodes = 4
first = 2023-12-25
[[season.episode]]
number = 4
title = "The Church on Ruby Road"
"""

FILM = """\
title = "A Movie"
service = "Cinemas"
kind = "film"
[[season]]
number = 1
announced = 2019-10-18
[[season.run]]
episodes = 1
first = 2021-05-28
"""


def rows(show: Show, feed: str = "show") -> list[tuple[str, str]]:
    body = written(show, feed)
    return list(zip(values(body.partition(b"BEGIN:VEVENT")[2], "DTSTART"), values(body, "SUMMARY"), strict=True))


def instants(show: Show) -> list[str]:
    return [episode.facts.release.iso for episode in show.seasons[0].episodes if episode.facts.release]


def told(show: Show, feed: str) -> str:
    """Return what the first event of a feed says, without the links."""
    return values(written(show, feed), "DESCRIPTION")[1].partition(r"\n\nhttps")[0]


def refused(text: str) -> list[str]:
    with pytest.raises(ScheduleError) as caught:
        parse(text)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("text", [TWO_HOURS, LATE_NIGHT, PARTS, SPECIALS, FILM])
def test_nothing_of_an_announcement_reads_as_a_change(text: str) -> None:
    body = written(parse(text), "show")
    assert set(values(body, "SEQUENCE")) == {"0"}
    assert set(values(body, "LAST-MODIFIED")) == set(values(body, "DTSTAMP"))
    assert len(set(values(body, "DTSTAMP"))) == 1
    assert not any(word in body.decode() for word in ("Moved", "Added", "known"))


def test_two_hour_premiere_begins_at_eight_and_at_nine() -> None:
    show = parse(TWO_HOURS)
    assert instants(show) == [
        "2024-02-02T01:00:00Z",
        "2024-02-02T02:00:00Z",
        "2024-02-09T01:00:00Z",
        "2024-02-16T01:00:00Z",
    ]
    moved = parse(f"{TWO_HOURS}[[season.change]]\nat = 2024-01-05T00:00:00Z\nnote = 'Later.'\ntime = '21:00'\n")
    assert instants(moved)[:3] == ["2024-02-02T02:00:00Z", "2024-02-02T03:00:00Z", "2024-02-09T02:00:00Z"]


def test_back_to_back_needs_a_length_and_an_hour() -> None:
    (problem,) = refused(TWO_HOURS.replace('runtime = "PT1H"\n', ""))
    assert problem.startswith("show.toml:11: season 1, run 1: the length of episode 1 is not known")
    (problem,) = refused(TWO_HOURS.replace('release = { time = 20:00:00, zone = "America/New_York" }\n', ""))
    assert problem.startswith("show.toml:11: season 1, run 1: only days are known of these episodes")


def test_nearest_hour_counts_and_some_may_have_none() -> None:
    text = PARTS.replace('title = "Part 1"', 'title = "Part 1"\nrelease = { time = 21:00:00, zone = "UTC" }')
    text += "[[season.episode]]\nnumber = 2\ntime = 22:00:00\n"
    text += '[[season.episode]]\nnumber = 3\nrelease = { time = 09:00:00, zone = "Europe/London" }\n'
    dated = parse(text + DAYS_OF_PART_2)
    assert instants(dated)[:5] == [
        "2023-11-03T21:00:00Z",
        "2023-11-10T22:00:00Z",
        "2023-11-17T09:00:00Z",
        "2023-11-24T21:00:00Z",
        "2024-03-14",
    ]
    (problem,) = refused(PARTS.replace('title = "Part 1"', 'title = "Part 1"\ntime = 21:00:00'))
    assert 'run 1: a time needs a zone, and the season has none (write release = { time = …, zone = "…" }' in problem


def test_late_night_keeps_the_announced_day_and_has_the_next_days_instant() -> None:
    show = parse(LATE_NIGHT)
    assert instants(show) == ["2024-02-02T16:30:00Z", "2024-02-09T16:30:00Z"]
    assert [start for start, _ in rows(show)] == ["20240202", "20240209"]
    assert told(show, "show-s1e01") == (
        r"Anime\, season 1\, episode 1 of 2\nSeason premiere\n"
        r"On TV Tokyo from Friday\, February 2\, 2024\, 25:30 (Saturday\, February 3\, 2024\, 01:30) Tokyo time"
    )
    change = "[[season.change]]\nat = 2024-01-05T00:00:00Z\nnote = 'Later.'\nepisodes = 2\ntime = '26:00'\n"
    assert instants(parse(LATE_NIGHT + change))[1] == "2024-02-09T17:00:00Z"


def test_episodes_without_a_day_count_and_none_before_them_is_the_finale() -> None:
    announced, dated = parse(PARTS), parse(PARTS + DAYS_OF_PART_2)
    assert [summary for _, summary in rows(announced)] == [
        "Invincible S2E1 (season premiere)",
        "Invincible S2E2",
        "Invincible S2E3",
        "Invincible S2E4 (mid-season finale)",
    ]
    assert r"season 2\, Part 1\, episode 4 of 8\nMid-season finale" in told(announced, "show-s2e04")
    with pytest.raises(NoSuchFeedError):
        written(announced, "show-s2-finale")
    # Only what became known is touched, and only the last was ever called the finale.
    body = written(dated, "show")
    assert values(body, "SEQUENCE") == ["0"] * 8
    assert values(body, "LAST-MODIFIED") == ["20230721T000000Z"] * 4 + ["20240123T000000Z"] * 4
    assert rows(dated, "show-s2-finale") == [("20240404", "Invincible S2E8 (season finale)")]
    assert r"The day is known\, Thursday\, March 14\, 2024: Part 2 in March." in told(dated, "show-s2e05")


def test_changes_of_one_instant_count_as_one() -> None:
    days = ("03-14", "03-21", "03-28", "04-04")
    changes = [
        f"[[season.change]]\nat = 2024-01-23T00:00:00Z\nnote = 'x'\nepisodes = {number}\ndate = 2024-{day}\n"
        for number, day in enumerate(days, start=5)
    ]
    added = PARTS[: PARTS.index('[[season.run]]\ntitle = "Part 2"')] + "".join(changes).replace(
        "date", "added = true\ndate"
    )
    for text in (PARTS + "".join(changes), added):
        assert [day for day, _ in rows(parse(text), "show-s2-finale")][-1] == "20240404"
        assert len(rows(parse(text), "show-s2-finale")) == (1 if text != added else 2)


def test_open_season_has_no_end() -> None:
    text = PARTS.replace("number = 2\n", "number = 2\nopen = true\n")
    show = parse(text)
    assert told(show, "show-s2e04").startswith(r"Invincible\, season 2\, Part 1\, episode 4\nMid-season finale")
    closed = "[[season.change]]\nat = 2024-02-01T00:00:00Z\nnote = 'Eight.'\nopen = false\n"
    ended = parse(text + DAYS_OF_PART_2 + closed)
    assert [summary for _, summary in rows(parse(text + DAYS_OF_PART_2), "show")][-1] == "Invincible S2E8"
    assert [summary for _, summary in rows(ended, "show")][-1] == "Invincible S2E8 (season finale)"
    assert set(values(written(ended, "show"), "LAST-MODIFIED")) == {"20240201T000000Z"}


def test_season_on_one_day_has_no_marks_and_all_of_it_in_both_feeds() -> None:
    text = HEAD + '[[season.run]]\nepisodes = "1-3"\nfirst = 2023-11-03\n'
    plain = [("20231103", f"Invincible S2E{number}") for number in (1, 2, 3)]
    assert rows(parse(text)) == rows(parse(text), "show-s2-premiere") == rows(parse(text), "show-s2-finale") == plain


def test_finale_feed_has_all_of_the_last_day() -> None:
    text = HEAD + "[[season.run]]\nepisodes = '1-6'\nfirst = 2025-04-22\n"
    show = parse(text.replace("2023-07-21", "2024-12-01") + "every = 'week'\nat_once = 3\n")
    assert [summary for _, summary in rows(show, "show-s2-finale")] == [
        "Invincible S2E4",
        "Invincible S2E5",
        "Invincible S2E6 (season finale)",
    ]


def test_season_without_a_day_is_told_and_its_calendar_begins_with_the_first() -> None:
    second = '[[season]]\nnumber = 3\nannounced = 2024-02-01\nexpected = "2025-Q1"\nservice = "Netflix"\n'
    show = parse(PARTS + second)
    with pytest.raises(NoDayYetError) as caught:
        written(show, "show-s3")
    assert str(caught.value) == (
        "'show-s3' has no day yet, and is expected 2025-Q1; its calendar begins once the first is known"
    )
    assert written(show, "show") == written(parse(PARTS), "show")
    atom = published({"show": show}, "show", form=Format.ANNOUNCEMENTS).body.decode()
    assert "Invincible, season 3, announced on Netflix: Expected Q1 2025" in atom
    days = "[[season.change]]\nat = 2024-12-01T00:00:00Z\nnote = 'x'\nepisodes = '1-3'\nadded = true\n"
    dated = parse(PARTS + second + days + "date = 2025-02-06\nevery = 'week'\n")
    assert rows(dated, "show-s3")[-1] == ("20250220", "Invincible S3E3 (season finale)")
    assert r"On Netflix from Thursday\, February 6\, 2025" in told(dated, "show-s3e01")


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ("2027", 'must be text in quotes, not the number 2027 (did you mean "2027"?)'),
        ('"Q3 2027"', '(did you mean "2027-Q3"?)'),
        ('"2027-5"', '(did you mean "2027-05"?)'),
        ('"2027-13"', "is no time in which a season is expected"),
        ("2027-05-01", "(write [[season.run]] with first = 2027-05-01)"),
    ],
)
def test_expectation_that_is_none_says_how_it_is_written(expected: str, message: str) -> None:
    (problem,) = refused(HEAD + f"expected = {expected}\n")
    assert message in problem


def test_specials_have_their_own_names_and_no_parts() -> None:
    show = parse(SPECIALS)
    assert rows(show) == [
        ("20231125", "Doctor Who: Special 1"),
        ("20231202", "Doctor Who: Special 2"),
        ("20231209", "Doctor Who: Special 3"),
        ("20231225", "Doctor Who: The Church on Ruby Road"),
    ]
    assert told(show, "show-s0e04").startswith(r"Doctor Who: Specials\, The Church on Ruby Road\nOn BBC One from")
    assert values(written(show, "show-s0"), "NAME") == ["Doctor Who: Specials"]
    for part in ("premiere", "weekly", "finale"):
        with pytest.raises(NoSuchFeedError):
            written(show, f"show-s0-{part}")


def test_film_is_called_by_its_title_alone_and_keeps_its_identity_as_it_moves() -> None:
    days = ("2022-07-01", "2022-11-18", "2023-04-07", "2023-05-19")
    moves = [
        f"[[season.change]]\nat = 202{index}-03-01T00:00:00Z\nnote = 'Moved.'\nepisodes = 1\ndate = {day}\n"
        for index, day in enumerate(days)
    ]
    film = parse(FILM + "".join(moves))
    (event,) = events(written(film, "show"))
    assert {"SUMMARY:A Movie", "SEQUENCE:4", "DTSTART;VALUE=DATE:20230519"} <= {*event}
    assert "S1E1" not in written(film, "show").decode()
    assert values(written(film, "show"), "UID") == values(written(parse(FILM), "show"), "UID")
    assert told(parse(FILM), "show").startswith(r"A Movie\nOn Cinemas from Friday\, May 28\, 2021")
    (problem,) = refused(FILM.replace("episodes = 1\n", 'episodes = "1-2"\n'))
    assert (
        problem == "show.toml:7: season 1, run 1: a film has one episode, with the number 1" or "one episode" in problem
    )
    assert "is no kind of show" in refused(FILM.replace('"film"', '"movie"'))[0]


def test_days_that_are_skipped_go_to_the_next_days_of_the_rule() -> None:
    text = HEAD + "[[season.run]]\nepisodes = '1-4'\nfirst = 2023-12-22\nevery = 'week'\n"
    show = parse(text + "except = [2023-12-29, 2024-01-05]\n")
    assert [day for day, _ in rows(show)] == ["20231222", "20240112", "20240119", "20240126"]
    assert "2023-12-28, a Thursday, is no day of the rule" in refused(text + "except = [2023-12-28]\n")[0]
    assert '2023-12-22 is among the days of "except"' in refused(text + "except = [2023-12-22]\n")[0]
    assert "2023-12-29 is there twice" in refused(text + "except = [2023-12-29, 2023-12-29]\n")[0]
    many = ", ".join(["2023-12-29"] * 1001)
    assert '"except" has 1001 days, more than 1000' in refused(text + f"except = [{many}]\n")[0]


def test_service_moves_between_seasons_and_in_one() -> None:
    second = PARTS[PARTS.index("[[season]]") :].replace("number = 2", "number = 3").replace("2023-11-03", "2024-11-01")
    show = parse(PARTS + second.replace("announced", 'service = "Netflix"\nannounced'))
    assert r"On Prime Video from" in told(show, "show-s2e01")
    assert r"On Netflix from" in told(show, "show-s3e01")
    assert values(written(show, "show-s3e01"), "CATEGORIES") == ["Invincible,Netflix"]
    change = "[[season.change]]\nat = 2023-11-12T00:00:00Z\nnote = 'Moved.'\nservice = 'Netflix'\n"
    moved = parse(PARTS + change)
    assert values(written(moved, "show"), "CATEGORIES") == ["Invincible,Prime Video"] * 2 + ["Invincible,Netflix"] * 2
    assert values(written(moved, "show"), "SEQUENCE") == ["0"] * 4
    assert "Now on Netflix: Moved." in told(moved, "show-s2e03")


def test_announcement_may_be_a_day() -> None:
    assert parse(PARTS).seasons[0].announced == datetime(2023, 7, 21, tzinfo=UTC)


def test_json_has_what_is_not_known_yet() -> None:
    show = parse(PARTS + '[[season]]\nnumber = 3\nannounced = 2024-02-01\nexpected = "summer 2025"\n')
    body = published({"show": show}, "show", form=Format.EPISODES).body.decode()
    assert '"part": "Part 1"' in body
    undated = body[body.index('"undated"') :]
    assert " ".join(undated.split()) == (
        '"undated": [ { "show": "Invincible", "season": 2, "episodes": [ 5, 6, 7, 8 ], "expected": null, '
        '"precision": null, "words": null }, { "show": "Invincible", "season": 3, "episodes": [], '
        '"expected": "summer 2025", "precision": "words", "words": "summer 2025" } ] }'
    )


def test_month_from_the_31st_names_what_would_be_left_out() -> None:
    text = HEAD + "[[season.run]]\nepisodes = '1-3'\nfirst = 2024-01-31\nevery = {}\n"
    (problem,) = refused(text.format("'month'"))
    assert "no episode would come in February 2024, April 2024, which have no day 31" in problem
    assert problem.endswith(
        '(write every = "last day of the month" for the last day of those months; '
        'for no episode in them "FREQ=MONTHLY;BYMONTHDAY=31")'
    )
    for every in ("'last day of the month'", "'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1'"):
        assert [day for day, _ in rows(parse(text.format(every)))] == ["20240131", "20240229", "20240331"]
    assert [day for day, _ in rows(parse(text.format("'FREQ=MONTHLY;BYMONTHDAY=31'")))][1] == "20240331"


@pytest.mark.parametrize(
    ("zone", "day", "clock", "place", "told"),
    [
        (
            "America/New_York",
            "2026-03-08",
            "02:30:00",
            "6: season 2, release",
            "at 02:30 on 2026-03-08, an hour that clocks skip in America/New_York "
            '(write "03:30", which clocks show then, or another day)',
        ),
        (
            "America/New_York",
            "2026-03-07",
            '"26:30"',
            "6: season 2, release",
            "at 26:30 on 2026-03-07, an hour that clocks skip in America/New_York "
            '(write "27:30", which clocks show then, or another day)',
        ),
        (
            "Pacific/Apia",
            "2011-12-30",
            "20:00:00",
            "9: season 2, run 1",
            "on 2011-12-30, a day that Pacific/Apia never had (write another day)",
        ),
    ],
)
def test_hours_and_days_that_never_were_are_told(zone: str, day: str, clock: str, place: str, told: str) -> None:
    head = HEAD.replace("2023-07-21", day)
    release = f'release = {{ time = {clock}, zone = "{zone}" }}\n'
    (problem,) = refused(f"{head}{release}[[season.run]]\nepisodes = 1\nfirst = {day}\n")
    assert problem == f"show.toml:{place}: episode 1 would come out {told}"
    other = date.fromisoformat(day).replace(day=1)
    change = f"[[season.change]]\nat = {day}T00:00:00Z\nnote = 'x'\nepisodes = 1\ndate = {day}\n"
    head = head.replace(day, f"{other}")
    (problem,) = refused(f"{head}{release}[[season.run]]\nepisodes = 1\nfirst = {other}\n{change}")
    assert problem == f"show.toml:14: season 2, change 1: episode 1 would come out {told}"


def test_skipped_hour_is_told_where_it_is_written() -> None:
    head = HEAD.replace("2023-07-21", "2026-01-01")
    release, hour = 'release = { time = 20:00:00, zone = "America/New_York" }\n', "time = 02:30:00\n"
    run, episode = "[[season.run]]\nepisodes = '1-2'\nfirst = 2026-03-08\n", "[[season.episode]]\nnumber = 2\n"
    (of_run,) = refused(f"{head}{release}{run}{hour}{episode}")
    assert of_run.startswith("show.toml:10: season 2, run 1: episode 1 would come out at 02:30")
    (of_episode,) = refused(f"{head}{release}{run}{episode}{hour}")
    assert of_episode.startswith("show.toml:12: season 2, episode 2: episode 2 would come out at 02:30")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2023-07-21", "2041-07-21", ":5: season 2: the announcement is dated in the future; it is 2040-01-01"),
        ("2023-11-03", "2022-11-04", ":9: season 2, run 1: 2022-11-04 is before the announcement, 2023-07-21"),
        ("2023-11-03", "2032-11-05", ":9: season 2, run 1: 2032-11-05 is 9 years after it became known, 2023-07-21"),
    ],
)
def test_dates_in_doubt_are_told(old: str, new: str, message: str) -> None:
    assert any(message in problem for problem in refused(PARTS.replace(old, new)))


def test_change_of_a_film_needs_no_episodes() -> None:
    move = "[[season.change]]\nat = 2020-03-01T00:00:00Z\ndate = 2021-08-06\nnote = 'Later.'\n"
    assert rows(parse(FILM + move)) == [("20210806", "A Movie")]
    elsewhere = "[[season.change]]\nat = 2020-03-01T00:00:00Z\nservice = 'Hulu'\nnote = 'Elsewhere.'\n"
    assert parse(FILM + elsewhere).seasons[0].terms.service == "Hulu"
