"""What the commands share: options, the present, and how arguments are read."""

import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TypeVar

import click

from feedgen import resources
from feedgen.catalog.folder import AT_ONCE, Catalog, read_catalog, schedule_files
from feedgen.errors import ScheduleError

schedules_option = click.option(
    "--schedules",
    type=click.Path(path_type=Path),
    default=resources.SCHEDULES,
    envvar="FEEDGEN_SCHEDULES",
    help="Folder of schedule files, instead of the bundled one. [env: FEEDGEN_SCHEDULES]",
)

quiet_option = click.option("--quiet", "-q", is_flag=True, help="Print only what is wrong.")


def command_calling(**names: str) -> type[click.Command]:
    """Return the class of a command that names its own option where one is given that another command calls so."""

    class _Command(click.Command):
        def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
            try:
                return super().parse_args(ctx, args)
            except click.NoSuchOption as error:
                meant = names.get(error.option_name.lstrip("-"))
                if meant is None:
                    raise
                raise click.NoSuchOption(
                    error.option_name, f"{error.message} Did you mean '{meant}'?", ctx=ctx
                ) from error

    return _Command


# The exit status of a command that looks for news, if there are any.
CHANGED = 3

# With fewer files or jobs a bar would be gone at once.
_MANY = 100

_Item = TypeVar("_Item")


def progress(items: Sequence[_Item], label: str, *, quiet: bool) -> AbstractContextManager[Iterable[_Item]]:
    """Return a progress bar over items; hidden if they are few, or standard error is no terminal."""
    hidden = quiet or len(items) < _MANY or not sys.stderr.isatty()
    return click.progressbar(items, label=label, file=sys.stderr, hidden=hidden)


def is_terminal() -> bool:
    """Return whether standard input is a terminal, so that somebody can answer questions."""
    return sys.stdin.isatty()


def utc_now() -> datetime:
    """Return the present instant, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def load(folder: Path) -> Catalog:
    """Open a folder of schedules; problems go to standard error. Raises ScheduleError if no file is sound.

    Only the first files are read here, the others when their show is asked for.
    """
    found = read_catalog([folder], utc_now(), AT_ONCE)
    if not found.shows:
        raise ScheduleError(found.problems)
    for problem in found.problems:
        click.echo(str(problem), err=True)
    return found


def count(folder: Path) -> int:
    """Return how many schedule files a folder has. Files are read until one is sound.

    Raises ScheduleError if none is.
    """
    files = list(schedule_files([folder]))
    if not any(read_catalog([file], utc_now()).shows for file in files):
        raise ScheduleError(read_catalog(files, utc_now()).problems)
    return len(files)


def parsed_instant(text: str, option: str | None = None) -> datetime:
    """Return the instant of an option in UTC. A day is its last second in UTC, so all that became known on it counts.

    Raises BadParameter.
    """
    try:
        if "T" not in text and " " not in text:
            return datetime.combine(date.fromisoformat(text), time(23, 59, 59), UTC)
        instant = datetime.fromisoformat(text)
    except ValueError:
        told = f"'{text}' is neither a day nor an instant: 2023-11-19, 2023-11-19T18:00Z"
        raise click.BadParameter(told, param_hint=option) from None
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)


def counted(number: int, noun: str) -> str:
    """Return "1 show" or "2 shows"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
