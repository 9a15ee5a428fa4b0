"""A site of files: what the application answers, written once, and again only where something has changed."""

import gzip
import html
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli
import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from support import WEEKLY

from feedgen import resources
from feedgen.catalog.folder import read_catalog
from feedgen.cli.main import main
from feedgen.errors import FeedgenError
from feedgen.files import working_in
from feedgen.pages import catalog
from feedgen.static_site.build import Build, Report
from feedgen.static_site.jobs import Job, JobResult, Settings
from feedgen.static_site.maker import Maker
from feedgen.web.app import create_app
from feedgen.web.language_folders import without_language

BASE = "https://calendar.example.org/tv"
ZONES = ("Asia/Kolkata", "Europe/London", "UTC")
THIRD_IS_NEXT = datetime(2023, 11, 20, 12, tzinfo=UTC)
AFTER_ALL = datetime(2040, 1, 1, tzinfo=UTC)


@pytest.fixture
def shows(schedules: Path) -> Path:
    """A folder with the bundled show, which has hours, and one of which only days are known."""
    return with_shows(schedules)


def with_shows(folder: Path) -> Path:
    shutil.copy(resources.SCHEDULES / "for-all-mankind.toml", folder)
    (folder / "weekly.toml").write_text(WEEKLY)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of these shows in which the third episode is next, for tests that only look at it."""
    site = tmp_path_factory.mktemp("built") / "site"
    build(with_shows(tmp_path_factory.mktemp("shows")), site, THIRD_IS_NEXT)
    return site


def build(shows: Path, folder: Path, now: datetime = AFTER_ALL, **more: object) -> Report:
    settings = Settings(shows, BASE, ZONES, folder, now, **more)  # type: ignore[arg-type]  # as each test needs
    return Build(settings, read_catalog([shows], AFTER_ALL, at_once=0)).run(1, lambda: None)


def answering(shows: Path, now: datetime = AFTER_ALL, **more: object) -> FlaskClient:
    config = {"SCHEDULES": shows, "BASE_URL": BASE, **more}
    return create_app(config, clock=lambda: now, static_zones=ZONES).test_client()


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files that visitors are sent, uncompressed."""
    ours = (".gz", ".br", "_headers", "_nginx.conf", ".feedgen.json")
    return {name: data for name, data in files(folder).items() if not name.endswith(ours)}


def test_mixes_are_built_that_are_asked_for(shows: Path, tmp_path: Path) -> None:
    tags = ("en", "de")
    build(shows, tmp_path / "site", mixes=("weekly+for-all-mankind-s4",), languages=tags)
    built = contents(tmp_path / "site")
    assert_every_address_is_there(built)
    found = {name: body for name, body in built.items() if "+" in name}
    assert len(found) == 2 * (7 + 2 * len(ZONES))
    client = answering(shows, LANGUAGES=tags)
    for name, body in found.items():
        path, tag = without_language(path_of(name), tags)
        assert client.get(f"/tv{path}", query_string={"lang": tag} if tag else {}).data == body
    assert b"/embed/de/for-all-mankind-s4+weekly/" in found["oembed/de/for-all-mankind-s4+weekly.json"]


@pytest.mark.parametrize(
    ("mix", "told"),
    [
        ("weekli+for-all-mankind", "no feed is called 'weekli'; did you mean weekly"),
        ("weekly+nothere", "no feed is called 'nothere'"),
        ("weekly+for-all-mankind-s9", "no feed is called 'for-all-mankind-s9'; did you mean for-all-mankind"),
        ("nothere+nowhere", "no feed is called 'nothere'"),
        ("weekly+", "no feed is called ''"),
        ("weekly", "names one feed, which is built anyway; join several with +"),
    ],
)
def test_mix_with_an_unknown_feed_is_refused(shows: Path, tmp_path: Path, mix: str, told: str) -> None:
    result = run(tmp_path / "site", "--schedules", shows, "--base-url", BASE, "--mix", mix)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"--mix {mix}: {told}" in result.stderr
    assert not (tmp_path / "site").exists()


