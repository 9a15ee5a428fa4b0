"""Schedule files that a command makes, or adds to: read before they are written, and never over another."""

from collections.abc import Callable
from pathlib import Path

import click

from feedgen.cli.common import counted, utc_now
from feedgen.cli.season_table import View, rows
from feedgen.cli.versions import read_show
from feedgen.errors import FeedgenError
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
    help="Folder of the schedule file; this one, unless told. [env: FEEDGEN_SCHEDULES]",
)


slug_option = click.option("--slug", help="Name of the file without .toml, if not the title's: it is in all addresses.")


def new_file(folder: Path, title: str, slug: str | None) -> Path:
    """Return the file of a new show. Raises FeedgenError if there is one of that name, or the name cannot be used."""
    slug = slug or slug_of(title)
    if not slug:
        raise FeedgenError(f'"{title}" has no letters for an address; say --slug my-show')
    file = folder / f"{slug}.toml"
    if problems := slug_problems(slug, str(file)):
        raise FeedgenError(f"{problems[0].message}; say --slug with another name")
    if file.exists():
        raise FeedgenError(f"{file}: is there already; add a season to it with: feedgen new --season N {file}")
    return file


def create(file: Path, text: str) -> Show:
    """Write a new schedule file, and return its show. Raises FeedgenError if it would not be sound, or is there."""
    show = read_show(text.encode(), str(file), file.stem)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as output:
            output.write(text.encode())
    except FileExistsError:
        raise FeedgenError(f"{file}: is there already") from None
    except OSError as error:
        raise FeedgenError(f"{file}: cannot be written: {error.strerror}") from error
    return show


def extended(file: Path, change: Callable[[str], str]) -> Show:
    """Change the text of a schedule file, and return its show. Raises FeedgenError if it would not be sound."""
    try:
        with editing(file) as edit:
            bom = edit.data[:3] if edit.data.startswith(b"\xef\xbb\xbf") else b""
            after = bom + change(edit.data.removeprefix(bom).decode()).encode()
            show = read_show(after, str(file), file.stem)
            edit.replace(after)
    except OSError as error:
        raise FeedgenError(f"{file}: cannot be written: {error.strerror}") from error
    return show


def echo_holdings(show: Show, file: Path, seasons: frozenset[int] | None = None) -> None:
    """Print what a schedule file holds; of some seasons only, if told which."""
    view = View(utc_now())
    for season in show.seasons:
        if seasons is None or season.number in seasons:
            airings = select([show], Feed(show.slug, season.number)).airings
            click.echo(f"{file}: {show.title}, season {season.number}, {counted(len(airings), 'episode')}")
            click.echo("\n".join(rows(airings, view)))
