"""The command line."""

import json
import os
import socket
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from feedgen import __version__, catalog, languages, schedule_file, wording
from feedgen.addresses import Feed, Site
from feedgen.airings import Airing, select
from feedgen.cli_build import build
from feedgen.cli_changes import change, diff, log, mistakes_against, vanished_shows
from feedgen.cli_parts import count, counted, load, parsed_instant, schedules_option, utc_now
from feedgen.errors import FeedgenError
from feedgen.feeds import publish
from feedgen.model import InstantRelease, Show, Status
from feedgen.plan import show_as_of
from feedgen.public_address import checked_base_url

# Answers come from memory; more threads only compete for the interpreter. Connections are not bounded by it.
_THREADS = 4

# A worker that is told to stop while it starts may never hear it, and would be waited for without end. An answer takes
# milliseconds.
_GRACE_SECONDS = 5

_LOCAL = ("localhost", "127.0.0.1")


class _Group(click.Group):
    """A group in which a person's mistake is a message and exit status 1, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        try:
            return super().invoke(ctx)
        except FeedgenError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="feedgen")
def main() -> None:
    """Publish calendar feeds for shows that release episodes on a schedule."""


main.add_command(build)
main.add_command(change)
main.add_command(diff)
main.add_command(log)


@main.command()
@schedules_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen at.")
@click.option("--base-url", envvar="FEEDGEN_BASE_URL", help="Public address of the site. [env: FEEDGEN_BASE_URL]")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes that answer.")
def serve(schedules: Path, host: str, port: int, base_url: str | None, workers: int) -> None:
    """Serve pages and feeds."""
    number = count(schedules)  # a folder that cannot be served is told here; a worker tells what else is wrong
    if base_url:
        base_url = checked_base_url(base_url)
        os.environ["FEEDGEN_BASE_URL"] = base_url
    os.environ["FEEDGEN_SCHEDULES"] = str(schedules.resolve())
    _check_free(host, port)
    click.echo(f"Serving {counted(number, 'schedule')} at {base_url or f'http://{_in_url(host)}:{port}'}/")
    if host not in _LOCAL and not base_url:
        click.echo("Other machines need --base-url, the address at which they reach this one.")
    click.echo("Stop with Ctrl+C.")
    _run_server(host, port, workers)


def _run_server(host: str, port: int, workers: int) -> None:
    from granian import Granian  # noqa: PLC0415 - no other command needs the server
    from granian.constants import Interfaces  # noqa: PLC0415

    server = Granian(
        "feedgen:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        respawn_failed_workers=True,
        websockets=False,
        blocking_threads=_THREADS,
        workers_kill_timeout=_GRACE_SECONDS,
    )
    server.serve()


def _check_free(host: str, port: int) -> None:
    """Raise FeedgenError if the address cannot be listened at: a worker would say so less clearly."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise FeedgenError(f"cannot listen at {host}:{port}: {error.strerror}; choose another --port") from error


def _in_url(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104 - not bound here, only told how to reach it
        return "localhost"
    return f"[{host}]" if ":" in host else host


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE|DIR]...")
@schedules_option
@click.option("--against", metavar="OLD", help="Another file or folder, or a revision that git knows.")
def check(paths: Sequence[Path], schedules: Path, against: str | None) -> None:
    """Check schedule files, and show what each season holds.

    Without a FILE or DIR it checks the folder that would be served. With --against it also refuses what would break
    the subscriptions to an older version: an event that vanishes, a SEQUENCE that falls, a silent move.
    """
    found = catalog.read(paths or [schedules], utc_now())
    if found.problems:
        for problem in found.problems:
            click.echo(str(problem), err=True)
        raise FeedgenError(f"{counted(len(found.problems), 'problem')}; {counted(len(found.shows), 'show')} in order")
    if against:
        _check_against(against, paths or [schedules])
    for show in found.shows.values():
        click.echo("\n".join(_table(show)))


def _check_against(old: str, paths: Sequence[Path]) -> None:
    mistakes = [*mistakes_against(old, catalog.files(paths))]
    mistakes += [text for folder in paths if folder.is_dir() for text in vanished_shows(old, folder)]
    for mistake in mistakes:
        click.echo(mistake, err=True)
    if mistakes:
        raise FeedgenError(f"{counted(len(mistakes), 'mistake')} that subscribers must never see")


def _table(show: Show) -> list[str]:
    lines = [f"{show.slug}: {show.title}, on {show.service}"]
    for season in show.seasons:
        airings = select([show], Feed(show.slug, season.number))
        announced = f"announced {season.announced:%Y-%m-%d}"
        name = wording.season_name(season, languages.default())
        lines += ["", f"  {name}, {announced}, {counted(len(airings), 'episode')}", *map(_row, airings)]
    return [*lines, ""]


def _row(airing: Airing) -> str:
    facts, release = airing.facts, airing.facts.release
    cells = [f"{airing.episode.number:>4}", f"{release.day:%a %Y-%m-%d}"]
    if isinstance(release, InstantRelease):
        cells.append(f"{release.at:%Y-%m-%d %H:%M} UTC")
    cells.append(facts.title)
    if facts.status is not Status.CONFIRMED:
        cells.append(f"({facts.status.lower()})")
    if role := wording.role_name(airing, languages.default()):
        cells.append(f"({role.lower()})")
    return "  ".join(["", *filter(None, cells)])


@main.command()
@click.argument("name")
@schedules_option
@click.option(
    "--base-url",
    envvar="FEEDGEN_BASE_URL",
    default="http://localhost:8000",
    show_default=True,
    help="Public address of the site, for the links in the feed. [env: FEEDGEN_BASE_URL]",
)
@click.option("--as-of", metavar="INSTANT", help="As it was known then: 2023-11-19 or 2023-11-19T18:00Z.")
def feed(name: str, schedules: Path, base_url: str, as_of: str | None) -> None:
    """Print the feed NAME, such as for-all-mankind-s4 or all."""
    shows: Mapping[str, Show] = load(schedules).shows
    name = name.removesuffix(".ics")
    if as_of:
        shows = _as_known(shows, name, parsed_instant(as_of))
    document = publish(shows, name, Site(checked_base_url(base_url)))
    click.echo(document.body, nl=False)


def _as_known(shows: Mapping[str, Show], name: str, instant: datetime) -> Mapping[str, Show]:
    """Give the shows that a feed is of, as they were known then; all of them for a name that none has."""
    wanted = Feed.parse(name)
    owner = shows.get(wanted.show) if wanted and wanted.show else None
    known = (show_as_of(show, instant) for show in ([owner] if owner else shows.values()))
    return {show.slug: show for show in known if show}


@main.command()
def schema() -> None:
    """Print the JSON Schema of schedule files, for editors."""
    click.echo(json.dumps(schedule_file.json_schema(), indent=2, ensure_ascii=False))
