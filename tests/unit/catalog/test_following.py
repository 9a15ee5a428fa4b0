"""What becomes of a catalogue when files are edited, broken, mended, added and removed."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from schedules import change, run, schedule, season
from support import WEEKLY

from feedgen.catalog.following import Following
from feedgen.errors import ScheduleError

MOVED = WEEKLY + change("2", date="2024-02-08")
FEWER = schedule(season(run("1-3")))


class Folder:
    """A folder of schedules, and a catalogue that follows it on a clock of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ahead = 0.0
        self.write("show", WEEKLY)
        self.write("other", WEEKLY)
        self.following = Following(path, settle=0.5, grace=10)

    def write(self, slug: str, text: str) -> None:
        (self.path / f"{slug}.toml").write_text(text)

    def look(self, after: float = 0, *, at_once: bool = False) -> None:
        """Look, so many seconds after the last time."""
        self.ahead += after
        self.following.look(time.time() + self.ahead, at_once=at_once)

    def days(self, slug: str = "show") -> list[int]:
        show = self.following.catalog.shows[slug]
        return [episode.facts.release.day.day for episode in show.seasons[0].episodes if episode.facts.release]

    @property
    def slugs(self) -> list[str]:
        return list(self.following.catalog.shows)


@pytest.fixture
def folder(schedules: Path) -> Folder:
    return Folder(schedules)


def test_edited_file_shows_once_it_is_left_alone(folder: Folder) -> None:
    before = folder.following.catalog
    folder.write("show", MOVED)
    folder.look()
    assert folder.days() == [2, 9, 16, 23]
    folder.look(1)
    assert folder.days() == [2, 8, 16, 23]
    assert folder.following.catalog.sources["other"] is before.sources["other"], "one that has not changed stays"
    after = folder.following.catalog
    folder.look(1)
    assert folder.following.catalog is after


def test_file_that_has_been_left_alone_is_taken_up_at_the_first_look(folder: Folder) -> None:
    folder.write("show", MOVED)
    folder.look(1)
    assert folder.days() == [2, 8, 16, 23]


def test_steady_edits_of_one_file_put_off_no_other(folder: Folder) -> None:
    folder.write("show", MOVED)
    for number in range(5):
        folder.write("other", f"{WEEKLY}# {number}\n")
        os.utime(folder.path / "other.toml")
        # As if it had been written just now, as seen by a clock that is ahead.
        folder.ahead += 0.3
        folder.look()
    assert folder.days() == [2, 8, 16, 23]


def test_file_that_is_touched_changes_nothing(folder: Folder) -> None:
    before = folder.following.catalog
    os.utime(folder.path / "show.toml", (0, 0))
    folder.look(1)
    assert folder.following.catalog is before


@pytest.mark.parametrize("copy", [shutil.copy2, shutil.move])
def test_file_that_is_replaced_by_one_of_the_same_age_and_size_shows(
    folder: Folder, tmp_path: Path, copy: Callable[[Path, Path], object]
) -> None:
    file, other = folder.path / "show.toml", tmp_path / "other"
    other.write_text(WEEKLY.replace("2024-02-02", "2024-02-03"))
    shutil.copystat(file, other)
    time.sleep(0.02)  # file systems count in steps of some milliseconds
    copy(other, file)
    folder.look(1)
    assert folder.days() == [3, 10, 17, 24]


def test_folder_that_is_a_switched_link_is_followed(tmp_path: Path) -> None:
    for release, text in (("release-1", WEEKLY), ("release-2", MOVED)):
        (tmp_path / release).mkdir()
        (tmp_path / release / "show.toml").write_text(text)
    current = tmp_path / "current"
    current.symlink_to("release-1")
    following = Following(current, settle=0.5, grace=10)
    (tmp_path / "new").symlink_to("release-2")
    (tmp_path / "new").replace(current)
    following.look(time.time() + 1)
    assert following.catalog.shows["show"].seasons[0].changes
    (tmp_path / "release-2" / "show.toml").write_text(MOVED.replace('"why"', '"other"'))
    following.look(time.time() + 1)
    assert following.catalog.shows["show"].seasons[0].changes[0].note == "other"


def test_files_of_kubernetes_are_followed(schedules: Path) -> None:
    """A ConfigMap is links to links, of which one is switched."""
    for number, text in ((1, WEEKLY), (2, MOVED)):
        (schedules / f"..{number}").mkdir()
        (schedules / f"..{number}" / "show.toml").write_text(text)
    (schedules / "..data").symlink_to("..1")
    (schedules / "show.toml").symlink_to("..data/show.toml")
    following = Following(schedules, settle=0.5, grace=10)
    assert not following.catalog.shows["show"].seasons[0].changes
    (schedules / "..new").symlink_to("..2")
    (schedules / "..new").replace(schedules / "..data")
    following.look(time.time() + 1)
    assert following.catalog.shows["show"].seasons[0].changes


