"""Whatever is changed, in whatever order, subscribers are told the truth, and lose nothing."""

import hashlib
from datetime import UTC, date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from schedules import change, in_zone, run, schedule, season
from support import NOW, events, published, values

from feedgen.errors import ScheduleError
from feedgen.feeds.selection import NoSuchFeedError
from feedgen.feeds.variant import Variant
from feedgen.plan.changes import show_as_of
from feedgen.plan.show import Show
from feedgen.schedule import reading

ANNOUNCED = datetime(2024, 1, 1, tzinfo=UTC)
PARTS = ("", "-premiere", "-weekly", "-finale", "e01", "e03")
VARIANTS = (Variant(), Variant("Europe/London"))

BASE = schedule(season(run("1-5"), release=in_zone("21:00:00", "America/New_York")))

EPISODES = st.integers(1, 9)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


class Publisher(RuleBasedStateMachine):
    """Somebody who appends changes to a schedule; those that are refused are not published."""

    def __init__(self) -> None:
        super().__init__()
        self.text = BASE
        self.at = ANNOUNCED
        # What each subscriber's calendar has: of each feed and variant the body, and of each event its stamps.
        self.bodies: dict[tuple[str, Variant], bytes] = {}
        self.stamps: dict[tuple[str, Variant], dict[str, tuple[int, str]]] = {}
        self.published: list[tuple[datetime, Show]] = []

    @initialize()
    def announce(self) -> None:
        self.show = reading.parse(BASE.encode(), "show.toml", "show", NOW)
        self.publish()

    def change(self, keys: str, seconds: int) -> None:
        at = self.at + timedelta(seconds=seconds)
        text = f"{self.text}\n{change(at=f'{at:%Y-%m-%dT%H:%M:%SZ}')}{keys}\n"
        try:
            show = reading.parse(text.encode(), "show.toml", "show", NOW)
        except ScheduleError:
            return
        self.text, self.at, self.show = text, at, show
        self.publish()

    def publish(self) -> None:
        self.published.append((self.at, self.show))
        for part in PARTS:
            for variant in VARIANTS:
                self.receive(f"show-s1{part}", variant)

    def receive(self, feed: str, variant: Variant) -> None:
        """Be a subscriber who has the last version and gets this one."""
        body = published({"show": self.show}, feed, variant).body
        stamps = {
            uid: (int(sequence), modified)
            for uid, sequence, modified in zip(
                values(body, "UID"), values(body, "SEQUENCE"), values(body, "LAST-MODIFIED"), strict=True
            )
        }
        old = self.stamps.get((feed, variant), {})
        assert set(old) <= set(stamps), "an event vanished"
        was = {event_uid(event): event for event in events(self.bodies.get((feed, variant), b"BEGIN:VCALENDAR\r\n"))}
        for event in events(body):
            uid = event_uid(event)
            if uid in old:
                assert stamps[uid][0] >= old[uid][0], "SEQUENCE fell"
                assert stamps[uid][1] >= old[uid][1], "LAST-MODIFIED fell"
                schedules = [schedule_lines(lines) for lines in (was[uid], event)]
                # The two variants share a SEQUENCE, so a change of hour raises that of the all-day one, too.
                assert (stamps[uid][0] > old[uid][0]) or schedules[0] == schedules[1], "a silent move"
                assert (event == was[uid]) == (stamps[uid] == old[uid]), "an edit and no stamp, or a stamp alone"
        self.bodies[feed, variant], self.stamps[feed, variant] = body, stamps

    @rule(number=EPISODES, day=DAYS, seconds=st.integers(1, 9**6))
    def move(self, number: int, day: date, seconds: int) -> None:
        self.change(f"episodes = {number}\ndate = {day}", seconds)

    @rule(first=EPISODES, count=st.integers(0, 4), days=st.integers(-30, 30), seconds=st.integers(1, 9**6))
    def shift(self, first: int, count: int, days: int, seconds: int) -> None:
        self.change(f"episodes = '{first}-{first + count}'\nshift = '{days} days'", seconds)

    @rule(number=EPISODES, cancelled=st.booleans(), seconds=st.integers(1, 9**6))
    def cancel(self, number: int, cancelled: bool, seconds: int) -> None:
        self.change(f"episodes = {number}\ncancelled = {str(cancelled).lower()}", seconds)

    @rule(number=EPISODES, seconds=st.integers(1, 9**6))
    def postpone(self, number: int, seconds: int) -> None:
        self.change(f"episodes = {number}\nto_be_announced = true", seconds)

    @rule(number=EPISODES, title=st.sampled_from(["One", "Two, three", "Four; five"]), seconds=st.integers(1, 9**6))
    def retitle(self, number: int, title: str, seconds: int) -> None:
        self.change(f'episodes = {number}\ntitle = "{title}"', seconds)

    @rule(number=EPISODES, minutes=st.integers(20, 90), seconds=st.integers(1, 9**6))
    def time(self, number: int, minutes: int, seconds: int) -> None:
        self.change(f'episodes = {number}\nruntime = "PT{minutes}M"', seconds)

    @rule(hour=st.integers(0, 23), zone=st.sampled_from(["Asia/Tokyo", "UTC"]), seconds=st.integers(1, 9**6))
    def set_hour(self, hour: int, zone: str, seconds: int) -> None:
        self.change(f'release = {{ time = {hour:02}:00:00, zone = "{zone}" }}', seconds)

    @rule(number=EPISODES, day=st.none() | DAYS, seconds=st.integers(1, 9**6))
    def add(self, number: int, day: date | None, seconds: int) -> None:
        self.change(f"episodes = {number}\nadded = true" + (f"\ndate = {day}" if day else ""), seconds)

    @invariant()
    def past_is_as_it_was_published(self) -> None:
        for at, show in self.published:
            known = show_as_of(self.show, at)
            assert known is not None
            for feed in ("show", "show-s1-premiere"):
                assert body_of(known, feed) == body_of(show, feed)

    @invariant()
    def another_reading_gives_the_same_bytes_and_so_the_same_tag(self) -> None:
        again = reading.parse(self.text.encode(), "show.toml", "show", NOW)
        tags = [hashlib.sha256(body_of(show, "show") or b"").hexdigest() for show in (self.show, again)]
        assert tags[0] == tags[1]


def body_of(show: Show, feed: str) -> bytes | None:
    try:
        return published({"show": show}, feed).body
    except NoSuchFeedError:
        return None


def event_uid(event: list[str]) -> str:
    return next(line for line in event if line.startswith("UID:")).removeprefix("UID:")


def schedule_lines(event: list[str]) -> list[str]:
    return [line for line in event if line.startswith(("DTSTART", "DTEND", "STATUS"))]


TestPublisher = Publisher.TestCase
TestPublisher.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
