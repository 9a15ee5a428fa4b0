"""What a build leaves out and adds for a kind of host, and how it gets on with git."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import WEEKLY

from feedgen.catalog.folder import read_catalog
from feedgen.cli.main import main
from feedgen.static_site.build import Build
from feedgen.static_site.host_kinds import TARGETS
from feedgen.static_site.jobs import Settings

BASE = "https://calendar.example.org"
NOW = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def shows(schedules: Path) -> Path:
    (schedules / "weekly.toml").write_text(WEEKLY)
    return schedules


def names_built(shows: Path, folder: Path, host: str) -> set[str]:
    settings = Settings(shows, BASE, (), folder, NOW, target=TARGETS[host])
    Build(settings, read_catalog([shows], NOW, at_once=0)).run(1, lambda: None)
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def built_by_command(shows: Path, folder: Path, *more: str) -> tuple[int, str]:
    zones = shows.parent / "zones"
    zones.touch()
    words = ["build", folder, "--schedules", shows, "--base-url", BASE, "--zones", zones, "--jobs", "1", *more]
    result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    return result.exit_code, result.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("cloudflare", {"_headers"}),
        ("netlify", {"_headers"}),
        ("nginx", {"_nginx.conf"}),
        ("pages", {".nojekyll", ".gitattributes"}),
        ("s3", set()),
    ],
)
def test_host_gets_what_it_reads(host: str, own: set[str], shows: Path, tmp_path: Path) -> None:
    built = names_built(shows, tmp_path / "site", host)
    assert {name for name in built if name.startswith(("_", ".n", ".g"))} == own
    assert any(name.endswith(".gz") for name in built) == (host == "nginx")
    assert {"index.html", "404.html", "feeds/weekly-s1.ics", ".feedgen.json"} <= built


def test_another_host_takes_away_what_the_first_one_needed(shows: Path, tmp_path: Path) -> None:
    names_built(shows, tmp_path / "site", "nginx")
    assert names_built(shows, tmp_path / "site", "pages") == names_built(shows, tmp_path / "other", "pages")


def test_more_files_than_the_host_takes_are_told(shows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TARGETS, "cloudflare", replace(TARGETS["cloudflare"], most_files=40))
    code, message = built_by_command(shows, tmp_path / "site", "--for", "cloudflare")
    assert (code, message.partition(", and these")[0]) == (1, "Cloudflare Pages takes up to 40 files")
    assert message.endswith("build for fewer time zones with --zones, or fewer languages with --languages")


def test_more_rules_of_headers_than_cloudflare_reads_are_told(
    shows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedgen.cli.build._MOST_RULES", 5)
    code, message = built_by_command(shows, tmp_path / "site", "--for", "cloudflare")
    assert (code, message.partition(", and")[0]) == (1, "Cloudflare Pages reads up to 5 rules of _headers")
    assert built_by_command(shows, tmp_path / "site", "--for", "netlify")[0] == 0


def test_host_that_compresses_by_itself_wants_no_brotli(shows: Path, tmp_path: Path) -> None:
    code, message = built_by_command(shows, tmp_path / "site", "--for", "netlify", "--brotli")
    assert (code, message) == (1, "Netlify compresses by itself: leave --brotli out")


def test_work_tree_of_git_keeps_its_data_and_every_byte(shows: Path, tmp_path: Path) -> None:
    site, other = tmp_path / "site", tmp_path / "clone"
    git = ["git", "-c", "user.name=A Name", "-c", "user.email=name@example.org", "-c", "core.autocrlf=true"]
    subprocess.run([*git, "init", "--quiet", site], check=True)
    (site / "CNAME").write_text("calendar.example.org\n")
    assert built_by_command(shows, site)[0] == 0
    subprocess.run([*git, "add", "."], cwd=site, check=True, capture_output=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "Build"], cwd=site, check=True)
    subprocess.run([*git, "clone", "--quiet", site, other], check=True)
    assert (other / "feeds" / "weekly.ics").read_bytes() == (site / "feeds" / "weekly.ics").read_bytes()
    assert b"\r\n" in (other / "feeds" / "weekly.ics").read_bytes()
    assert (other / "CNAME").exists()


def test_linked_work_tree_is_one_too(shows: Path, tmp_path: Path) -> None:
    """There `.git` is a file that says where the data is."""
    site = tmp_path / "site"
    site.mkdir()
    (site / ".git").write_text("gitdir: elsewhere\n")
    assert ".gitattributes" in names_built(shows, site, "s3")
    assert (site / ".git").read_text() == "gitdir: elsewhere\n"
