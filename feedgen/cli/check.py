"""`feedgen check`: all problems of schedule files, or what each season holds."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from feedgen import languages
from feedgen.catalog.folder import read_catalog, schedule_files
from feedgen.cli.common import counted, progress, quiet_option, schedules_option, utc_now
from feedgen.cli.ignored_files import ignored_files
from feedgen.cli.season_table import View, episodes_counted, part_in_brackets, rows
from feedgen.cli.versions import old_files, old_version, read_show
from feedgen.errors import FeedgenError
from feedgen.feeds import release_wording, wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.compare import compare
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.plan.show import Season, Show


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE|DIR]...")
@schedules_option
@quiet_option
@click.option("--against", metavar="OLD", help="Another file or folder, or a revision that git knows.")
def check(paths: Sequence[Path], schedules: Path, against: str | None, *, quiet: bool) -> None:
    """Check schedule files, and show what each season holds.

    Without a FILE or DIR it checks the folder that would be served, and names the files that are ignored there. With
    --against it also refuses what would break the subscriptions to an older version: an event that vanishes, a SEQUENCE
    that falls, a silent move.
    """
    for folder in filter(Path.is_dir, paths or [schedules]):
        for told in ignored_files(folder):
            click.echo(told, err=True)
    found = read_catalog(paths or [schedules], utc_now(), at_once=0)
    with progress(found.unread, "Checking", quiet=quiet) as sources:
        for source in sources:
            found.library.read(source)
    if found.problems:
        for problem in found.problems:
            click.echo(str(problem), err=True)
        raise FeedgenError(f"{counted(len(found.problems), 'problem')}; {counted(len(found.shows), 'show')} in order")
    if against:
        _check_against(against, paths or [schedules])
    for show in () if quiet else found.shows.values():
        click.echo("\n".join(_table(show)))


def _check_against(old: str, paths: Sequence[Path]) -> None:
    mistakes = [*mistakes_against(old, schedule_files(paths))]
    mistakes += [text for folder in paths if folder.is_dir() for text in missing_shows(old, folder)]
    for mistake in mistakes:
        click.echo(mistake, err=True)
    if mistakes:
        raise FeedgenError(f"{counted(len(mistakes), 'mistake')} that subscribers must never see")


def _table(show: Show) -> Iterator[str]:
    yield f"{show.slug}: {show.title}, on {show.service}"
    for season in show.seasons:
        airings = select([show], Feed(show.slug, season.number)).airings
        yield ""
        yield f"  {', '.join(_heading(show, season, airings))}"
        yield from (f"  {row}" for row in rows(airings, View(utc_now())))
        yield from _undated(season)
    yield ""


def _heading(show: Show, season: Season, airings: Sequence[Airing]) -> Iterator[str]:
    """Yield the parts of the line above a season."""
    yield wording.season_name(season, languages.default())
    if (service := season.terms.service) and service != show.service:
        yield f"on {service}"
    yield f"announced {season.announced:%Y-%m-%d}"
    yield episodes_counted(season)
    if zones := {airing.release.zone: None for airing in airings if airing.has_hour}:
        yield f"on the clock of {' and '.join(zones)}"


def _undated(season: Season) -> Iterator[str]:
    """Yield a line for each episode without a day, and one for the expectation of a season without any day."""
    for episode in season.undated:
        about = " ".join(filter(None, (episode.facts.title, part_in_brackets(episode.facts))))
        yield "  ".join(filter(None, [f"  {episode.number:>5}", "no day yet", about]))
    if not season.dated and (expected := release_wording.expectation(season, languages.default())):
        yield f"     {expected}"


def mistakes_against(old: str, files: Iterator[Path]) -> Iterator[str]:
    """Yield the differences from an older version that subscribers must never see, for each of these files."""
    for file in files:
        version = read_show(file.read_bytes(), str(file), file.stem)
        yield from (f"{file}: {found.text}" for found in compare(old_version(old, file), version) if found.mistake)


def missing_shows(old: str, folder: Path) -> Iterator[str]:
    """Yield a sentence for each show that an older version of a folder has and this one lacks."""
    gone = old_files(old, folder) - {file.name for file in folder.glob("*.toml")}
    yield from (f"{folder / name}: the show vanishes, with all its episodes" for name in sorted(gone))
