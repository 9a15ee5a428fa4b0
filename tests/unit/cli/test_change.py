"""The commands about changes: change, log, diff, check --against, and feed --as-of."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import SITE, WEEKLY, need, parse, written

from feedgen import resources
from feedgen.cli.main import main
from feedgen.errors import FeedgenError
from feedgen.schedule.writing import with_change

MOVE = ["s4e03", "--date", "2023-11-22", "--note", "Out two days early.", "--at", "2023-11-20T18:00Z"]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def file(schedules: Path) -> Path:
    copy = schedules / "for-all-mankind.toml"
    copy.write_bytes((resources.SCHEDULES / copy.name).read_bytes())
    return copy


def test_change_appends_and_touches_nothing_else(file: Path) -> None:
    before = file.read_text()
    file.chmod(0o640)
    result = run("change", "for-all-mankind", *MOVE, "--schedules", file.parent)
    assert (result.exit_code, result.stderr) == (0, "")
    keys = 'at = 2023-11-20T18:00:00Z\nepisodes = "3"\ndate = 2023-11-22\nnote = "Out two days early."'
    assert file.read_text() == f"{before}\n[[season.change]]\n{keys}\n"
    assert result.stdout == (
        "For All Mankind S4E3: Moved from Friday, November 24, 2023, 00:00 New York time; "
        "now Wednesday, November 22, 2023, 00:00 New York time\n"
    )
    assert file.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


def test_dry_run_shows_and_writes_nothing(file: Path) -> None:
    before = file.read_bytes()
    assert "now Wednesday" in run("change", file, *MOVE, "--dry-run").stdout
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["s4e03", "--cancel"], 'episodes = "3"\ncancelled = true'),
        (["S4E03-05", "--shift", "-2 days"], 'episodes = "3-5"\nshift = "-2 days"'),
        (["s4e10", "--to-be-announced"], 'episodes = "10"\nto_be_announced = true'),
        (["s4e03", "--title", 'A "Bear" Hug\\'], 'episodes = "3"\ntitle = "A \\"Bear\\" Hug\\\\"'),
        (["s4e03", "--runtime", "PT55M"], 'episodes = "3"\nruntime = "PT55M"'),
        (["s4e03", "--time", "21:00"], 'episodes = "3"\ntime = 21:00:00'),
        (["s4", "--release", "21:00", "Europe/London"], 'release = { time = 21:00:00, zone = "Europe/London" }'),
        (
            ["s4e11-12", "--add", "--date", "2024-01-19", "--every", "week"],
            'episodes = "11-12"\nadded = true\ndate = 2024-01-19\nevery = "week"',
        ),
        (["s4e03", "--url", "https://example.org/3"], 'episodes = "3"\nurl = "https://example.org/3"'),
    ],
)
def test_every_kind_of_change_can_be_written(arguments: list[str], keys: str, file: Path) -> None:
    result = run("change", file, *arguments, "--note", "why", "--at", "2023-10-20")
    assert (result.exit_code, result.stderr) == (0, "")
    expected = f'\n[[season.change]]\nat = 2023-10-20T23:59:59Z\n{keys}\nnote = "why"\n'
    assert file.read_text().endswith(expected)


def test_reinstating_follows_cancelling(file: Path) -> None:
    assert run("change", file, "s4e03", "--cancel", "--note", "why", "--at", "2023-10-20").exit_code == 0
    result = run("change", file, "s4e03", "--reinstate", "--note", "why")
    assert result.stdout == "For All Mankind S4E3: Back in the plan\n"


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["s4e03", "--date", "2023-11-24", "--note", "x"], 1, "season 4, change 1: the change makes no difference"),
        (["s4e30", "--cancel", "--note", "x"], 1, "season 4, change 1: there is no episode 30"),
        (["s5e01", "--cancel", "--note", "x"], 1, "there is no season 5 in the schedule"),
        (["s4e03", "--note", "x"], 1, "season 4, change 1: the change says nothing"),
        (["s4e03", "--cancel", "--note", "x", "--at", "2199-01-01"], 1, "the change is dated in the future"),
        (["s4e03", "--cancel", "--note", "x", "--at", "2023-01-01"], 1, "is dated before the announcement"),
        (["s4e03", "--cancel", "--note", "x", "--at", "soon"], 2, "'soon' is neither a day nor an instant"),
        (["s4e03", "--cancel"], 2, "Missing option '--note'"),
        (["episode 3", "--cancel", "--note", "x"], 2, "'episode 3' is not like s4e03, s4e03-05 or s4"),
        (["s4e03", "--release", "9pm", "UTC", "--note", "x"], 2, "'9pm' is not a time of day such as 21:00"),
        (["s4e03", "--date", "tomorrow", "--note", "x"], 2, "'tomorrow' does not match the format"),
    ],
)
def test_refused_change_leaves_the_file_alone(arguments: list[str], status: int, message: str, file: Path) -> None:
    before = file.read_bytes()
    result = run("change", file, *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr
    assert file.read_bytes() == before


def test_changes_in_quick_succession_are_of_different_instants(file: Path) -> None:
    for title in ("One", "Two", "Three"):
        assert run("change", file, "s4e03", "--title", title, "--note", "why").exit_code == 0
    instants = [change.at for change in parse(file.read_text()).seasons[0].changes]
    assert len(set(instants)) == 3
    assert instants == sorted(instants)


def test_unknown_show_gives_a_near_one(file: Path) -> None:
    result = run("log", "for-all-mankin", "--schedules", file.parent)
    assert result.exit_code == 1
    assert result.stderr.endswith('for-all-mankin.toml: no such schedule; did you mean "for-all-mankind"?\n')


def test_change_goes_to_its_season_and_keeps_line_ends_and_comments() -> None:
    second = WEEKLY[WEEKLY.index("[[season]]") :].replace("number = 1", "number = 2").replace("2024-02", "2025-02")
    text = f"{WEEKLY}# the end of the first\n\n# about the second\n{second}".replace("\n", "\r\n")
    block = '\r\n[[season.change]]\r\nnote = "why"\r\n'
    assert with_change(text, 1, {"note": "why"}) == text.replace("of the first\r\n", f"of the first\r\n{block}")
    assert with_change(text, 2, {"note": "why"}) == f"{text}{block}"


def test_last_line_without_an_end_gets_one() -> None:
    assert with_change(WEEKLY.rstrip("\n"), 1, {"note": "why"}) == f'{WEEKLY}\n[[season.change]]\nnote = "why"\n'


def test_seasons_in_brackets_are_refused() -> None:
    with pytest.raises(FeedgenError, match=r"not written as \[\[season]]"):
        with_change("season = [{ number = 1 }]\n", 1, {"note": "why"})


def test_byte_order_mark_survives(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert run("change", file, *MOVE).exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbftitle")


def test_log_tells_the_history_as_people_read_it(file: Path) -> None:
    run("change", file, *MOVE)
    run("change", file, "s4e10", "--title", "Perestroika!", "--note", "A typo.", "--at", "2023-12-01")
    assert run("log", "for-all-mankind", "--schedules", file.parent).stdout.splitlines() == [
        "2023-10-12 16:00 UTC  For All Mankind, season 4, announced on Apple TV+: 10 episodes, "
        "Friday, November 10, 2023 to Friday, January 12, 2024",
        "2023-11-20 18:00 UTC  Out two days early.",
        "    For All Mankind S4E3: Moved from Friday, November 24, 2023, 00:00 New York time; "
        "now Wednesday, November 22, 2023, 00:00 New York time",
        "2023-12-01 23:59 UTC  A typo.",
        "    For All Mankind S4E10: Retitled from “Perestroika”",
    ]


def test_feed_as_of_a_day_is_what_was_known_at_its_end(file: Path) -> None:
    announced = run("feed", "for-all-mankind-s4", "--schedules", file.parent, "--base-url", SITE.base).stdout_bytes
    run("change", file, *MOVE)

    def feed(as_of: str) -> Result:
        options = ("--schedules", file.parent, "--base-url", SITE.base, "--as-of", as_of)
        return run("feed", "for-all-mankind-s4", *options)

    assert feed("2023-11-19").stdout_bytes == announced
    assert feed("2023-11-20T17:59:59Z").stdout_bytes == announced
    assert feed("2023-11-20").stdout_bytes != announced
    assert feed("2023-11-20T19:00:00+01:00").stdout_bytes == feed("2023-11-20").stdout_bytes
    before = feed("2023-10-11")
    assert (before.exit_code, before.stderr) == (1, "no feed is called 'for-all-mankind-s4'\n")
    assert "neither a day nor an instant" in feed("yesterday").stderr


def test_diff_tells_each_difference_and_warns_of_what_breaks(file: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.toml"
    old.write_bytes(file.read_bytes())
    assert run("diff", old, file).stdout == "Subscribers see no change.\n"
    text = file.read_text().replace("2023-11-10", "2023-11-17").replace('"1-10"', '"1-9"').replace("Brazil", "Brasil")
    file.write_text(text.replace('    { number = 10, title = "Perestroika" },\n', ""))
    lines = run("diff", old, file).stdout.splitlines()
    assert lines[0].startswith("For All Mankind S4E1: Moved from Friday, November 10, 2023, 00:00 New York time; now ")
    assert lines[1].startswith("MISTAKE For All Mankind S4E1: start, end or status differ, and SEQUENCE stays 0")
    assert lines[2].startswith("MISTAKE For All Mankind S4E1: it says something else, and LAST-MODIFIED stays")
    assert "Retitled from “Brazil”" in lines[-4]
    assert lines[-1].startswith("MISTAKE For All Mankind S4E10 vanishes")
    assert run("diff", file, old).stdout.splitlines()[-1].startswith("For All Mankind S4E10 is new: Friday, January 12")


def test_other_words_for_the_show_are_told_and_no_mistake(file: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.toml"
    old.write_bytes(file.read_bytes())
    file.write_text(file.read_text().replace('"Apple TV+"', '"Apple TV"'))
    assert run("diff", old, file).stdout.splitlines()[0] == "For All Mankind S4E1: it reads otherwise"
    assert "MISTAKE" not in run("diff", old, file).stdout


def test_check_against_is_a_gate(file: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / file.name).write_bytes(file.read_bytes())
    assert run("check", file, "--against", old).exit_code == 0
    run("change", file, *MOVE)
    assert run("check", file.parent, "--against", old).exit_code == 0
    # What is undone was published, and must not be taken back.
    result = run("check", old, "--against", file.parent)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "SEQUENCE falls from 1 to 0" in result.stderr
    assert result.stderr.endswith("2 mistakes that subscribers must never see\n")
    (file.parent / "other.toml").write_text(WEEKLY)
    assert "other.toml: the show vanishes, with all its episodes" in run("check", old, "--against", file.parent).stderr
    assert "no such file or folder" in run("check", file, "--against", tmp_path / "missing").stderr


def test_older_version_may_come_from_git(file: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        subprocess.run([need("git"), "-C", str(file.parent), *who, *arguments], check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "announced")
    run("change", file, *MOVE)
    assert run("diff", "HEAD", file).stdout.count("\n") == 1
    assert run("check", file, "--against", "HEAD").exit_code == 0
    file.write_text(file.read_text().replace("2023-11-10", "2023-11-17"))
    assert "SEQUENCE stays 0" in run("check", file, "--against", "HEAD").stderr
    (file.parent / "new.toml").write_text(WEEKLY)
    assert "Weekly S1E1 is new" in run("diff", "HEAD", file.parent / "new.toml").stdout
    file.rename(file.with_name("renamed.toml"))
    gone = run("check", file.parent, "--against", "HEAD").stderr
    assert "for-all-mankind.toml: the show vanishes, with all its episodes" in gone
    file.with_name("renamed.toml").rename(file)
    unknown = run("diff", "no-such-branch", file)
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "no-such-branch: no such file or folder, and no revision that git knows" in unknown.stderr


def test_written_change_reads_back(file: Path) -> None:
    run("change", file, *MOVE)
    show = parse(file.read_text(), "for-all-mankind")
    assert b"DTSTART;VALUE=DATE:20231122" in written(show, "for-all-mankind-s4e03")
