"""Schedules that Hypothesis makes up: what is written in them is what a reader finds in their feeds."""

import json
from datetime import date, timedelta

import vobject
from hypothesis import given
from hypothesis import strategies as st
from support import parse, unfolded, values, written

# Any text that the language allows: no control characters, no line separators, nothing empty or padded.
TITLES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=100).filter(
    lambda text: text == text.strip()
)
DAYS = st.dates(date(1900, 1, 1), date(2199, 1, 1))


@st.composite
def seasons(draw: st.DrawFn) -> tuple[str, dict[int, date], dict[int, str]]:
    """Make a schedule, and tell the day of each episode and the titles of some."""
    start, days, lines = draw(st.integers(0, 50)), {}, []
    for _ in range(draw(st.integers(1, 4))):
        count, at_once = draw(st.integers(1, 12)), draw(st.integers(1, 4))
        first, step = draw(DAYS), draw(st.integers(1, 3))
        unit = draw(st.sampled_from(["day", "week"]))
        every = f'every = "{step} {unit}s"\nat_once = {at_once}' if draw(st.booleans()) else ""
        gap = timedelta(days=step * (7 if unit == "week" else 1)) if every else timedelta()
        for index in range(count):
            days[start + index] = first + gap * (index // at_once)
        lines.append(f'[[season.run]]\nepisodes = "{start}-{start + count - 1}"\nfirst = {first}\n{every}')
        start += count + draw(st.integers(0, 3))
    titles = draw(st.dictionaries(st.sampled_from(sorted(days)), TITLES, max_size=5))
    for number, title in titles.items():
        # A JSON string is a TOML string, but for DEL, which TITLES has not, and surrogate pairs.
        lines.append(f"[[season.episode]]\nnumber = {number}\ntitle = {json.dumps(title, ensure_ascii=False)}")
    show_title = json.dumps(draw(TITLES), ensure_ascii=False)
    head = f'title = {show_title}\nservice = "S"\n[[season]]\nnumber = 1\nannounced = 1900-01-01T00:00:00Z'
    return "\n".join([head, *lines]), days, titles


@given(seasons())
def test_feed_has_each_episode_on_its_day_under_its_title(season: tuple[str, dict[int, date], dict[int, str]]) -> None:
    text, days, titles = season
    show = parse(text)
    body = written(show, "show-s1")
    seen = {}
    for event in vobject.readOne(body.decode()).contents["vevent"]:
        code, _, rest = event.summary.value.removeprefix(f"{show.title} S1E").partition(":")
        seen[int(code.partition(" ")[0])] = (event.dtstart.value, rest)
    assert {number: day for number, (day, _) in seen.items()} == days
    assert all(titles[number] in seen[number][1] for number in titles)


@given(seasons())
def test_bytes_of_any_feed_keep_the_rules(season: tuple[str, dict[int, date], dict[int, str]]) -> None:
    text, days, _ = season
    body = written(parse(text), "show-s1")
    assert all(len(line) <= 75 and line.decode() for line in body.split(b"\r\n")[:-1])
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert len(set(values(body, "UID"))) == len(days)
    assert all(len(line.partition(":")[2]) <= 255 for line in unfolded(body) if line.startswith("SUMMARY"))


@given(seasons())
def test_premiere_and_weekly_divide_the_season(season: tuple[str, dict[int, date], dict[int, str]]) -> None:
    text, days, _ = season
    show = parse(text)
    whole, premiere = values(written(show, "show-s1"), "UID"), values(written(show, "show-s1-premiere"), "UID")
    weekly = values(written(show, "show-s1-weekly"), "UID") if len(set(days.values())) > 1 else []
    assert sorted(premiere + weekly) == sorted(whole)
    assert len(premiere) == sum(day == min(days.values()) for day in days.values())