def times(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_mtime_ns for name in files(folder) if name != ".feedgen.json"}


def path_of(name: str) -> str:
    return f"/{name.removesuffix('index.html')}" if name.endswith("index.html") else f"/{name}"


def test_every_file_is_what_the_application_answers(shows: Path, built: Path) -> None:
    client = answering(shows, THIRD_IS_NEXT)
    found = contents(built)
    assert len([name for name in found if not name.startswith("static/")]) == 210
    for name, data in found.items():
        with client.get("/tv/-/-/-/" if name == "404.html" else f"/tv{path_of(name)}") as answer:
            assert answer.status_code == (404 if name == "404.html" else 200), name
            assert answer.data == data, name


def test_what_can_be_compressed_is(shows: Path, tmp_path: Path) -> None:
    build(shows, tmp_path / "site", brotli=True)
    found = files(tmp_path / "site")
    for name, data in contents(tmp_path / "site").items():
        if name.endswith((".jpg", ".png")):
            assert f"{name}.gz" not in found
            continue
        assert gzip.decompress(found[f"{name}.gz"]) == data
        assert brotli.decompress(found[f"{name}.br"]) == data


def links(page: str) -> Iterator[str]:
    for link in re.findall(r'(?:href|src|action|content|value)="([^"]*)"', page):
        yield from re.findall(r"(?:https|webcal)(?:://|%3A%2F%2F)calendar\.example\.org[^&\s]*", html.unescape(link))
    yield from re.findall(r"https://calendar\.example\.org[^\s\"<&]*", html.unescape(page))


def test_every_address_that_a_file_names_is_there_and_none_has_a_query(built: Path) -> None:
    assert_every_address_is_there(contents(built))


def assert_every_address_is_there(found: Mapping[str, bytes]) -> None:
    seen = set()
    for name, data in found.items():
        if name.endswith((".html", ".xml", ".json", ".ics", ".atom", ".txt")):
            text = data.decode().replace("\r\n ", "").replace("\\n", "\n").replace("\\", "")
            seen |= {unquote(address) for address in links(text)}
    assert len(seen) > 60
    for address in seen:
        parts = urlsplit(address)
        assert (parts.query, parts.path.startswith("/tv")) == ("", True), address
        path = parts.path.removeprefix("/tv")
        if path == "/static/":
            continue  # where scripts may come from, says a policy
        assert (f"{path}index.html" if path.endswith("/") else path).lstrip("/") in found, address


def test_pages_offer_nothing_that_needs_a_server(shows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "LENGTH", 1)
    monkeypatch.setattr(catalog, "_SEEN_AT_ONCE", 1)
    build(shows, tmp_path / "site")
    season = (tmp_path / "site/for-all-mankind/season-4/index.html").read_text()
    assert 'id="languages"' not in season
    assert 'id="choices" method="get" class="scripted"' in season
    assert '<datalist id="zones">\n<option>Asia/Kolkata\n<option>Europe/London\n<option>UTC\n</datalist>' in season
    catalogue = (tmp_path / "site/shows/index.html").read_text()
    assert '<form class="search scripted" role="search"' in catalogue
    index = json.loads((tmp_path / "site/static/shows.json").read_text())["shows"]
    assert [row["slug"] for row in index] == ["for-all-mankind", "weekly"]
    assert (index[0]["title"], index[0]["service"]) == ("For All Mankind", "Apple TV+")
    assert "Page 1 of 2" in catalogue
    assert "Page 2 of 2" in (tmp_path / "site/shows/page/2/index.html").read_text()
    assert answering(shows).get("/tv/").headers["Vary"] == "Accept-Encoding", "it is in one language"
    assert "hreflang" not in (tmp_path / "site/sitemap.xml").read_text()


