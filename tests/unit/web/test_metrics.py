"""Metrics: what is counted of requests, in the form of Prometheus, and how well followers are estimated."""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from feedgen.errors import FeedgenError
from feedgen.web import tally as tallies
from feedgen.web.app import create_app
from feedgen.web.clients import FAMILIES, family_of
from feedgen.web.subscribers import ERROR, Subscribers, joined
from feedgen.web.tally import address_of

NOW = datetime(2023, 11, 20, 23, 59, 50, tzinfo=UTC)
FEED = "/feeds/for-all-mankind-s4.ics"
APPLE = "iOS/17.0 (21A329) dataaccessd/1.0"
GOOGLE = "Google-Calendar-Importer"


class Served:
    """A server with metrics, and its clock."""

    def __init__(self, **settings: object) -> None:
        self.now = NOW
        self.client: FlaskClient = create_app({"METRICS": True, **settings}, clock=lambda: self.now).test_client()

    def poll(self, address: str = FEED, *, client: str = APPLE, of: str = "10.0.0.1", **headers: str) -> None:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.client.get(address, headers={"User-Agent": client, **told}, environ_overrides={"REMOTE_ADDR": of})

    def metrics(self) -> dict[tuple[str, ...], float]:
        """Return each sample by its name and the values of its labels, in the order of their names."""
        text = self.client.get("/metrics").text
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }


def test_metrics_are_off_until_they_are_asked_for(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == 404


def test_polls_are_counted_by_feed_client_and_status() -> None:
    served = Served()
    served.poll()
    served.poll()
    served.poll(client=GOOGLE)
    etag = served.client.get(FEED).headers["ETag"]
    served.poll(If_None_Match=etag)
    served.poll("/feeds/nothing.ics")
    served.poll("/")
    counted = served.metrics()
    polls = {name[1:]: value for name, value in counted.items() if name[0] == "feedgen_polls_total"}
    assert polls == {
        ("apple", "for-all-mankind-s4", "200"): 2,
        ("google", "for-all-mankind-s4", "200"): 1,
        ("other", "for-all-mankind-s4", "200"): 1,
        ("apple", "for-all-mankind-s4", "304"): 1,
    }
    requests = {name[1:]: value for name, value in counted.items() if name[0] == "feedgen_requests_total"}
    assert requests == {("feed", "200"): 4, ("feed", "304"): 1, ("feed", "404"): 1, ("page", "200"): 1}


def test_kept_and_made_answers_are_told_apart_with_what_they_take() -> None:
    served = Served()
    for _ in range(3):
        served.poll()
    counted = served.metrics()
    assert counted["feedgen_request_duration_seconds_count", "made"] == 1
    assert counted["feedgen_request_duration_seconds_count", "kept"] == 2
    assert counted["feedgen_request_duration_seconds_sum", "made"] > 0
    assert counted["feedgen_kept_answers",] == 1
    assert counted["feedgen_kept_bytes",] > 2_000
    assert (counted["feedgen_shows",], counted["feedgen_problems",], counted["feedgen_degraded",]) == (1, 0, 0)
    assert counted["feedgen_reloads_total",] == 0


def test_edit_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    served = Served()
    shared: Any = served.client.application.extensions["feedgen"]
    edited = type(shared.catalog())(shared.catalog().library, {})
    monkeypatch.setattr(shared._live, "current", lambda: edited)  # noqa: SLF001 - instead of waiting for an edit
    assert served.metrics()["feedgen_reloads_total",] == 1


def test_followers_are_distinct_pollers_of_a_day_and_yesterdays_until_there_are_more() -> None:
    served = Served()
    for number in range(40):
        for _ in range(3):
            served.poll(of=f"10.0.0.{number}")
    followers = ("feedgen_feed_subscribers", "for-all-mankind-s4")
    assert served.metrics()[followers] == pytest.approx(40, abs=2)
    served.now += timedelta(seconds=20)
    served.poll(of="10.0.0.1")
    assert served.metrics()[followers] == pytest.approx(40, abs=2)
    served.now += timedelta(days=1)
    served.poll(of="10.0.0.1")
    assert served.metrics()[followers] == 1


def test_estimate_is_as_good_as_is_told() -> None:
    """Of known numbers: the errors have the standard deviation that is told, and no bias."""
    drawn = random.Random(1)  # noqa: S311 - salts of a test
    for known in (10, 200, 5_000):
        errors = []
        for _ in range(60):
            day = Subscribers(date(2026, 1, 1), f"{drawn.random()}")
            for number in range(known):
                day.add("feed", f"10.{number}", APPLE)
            errors.append(day.estimates()["feed"] / known - 1)
        deviation = (sum(error**2 for error in errors) / len(errors)) ** 0.5
        assert deviation < 1.35 * ERROR, known
        assert abs(sum(errors) / len(errors)) < 0.6 * ERROR, known


def test_sketches_keep_no_address_and_go_with_the_day() -> None:
    day = Subscribers(date(2026, 1, 1), "salt")
    day.add("feed", "192.0.2.77", APPLE)
    assert "192.0.2.77" not in str(day.states())
    day.begin(date(2026, 1, 2), "other salt")
    assert (day.before, day.sketches, day.salt) == ({"feed": 1}, {}, "other salt")


def test_who_asks_at_two_workers_is_counted_once() -> None:
    workers = [Subscribers(date(2026, 1, 1), "salt") for _ in range(2)]
    for number in range(500):
        workers[0].add("feed", f"10.{number}", APPLE)
        workers[1].add("feed", f"10.{number + 250}", APPLE)
    assert joined(worker.states() for worker in workers)["feed"] == pytest.approx(750, rel=4 * ERROR)


@pytest.mark.parametrize("state", [[], [0] * 1096 + [1], [-1] * 1096, [0] * 1095 + [63], ["x"] * 1096])
def test_state_that_is_none_is_refused(state: list[int]) -> None:
    with pytest.raises(ValueError, match="no sketch"):
        joined([{"feed": state}])


def test_workers_add_up_their_figures(tmp_path: Path) -> None:
    workers = [Served(METRICS_FOLDER=str(tmp_path / "metrics")) for _ in range(2)]
    for number, worker in enumerate(workers):
        worker.poll(of=f"10.0.0.{number}")
        worker.poll(of="10.0.0.1")
        worker.client.application.extensions["feedgen"].metrics._workers._due = 0  # noqa: SLF001 - as after five seconds
        worker.client.application.extensions["feedgen"].metrics.tally._due = 0  # noqa: SLF001 - as above
        worker.poll()
    counted = workers[0].metrics()
    assert counted["feedgen_polls_total", "apple", "for-all-mankind-s4", "200"] == 6
    assert counted["feedgen_feed_subscribers", "for-all-mankind-s4"] == 2
    assert counted["feedgen_workers",] == 2
    assert (tmp_path / "metrics").stat().st_mode & 0o077 == 0


def test_feeds_with_figures_of_their_own_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "FEEDS", 2)
    served = Served()
    for name in ("for-all-mankind-s4", "for-all-mankind", "all", "for-all-mankind-s4e03"):
        served.poll(f"/feeds/{name}.ics")
    feeds = {name[2] for name in served.metrics() if name[0] == "feedgen_polls_total"}
    assert feeds == {"for-all-mankind-s4", "for-all-mankind", "(others)"}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.1.1.1", "9.9.9.9"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "9.9.9.9"),
    ],
)
def test_address_is_believed_of_so_many_proxies(proxies: int, forwarded: str, address: str) -> None:
    assert address_of({"REMOTE_ADDR": "9.9.9.9", "HTTP_X_FORWARDED_FOR": forwarded}, proxies) == address


@pytest.mark.parametrize(
    ("user_agent", "family"),
    [
        (GOOGLE, "google"),
        ("Mozilla/5.0 (compatible; Google-Calendar-Importer)", "google"),
        (APPLE, "apple"),
        ("macOS/14.1 (23B74) CalendarAgent/985", "apple"),
        ("Microsoft.Exchange/15.20", "outlook"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.4", "thunderbird"),
        ("Nextcloud Server Crawler", "nextcloud"),
        ("HomeAssistant/2025.1", "home-assistant"),
        ("ICSx5/2.2 (ical4j)", "icsx5"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537.36", "browser"),
        ("curl/8.0", "script"),
        ("", "other"),
        ("\x00é" * 5_000, "other"),
    ],
)
def test_family_of_a_client_is_told_by_what_it_calls_itself(user_agent: str, family: str) -> None:
    assert family in FAMILIES
    assert family_of(user_agent) == family


def test_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "HLL", None)
    with pytest.raises(FeedgenError, match=r"pip install 'feedgen-calendar\[metrics\]'"):
        create_app({"METRICS": True})
