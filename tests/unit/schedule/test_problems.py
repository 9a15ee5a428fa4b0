"""Everything wrong with a schedule is told at once, each with its line, place, and what was meant."""

import json
import tomllib

import jsonschema
import pytest
from support import NOW, WEEKLY, parse

from feedgen import resources
from feedgen.errors import ScheduleError
from feedgen.schedule import reading
from feedgen.schedule.json_schema import json_schema

SOUND = """\
title = "Show"
service = "Service"
[[season]]
number = 4
announced = 2023-10-12T16:00:00Z
release = { time = 00:00:00, zone = "America/New_York" }
[[season.run]]
episodes = "1-10"
first = 2023-11-10
every = "FREQ=WEEKLY;BYDAY=FR"
[[season.episode]]
number = 1
title = "Glasnost"
[[season.episode]]
number = 2
"""


def problems(text: str | bytes, slug: str = "show") -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(ScheduleError) as caught:
        reading.parse(data, f"{slug}.toml", slug, NOW)
    return [str(problem) for problem in caught.value.problems]


# One change of the sound schedule, and the one problem that it makes.
CASES = [
    ('title = "Show"', 'titel = "Show"', ':1: unknown key "titel" (did you mean "title"?)'),
    ('title = "Show"', 'title = ""', ':1: "title" is empty'),
    ('title = "Show"', 'title = "  "', ':1: "title" is empty'),
    ('title = "Show"', 'title = "Show "', ':1: "title" begins or ends with a space'),
    ('title = "Show"', 'title = "a\\u0007b"', ':1: "title" contains the control character U+0007'),
    ('title = "Show"', 'title = "a\\u2028b"', ':1: "title" contains the control character U+2028'),
    ('title = "Show"', f'title = "{"x" * 251}"', ':1: "title" is wrong: string should have at most 250'),
    ('title = "Show"', "title = 24", ':1: "title" must be text in quotes, not the number 24 (did you mean "24"?)'),
    ('service = "Service"', "", ':1: "service" is missing (for example: service = "Apple TV+")'),
    ("[[season]]", 'color = "fierbrick"\n[[season]]', ':3: unknown colour "fierbrick" (did you mean "firebrick"?)'),
    ("[[season]]", 'colour = "red"\n[[season]]', ':3: unknown key "colour" (did you mean "color"?)'),
    ("[[season]]", 'url = "tv.apple.com"\n[[season]]', ':3: "tv.apple.com" is not a web address'),
    ("[[season]]", 'url = "https://x/é"\n[[season]]', ':3: "https://x/é" is not a web address'),
    ("[[season]]", 'language = "english!"\n[[season]]', ':3: "english!" is not a language tag'),
    ("number = 4", "number = -4", ':4: season -4: "number" is wrong: input should be greater than or equal to 0'),
    ("number = 4", "number = true", ':4: season at position 1: "number" must be a whole number, not true'),
    ("number = 4", 'number = "4"', ':4: season at position 1: "number" must be a whole number, not the text "4"'),
    ("2023-10-12T16:00:00Z", '"soon"', ':5: season 4: "announced" must be a day and time with an offset'),
    ("2023-10-12T16:00:00Z", "2023-10-12T16:00:00", "(did you mean 2023-10-12T16:00:00Z?)"),
    ("2023-10-12T16:00:00Z", "2023-10-12T16:00:00.5Z", ':5: season 4: "announced" has fractions of a second'),
    ("2023-10-12T16:00:00Z", "0023-10-12T16:00:00Z", ':5: season 4: "announced" is in the year 23'),
    ("America/New_York", "America/New York", '(did you mean "America/New_York"?)'),
    ("America/New_York", "america/new_york", '(did you mean "America/New_York"?)'),
    ("America/New_York", "EST5EDT4", ':6: season 4, release: unknown time zone "EST5EDT4"'),
    ("time = 00:00:00", 'time = "9 pm"', "(did you mean 21:00:00?)"),
    ("time = 00:00:00", 'time = "1:30"', "(did you mean 01:30:00?)"),
    ("time = 00:00:00", 'time = "30:00"', '"time" must be a time of day, such as 20:00:00, or up to "29:59" for late'),
    ("time = 00:00:00", "time = 9", "for late at night, not the number 9"),
    ("time = 00:00:00, ", "", ':6: season 4, release: "time" is missing (for example: time = 00:00:00)'),
    ('"1-10"', '"10-1"', ':8: season 4, run 1: "10-1" counts backwards (did you mean "1-10"?)'),
    ('"1-10"', '"1-"', '"1-" has no end (of a plan without an end name those whose days are known, with open = true'),
    ('episodes = "1-10"\n', "", '(for example: episodes = "1-10"; of a plan without an end name those whose days are'),
    ('"1-10"', '"one"', ':8: season 4, run 1: "one" is not a list of episode numbers'),
    ('"1-10"', '"1-3, 2"', ':8: season 4, run 1: "1-3, 2" names an episode twice or is out of order'),
    ('"1-10"', "true", ':8: season 4, run 1: "episodes" must be episode numbers'),
    ("first = 2023-11-10", "frist = 2023-11-10", ':9: season 4, run 1: unknown key "frist" (did you mean "first"?)'),
    ("first = 2023-11-10", 'first = "2023-11-10"', "(write it without quotes: first = 2023-11-10)"),
    ("first = 2023-11-10", "first = 2023-11-10T00:00:00Z", "(write the day alone: 2023-11-10)"),
    ("first = 2023-11-10", "first = 2023-11-09", "(the first day that it gives is 2023-11-10, a Friday)"),
    ("first = 2023-11-10", "first = 9999-12-31", ':9: season 4, run 1: "first" is in the year 9999'),
    ("first = 2023-11-10", "first = 2023-11-31", ":9: not TOML: invalid date or datetime at: first = 2023-11-31"),
    ("BYDAY=FR", "BYDAY=FRI", ':10: season 4, run 1: "FREQ=WEEKLY;BYDAY=FRI" has "FRI" in BYDAY'),
    ("BYDAY=FR", "COUNT=9", ":10: season 4, run 1: the rule FREQ=WEEKLY;COUNT=9 gives days for 9 of the 10"),
    ('every = "', 'at_once = 2\nevry = "', ':11: season 4, run 1: unknown key "evry" (did you mean "every"?)'),
    ('every = "FREQ=WEEKLY;BYDAY=FR"', "at_once = 2", ':10: season 4, run 1: "at_once" says nothing without'),
    ("[[season.episode]]", 'runtime = "PT1H"\n[[season.episode]]', '"runtime" belongs to [[season]] or'),
    ("number = 1\n", "number = 1\nruntime = 60\n", '(did you mean "PT60M"?)'),
    ("number = 1\n", 'number = 1\nruntime = "1h"\n', 'season 4, episode 1: "runtime" must be a duration'),
    ("number = 2\n", "number = 1\n", ":15: season 4, episode 1: episode 1 is there twice"),
    ("number = 2\n", "number = 11\n", ":15: season 4, episode 11: episode 11 is in no run"),
    ("number = 2\n", "titel = 'x'\n", ":15: season 4, episode at position 2: unknown key"),
    ("[[season.run]]", "[season.run]", ':7: season 4: "run" must be a list, not a table (write [[season.run]] with'),
    ("[[season]]", "[[seasons]]", ':3: unknown key "seasons" (write [[season]])'),
    ("[[season.episode]]", "[season.change]", '"change" must be a list, not a table (write [[season.change]] with two'),
    ("[[season.run]]", "[[season.runs]]", ':7: season 4: unknown key "runs" (write [[season.run]])'),
    ("number = 4", "number = 4\ndate = 2023-11-10", '("announced" is the day of the announcement; a release day is'),
    ("number = 4", "number = 4\ntime = 21:00:00", "(an hour has a zone: release = { time = 21:00:00, zone"),
    ("number = 2", "number = 2\ndate = 2023-11-10", "(a day is that of a run: a [[season.run]] with its number as"),
    ('episodes = "1-10"', 'episode = "1-10"', ':8: season 4, run 1: unknown key "episode" (did you mean "episodes"?)'),
    ('every = "', 'frequency = "', ':10: season 4, run 1: unknown key "frequency" (did you mean "every"?)'),
    ('every = "', 'skip = []\nevery = "', ':10: season 4, run 1: unknown key "skip" (did you mean "except"?)'),
    ('every = "', 'hour = 1\nevery = "', ':10: season 4, run 1: unknown key "hour" (did you mean "time"?)'),
    ('every = "', 'except = 2023-11-17\nevery = "', "(write except = [2023-11-17])"),
    ('every = "', 'except = "17.11.2023"\nevery = "', "(write except = [2023-11-17])"),
    ("number = 4", 'number = 4\nsources = "Apple"', '(write sources = ["Apple"])'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_one_mistake_is_told_with_its_place(old: str, new: str, expected: str) -> None:
    changed = SOUND.replace(old, new, 1)
    assert changed != SOUND
    told = problems(changed)
    assert any(expected in problem for problem in told), told
    assert all(problem.startswith("show.toml:") for problem in told)


def test_misspelt_key_is_not_also_missing() -> None:
    assert problems(SOUND.replace("[[season]]", "[[seasons]]").replace("[[season.", "[[seasons.")) == [
        'show.toml:3: unknown key "seasons" (write [[season]])'
    ]
    assert problems(SOUND.replace("[[season]]", "[[seasons]]")) == [
        'show.toml:3: unknown key "seasons" (write [[season]])'
    ]
    assert problems(SOUND.replace("announced =", "anounced =")) == [
        'show.toml:5: season 4: unknown key "anounced" (did you mean "announced"?)'
    ]
    assert problems(SOUND.replace("[[season.episode]]", "[[season.episodes]]")) == [
        'show.toml:11: season 4: unknown key "episodes" (write [[season.episode]])'
    ]


@pytest.mark.parametrize(
    ("release", "clock", "zone"),
    [
        ('"21:00 America/New_York"', "21:00:00", "America/New_York"),
        ('"9 pm Europe/London"', "21:00:00", "Europe/London"),
        ('"25:30 Asia/Tokyo"', '"25:30"', "Asia/Tokyo"),
        ("20:00:00", "20:00:00", "America/New_York"),
        ('"soon"', "21:00:00", "America/New_York"),
    ],
)
def test_release_in_one_text_is_told_as_a_table(release: str, clock: str, zone: str) -> None:
    (problem,) = problems(SOUND.replace('{ time = 00:00:00, zone = "America/New_York" }', release))
    assert problem.endswith(f'(write release = {{ time = {clock}, zone = "{zone}" }})')


def test_episode_in_two_runs_is_told_at_the_second() -> None:
    second = '[[season.run]]\nepisodes = "10-12"\nfirst = 2024-03-01\n'
    text = SOUND.replace("[[season.episode]]", second + "[[season.episode]]", 1)
    assert problems(text) == ["show.toml:12: season 4, run 2: episode 10 is there twice (keep one of the two)"]


def test_season_number_twice_is_told_at_the_second() -> None:
    again = SOUND[SOUND.index("[[season]]") :]
    assert problems(SOUND + again) == ["show.toml:17: season 4: season 4 is there twice (keep one of the two)"]


def test_all_problems_are_told_at_once_in_order_of_lines() -> None:
    text = SOUND.replace('"Show"', "5").replace("2023-11-10", "2023-11-09").replace("number = 2", "number = 1")
    text = text.replace("New_York", "Nowhere").replace("[[season]]", 'color = "rouge"\n[[season]]')
    assert [int(problem.split(":")[1]) for problem in problems(text)] == [1, 3, 7, 10, 16]


def test_mistake_in_one_place_makes_no_second_one_elsewhere() -> None:
    """A run that cannot be read does not leave its episodes without a run."""
    assert len(problems(SOUND.replace("first = 2023-11-10", 'first = "soon"'))) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title = ", "show.toml:1: not TOML: invalid value at: title ="),
        ("title = Show", "(a text stands in quotes)"),
        ("title", '(a key and its value: title = "…")'),
        ('title = "a"\ntitle = "b"', 'show.toml:2: not TOML: cannot overwrite a value at: title = "b"'),
        ("[season]\n[[season]]", "(the same key or table stands above)"),
        ("hour = 20:00", "(a time of day is written 20:00:00)"),
        ("title = 'x", "show.toml:1: not TOML: expected"),
        ("x = " + "[" * 5000, "show.toml: brackets are nested too deeply"),
        ("title = 'Caf\xe9'".encode("latin-1"), "show.toml:1: byte 0xe9 is not UTF-8; the file seems to be in"),
        ("title = 'x'".encode("utf-16"), "show.toml:1: byte 0xff is not UTF-8; the file seems to be in UTF-16"),
        ("", 'show.toml:1: "season" is missing (add a [[season]])'),
    ],
)  # fmt: skip
def test_file_that_is_not_toml_names_its_line(text: str | bytes, expected: str) -> None:
    assert any(expected in problem for problem in problems(text)), problems(text)


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("My Show", '(did you mean "my-show.toml"?)'),
        ("show-s4", '(call it "show.toml")'),
        ("show-s4e03", '(call it "show.toml")'),
        ("show-s4-premiere", '(call it "show.toml")'),
        ("all", '(call it "all-show.toml")'),
        ("x" * 61, "longer than 60 characters"),
    ],
)
def test_file_name_that_cannot_be_an_address_is_refused(slug: str, expected: str) -> None:
    (problem,) = problems(SOUND, slug)
    assert expected in problem


def test_byte_order_mark_is_forgiven() -> None:
    assert reading.parse(b"\xef\xbb\xbf" + SOUND.encode(), "show.toml", "show", NOW) == parse(SOUND)


def test_bundled_schedules_and_examples_fit_the_json_schema() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    files = sorted(resources.SCHEDULES.glob("*.toml"))
    assert files
    for text in (WEEKLY, SOUND, *(file.read_text() for file in files)):
        # An editor sees a TOML day or time as the text that it is in JSON.
        document = json.loads(json.dumps(tomllib.loads(text), default=str))
        assert list(validator.iter_errors(document)) == []


def test_json_schema_refuses_what_the_program_refuses() -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    document = json.loads(json.dumps(tomllib.loads(SOUND.replace("title", "titel")), default=str))
    assert len(list(validator.iter_errors(document))) == 3