def test_every_language_has_a_folder_of_its_own(shows: Path, built: Path, tmp_path: Path) -> None:
    tags = ("en", "de", "ja")
    build(shows, tmp_path / "site", THIRD_IS_NEXT, languages=tags)
    found = contents(tmp_path / "site")
    once = {name for name in contents(built) if name.startswith("static/")} | {"robots.txt", "sitemap.xml"}
    folders = ("feeds/", "embed/", "oembed/", "coming/")
    in_german = [name for name in found if re.match(rf"(?:{'|'.join(folders)})?de/", name)]
    assert len(in_german) == len(contents(built)) - len(once)
    client = answering(shows, THIRD_IS_NEXT, LANGUAGES=tags)
    for name, asked in {
        "de/weekly/index.html": "/weekly/?lang=de",
        "de/index.html": "/?lang=de",
        "ja/shows/index.html": "/shows/?lang=ja",
        "embed/de/weekly/index.html": "/embed/weekly/?lang=de",
        "oembed/ja/weekly.json": "/oembed/weekly.json?lang=ja",
        "coming/de/all.json": "/coming.json?lang=de",
        "coming/de/weekly.json": "/coming/weekly.json?lang=de",
        "feeds/de/weekly.ics": "/feeds/weekly.ics?lang=de",
        "feeds/de/days/Europe/London/for-all-mankind.ics": "/feeds/days/Europe/London/for-all-mankind.ics?lang=de",
    }.items():
        with client.get(f"/tv{asked}") as answer:
            assert (name, answer.data) == (name, found[name])
    assert "Hier ist nichts" in found["de/404.html"].decode()
    page = found["de/for-all-mankind/season-4/index.html"].decode()
    assert f'<link rel="canonical" href="{BASE}/de/for-all-mankind/season-4/">' in page
    assert f'hreflang="ja" href="{BASE}/ja/for-all-mankind/season-4/"' in page
    assert f'hreflang="x-default" href="{BASE}/for-all-mankind/season-4/"' in page
    assert f'value="{BASE}/feeds/de/for-all-mankind-s4.ics"' in page
    event = found["feeds/de/weekly.ics"].decode().replace("\r\n ", "")
    assert f"URL:{BASE}/de/weekly/season-1/" in event
    assert_every_address_is_there(found)


def test_language_that_is_first_is_at_the_root_and_all_else_stays_where_it_is(shows: Path, tmp_path: Path) -> None:
    """Calendars that are subscribed to, and widgets on other pages, stay when a site gets another first language."""
    (shows / "for-all-mankind.toml").unlink()
    build(shows, tmp_path / "site", languages=("de", "en"))
    build(shows, tmp_path / "other", languages=("en", "de"))
    found, other = contents(tmp_path / "site"), contents(tmp_path / "other")
    lasting = ("feeds/", "embed/", "oembed/", "coming")
    assert {name for name in found if name.startswith(lasting)} == {name for name in other if name.startswith(lasting)}
    for name, language in {"embed/weekly-s1/index.html": "en", "embed/de/weekly-s1/index.html": "de"}.items():
        assert f'<html lang="{language}"' in found[name].decode()
        assert f'<html lang="{language}"' in other[name].decode()
    assert b"/embed/de/weekly-s1/" in found["oembed/de/weekly-s1.json"]
    assert b"/embed/weekly-s1/" in found["oembed/weekly-s1.json"]
    assert b"Staffel" in found["coming/de/weekly.json"] + found["feeds/de/weekly-s1.ics"]
    assert found["coming.json"] != found["coming/de/all.json"]
    page = found["weekly/season-1/index.html"].decode()
    assert '<html lang="de"' in page
    assert f'value="{BASE}/feeds/de/weekly-s1.ics"' in page
    assert "&lt;feedgen-calendar feed=&#34;de/weekly-s1&#34; style" in page, "the element is in the folder as well"
    assert f'value="{BASE}/feeds/weekly-s1.ics"' in found["en/weekly/season-1/index.html"].decode()
    assert_every_address_is_there(found)