def test_broken_file_leaves_the_last_good_version_and_says_so_once(
    folder: Folder, caplog: pytest.LogCaptureFixture
) -> None:
    folder.write("show", MOVED.replace("note", "nota"))
    for _ in range(3):
        folder.look(1)
    assert folder.days() == [2, 9, 16, 23]
    line = WEEKLY.count("\n") + 1
    (unknown,) = folder.following.catalog.problems
    assert str(unknown).startswith(f'{folder.path}/show.toml:{line + 4}: season 1, change 1: unknown key "nota"')
    assert caplog.text.count("not used:") == 1, "once, not at every look"
    folder.write("show", MOVED)
    folder.look(1)
    assert folder.days() == [2, 8, 16, 23]
    assert folder.following.catalog.problems == ()


def test_broken_file_is_read_again_only_when_it_changes(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("show", "titel = 1")
    folder.look(1)
    with monkeypatch.context() as patched:
        patched.setattr("feedgen.catalog.following.source_of", lambda *_: pytest.fail("a file was read"))
        folder.look(100)
    (folder.path / "show.toml").write_text(WEEKLY)
    folder.look(1)
    assert folder.following.catalog.problems == (), "also as it was before"


def test_new_file_that_is_broken_has_no_last_good_version(folder: Folder) -> None:
    folder.write("new", "titel = 1")
    folder.look(1)
    assert folder.slugs == ["other", "show"]
    assert folder.following.catalog.problems
    (folder.path / "new.toml").unlink()
    folder.look()
    assert folder.following.catalog.problems == ()


def test_change_that_is_dated_in_the_future_removes_no_show(folder: Folder) -> None:
    """The clock of the server may be behind; `feedgen check` refuses it."""
    folder.write("show", MOVED.replace("2024-01-10", "2199-01-01"))
    folder.look(1)
    assert folder.days() == [2, 8, 16, 23]


def test_added_file_shows_at_once_and_a_show_whose_file_is_gone_stays_for_a_while(
    folder: Folder, caplog: pytest.LogCaptureFixture
) -> None:
    folder.write("new", WEEKLY)
    (folder.path / "show.toml").unlink()
    folder.look(1)
    assert folder.slugs == ["new", "other", "show"]
    assert list(folder.following.waiting) == ["show"]
    folder.look(9)
    assert folder.slugs == ["new", "other", "show"]
    folder.look(1)
    assert folder.slugs == ["new", "other"]
    assert list(folder.following.waiting) == []
    assert caplog.text.count("show: the file is gone; served for 10 more seconds") == 1


def test_folder_that_is_emptied_and_filled_again_loses_no_show(folder: Folder) -> None:
    for slug in ("other", "show"):
        (folder.path / f"{slug}.toml").unlink()
    folder.look(100)
    folder.write("other", WEEKLY)
    folder.look(1)
    folder.look(9)
    assert folder.slugs == ["other", "show"]
    folder.write("show", WEEKLY)
    folder.look(1)
    folder.look(100)
    assert folder.slugs == ["other", "show"]


@pytest.mark.parametrize("vanish", [shutil.rmtree, lambda path: [file.unlink() for file in path.iterdir()]])
def test_folder_that_is_empty_or_away_is_told_once_and_takes_nothing_away(
    folder: Folder, caplog: pytest.LogCaptureFixture, vanish: Callable[[Path], object]
) -> None:
    vanish(folder.path)
    for _ in range(3):
        folder.look(100)
    assert folder.slugs == ["other", "show"]
    assert folder.following.trouble.startswith(str(folder.path))
    assert caplog.text.count("what was read before is still served") == 1
    folder.path.mkdir(exist_ok=True)
    folder.write("show", MOVED)
    folder.look(1)
    assert folder.following.trouble == ""
    assert folder.days() == [2, 8, 16, 23]
    assert caplog.text.count("schedules can be read again") == 1


@pytest.mark.parametrize(
    ("half", "lost"),
    [
        (FEWER, "1 of the episodes of season 1"),
        (schedule(season(number=2)), "season 1"),
    ],
)
def test_version_without_episodes_that_there_were_waits(
    folder: Folder, caplog: pytest.LogCaptureFixture, half: str, lost: str
) -> None:
    folder.write("show", half)
    for _ in range(3):
        folder.look(2)
    assert folder.days() == [2, 9, 16, 23]
    assert list(folder.following.waiting) == ["show"]
    assert caplog.text.count(f"show: would lose {lost}; waits for 10 seconds") == 1
    folder.look(10)
    assert folder.following.catalog.sources["show"].data == half.encode()
    assert list(folder.following.waiting) == []


def test_version_that_waits_is_not_put_off_by_edits(folder: Folder, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(7):
        folder.write("show", f"{FEWER}# {number}\n")
        folder.look(2)
    assert folder.days() == [2, 9, 16]
    assert caplog.text.count("would lose") == 1, "told once"


def test_version_that_waits_has_no_problem_of_the_one_before(folder: Folder) -> None:
    folder.write("show", "titel = 1")
    folder.look(2)
    assert {Path(problem.file).name for problem in folder.following.catalog.problems} == {"show.toml"}
    folder.write("show", FEWER)
    folder.look(2)
    assert list(folder.following.waiting) == ["show"]
    assert folder.following.catalog.problems == ()


def test_size_that_is_new_before_its_time_is_not_taken_for_an_old_one(folder: Folder) -> None:
    """Linux shows the new size of a file that is cut off with the time of the change before."""
    folder.look(60)
    stamp = folder.following._done["show"]  # noqa: SLF001 - a state that lasts for microseconds
    assert stamp
    change = folder.following._changed("show", stamp._replace(size=0), None, time.time() + 60)  # noqa: SLF001 - as above
    assert change.age(time.time() + 60) < 0.5
    later = stamp._replace(size=0, changed=stamp.changed + 1)
    assert folder.following._changed("show", later, None, time.time() + 60).age(time.time() + 60) > 50  # noqa: SLF001 - as above


def test_file_that_is_written_with_pauses_is_not_published_by_halves(folder: Folder) -> None:
    longer = schedule(season(run("1-2"), run("3-8", "2024-04-05")))
    for end in range(len(WEEKLY), len(longer), 30):
        folder.write("show", longer[:end])
        folder.look(3)
        assert folder.days() == [2, 9, 16, 23]
    folder.write("show", longer)
    folder.look(1)
    assert len(folder.days()) == 8


def test_look_that_was_asked_for_takes_up_all_as_it_is(folder: Folder) -> None:
    folder.write("show", FEWER)
    (folder.path / "other.toml").unlink()
    folder.look(at_once=True)
    assert folder.days() == [2, 9, 16]
    assert folder.slugs == ["show"]


def test_fault_in_reading_is_the_problem_of_that_file(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from feedgen.schedule import reading  # noqa: PLC0415 - what is patched

    real = reading.parse

    def fail(data: bytes, file: str, *rest: object) -> object:
        if b'"why"' in data:
            raise MemoryError
        return real(data, file, *rest)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(reading, "parse", fail)
    folder.write("show", MOVED)
    folder.write("other", WEEKLY.replace("2024-02-02", "2024-02-03"))
    folder.look(1)
    assert folder.days() == [2, 9, 16, 23]
    assert folder.days("other") == [3, 10, 17, 24]
    (problem,) = folder.following.catalog.problems
    assert str(problem).startswith(
        f"{folder.path}/show.toml: cannot be read, by a fault of feedgen's own (MemoryError)"
    )
    assert "met in reading show" in caplog.text


def test_want_of_descriptors_is_no_fault_of_a_file(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(24, "Too many open files")

    folder.write("show", MOVED)
    with monkeypatch.context() as patched:
        patched.setattr("feedgen.catalog.following.source_of", fail)
        folder.look(1)
    assert "Too many open files" in folder.following.trouble
    assert folder.following.catalog.problems == ()
    folder.look()
    assert folder.days() == [2, 8, 16, 23]
    assert folder.following.trouble == ""


def test_name_with_a_line_break_forges_no_line_of_the_log(folder: Folder, caplog: pytest.LogCaptureFixture) -> None:
    folder.write("x\nERROR all is lost \u202e", "titel = 1")
    folder.look(1)
    assert len(caplog.messages) == len(folder.following.catalog.problems) >= 2
    assert all("\n" not in line and r"x\nERROR all is lost \u202e.toml" in line for line in caplog.messages)


def test_nothing_sound_at_the_start_is_told(schedules: Path) -> None:
    (schedules / "show.toml").write_text("titel = 1")
    with pytest.raises(ScheduleError):
        Following(schedules, settle=0.5, grace=10)
