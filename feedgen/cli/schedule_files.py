"""Making and extending schedule files. A text is checked before it is written, and no file is written over."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from feedgen import languages
from feedgen.cli.common import utc_now
from feedgen.cli.season_table import View, episodes_counted, rows
from feedgen.cli.versions import read_show
from feedgen.errors import FeedgenError, ScheduleError
from feedgen.feeds import release_wording, wording
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.files import editing
from feedgen.plan.show import Show
from feedgen.schedule.slugs import slug_of, slug_problems

folder_option = click.option(
    "--schedules",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    envvar="FEEDGEN_SCHEDULES",
    help="Folder of the schedule file; the current one by default. [env: FEEDGEN_SCHEDULES]",
)

slug_option = click.option("--slug", help="Name of the file without .toml, if not the title's: it is in all addresses.")

# The service until one is known, as the schedule language needs one.
NOWHERE_YET = "To be announced"


def new_file(folder: Path, title: str, slug: str | None, instead: str) -> Path:
    """Return the path for the file of a new show. Raises FeedgenError if the name cannot be used, or is taken.

    `instead` is the advice if the file exists.
    """
    slug = slug or slug_of(title)
    if not slug:
        raise FeedgenError(f'"{title}" has no letters for an address; say --slug my-show')
    file = folder / f"{slug}.toml"
    if problems := slug_problems(slug, str(file)):
        raise FeedgenError(f"{problems[0].message}; say --slug with another name")
    if file.exists():
        raise FeedgenError(f"{file}: is there already; {instead}")
    return file


def create(file: Path, text: str) -> Show:
    """Write a new schedule file, and return its show. Raises FeedgenError if the text has problems, or it exists."""
    show = read_draft(text, file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as output:
            output.write(text.encode())
    except FileExistsError:
        raise FeedgenError(f"{file}: is there already") from None
    except OSError as error:
        raise FeedgenError(f"{file}: cannot be written: {error.strerror}") from error
    if show.service == NOWHERE_YET:
        click.echo(f'It is on "{NOWHERE_YET}", until you say where it can be seen: service = "…"', err=True)
    return show


def read_draft(text: str, file: Path) -> Show:
    """Return the show of a text to be written. Raises FeedgenError with its problems, without lines of a file."""
    try:
        return read_show(text.encode(), str(file), file.stem)
    except ScheduleError as error:
        told = (str(replace(problem, file="nothing was written", line=0)) for problem in error.problems)
        raise FeedgenError("\n".join(told)) from error


def extended(file: Path, change: Callable[[str], str], *, dry_run: bool = False) -> tuple[str, str]:
    """Change the text of a schedule file; return the text before and after. Raises FeedgenError if it has problems."""
    try:
        with editing(file) as edit:
            bom = edit.data[:3] if edit.data.startswith(b"\xef\xbb\xbf") else b""
            before = edit.data.removeprefix(bom).decode()
            after = change(before)
            read_draft(after, file)
            if after != before and not dry_run:
                edit.replace(bom + after.encode())
    except OSError as error:
        raise FeedgenError(f"{file}: cannot be written: {error.strerror}") from error
    return before, after


def echo_season(show: Show, number: int, file: Path) -> None:
    """Print what a schedule file holds of a season."""
    season = show.season(number)
    if season is None:
        return
    language = languages.default()
    told = (wording.season_title(show, season, language), "" if show.is_film else episodes_counted(season))
    click.echo(f"{file}: {', '.join(filter(None, (*told, release_wording.expectation(season, language).lower())))}")
    for row in rows(select([show], Feed(show.slug, number)).airings, View(utc_now())):
        click.echo(row)
