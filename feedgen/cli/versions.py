"""Schedule files, and older versions of them: in another folder, or at a revision that git knows."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from feedgen.cli.common import load, utc_now
from feedgen.errors import FeedgenError
from feedgen.feeds.feed import Feed, read_name
from feedgen.plan.show import Show
from feedgen.schedule import reading
from feedgen.spelling import did_you_mean

# Shows that a message lists.
_FEW = 5


def schedule_of_show(show: str, folder: Path) -> Path:
    """Return the schedule file of a show by its slug, or the file itself. Raises FeedgenError if there is none."""
    file = Path(show) if show.endswith(".toml") else _file_here(show) or folder / f"{show}.toml"
    if not file.is_file():
        known = sorted(known.stem for known in folder.glob("*.toml"))
        meant = did_you_mean(show, [*known, *(here.stem for here in _files_here())]) or _listed(known)
        raise FeedgenError(f"{file}: no such schedule" + (f"; {meant}" if meant else ""))
    return file


def shows_for(name: str, folder: Path) -> Mapping[str, Show]:
    """Return the show of a feed's name if its schedule is in the current folder and no other is named, else all shows.

    Raises ScheduleError if the schedule, or all of the folder, cannot be read.
    """
    feed = read_name(name)
    file = _file_here(name) or (_file_here(feed.show) if isinstance(feed, Feed) else None)
    return {file.stem: read_show(file.read_bytes(), str(file), file.stem)} if file else load(folder).shows


def _file_here(slug: str | None) -> Path | None:
    """Return the file of a show in the current folder, where `new` and `import` write, unless another is named."""
    return next((file for file in _files_here() if file.stem == slug), None)


def _files_here() -> Sequence[Path]:
    """Return the TOML files of the current folder; none if a folder of schedules is named."""
    named = click.get_current_context().get_parameter_source("schedules") is not ParameterSource.DEFAULT
    return [] if named else [file for file in Path().glob("*.toml") if file.is_file()]


def _listed(slugs: Sequence[str]) -> str:
    """Return which shows there are, in words; empty if they are many."""
    if not slugs:
        return "the folder has no schedule"
    return f"there {'is' if len(slugs) == 1 else 'are'} {', '.join(slugs)}" if len(slugs) <= _FEW else ""


def read_show(data: bytes, file: str, slug: str) -> Show:
    """Read the bytes of a schedule file. Raises ScheduleError."""
    return reading.parse(data, file, slug, utc_now())


def old_version(old: str, file: Path) -> Show | None:
    """Return an older version of a schedule file: from another file or folder, or as git has it at a revision.

    None means that it was not there yet. Raises FeedgenError if there is no such file, folder or revision.
    """
    other = Path(old) / file.name if Path(old).is_dir() else Path(old)
    if Path(old).exists():
        return read_show(other.read_bytes(), str(other), file.stem) if other.is_file() else None
    data = _from_git(old, file)
    return None if data is None else read_show(data, f"{old}:{file.name}", file.stem)


def old_files(old: str, folder: Path) -> frozenset[str]:
    """Return the names of the schedule files in an older version of a folder. Raises FeedgenError as `old_version`."""
    if Path(old).exists():
        return frozenset(file.name for file in Path(old).glob("*.toml"))
    listed = _git(old, folder, "ls-tree", "--name-only", old, "./")
    return frozenset(name for name in listed.stdout.decode().splitlines() if name.endswith(".toml"))


def _from_git(revision: str, file: Path) -> bytes | None:
    shown = _git(revision, file.resolve().parent, "show", f"{revision}:./{file.name}")
    return shown.stdout if shown.returncode == 0 else None


def _git(revision: str, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """Ask git about a revision. Raises FeedgenError if it knows none of that name, or is not there."""

    def run(*words: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)  # noqa: S603, S607 - git of the PATH, as people have it

    try:
        known = run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except FileNotFoundError:
        raise FeedgenError(f"{revision}: no such file or folder, and git is not installed") from None
    if known.returncode:
        raise FeedgenError(f"{revision}: no such file or folder, and no revision that git knows")
    return run(*arguments)
