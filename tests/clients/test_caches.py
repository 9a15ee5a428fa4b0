"""nginx and Varnish before two replicas, with the configurations that ship."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Self

import pytest
from caches import COMMANDS, Answer, CachedSite, ask, cached_site, start, wait_until
from schedules import schedule
from support import WEEKLY

from feedgen import resources
from feedgen.web.machine_views import TEXT_FORMAT

SHOW = "for-all-mankind"
FEED = f"/feeds/{SHOW}-s4.ics"
PATHS = [FEED, f"/feeds/Europe/London/{SHOW}-s4.ics", f"/feeds/{SHOW}-s4.atom", f"/feeds/{SHOW}-s4.json", "/"]

# After the bundled schedule was last modified.
LATER = "Fri, 13 Oct 2023 16:00:00 GMT"

# What a cache and a server add of their own.
OWN_HEADERS = {"accept-ranges", "age", "connection", "date", "server", "via", "x-cache", "x-varnish"}

# What X-Cache says of an old answer: nginx tells whether somebody else has made it fetch a new one already.
EXPIRED = {"STALE", "UPDATING"}


@pytest.fixture(scope="module", params=COMMANDS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CachedSite]:
    folder = tmp_path_factory.mktemp(request.param)
    schedules = folder / "schedules"
    schedules.mkdir()
    bundled = resources.SCHEDULES / f"{SHOW}.toml"
    (schedules / bundled.name).write_bytes(bundled.read_bytes())
    (schedules / "weekly.toml").write_text(WEEKLY)
    with cached_site(request.param, schedules, folder) as started:
        yield started


def told(answer: Answer) -> tuple[int, dict[str, str], bytes]:
    """Return what feedgen said, without what was added on the way."""
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return answer.status, {name: headers[name] for name in headers.keys() - OWN_HEADERS}, answer.body


def let_expire() -> None:
    """Wait for more than the second that answers are fresh; nginx counts in whole ones."""
    time.sleep(2.1)


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_replicas_and_cache_give_the_same(site: CachedSite, encoding: str, method: str) -> None:
    for path in PATHS:
        first, second = (
            told(ask(f"{replica.address}{path}", method, Accept_Encoding=encoding)) for replica in site.replicas
        )
        assert first == second
        assert first[1]["etag"].startswith('"')
        assert bool(first[2]) is (method == "GET")
        for _ in range(3):
            answer = site.ask(path, method, Accept_Encoding=encoding)
            assert told(answer) == first
        assert answer.cache == "HIT"


@pytest.mark.parametrize("path", ["/metrics", "/metrics?a", "/%6detrics", "//metrics", "/metrics/", "/a/../metrics"])
def test_figures_are_kept_from_strangers_however_the_path_is_spelled(site: CachedSite, path: str) -> None:
    assert b"feedgen_polls" in ask(f"{site.replicas[0].address}/metrics").body
    for method in ("GET", "HEAD"):
        answer = site.ask(path, method)
        assert b"feedgen_" not in answer.body
        assert (answer.status, answer.headers["Content-Type"]) != (200, TEXT_FORMAT)
    assert site.ask(FEED).status == 200


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_client_that_has_it_gets_304(site: CachedSite, encoding: str) -> None:
    path = f"{FEED}?v=304-{encoding}"
    has = ask(f"{site.replicas[0].address}{path}", Accept_Encoding=encoding)
    tag = has.headers["ETag"]
    expected = told(ask(f"{site.replicas[0].address}{path}", Accept_Encoding=encoding, If_None_Match=tag))
    assert expected[0] == 304
    # The first of them meets an empty cache.
    for sent in (tag, tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = site.ask(path, Accept_Encoding=encoding, If_None_Match=sent)
        status, headers, body = told(answer)
        assert (status, body) == (304, b"")
        assert {name: headers[name] for name in ("etag", "cache-control", "vary")} == {
            name: expected[1][name] for name in ("etag", "cache-control", "vary")
        }
    # Nothing of ours has a date, so a client that sends no more than one has whatever there is now.
    assert site.ask(path, Accept_Encoding=encoding, If_Modified_Since=LATER).status == 200


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_client_that_has_another_gets_it_all(site: CachedSite, encoding: str) -> None:
    other = site.ask(FEED, Accept_Encoding="identity" if encoding == "gzip" else "gzip").headers["ETag"]
    for sent in (other, other.strip('"'), f"{other}, W/{other}"):
        headers = {"If_None_Match": sent, "If_Modified_Since": LATER}
        assert told(site.ask(FEED, Accept_Encoding=encoding, **headers)) == told(
            site.ask(FEED, Accept_Encoding=encoding)
        )


def test_wish_for_gzip_is_understood_as_feedgen_does(site: CachedSite) -> None:
    wishes = ["", "gzip", "GZIP", "br, gzip", "br", "gzipped", "x-gzip", "*"]
    wishes += ["gzip;q=0", "gzip;q=0.8, *;q=0.1", "gzip; q=0.5, identity"]
    for wish in wishes:
        expected = told(ask(f"{site.replicas[0].address}{FEED}", Accept_Encoding=wish))
        assert [told(site.ask(FEED, Accept_Encoding=wish)) for _ in range(2)] == [expected, expected], wish
    assert told(site.ask(FEED)) == told(ask(f"{site.replicas[0].address}{FEED}"))


def test_queries_and_languages_do_not_mix(site: CachedSite) -> None:
    addresses = [("/", tag) for tag in ("de", "fr", "ja", "en")]
    addresses += [(f"{FEED}{query}", "de") for query in ("", "?lang=de", "?lang=fr", "?tz=Asia/Tokyo", "?download=1")]
    expected = [told(ask(f"{site.replicas[0].address}{path}", Accept_Language=tag)) for path, tag in addresses]
    assert len({body for _, _, body in expected}) == len(addresses) - 1  # a download is the same bytes
    for _ in range(2):
        answers = [site.ask(path, Accept_Language=tag) for path, tag in addresses]
        assert [told(answer) for answer in answers] == expected
    assert {answer.cache for answer in answers} == {"HIT"}


def test_feeds_are_kept_once_for_all_languages_of_browsers(site: CachedSite) -> None:
    path = f"{FEED}?v=once"
    assert [site.ask(path, Accept_Language=tag).cache for tag in ("de", "fr", "ja")] == ["MISS", "HIT", "HIT"]


def test_what_must_not_be_kept_is_asked_for_each_time(site: CachedSite) -> None:
    for path, status in (("/healthz", 200), ("/feeds/nothing.ics", 404), ("/nothing/", 404)):
        answers = [site.ask(path) for _ in range(3)]
        assert [(answer.status, answer.cache) for answer in answers] == [(status, "MISS")] * 3
        if path != "/healthz":  # it tells how long ago the folder was looked at
            assert told(answers[0]) == told(ask(f"{site.replicas[0].address}{path}"))
    assert site.ask(FEED, "POST").status == 405
    assert site.ask(FEED, "OPTIONS").headers["Access-Control-Allow-Methods"] == "GET, HEAD"


def test_nine_polls_of_ten_are_hits(site: CachedSite, record_property: Callable[[str, object], None]) -> None:
    """500 polls of 20 addresses, by eight clients at once that spell two wishes in five ways."""
    parts = [f"{SHOW}-s4e{number:02}.ics" for number in range(1, 11)]
    addresses = [f"/feeds/{zone}{part}" for zone in ("", "Europe/Paris/") for part in parts]
    wishes = itertools.cycle(["gzip", "identity", "gzip, deflate", "", "gzip, deflate, br"])
    polls = [(address, wish) for wish in itertools.islice(wishes, 25) for address in addresses]
    before = site.asked()
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(lambda poll: site.ask(poll[0], Accept_Encoding=poll[1]), polls))
    assert {answer.status for answer in answers} == {200}
    hits = sum(answer.cache == "HIT" for answer in answers)
    reached = site.asked() - before
    record_property("hit rate", hits / len(polls))
    assert hits >= 450
    assert 40 <= reached <= 50


def test_many_who_ask_for_the_same_at_once_are_one_to_the_replicas(site: CachedSite) -> None:
    path = f"{FEED}?v=at-once"
    with ThreadPoolExecutor(8) as clients:
        with site.held():
            asked = [clients.submit(site.ask, path) for _ in range(8)]
            wait_until(lambda: site.asked(path) > 0, "a replica is asked")
            time.sleep(0.5)
        assert {answer.result().status for answer in asked} == {200}
    assert site.asked(path) == 1


class Clients:
    """Four clients that ask all the time for what is kept, for what has expired and for what nobody has asked for."""

    def __init__(self, site: CachedSite) -> None:
        self.site = site
        self.wishes = {wish: ask(f"{site.replicas[0].address}{FEED}", Accept_Encoding=wish) for wish in ("gzip", "")}
        self.failures: list[str] = []
        self.numbers = itertools.count()
        self.count = 0
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self.run) for _ in range(4)]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def run(self) -> None:
        while not self.stop.is_set():
            number = next(self.numbers)
            for query in ("", "?v=short", "?v=error", f"?v=new-{number}"):
                for wish, expected in self.wishes.items():
                    self.poll(f"{FEED}{query}", wish, expected)
            time.sleep(0.01)

    def poll(self, path: str, wish: str, expected: Answer) -> None:
        try:
            answer = self.site.ask(path, Accept_Encoding=wish)
        except OSError as error:
            self.failures.append(f"{path}: {error!r}")
        else:
            if (answer.status, answer.body) != (200, expected.body):
                self.failures.append(f"{path}: {answer}")
        self.count += 1

    def ask_for_a_while(self) -> None:
        """Wait until they have asked some hundred times more."""
        enough = self.count + 200
        wait_until(lambda: self.count >= enough, "clients ask")


def test_no_request_fails_while_replicas_die_and_return_in_turn(site: CachedSite) -> None:
    with Clients(site) as clients:
        for replica in site.replicas:
            clients.ask_for_a_while()
            replica.kill()
            clients.ask_for_a_while()
            before = replica.asked()
            start([replica])
            if site.probes:
                wait_until(lambda: replica.asked() > before, "the cache asks a replica that is back")  # noqa: B023
    assert clients.failures == []


def test_what_is_kept_outlives_the_replicas(site: CachedSite) -> None:
    """Also feeds and pages that have expired, and may be sent only because there is an error."""
    expired = [f"{FEED}?v=short", f"{FEED}?v=error", "/?v=short"]
    kept = {path: site.ask(path) for path in [*expired, "/static/page.js", f"/{SHOW}"]}
    assert [answer.status for answer in kept.values()] == [200, 200, 200, 200, 308]
    let_expire()
    with site.all_down(), ThreadPoolExecutor(8) as clients:
        assert site.ask(f"{FEED}?v=never-asked-for").status >= 500
        for path, before in kept.items():
            answers = list(clients.map(site.ask, [path] * 16))
            assert [told(answer) for answer in answers] == [told(before)] * 16
            if path in expired:
                assert {answer.cache for answer in answers} <= EXPIRED
        tag = kept[f"{FEED}?v=error"].headers["ETag"]
        assert site.ask(f"{FEED}?v=error", If_None_Match=tag).status == 304
    assert site.ask(f"{FEED}?v=never-asked-for").status == 200
    assert site.ask(f"{FEED}?v=error").cache not in EXPIRED


def retitle(site: CachedSite, title: str) -> None:
    """Return the weekly show another title, and wait until all replicas have taken it up."""
    (site.schedules / "weekly.toml").write_text(schedule(title=title))
    addresses = [f"{replica.address}/feeds/weekly.ics" for replica in site.replicas]
    wait_until(
        lambda: all(title.encode() in ask(address).body for address in addresses), "replicas take up another title"
    )


def test_expired_answer_is_sent_at_once_while_a_new_one_is_fetched(site: CachedSite) -> None:
    path = "/feeds/weekly.ics?v=short"
    old = site.ask(path)
    retitle(site, "While Revalidating")
    let_expire()
    before = site.asked(path)
    with site.held():
        answer = site.ask(path)
        # Had it waited for a replica, it would have given up on each of them by now.
        assert site.asked(path) - before <= 1
        assert (answer.status, answer.cache, answer.body) == (200, "STALE", old.body)
    wait_until(lambda: b"While Revalidating" in site.ask(path).body, "the new answer is there")


def test_answer_that_may_not_be_sent_meanwhile_is_fetched_anew(site: CachedSite) -> None:
    """Else a page, which tells what comes next, would be as old as the last visit to it."""
    paths = ["/weekly/?v=short", "/feeds/weekly.ics?v=error"]
    assert [site.ask(path).status for path in paths] == [200, 200]
    retitle(site, "Not Meanwhile")
    let_expire()
    assert [b"Not Meanwhile" in site.ask(path).body for path in paths] == [True, True]


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_change_of_a_schedule_reaches_who_has_the_old_feed(site: CachedSite, encoding: str) -> None:
    path = "/feeds/weekly-s1.ics?v=short"
    old = site.ask(path, Accept_Encoding=encoding)
    retitle(site, f"Changed for {encoding}")
    has = {"Accept_Encoding": encoding, "If_None_Match": old.headers["ETag"]}
    wait_until(lambda: site.ask(path, **has).status == 200, "the change is there")
    expected = ask(f"{site.replicas[0].address}{path}", Accept_Encoding=encoding)
    assert told(site.ask(path, Accept_Encoding=encoding)) == told(expected)
    assert expected.headers["ETag"] != old.headers["ETag"]
