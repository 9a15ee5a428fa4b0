"""Schedules that Hypothesis makes up."""

import json
import unicodedata
from datetime import date, timedelta

from hypothesis import strategies as st


def _is_title(text: str) -> bool:
    """Return whether the language allows a text: nothing padded, nothing that cannot be seen."""
    return text == text.strip() and any(unicodedata.category(char)[0] in "LNPS" for char in text)


# No control characters and line separators, no characters that turn text round, none that are none or look like none.
_CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cn", "Cs", "Zl", "Zp"),
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u115f\u1160\u3164\uffa0\u2800",
)
TITLES = st.text(_CHARACTERS, min_size=1, max_size=250).filter(_is_title)
# Announced no later than their first day, which is not after the present of tests.
DAYS = st.dates(date(1900, 1, 1), date(2031, 6, 30))
NO_KEYS = st.just("")


@st.composite
def seasons(draw: st.DrawFn, keys: st.SearchStrategy[str] = NO_KEYS) -> tuple[str, dict[int, date], dict[int, str]]:
    """Make a schedule, and tell the day of each episode and the titles of some; `keys` are more keys of the season."""
    begin = draw(DAYS)
    start, days, lines = draw(st.integers(0, 50)), {}, [draw(keys)]
    for _ in range(draw(st.integers(1, 4))):
        count, at_once = draw(st.integers(1, 12)), draw(st.integers(1, 4))
        first, step = draw(st.dates(begin, begin + timedelta(days=2500))), draw(st.integers(1, 3))
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
    head = f'title = {show_title}\nservice = "S"\n[[season]]\nnumber = 1\nannounced = {min(days.values())}'
    return "\n".join([head, *lines]), days, titles
