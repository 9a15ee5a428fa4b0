"""`feedgen check`: all problems of schedule files, or what each season holds."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from feedgen import languages
from feedgen.catalog.folder import read_catalog, schedule_files
from feedgen.cli.common import counted, progress, quiet_option, schedules_option, utc_now
from feedgen.cli.passed_over import passed_over
from feedgen.cli.versions import old_files, old_version, read_show
from feedgen.errors import FeedgenError
from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.compare import compare
from feedgen.feeds.feed import Feed
from feedgen.feeds.selection import select
from feedgen.plan.announcement import Status
from feedgen.plan.show import Season, Show


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE|DIR]...")
@schedules_option
@quiet_option
@click.option("--against", metavar="OLD", help="Another file or folder, or a revision that git knows.")
def check(paths: Sequence[Path], schedules: Path, against: str | None, *, quiet: bool) -> None:
    """Check schedule files, and show what each season holds.

    Without a FILE or DIR it checks the folder that would be served, and names what is passed over there. With --against
    it also refuses what would break the subscriptions to an older version: an event that vanishes, a SEQUENCE that
    falls, a silent move.
    """
    for folder in filter(Path.is_dir, paths or [schedules]):
        for told in passed_over(folder):
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
    mistakes += [text for folder in paths if folder.is_dir() for text in vanished_shows(old, folder)]
    for mistake in mistakes:
        click.echo(mistake, err=True)
    if mistakes:
        raise FeedgenError(f"{counted(len(mistakes), 'mistake')} that subscribers must never see")


def _table(show: Show) -> list[str]:
    lines = [f"{show.slug}: {show.title}, on {show.service}"]
    for season in show.seasons:
        airings = select([show], Feed(show.slug, season.number)).airings
        announced = f"announced {season.announced:%Y-%m-%d}"
        name = wording.season_name(season, languages.default())
        count = counted(len(season.episodes), "episode") + (" so far" if season.terms.open else "")
        lines += ["", f"  {name}, {announced}, {count}", *map(_row, airings), *_undated(season)]
    return [*lines, ""]


def _undated(season: Season) -> Iterator[str]:
    """Yield a line for each episode that has no day, or for a season of which nothing else is known."""
    for episode in season.undated:
        yield "  ".join(filter(None, [f"  {episode.number:>4}", "no day yet", episode.facts.title]))
    if not season.dated and (expected := wording.expectation(season, languages.default())):
        yield f"     {expected}"


def _row(airing: Airing) -> str:
    facts, release = airing.facts, airing.release
    cells = [f"{airing.episode.number:>4}", f"{release.day:%a %Y-%m-%d}"]
    if release.has_hour:
        cells.append(f"{release.begins:%Y-%m-%d %H:%M} UTC")
    cells.append(facts.title)
    if facts.status is not Status.CONFIRMED:
        cells.append(f"({facts.status.lower()})")
    if role := wording.role_name(airing, languages.default()):
        cells.append(f"({role.lower()})")
    return "  ".join(["", *filter(None, cells)])


def mistakes_against(old: str, files: Iterator[Path]) -> Iterator[str]:
    """Yield what subscribers of `old` must never see, for each of these schedule files."""
    for file in files:
        version = read_show(file.read_bytes(), str(file), file.stem)
        yield from (f"{file}: {found.text}" for found in compare(old_version(old, file), version) if found.mistake)


def vanished_shows(old: str, folder: Path) -> Iterator[str]:
    """Yield the shows that an older version of a folder has and this one has not."""
    gone = old_files(old, folder) - {file.name for file in folder.glob("*.toml")}
    yield from (f"{folder / name}: the show vanishes, with all its episodes" for name in sorted(gone))