def test_show_with_the_address_of_a_language_is_told(shows: Path, tmp_path: Path) -> None:
    (shows / "de.toml").write_text(WEEKLY)
    with pytest.raises(FeedgenError, match="pages in the language de would have the address of the show de"):
        build(shows, tmp_path / "site", languages=("en", "de"))
    with pytest.raises(FeedgenError, match=r"leave the language out, or give the show another name than de\.toml"):
        build(shows, tmp_path / "site", languages=("de",))
    assert not (tmp_path / "site").exists()
    assert build(shows, tmp_path / "site").written


def test_second_build_touches_nothing(shows: Path, tmp_path: Path) -> None:
    first = build(shows, tmp_path / "site")
    before = times(tmp_path / "site")
    assert first == Report(len(before), 0, 0)
    assert build(shows, tmp_path / "site") == Report(0, len(before), 0)
    assert times(tmp_path / "site") == before


def test_only_what_an_edit_changes_is_written(shows: Path, tmp_path: Path) -> None:
    build(shows, tmp_path / "site")
    before = times(tmp_path / "site")
    (shows / "weekly.toml").write_text(WEEKLY.replace("2024-02-02", "2024-02-03"))
    report = build(shows, tmp_path / "site")
    after = times(tmp_path / "site")
    written = {name for name, time in after.items() if before[name] != time}
    assert written
    assert len(written) == report.written
    assert {name for name in written if "mankind" in name} == set()
    assert {"feeds/weekly-s1.ics", "feeds/all.ics", "weekly/season-1/index.html"} <= written


