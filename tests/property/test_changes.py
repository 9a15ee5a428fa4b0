"""Whatever is changed, in whatever order, subscribers are told the truth, and lose nothing."""

import hashlib
from datetime import UTC, date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from schedules import change, in_zone, run, schedule, season
from support import NOW, WEEKLY, events, published, values

from feedgen.errors import ScheduleError
from feedgen.feeds.errors import NoSuchFeedError
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.feeds.variant import PLAIN, Titles, Variant
from feedgen.plan.announcement import Status
from feedgen.plan.changes import show_as_of
from feedgen.plan.show import Mark, Show
from feedgen.schedule import reading

ANNOUNCED = datetime(2024, 1, 1, tzinfo=UTC)
PARTS = ("", "-premiere", "-weekly", "-finale", "e01", "e03")
VARIANTS = (Variant(), Variant("Europe/London"))
# What else is subscribed to: mixes, one event for a day, titles that wait, and the day that all are out.
OTHERS = (
    ("other+show-s1", Variant()),
    ("gone+show-s1-complete+show-s1-premiere", Variant("Asia/Tokyo", titles=Titles.AFTER)),
    ("show-s1", Variant(by_day=True)),
    ("show-s1", Variant("Europe/London", titles=Titles.AFTER, by_day=True)),
    ("show-s1-finale", Variant(by_day=True)),
    ("show-s1", Variant(titles=Titles.AFTER)),
    ("show-s1", Variant(titles=Titles.OFF)),
    ("show-s1", Variant(titles=Titles.SHORT, by_day=True)),
    ("show-s1", Variant("Europe/London", titles=Titles.OFF, by_day=True)),
    ("show-s1-complete", Variant("Europe/London", titles=Titles.SHORT)),
    ("show-s1-complete", Variant()),
)
OTHER = reading.parse(WEEKLY.encode(), "other.toml", "other", NOW)

BASE = schedule(
    season(
        run("1-4", title="Part 1"),
        run("5-6", first=None, every=None, title="Part 2"),
        release=in_zone("21:00:00", "America/New_York"),
    )
)

EPISODES = st.integers(1, 9)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))

OTHER_UIDS = {airing.uid for airing in select([OTHER], Feed("other")).airings}


