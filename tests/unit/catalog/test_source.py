"""Whatever lies in a folder of schedules is read in bounded time and memory, or not at all, and harms no other file."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support import WEEKLY

from feedgen.catalog.following import Following
from feedgen.catalog.source import MOST_BYTES, source_of
from feedgen.errors import Problem

OUTSIDE = "is a link that leads out of the folder of schedules"

STRANGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "fifo": (os.mkfifo, "is not a regular file"),
    "folder": (Path.mkdir, "is not a regular file"),
    "socket": (lambda path: os.mknod(path, 0o140600), "is not a regular file"),
    "endless": (lambda path: path.symlink_to("/dev/zero"), OUTSIDE),
    "process": (lambda path: path.symlink_to("/proc/self/environ"), OUTSIDE),
    "passwords": (lambda path: path.symlink_to("/etc/passwd"), OUTSIDE),
    "upward": (lambda path: path.symlink_to("../outside.toml"), OUTSIDE),
    "dangling": (lambda path: path.symlink_to("nothing"), "is a link to a file that is not there"),
    "circle": (lambda path: path.symlink_to(path.name), "is not a regular file"),
    "large": (
        lambda path: path.write_bytes(b"#" * (MOST_BYTES + 1)),
        "is larger than 1,048,576 bytes, the most that a schedule may have",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STRANGE)
def test_strange_file_is_a_problem_of_its_own(schedules: Path, caplog: pytest.LogCaptureFixture, name: str) -> None:
    make, told = STRANGE[name]
    (schedules.parent / "outside.toml").write_text(WEEKLY)
    (schedules / "show.toml").write_text(WEEKLY)
    following = Following(schedules, settle=0, grace=0)
    make(schedules / f"{name}.toml")
    for catalog in (Following(schedules, settle=0, grace=0).catalog, following.catalog):
        assert list(catalog.shows) == ["show"]
    caplog.clear()
    following.look(1e12)
    following.look(2e12)
    assert len(caplog.messages) == 1
    assert list(following.catalog.shows) == ["show"]
    assert [(problem.file, problem.message) for problem in following.catalog.problems] == [
        (str(schedules / f"{name}.toml"), told)
    ]


def test_file_that_may_not_be_read_is_a_problem_and_is_read_once_it_may(
    schedules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(file: str, flags: int) -> int:
        if file.endswith("secret.toml"):
            raise PermissionError(13, "Permission denied")
        return real(file, flags)

    (schedules / "show.toml").write_text(WEEKLY)
    (schedules / "secret.toml").write_text(WEEKLY)
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        following = Following(schedules, settle=0, grace=0)
    assert [problem.message for problem in following.catalog.problems] == ["cannot be read: Permission denied"]
    (schedules / "secret.toml").chmod(0o600)
    following.look(1e12)
    assert list(following.catalog.shows) == ["secret", "show"]


def test_link_that_leads_inside_is_followed_and_one_named_in_a_command_may_lead_anywhere(schedules: Path) -> None:
    outside = schedules.parent / "outside.toml"
    outside.write_text(WEEKLY)
    (schedules / "inner").mkdir()
    (schedules / "inner" / "a.toml").write_text(WEEKLY)
    (schedules / "inside.toml").symlink_to("inner/a.toml")
    (schedules / "outside.toml").symlink_to(outside)
    within = schedules.resolve()
    assert source_of(schedules / "inside.toml", within).data == WEEKLY.encode()
    assert isinstance(source_of(schedules / "outside.toml", within).data, Problem)
    assert source_of(schedules / "outside.toml").data == WEEKLY.encode()
