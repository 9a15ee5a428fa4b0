"""A file of a stranger is read within bounds, whatever it asks for, and what it says is shown within bounds."""

import pytest
from support import NOW, WEEKLY, parse

from feedgen.errors import ScheduleError
from feedgen.schedule import reading

HEAD = WEEKLY[: WEEKLY.index("[[season.run]]")]
AT = "at = 2024-01-10T00:00:00Z\nnote = 'x'\n"
RUN = "[[season.run]]\nepisodes = '{}'\nfirst = 2024-02-02\n"
SEASON = '[[season]]\nnumber = {}\nannounced = 2024-01-01\n[[season.run]]\nepisodes = "0-9999"\nfirst = 2024-02-02\n'


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(ScheduleError) as caught:
        reading.parse(text if isinstance(text, bytes) else text.encode(), "show.toml", "show", NOW)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * (2**20 + 1), "show.toml: the file is larger than 1 MiB"),
        (f"title = 'x'\n{'a.' * 40_000}a = 1", "show.toml:2: a name has too many dots: a.a.a."),
        (f"[{'a.' * 40_000}a]", "show.toml:1: a name has too many dots"),
        (f"""{'"a" . ' * 40_000}a = 1""", "show.toml:1: a name has too many dots"),
        (f"x = {'1' * 4301}", "show.toml: a number has too many digits"),
        (f"x = {'[' * 50_000}", "show.toml: brackets are nested too deeply"),
        (HEAD + RUN.format("0-9999," * 10_000), "is not a list of episode numbers"),
        (HEAD + RUN.format("1-3, 2-9999"), '"1-3, 2-9999" names an episode twice or is out of order'),
        (WEEKLY[: WEEKLY.index("[[season]]")] + "".join(map(SEASON.format, range(100))), "more than 20,000 episodes"),
        (
            HEAD + RUN.format("1-5000") + f"[[season.change]]\n{AT}open = true\n" * 101,
            "the file has more than 500,000 changes times the episodes of their seasons",
        ),
        (WEEKLY + f"[[season.change]]\n{AT}episodes = '5-6'\nadded = true\n"
         "date = 2024-03-01\nevery = 'week'\nat_once = 9223372036854775807\n", '"at_once" is wrong'),
        *(
            (HEAD + RUN.format("1-9") + f"every = '{rule}'\n", message)
            for rule, message in (
                ("FREQ=MONTHLY;BYDAY=8FR", 'has "8FR" in BYDAY, of which there is none'),
                ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "gives days for 0 of the 9 episodes"),
                ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "gives days for 0 of the 9 episodes"),
                ("FREQ=WEEKLY;BYDAY=FR;BYSETPOS=5", "gives days for 0 of the 9 episodes"),
                ("FREQ=YEARLY;BYYEARDAY=367", "which goes from 1 to 366 or -1 to -366"),
                ("FREQ=DAILY;BYSETPOS=2", "has BYSETPOS, which does not go with FREQ=DAILY"),
                (f"FREQ=DAILY;COUNT={'9' * 5000}", "is longer than a rule can be"),
            )
        ),
    ],
)  # fmt: skip
def test_file_that_asks_for_too_much_is_refused(text: str, message: str) -> None:
    told = problems(text)
    assert any(message in problem for problem in told), told


def test_rules_that_take_too_long_together_are_refused() -> None:
    every = "every = 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30'\n"
    told = problems(HEAD + "".join(RUN.format(number) + every for number in range(1, 500)))
    assert any("the rules of the file take too long to follow" in problem for problem in told)


def test_of_very_many_problems_the_first_are_told() -> None:
    told = problems(WEEKLY + "".join(f"x{number} = 1\n" for number in range(5000)))
    assert len(told) == 101
    assert told[0] == "show.toml: only the first 100 problems are told"


def test_what_is_quoted_is_cut() -> None:
    assert max(map(len, problems(f"title = {'9' * 4000}\n{'k' * 9000} = 1"))) < 600


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("a\uffff", "contains U+FFFF, which is no character"),
        ("a\ufdd0", "contains U+FDD0, which is no character"),
        ("a\U0001fffe", "contains U+1FFFE, which is no character"),
        ("a\u202eb", "contains U+202E, which turns the direction of text round"),
        ("a\u2066b", "contains U+2066, which turns the direction of text round"),
        ("\u200b", "has nothing in it that can be seen"),
        ("\u3164", "has nothing in it that can be seen"),
        ("\u0301", "has nothing in it that can be seen"),
    ],
)
def test_title_that_cannot_be_shown_is_refused(title: str, message: str) -> None:
    (problem,) = problems(WEEKLY.replace('"Weekly"', f'"{title}"'))
    assert problem.startswith(f'show.toml:1: "title" {message}')


@pytest.mark.parametrize("title", ["?", "1408", "🚀🧑\u200d🚀", "م\u200fb", "…", "x" * 250])
def test_title_that_can_be_shown_is_not(title: str) -> None:
    assert parse(WEEKLY.replace('"Weekly"', f'"{title}"')).title == title


def test_ten_thousand_episodes_are_read() -> None:
    season = parse(HEAD + RUN.format("0-9999") + "every = 'day'\n").seasons[0]
    assert (len(season.episodes), season.last) == (10_000, 9999)


def test_only_mistakes_that_are_told_get_advice() -> None:
    episode = "[[season.episode]]\nnumber = {}\nrelease = {{ time = 21:00:00, zone = 'Lodnon' }}\n"
    told = problems(HEAD + RUN.format("1-150") + "".join(map(episode.format, range(1, 151))))
    assert len(told) == 101
    assert all('(did you mean "Europe/London"?)' in problem for problem in told[1:])


def test_hundred_changes_of_thousands_of_episodes_are_followed() -> None:
    changes = "".join(f"[[season.change]]\n{AT}episodes = {number}\ntitle = 'x'\n" for number in range(1, 101))
    season = parse(HEAD + RUN.format("1-5000") + "every = 'day'\n" + changes).seasons[0]
    assert sum(episode.facts.title == "x" for episode in season.episodes) == 100