class Publisher(RuleBasedStateMachine):
    """Somebody who appends changes to a schedule; those that are refused are not published."""

    def __init__(self) -> None:
        super().__init__()
        self.text = BASE
        self.at = ANNOUNCED
        self.shows: dict[str, Show] = {"other": OTHER}
        # What each subscriber's calendar has: of each feed and variant the body, and of each event its stamps.
        self.bodies: dict[tuple[str, Variant], bytes] = {}
        self.stamps: dict[tuple[str, Variant], dict[str, tuple[int, str]]] = {}
        self.published: list[tuple[datetime, Show]] = []

    @initialize()
    def announce(self) -> None:
        self.show = reading.parse(BASE.encode(), "show.toml", "show", NOW)
        self.publish()

    def change(self, *several: str, seconds: int, table: str = "season.change") -> None:
        """Make changes of one instant."""
        at = self.at + timedelta(seconds=seconds)
        head = change(at=f"{at:%Y-%m-%dT%H:%M:%SZ}").replace("season.change", table)
        text = "\n".join([self.text, *(f"{head}{keys}\n" for keys in several)])
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
        for name, variant in OTHERS:
            self.receive(name, variant)

    @rule(seconds=st.integers(1, 9**6))
    def wait(self, seconds: int) -> None:
        """Let time pass, over releases, without a change."""
        before = dict(self.bodies)
        self.at += timedelta(seconds=seconds)
        self.publish()
        changed = {key for key, body in self.bodies.items() if body != before[key]}
        assert all(variant.titles is Titles.AFTER for _, variant in changed), "a change out of nothing"

    @rule()
    def another_show_comes_or_goes(self) -> None:
        self.shows = {**self.shows, "other": OTHER} if "other" not in self.shows else {}
        self.publish()

    def body(self, feed: str, variant: Variant) -> bytes | None:
        try:
            return published({**self.shows, "show": self.show}, feed, variant, now=self.at).body
        except NoSuchFeedError:
            return None

    def receive(self, feed: str, variant: Variant) -> None:
        """Be a subscriber who has the last version and gets this one."""
        body = self.body(feed, variant)
        if body is None:
            assert (feed, variant) not in self.bodies, "a feed vanished"
            return
        stamps = {
            uid: (int(sequence), modified)
            for uid, sequence, modified in zip(
                values(body, "UID"), values(body, "SEQUENCE"), values(body, "LAST-MODIFIED"), strict=True
            )
        }
        old = self.stamps.get((feed, variant), {})
        assert set(old) - OTHER_UIDS <= set(stamps), "an event vanished"
        was = {event_uid(event): event for event in events(self.bodies.get((feed, variant), b"BEGIN:VCALENDAR\r\n"))}
        for event in events(body):
            uid = event_uid(event)
            if uid in old and uid not in OTHER_UIDS:
                assert stamps[uid][0] >= old[uid][0], "SEQUENCE fell"
                assert stamps[uid][1] >= old[uid][1], "LAST-MODIFIED fell"
                schedules = [schedule_lines(lines) for lines in (was[uid], event)]
                # The two variants share a SEQUENCE, so a change of hour raises that of the all-day one, too.
                assert (stamps[uid][0] > old[uid][0]) or schedules[0] == schedules[1], "a silent move"
                assert (event == was[uid]) == (stamps[uid] == old[uid]), "an edit and no stamp, or a stamp alone"
        self.bodies[feed, variant], self.stamps[feed, variant] = body, stamps

    @rule(number=EPISODES, day=DAYS, seconds=st.integers(1, 9**6))
    def move(self, number: int, day: date, seconds: int) -> None:
        self.change(f"episodes = {number}\ndate = {day}", seconds=seconds)

    @rule(first=EPISODES, count=st.integers(0, 4), days=st.integers(-30, 30), seconds=st.integers(1, 9**6))
    def shift(self, first: int, count: int, days: int, seconds: int) -> None:
        self.change(f"episodes = '{first}-{first + count}'\nshift = '{days} days'", seconds=seconds)

    @rule(number=EPISODES, cancelled=st.booleans(), seconds=st.integers(1, 9**6))
    def cancel(self, number: int, cancelled: bool, seconds: int) -> None:
        self.change(f"episodes = {number}\ncancelled = {str(cancelled).lower()}", seconds=seconds)

    @rule(number=EPISODES, seconds=st.integers(1, 9**6))
    def postpone(self, number: int, seconds: int) -> None:
        self.change(f"episodes = {number}\nto_be_announced = true", seconds=seconds)

    @rule(number=EPISODES, title=st.sampled_from(["One", "Two, three", "Four; five"]), seconds=st.integers(1, 9**6))
    def retitle(self, number: int, title: str, seconds: int) -> None:
        self.change(f'episodes = {number}\ntitle = "{title}"', seconds=seconds)

    @rule(number=EPISODES, minutes=st.integers(20, 90), seconds=st.integers(1, 9**6))
    def time(self, number: int, minutes: int, seconds: int) -> None:
        self.change(f'episodes = {number}\nruntime = "PT{minutes}M"', seconds=seconds)

    @rule(hour=st.integers(0, 23), zone=st.sampled_from(["Asia/Tokyo", "UTC"]), seconds=st.integers(1, 9**6))
    def set_hour(self, hour: int, zone: str, seconds: int) -> None:
        self.change(f'release = {{ time = {hour:02}:00:00, zone = "{zone}" }}', seconds=seconds)

    @rule(number=EPISODES, day=st.none() | DAYS, seconds=st.integers(1, 9**6))
    def add(self, number: int, day: date | None, seconds: int) -> None:
        self.change(f"episodes = {number}\nadded = true" + (f"\ndate = {day}" if day else ""), seconds=seconds)

    @rule(first=EPISODES, count=st.integers(0, 3), day=DAYS, seconds=st.integers(1, 9**6))
    def set_days(self, first: int, count: int, day: date, seconds: int) -> None:
        self.change(f"episodes = '{first}-{first + count}'\ndate = {day}\nevery = 'week'", seconds=seconds)

    @rule(first=EPISODES, day=DAYS, seconds=st.integers(1, 9**6))
    def set_days_at_one_instant(self, first: int, day: date, seconds: int) -> None:
        one, other = (f"episodes = {first + n}\ndate = {day + timedelta(weeks=n)}" for n in (0, 1))
        self.change(one, other, seconds=seconds)

    @rule(number=EPISODES, clock=st.sampled_from(["20:00", "25:30"]), seconds=st.integers(1, 9**6))
    def set_hour_of_one(self, number: int, clock: str, seconds: int) -> None:
        self.change(f"episodes = {number}\ntime = '{clock}'", seconds=seconds)

    @rule(is_open=st.booleans(), seconds=st.integers(1, 9**6))
    def open(self, is_open: bool, seconds: int) -> None:
        self.change(f"open = {str(is_open).lower()}", seconds=seconds)

    @rule(service=st.sampled_from(["One", "Two"]), number=st.none() | EPISODES, seconds=st.integers(1, 9**6))
    def move_to_a_service(self, service: str, number: int | None, seconds: int) -> None:
        self.change((f"episodes = {number}\n" if number else "") + f"service = '{service}'", seconds=seconds)

    @rule(key=st.sampled_from(["title", "url"]), value=st.sampled_from("ab"), seconds=st.integers(1, 9**6))
    def change_the_season(self, key: str, value: str, seconds: int) -> None:
        self.change(f"{key} = 'https://example.org/{value}'", seconds=seconds)

    @rule(
        key=st.sampled_from(["title", "service", "url", "description", "color"]),
        value=st.sampled_from(["red", "tan"]),
        seconds=st.integers(1, 9**6),
    )
    def change_the_show(self, key: str, value: str, seconds: int) -> None:
        value = f"https://example.org/{value}" if key == "url" else value
        self.change(f"{key} = '{value}'", seconds=seconds, table="change")

    @invariant()
    def nothing_is_the_finale_while_a_later_one_is_known(self) -> None:
        season = self.show.seasons[0]
        coming = [episode.number for episode in season.episodes if episode.facts.status is not Status.CANCELLED]
        called = [episode.number for episode in season.episodes if Mark.FINALE in episode.marks]
        assert called in ([], [max(coming, default=None)])
        assert not (called and season.terms.open)

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


def body_of(show: Show, feed: str, variant: Variant = PLAIN) -> bytes | None:
    try:
        return published({"show": show}, feed, variant).body
    except NoSuchFeedError:
        return None


def event_uid(event: list[str]) -> str:
    return next(line for line in event if line.startswith("UID:")).removeprefix("UID:")


def schedule_lines(event: list[str]) -> list[str]:
    return [line for line in event if line.startswith(("DTSTART", "DTEND", "STATUS"))]


TestPublisher = Publisher.TestCase
TestPublisher.settings = settings(max_examples=25, stateful_step_count=15)
