"""What a plan is after its changes: facts, parts, SEQUENCE, LAST-MODIFIED, and what subscribers read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from support import WEEKLY, events, parse, values, written

from feedgen.plan.announcement import Status
from feedgen.plan.changes import as_of, show_as_of
from feedgen.plan.release import DayRelease, InstantRelease
from feedgen.plan.show import Episode, Part, Show

HOURS = WEEKLY.replace("[[season.run]]", 'release = { time = 21:00:00, zone = "America/New_York" }\n[[season.run]]')
ANNOUNCED = datetime(2024, 1, 1, tzinfo=UTC)


def changed(*changes: str, base: str = WEEKLY) -> Show:
    """Return a show whose changes are dated January 10, 11, … of 2024, each with the note "why"."""
    blocks = [
        f"[[season.change]]\nat = 2024-01-{10 + index}T00:00:00Z\nnote = 'why'\n{change}\n"
        for index, change in enumerate(changes)
    ]
    return parse("\n".join([base, *blocks]))


def episodes(show: Show) -> dict[int, Episode]:
    return {episode.number: episode for episode in show.seasons[0].episodes}


def stamps(show: Show) -> list[tuple[int, int]]:
    """Return of each episode its SEQUENCE, and on which day of January it was modified."""
    return [(episode.sequence, episode.modified.day) for episode in show.seasons[0].episodes]


def summaries(show: Show, feed: str = "show-s1") -> list[str]:
    return values(written(show, feed), "SUMMARY")


def test_moved_episode_alone_is_touched() -> None:
    show = changed("episodes = 2\ndate = 2024-02-08")
    assert stamps(show) == [(0, 1), (1, 10), (0, 1), (0, 1)]
    assert episodes(show)[2].facts.release == DayRelease(date(2024, 2, 8))
    before, after = (list(events(written(shown, "show-s1"))) for shown in (parse(WEEKLY), show))
    assert [now == was for was, now in zip(before, after, strict=True)] == [True, False, True, True]


def test_shift_moves_a_range_and_keeps_its_hour() -> None:
    show = changed("episodes = '3-4'\nshift = '1 week'", base=HOURS)
    assert stamps(show) == [(0, 1), (0, 1), (1, 10), (1, 10)]
    release = episodes(show)[4].facts.release
    assert release == InstantRelease(date(2024, 3, 1), datetime(2024, 3, 2, 2, tzinfo=UTC), "America/New_York")


def test_shift_keeps_the_local_hour_over_a_change_of_clocks() -> None:
    show = changed("episodes = 4\nshift = '4 weeks'", base=HOURS)
    release = episodes(show)[4].facts.release
    assert release == InstantRelease(date(2024, 3, 22), datetime(2024, 3, 23, 1, tzinfo=UTC), "America/New_York")


def test_cancelled_episode_stays_and_says_so() -> None:
    show = changed("episodes = 2\ncancelled = true")
    body = written(show, "show-s1")
    assert summaries(show) == [
        "Weekly S1E1 (season premiere)",
        "Cancelled: Weekly S1E2",
        "Weekly S1E3",
        "Weekly S1E4 (season finale)",
    ]
    assert values(body, "STATUS") == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CONFIRMED"]
    assert values(body, "SEQUENCE") == ["0", "1", "0", "0"]
    assert r"Was planned for Friday\, February 9\, 2024\nCancelled: why" in values(body, "DESCRIPTION")[2]


def test_reinstated_episode_is_back_with_a_higher_sequence() -> None:
    show = changed("episodes = 2\ncancelled = true", "episodes = 2\ncancelled = false\ndate = 2024-03-01")
    second = episodes(show)[2]
    assert (second.facts.status, second.facts.release, second.sequence) == (
        Status.CONFIRMED,
        DayRelease(date(2024, 3, 1)),
        2,
    )
    description = values(written(show, "show-s1e02"), "DESCRIPTION")[1]
    assert r"Cancelled: why\nBack in the plan\; Moved from Friday\, February 9\, 2024: why" in description


def test_cancelled_finale_hands_the_title_on() -> None:
    """The third episode was not named by the change, but reads otherwise: it is modified, its SEQUENCE stays."""
    show = changed("episodes = 4\ncancelled = true")
    assert stamps(show) == [(0, 1), (0, 1), (0, 10), (1, 10)]
    assert summaries(show)[2:] == ["Weekly S1E3 (season finale)", "Cancelled: Weekly S1E4"]


def test_episode_stays_in_every_feed_that_showed_it() -> None:
    show = changed("episodes = 1\ndate = 2024-02-20", "episodes = 4\ncancelled = true")
    assert summaries(show, "show-s1-premiere") == ["Weekly S1E2 (season premiere)", "Weekly S1E1"]
    assert summaries(show, "show-s1-weekly") == [
        "Weekly S1E2 (season premiere)",
        "Weekly S1E3 (season finale)",
        "Weekly S1E1",
        "Cancelled: Weekly S1E4",
    ]
    assert summaries(show, "show-s1-finale") == ["Weekly S1E3 (season finale)", "Cancelled: Weekly S1E4"]


def test_postponed_episode_stays_on_its_last_day_until_the_new_one_is_known() -> None:
    show = changed("episodes = 3\nto_be_announced = true")
    body = written(show, "show-s1e03")
    assert values(body, "STATUS") == ["TENTATIVE"]
    assert values(body, "DTSTART") == ["20240216"]
    assert values(body, "SUMMARY") == ["Postponed: Weekly S1E3"]
    assert (
        r"Was planned for Friday\, February 16\, 2024\; the new day is to be announced"
        in values(body, "DESCRIPTION")[1]
    )
    known = changed("episodes = 3\nto_be_announced = true", "episodes = 3\ndate = 2024-03-08")
    assert episodes(known)[3].facts.status is Status.CONFIRMED
    assert episodes(known)[3].sequence == 2
    assert summaries(known)[-1] == "Weekly S1E3"


def test_reinstated_episode_whose_day_was_withdrawn_has_none_yet() -> None:
    withdrawn = ("episodes = 3\nto_be_announced = true", "episodes = 3\ncancelled = true")
    show = changed(*withdrawn, "episodes = 3\ncancelled = false")
    assert summaries(show, "show-s1e03") == ["Postponed: Weekly S1E3"]
    assert "Back in the plan\\, on a day to be announced: why" in values(written(show, "show-s1e03"), "DESCRIPTION")[1]
    with_day = changed(*withdrawn, "episodes = 3\ncancelled = false\ndate = 2024-03-08")
    assert episodes(with_day)[3].facts.status is Status.CONFIRMED


def test_new_hour_reaches_a_postponed_episode_once_its_day_is_known() -> None:
    """Nothing was ever planned for the old day, which is over, at the new hour."""
    postponed = [
        "episodes = 1\ndate = 2024-01-12",
        "episodes = 1\nto_be_announced = true",
        "episodes = 2\ntitle = 'Two'",
        "episodes = 3\ntitle = 'Three'",
    ]
    hour, day = "release = { time = 20:00:00, zone = 'America/New_York' }", "episodes = 1\ndate = 2024-03-08"
    before, after, known = (changed(*postponed, *made, base=HOURS) for made in ((), (hour,), (hour, day)))
    assert episodes(after)[1].sequence == episodes(before)[1].sequence
    assert values(written(after, "show-s1e01"), "DESCRIPTION") == values(written(before, "show-s1e01"), "DESCRIPTION")
    release = episodes(known)[1].facts.release
    assert release == InstantRelease(date(2024, 3, 8), datetime(2024, 3, 9, 1, tzinfo=UTC), "America/New_York")


def test_new_hour_reaches_a_cancelled_episode_once_it_is_back() -> None:
    cancelled, hour = "episodes = 2\ncancelled = true", "release = { time = 20:00:00, zone = 'America/New_York' }"
    before, after = (changed(cancelled, *made, base=HOURS) for made in ((), (hour,)))
    assert episodes(after)[2].sequence == episodes(before)[2].sequence == 1
    assert values(written(after, "show-s1e02"), "DESCRIPTION") == values(written(before, "show-s1e02"), "DESCRIPTION")
    back = changed(cancelled, hour, "episodes = 2\ncancelled = false", base=HOURS)
    release = episodes(back)[2].facts.release
    assert release == InstantRelease(date(2024, 2, 9), datetime(2024, 2, 10, 1, tzinfo=UTC), "America/New_York")


def test_new_title_raises_last_modified_and_not_sequence() -> None:
    show = changed("episodes = 2\ntitle = 'Known'", "episodes = 2\ntitle = 'Better Known'")
    assert stamps(show)[1] == (0, 11)
    description = values(written(show, "show-s1e02"), "DESCRIPTION")[1]
    assert r"The title is known\, “Known”: why\nRetitled from “Known”: why" in description


def test_runtime_is_an_end_only_where_there_is_an_hour() -> None:
    change = "episodes = 2\nruntime = 'PT1H30M'"
    assert stamps(changed(change))[1] == (0, 10)
    assert stamps(changed(change, base=HOURS))[1] == (1, 10)
    assert "Runs for 90 minutes: why" in values(written(changed(change), "show-s1e02"), "DESCRIPTION")[1]


def test_hour_of_a_season_is_set_for_what_is_still_to_come() -> None:
    text = WEEKLY + "[[season.change]]\nat = 2024-02-10T00:00:00Z\nnote = 'why'\n"
    show = parse(text + 'release = { time = 20:00:00, zone = "Europe/London" }')
    releases = [episode.facts.release for episode in show.seasons[0].episodes]
    assert releases[1] == DayRelease(date(2024, 2, 9))
    assert releases[2] == InstantRelease(date(2024, 2, 16), datetime(2024, 2, 16, 20, tzinfo=UTC), "Europe/London")
    assert "The hour is known" in values(written(show, "show-s1e03"), "DESCRIPTION")[1]


def test_time_of_one_episode_is_on_the_clock_of_its_season() -> None:
    show = changed("episodes = 2\ntime = 20:00:00", base=HOURS)
    release = episodes(show)[2].facts.release
    assert release == InstantRelease(date(2024, 2, 9), datetime(2024, 2, 10, 1, tzinfo=UTC), "America/New_York")


def test_added_episodes_come_with_all_that_a_season_gives() -> None:
    show = changed("episodes = '5-6'\nadded = true\ndate = 2024-03-01\nevery = 'week'", base=HOURS)
    assert [episode.sequence for episode in show.seasons[0].episodes] == [0] * 6
    assert summaries(show)[3:] == ["Weekly S1E4", "Weekly S1E5", "Weekly S1E6 (season finale)"]
    # All the others are now "of 6".
    assert {episode.modified.day for episode in show.seasons[0].episodes} == {10}
    assert r"episode 1 of 6" in values(written(show, "show-s1e01"), "DESCRIPTION")[1]
    assert summaries(show, "show-s1-finale") == ["Weekly S1E4", "Weekly S1E6 (season finale)"]


def test_episode_that_never_had_a_day_is_left_out_until_it_has() -> None:
    undated = changed("episodes = 5\nadded = true\ntitle = 'Late'")
    assert summaries(undated) == [
        f"Weekly S1E{number}" + " (season premiere)" * (number == 1) for number in range(1, 5)
    ]
    assert r"episode 4 of 5" in values(written(undated, "show-s1e04"), "DESCRIPTION")[1]
    dated = changed("episodes = 5\nadded = true\ntitle = 'Late'", "episodes = 5\ndate = 2024-04-01")
    assert summaries(dated)[3:] == ["Weekly S1E4", "Weekly S1E5: Late (season finale)"]
    assert (
        "The day is known\\, Monday\\, April 1\\, 2024: why" in values(written(dated, "show-s1e05"), "DESCRIPTION")[1]
    )
    assert (episodes(dated)[5].sequence, episodes(dated)[5].modified.day) == (0, 11)


def test_several_changes_at_one_instant_each_leave_their_trace() -> None:
    block = "[[season.change]]\nat = 2024-01-10T00:00:00Z\nnote = 'why'\nepisodes = 2\n"
    show = parse(f"{WEEKLY}{block}date = 2024-02-08\n{block}date = 2024-02-07\n")
    assert episodes(show)[2].sequence == 2
    assert len(episodes(show)[2].corrections) == 2


def test_plan_as_of_any_instant_is_what_was_published_then() -> None:
    first, second = "episodes = 2\ndate = 2024-02-08", "episodes = '2-3'\ncancelled = true"
    whole = changed(first, second)
    for instant, then in (
        (ANNOUNCED, parse(WEEKLY)),
        (datetime(2024, 1, 10, tzinfo=UTC), changed(first)),
        (datetime(2024, 1, 10, 23, tzinfo=UTC), changed(first)),
        (datetime(2024, 1, 11, tzinfo=UTC), whole),
    ):
        known = show_as_of(whole, instant)
        assert known is not None
        assert written(known, "show") == written(then, "show")
    assert as_of(whole.seasons[0], ANNOUNCED - timedelta(seconds=1)) is None
    assert show_as_of(whole, ANNOUNCED - timedelta(seconds=1)) is None


def test_all_cancelled_season_has_neither_premiere_nor_finale() -> None:
    show = changed("episodes = '1-4'\ncancelled = true")
    assert summaries(show) == [f"Cancelled: Weekly S1E{number}" for number in range(1, 5)]
    assert {part for episode in show.seasons[0].episodes for part in episode.parts_ever} == set(Part)


@pytest.mark.parametrize("status", ["cancelled = true", "to_be_announced = true"])
def test_longest_summary_stays_within_what_google_shows(status: str) -> None:
    base = (
        WEEKLY.replace('"Weekly"', f'"{"W" * 100}"').replace("number = 1\n", "number = 9999\n").replace("1-4", "9999")
    )
    base += f'[[season.episode]]\nnumber = 9999\ntitle = "{"T" * 100}"\n'
    (summary,) = summaries(changed(f"episodes = 9999\n{status}", base=base), "show")
    assert len(summary) <= 255


def test_what_all_episodes_show_modifies_all_that_have_a_day_and_no_later_change() -> None:
    base = WEEKLY + '[[season.run]]\nepisodes = 5\n[[season.episode]]\nnumber = 1\nurl = "https://example.org/1"\n'
    show = changed("title = 'Named'", "url = 'https://example.org/'", "episodes = 4\ntitle = 'Four'", base=base)
    assert [modified for _, modified in stamps(show)] == [10, 11, 11, 12, 1]
