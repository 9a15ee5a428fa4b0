"""What the commands share: options, the present, and the ways that arguments are read."""

import subprocess
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from feedgen import catalog, resources, schedule_file
from feedgen.errors import FeedgenError, ScheduleError, did_you_mean
from feedgen.model import Show

schedules_option = click.option(
    "--schedules",
    type=click.Path(path_type=Path),
    default=resources.SCHEDULES,
    envvar="FEEDGEN_SCHEDULES",
    help="Folder of schedule files, instead of the bundled one. [env: FEEDGEN_SCHEDULES]",
)


def utc_now() -> datetime:
    """Give the present instant, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def load(folder: Path) -> catalog.Catalog:
    """Open a folder of schedules; problems go to standard error. Raises ScheduleError if no file is sound.

    Of very many files only some are read here, the others when their show is asked for.
    """
    found = catalog.read([folder], utc_now(), catalog.AT_ONCE)
    if not found.shows:
        raise ScheduleError(found.problems)
    for problem in found.problems:
        click.echo(str(problem), err=True)
    return found


def count(folder: Path) -> int:
    """Give how many schedules a folder has, after no more reading than it takes to find one that is sound.

    Raises ScheduleError if none is.
    """
    files = list(catalog.files([folder]))
    if not any(catalog.read([file], utc_now()).shows for file in files):
        raise ScheduleError(catalog.read(files, utc_now()).problems)
    return len(files)


def schedule_of_show(show: str, folder: Path) -> Path:
    """Give the schedule file of a show by its slug, or the file itself. Raises FeedgenError if there is none."""
    file = Path(show) if show.endswith(".toml") else folder / f"{show}.toml"
    if not file.is_file():
        meant = did_you_mean(show, (known.stem for known in folder.glob("*.toml")))
        raise FeedgenError(f"{file}: no such schedule" + (f"; {meant}" if meant else ""))
    return file


def read_show(data: bytes, file: str, slug: str) -> Show:
    """Read the bytes of a schedule file. Raises ScheduleError."""
    return schedule_file.parse(data, file, slug, utc_now())


def old_version(old: str, file: Path) -> Show | None:
    """Give an older version of a schedule file: from another file or folder, or as git has it at a revision.

    None means that it was not there yet. Raises FeedgenError if there is no such file, folder or revision.
    """
    other = Path(old) / file.name if Path(old).is_dir() else Path(old)
    if Path(old).exists():
        return read_show(other.read_bytes(), str(other), file.stem) if other.is_file() else None
    data = _from_git(old, file)
    return None if data is None else read_show(data, f"{old}:{file.name}", file.stem)


def old_files(old: str, folder: Path) -> frozenset[str]:
    """Give the names of the schedule files in an older version of a folder. Raises FeedgenError as `old_version`."""
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


def parsed_instant(text: str) -> datetime:
    """Read an instant; a day stands for its end in UTC, so that all that became known on it counts."""
    try:
        if "T" not in text and " " not in text:
            return datetime.combine(date.fromisoformat(text), time(23, 59, 59), UTC)
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"'{text}' is neither a day nor an instant: 2023-11-19, 2023-11-19T18:00Z") from None
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)


def counted(number: int, noun: str) -> str:
    """Give "1 show" or "2 shows"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
