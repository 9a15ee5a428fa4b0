"""`feedgen show`: a season in the terminal."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from feedgen import languages
from feedgen.cli import completing
from feedgen.cli.common import counted, load, schedules_option, utc_now
from feedgen.cli.season_table import View, months, next_of, next_told, rows
from feedgen.cli.versions import read_show, schedule_of_show
from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.options import find_zone
from feedgen.feeds.request import Request
from feedgen.feeds.selection import named
from feedgen.feeds.site import Site
from feedgen.feeds.variant import Format
from feedgen.formats.publish import publish
from feedgen.plan.show import Show
from feedgen.web.hosts import checked_base_url


@click.command()
@click.argument("name", shell_complete=completing.feeds)
@schedules_option
@click.option("--tz", metavar="ZONE", help="Show the hours, and the days that they are on, on the clock of this zone.")
@click.option("--json", "as_json", is_flag=True, help="Print what /feeds/NAME.json has.")
@click.option(
    "--base-url",
    envvar="FEEDGEN_BASE_URL",
    default="http://localhost:8000",
    show_default=True,
    help="Public address of the site, for the links in the JSON. [env: FEEDGEN_BASE_URL]",
)
def show(name: str, schedules: Path, tz: str | None, base_url: str, *, as_json: bool) -> None:
    """Show a season of NAME: each episode, the months with the release days marked, and what is next.

    NAME is a show, or a feed such as for-all-mankind-s4. Of a show with several seasons it is the one that is out, or
    comes next.
    """
    if os.environ.get("NO_COLOR"):
        click.get_current_context().color = False
    shows = _shows(name, schedules)
    airings = named(shows, name := Path(name).stem if name.endswith((".toml", ".ics")) else name, utc_now()).airings
    if as_json:
        request = Request(name, format=Format.EPISODES)
        click.echo(publish(shows, request, Site(checked_base_url(base_url)), utc_now()).body, nl=False)
        return
    view = View(utc_now(), find_zone(tz) if tz else "")
    for slug in dict.fromkeys(airing.show.slug for airing in airings):
        click.echo("\n".join(_lines([airing for airing in airings if airing.show.slug == slug], view)))


def _shows(name: str, folder: Path) -> Mapping[str, Show]:
    """Return the shows of a folder, or the one of a schedule file."""
    if not name.endswith(".toml"):
        return load(folder).shows
    file = schedule_of_show(name, folder)
    return {file.stem: read_show(file.read_bytes(), str(file), file.stem)}


def _lines(airings: Sequence[Airing], view: View) -> Iterator[str]:
    """Yield the season of a show that is out or comes next, and name the others."""
    upcoming = next_of(airings, view.now)
    season = (upcoming or airings[-1]).season
    own = [airing for airing in airings if airing.season == season]
    title = wording.season_title(own[0].show, season, languages.default())
    zones = {airing.release.zone for airing in own if airing.has_hour}
    clock = f", on the clock of {view.zone or ' and '.join(sorted(zones))}" if zones else ""
    yield click.style(title, bold=True) + f" on {own[0].show.service}: {counted(len(own), 'episode')}{clock}"
    yield from ("", *rows(own, view), *months(own, view), "")
    yield next_told(upcoming, view) if upcoming else "Nothing of it is still to come."
    if others := sorted({airing.season.number for airing in airings} - {season.number}):
        names = ", ".join(f"{own[0].show.slug}-s{number}" for number in others)
        yield f"Other seasons: {names}"
