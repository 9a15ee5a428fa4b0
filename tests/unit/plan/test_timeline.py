"""Finding the nearest episodes of many shows without having the shows."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feedgen.plan.timeline import Around, Place, Timeline

EARLY = datetime(2024, 1, 1, tzinfo=UTC)
LINES = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3), st.integers(0, 9)))
)


def line_of(found: list[tuple[int, int, int]]) -> Timeline:
    return Timeline.of((EARLY + timedelta(days=day), season, number) for day, season, number in found)


@given(LINES, st.integers(-1, 21), st.integers(0, 12))
def test_nearest_are_those_of_a_sorted_list(found: dict[str, list[tuple[int, int, int]]], day: int, most: int) -> None:
    lines = {slug: line_of(each) for slug, each in found.items()}
    ordered = sorted((each[0], slug, each[1], each[2]) for slug, of in found.items() for each in of)
    now = EARLY + timedelta(days=day)
    out = [Place(*each[1:]) for each in ordered if each[0] < day]
    to_come = [Place(*each[1:]) for each in ordered if each[0] >= day]
    around = Around(lines, now)
    assert (around.total, around.out) == (len(ordered), len(out))
    assert around.last_out(most) == out[len(out) - min(most, len(out)) :]
    assert around.next_out(most) == to_come[:most]