def test_show_that_is_gone_goes_with_all_its_files_and_folders(shows: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(shows, site)
    (site / "weekly" / "mine.txt").write_text("mine")
    (site / "feeds" / "weekly.html").write_text("mine")
    (shows / "for-all-mankind.toml").unlink()
    report = build(shows, site)
    assert report.removed > 30
    left = files(site)
    assert not [name for name in left if "mankind" in name]
    assert {"weekly/mine.txt", "feeds/weekly.html"} <= set(left), "what a build has not written stays"
    assert not (site / "for-all-mankind").exists()
    assert not (site / "feeds/Europe").exists()


def test_file_that_was_lost_or_altered_is_made_again(shows: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(shows, site)
    before = files(site)
    (site / "feeds/weekly.ics").unlink()
    (site / "for-all-mankind/index.html").write_text("altered")
    assert build(shows, site).written == 2
    after = files(site)
    for found in (before, after):
        del found[".feedgen.json"]
    assert after == before


def test_time_that_passes_makes_pages_anew_and_no_feed(
    shows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    build(shows, site, THIRD_IS_NEXT)
    before = times(site)
    with monkeypatch.context() as patched:
        patched.setattr(Maker, "_feed", lambda *_: pytest.fail("a feed was made"))
        build(shows, site, THIRD_IS_NEXT + timedelta(days=7))
    after = times(site)
    written = {name for name, time in after.items() if before[name] != time}
    assert '<b class="label">Episode 4</b>' in (site / "for-all-mankind/season-4/index.html").read_text()
    assert {
        "index.html",
        "coming.json",
        "for-all-mankind/season-4/index.html",
        "embed/for-all-mankind-s4/index.html",
    } <= written
    assert not [name for name in written if name.startswith(("feeds/", "static/", "oembed/"))]
    build(shows, site, AFTER_ALL)
    assert build(shows, site, AFTER_ALL + timedelta(days=1)).written == 0


def test_build_that_was_interrupted_is_taken_up(shows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, whole = tmp_path / "site", tmp_path / "whole"
    build(shows, whole)
    real = Maker.make

    def interrupted(maker: Maker, job: Job) -> JobResult:
        if job.unit == "weekly":
            raise KeyboardInterrupt
        return real(maker, job)

    monkeypatch.setattr(Maker, "make", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(shows, site)
    assert (site / "feeds/for-all-mankind.ics").exists()
    (shows / "for-all-mankind.toml").rename(shows / "mankind.toml")
    monkeypatch.undo()
    build(shows, site)
    assert "feeds/for-all-mankind.ics" not in files(site), "what an interrupted build wrote is known, too"
    (shows / "mankind.toml").rename(shows / "for-all-mankind.toml")
    build(shows, site)
    assert contents(site) == contents(whole)


KILLED = """
import os, signal, sys
from pathlib import Path
left = int(sys.argv.pop())
real = os.replace

def replace(source, target):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    real(source, target)

os.replace = replace
from feedgen.cli.main import main
main(["build", *sys.argv[1:]])
"""


def command_of(shows: Path, site: Path) -> list[str]:
    (site.parent / "zones").write_text("\n".join(ZONES))
    options = ["--schedules", shows, "--base-url", BASE, "--zones", site.parent / "zones", "--jobs", "1"]
    return [str(site), *map(str, options)]


@pytest.mark.parametrize("renames", [0, 1, 60])
def test_build_that_was_killed_is_taken_up_also_without_a_show(shows: Path, tmp_path: Path, renames: int) -> None:
    site, whole = tmp_path / "site", tmp_path / "whole"
    command = [sys.executable, "-c", KILLED, *command_of(shows, site), str(renames)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == -9
    assert (len(list(site.rglob("*.gz"))) > 20) == (renames > 1)
    (shows / "for-all-mankind.toml").unlink()
    build(shows, site)
    build(shows, whole)
    assert files(site).keys() == files(whole).keys()
    assert contents(site) == contents(whole)


def test_two_builds_at_once_are_refused_in_words(shows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    build(shows, site)
    monkeypatch.setattr("feedgen.files._PATIENCE", 0)
    with working_in(site), pytest.raises(FeedgenError, match="another process is writing into this folder"):
        build(shows, site)
    (shows / "weekly.toml").write_text(WEEKLY.replace("2024-02-02", "2024-02-03"))
    settings = Settings(shows, BASE, ZONES, site, AFTER_ALL)
    late = Build(settings, read_catalog([shows], AFTER_ALL, at_once=0))
    build(shows, site)
    with pytest.raises(FeedgenError, match="another build has written into this folder meanwhile"):
        late.run(1, lambda: None)


def test_processes_of_a_build_that_was_killed_end(shows: Path, tmp_path: Path) -> None:
    """They would wait for work for ever, and keep the folder."""
    for number in range(40):
        (shows / f"more-{number:02}.toml").write_text(WEEKLY)
    site = tmp_path / "site"
    command = [sys.executable, "-m", "feedgen", "build", *command_of(shows, site)[:-1], "2"]
    building = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while not (site / ".feedgen.journal").exists():
        time.sleep(0.01)
    building.kill()
    building.wait()
    with working_in(site):
        pass


def test_several_processes_build_the_same(shows: Path, tmp_path: Path) -> None:
    for number in range(2):
        (shows / f"more-{number:02}.toml").write_text(WEEKLY)
    build(shows, tmp_path / "one")
    settings = Settings(shows, BASE, ZONES, tmp_path / "several", AFTER_ALL)
    done: list[int] = []
    several = Build(settings, read_catalog([shows], AFTER_ALL, at_once=0))
    several.run(2, lambda: done.append(1))
    assert len(done) == len(several.jobs) == 5
    assert contents(tmp_path / "several") == contents(tmp_path / "one")


def test_folder_of_somebody_else_is_left_alone(shows: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "thesis.txt").write_text("mine")
    with pytest.raises(FeedgenError, match="holds files that `feedgen build` has not written"):
        build(shows, site)
    assert files(site) == {"thesis.txt": b"mine"}
    with pytest.raises(FeedgenError, match="not a folder"):
        build(shows, site / "thesis.txt")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"units": {"a": {}}}', '{"units": 1}'])
def test_manifest_that_is_broken_is_told(shows: Path, tmp_path: Path, text: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".feedgen.json").write_text(text)
    with pytest.raises(FeedgenError, match=r"\.feedgen\.json: not what `feedgen build` has written"):
        build(shows, site)
    assert list(files(site)) == [".feedgen.json"]


def test_manifest_that_names_a_file_elsewhere_is_refused(shows: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (tmp_path / "precious.txt").write_text("mine")
    (shows / "for-all-mankind.toml").unlink()
    build(shows, site)
    told = json.loads((site / ".feedgen.json").read_text())
    for name in ("../precious.txt", "/precious.txt", "feeds/../../precious.txt", ""):
        told["units"]["gone"] = {"digest": "", "settled": True, "files": {name: [0, 0, 0, 0]}}
        (site / ".feedgen.json").write_text(json.dumps(told))
        with pytest.raises(FeedgenError, match="which is not in the folder"):
            build(shows, site)
        assert (tmp_path / "precious.txt").read_text() == "mine"


def test_link_that_leads_out_of_the_folder_is_not_followed(shows: Path, tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    build(shows, site)
    shutil.move(site / "feeds", outside)
    (site / "feeds").symlink_to(outside)
    before = files(outside)
    (shows / "weekly.toml").write_text(WEEKLY.replace("2024-02-02", "2024-02-03"))
    with pytest.raises(FeedgenError, match="leads out of"):
        build(shows, site)
    (shows / "weekly.toml").unlink()
    with pytest.raises(FeedgenError, match="leads out of"):
        build(shows, site)
    assert files(outside) == before


def test_file_is_never_seen_in_parts(shows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    build(shows, site)
    before = contents(site)
    real = os.replace

    def on_a_full_disk(source: str, target: str) -> None:
        if not str(target).endswith(".feedgen.json"):
            raise OSError("the disk is full")
        real(source, target)

    monkeypatch.setattr(os, "replace", on_a_full_disk)
    (shows / "weekly.toml").write_text(WEEKLY.replace("2024-02-02", "2024-02-03"))
    with pytest.raises(OSError, match="the disk is full"):
        build(shows, site)
    after = contents(site)
    assert {name: after[name] for name in before} == before


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments)], catch_exceptions=False)


def test_command_builds_and_says_what_it_did(shows: Path, tmp_path: Path) -> None:
    zones = tmp_path / "zones.txt"
    zones.write_text("# two of them\neurope/london\nPacific Standard Time  # as Windows has it\n\n")
    arguments = (tmp_path / "site", "--schedules", shows, "--base-url", BASE, "--zones", zones)
    result = run(*arguments)
    assert result.exit_code == 0
    built = files(tmp_path / "site")
    assert result.stdout == f"{tmp_path / 'site'}: {len(built) - 1} files written, 0 as before, 0 removed\n"
    found = {name.split("/for")[0] for name in built if name.endswith("/for-all-mankind-s4.ics")}
    europe, america = "feeds/Europe/London", "feeds/America/Los_Angeles"
    assert found == {"feeds", europe, america, europe.replace("/", "/days/", 1), america.replace("/", "/days/", 1)}
    assert " 0 files written, " in run(*arguments).stdout


def test_empty_file_of_zones_means_none(shows: Path, tmp_path: Path) -> None:
    (tmp_path / "zones.txt").write_text("# none\n")
    result = run(tmp_path / "site", "--schedules", shows, "--base-url", BASE, "--zones", tmp_path / "zones.txt")
    assert result.exit_code == 0
    assert not list((tmp_path / "site/feeds").glob("*/"))
    season = (tmp_path / "site/for-all-mankind/season-4/index.html").read_text()
    assert "At its hour, in your time zone" not in season
    assert "Weekly episodes, after the premiere" in season


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"zones.txt": "UTC\nEurope/Lodon\n"}, "zones.txt:2: unknown time zone 'Europe/Lodon', did you mean"),
        ({"schedules/broken.toml": "titel = 1"}, 'broken.toml:1: unknown key "titel"'),
        ({"site/mine.txt": "mine"}, "holds files that `feedgen build` has not written"),
    ],
)
def test_mistake_is_a_message_and_nothing_is_built(
    shows: Path, tmp_path: Path, mistake: Mapping[str, str], told: str
) -> None:
    (tmp_path / "zones.txt").write_text("")
    for name, text in mistake.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    result = run(tmp_path / "site", "--schedules", shows, "--base-url", BASE, "--zones", tmp_path / "zones.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert set(files(tmp_path / "site")) <= {"mine.txt"}


def test_language_that_is_unknown_is_told_where_it_was_given(
    shows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = (tmp_path / "site", "--schedules", shows, "--base-url", BASE)
    result = run(*arguments, "--languages", "en,german")
    assert (result.exit_code, result.stderr.startswith("--languages is tags of languages")) == (1, True)
    assert "not 'en,german'" in result.stderr
    monkeypatch.setenv("FEEDGEN_LANGUAGES", "german")
    result = run(*arguments)
    assert (result.exit_code, result.stderr.startswith("FEEDGEN_LANGUAGES is tags of languages")) == (1, True)


def test_folder_that_cannot_be_written_is_told(shows: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "zones.txt").write_bytes(b"\xff\xfe")
    arguments = ("--schedules", shows, "--base-url", BASE)
    result = run(tmp_path / "file" / "site", *arguments)
    told = f"{tmp_path / 'file' / 'site'}: cannot be written: Not a directory"
    assert (result.exit_code, told in result.stderr) == (1, True)
    result = run(tmp_path / "site", *arguments, "--zones", tmp_path / "zones.txt")
    assert (result.exit_code, "cannot be read as a list of time zones" in result.stderr) == (1, True)


def test_base_address_and_package_that_are_missing_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(tmp_path / "site").exit_code == 2
    assert run(tmp_path / "site", "--base-url", "calendar.example.org").exit_code == 1
    monkeypatch.setattr("feedgen.cli.build.find_spec", lambda _: None)
    result = run(tmp_path / "site", "--base-url", BASE, "--brotli")
    assert (result.exit_code, "pip install 'feedgen-calendar[brotli]'" in result.stderr) == (1, True)
    assert not (tmp_path / "site").exists()


def rules(text: str) -> dict[str, dict[str, str]]:
    """Read `_headers` as hosts do."""
    found: dict[str, dict[str, str]] = {}
    pattern = ""
    for line in text.splitlines():
        if line.startswith("/"):
            pattern = line
            found[pattern] = {}
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[pattern][name] = value
    return found


def test_headers_file_gives_each_path_the_headers_of_the_application_once(shows: Path, built: Path) -> None:
    told = rules((built / "_headers").read_text())
    client = answering(shows, THIRD_IS_NEXT)
    names = ["Cache-Control", "Content-Security-Policy", "Access-Control-Allow-Origin", "X-Content-Type-Options"]
    names += ["Referrer-Policy", "Permissions-Policy"]
    names += [f"Cross-Origin-{name}-Policy" for name in ("Resource", "Opener", "Embedder")]
    for name in contents(built):
        if name in ("404.html", "robots.txt"):
            continue
        path = f"/tv{path_of(name)}"
        given: dict[str, str] = {}
        for pattern, headers in told.items():
            if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), path):
                assert not given.keys() & headers.keys(), f"hosts would join what two rules say of {path}"
                given |= headers
        with client.get(path) as answer:
            sent = answer.headers
        assert {name: given.get(name) for name in names} == {name: sent.get(name) for name in names}, path
        type_of_host = name.endswith((".json", ".js", ".css", ".svg", ".jpg", ".png", ".webmanifest"))
        assert given.get("Content-Type") == sent["Content-Type"] or type_of_host, path
