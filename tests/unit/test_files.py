"""Files are written whole, told apart by their stamps, and edited by one process at a time."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from feedgen import files
from feedgen.errors import FeedgenError

EDIT = """
import sys, time
from pathlib import Path
from feedgen.files import editing
with editing(Path(sys.argv[1])) as edit:
    time.sleep(0.01)
    edit.replace(edit.data + b"x")
"""


def test_edits_of_several_processes_are_all_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"")
    file.chmod(0o640)
    editors = [subprocess.Popen([sys.executable, "-c", EDIT, file]) for _ in range(8)]
    assert [editor.wait() for editor in editors] == [0] * 8
    assert file.read_bytes() == b"x" * 8
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_edit_does_not_undo_what_somebody_else_has_written(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("before")
    with files.editing(file) as edit:
        file.write_text("theirs")
        with pytest.raises(FeedgenError, match="changed by somebody else"):
            edit.replace(b"mine")
    assert file.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [file]


def test_edit_follows_a_link_and_leaves_it(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "a.toml"
    real.write_text("before")
    link.symlink_to(real.name)
    with files.editing(link) as edit:
        edit.replace(b"after")
    assert (link.is_symlink(), real.read_text()) == (True, "after")


@pytest.mark.parametrize("unnamed", [True, False])
def test_edit_that_fails_leaves_the_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, unnamed: bool
) -> None:
    file = tmp_path / "a.toml"
    file.write_text("before")
    (tmp_path / ".a.toml.new").write_text("left by a process that was killed")
    if not unnamed:
        monkeypatch.setattr(files, "_open_unnamed", lambda _: None)
    with files.editing(file) as edit, monkeypatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("the disk is full")))
        with pytest.raises(OSError, match="the disk is full"):
            edit.replace(b"after")
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]
    with files.editing(file) as edit:
        edit.replace(b"after")
    assert file.read_text() == "after"


def test_process_that_is_killed_while_it_writes_leaves_nothing(tmp_path: Path) -> None:
    if files._open_unnamed(str(tmp_path)) is None:  # noqa: SLF001 - whether the file system can
        pytest.skip("this file system has no files without a name")
    file = tmp_path / "a.toml"
    file.write_text("before")
    code = "import os, signal; os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n" + EDIT
    assert subprocess.run([sys.executable, "-c", code, file], check=False).returncode == -9
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_text() == "before"


def test_stamp_tells_a_file_that_was_replaced_by_one_of_the_same_age_and_size(tmp_path: Path) -> None:
    file, other = tmp_path / "a.toml", tmp_path / "b.toml"
    file.write_text("before")
    stamp = files.stamp_of(file)
    time.sleep(0.02)  # file systems count in steps of some milliseconds
    other.write_text("after!")
    shutil.copystat(file, other)
    file.write_bytes(other.read_bytes())
    shutil.copystat(other, file)
    now = files.stamp_of(file)
    assert stamp
    assert now
    assert (stamp.modified, stamp.size, stamp.inode) == (now.modified, now.size, now.inode)
    assert stamp != now
    assert files.stamp_of(tmp_path / "nothing") is None
