"""`feedgen show`: a season in the terminal."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from feedgen import languages
from feedgen.cli import completing
from feedgen.cli.common import counted, schedules_option, utc_now
from feedgen.cli.season_table import View, episodes_counted, months, next_in_words, next_of, rows
from feedgen.cli.versions import read_show, schedule_of_show, shows_for
from feedgen.feeds import release_wording, wording
from feedgen.feeds.addresses import Site
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed, Mix
from feedgen.feeds.formats import Format
from feedgen.feeds.lookup import find_feed
from feedgen.feeds.option_values import find_zone
from feedgen.feeds.request import Request
from feedgen.formats.publish import publish
from feedgen.plan.show import Season, Show
from feedgen.schedule.toml_values import numbers_value
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
    name = Path(name).stem if name.endswith((".toml", ".ics")) else name
    if as_json:
        request = Request(name, format=Format.EPISODES)
        click.echo(publish(shows, request, Site(checked_base_url(base_url)), utc_now()).body, nl=False)
        return
    view, selection = View(utc_now(), find_zone(tz) if tz else ""), find_feed(shows, name, utc_now())
    for owner in selection.shows:
        airings = [airing for airing in selection.airings if airing.show is owner]
        click.echo("\n".join(_lines(owner, airings, selection.feed, view)))


def _shows(name: str, folder: Path) -> Mapping[str, Show]:
    """Return the shows of a folder, or the one of a schedule file."""
    if not name.endswith(".toml"):
        return shows_for(name.removesuffix(".ics"), folder)
    file = schedule_of_show(name, folder)
    return {file.stem: read_show(file.read_bytes(), str(file), file.stem)}


def _lines(owner: Show, airings: Sequence[Airing], feed: Feed | Mix, view: View) -> Iterator[str]:
    """Yield what a feed has of the season of a show that is out or comes next, and name the other seasons."""
    season = _season(owner, airings, feed, view)
    own = [airing for airing in airings if airing.season is season]
    whole = feed.part is None and feed.episode is None
    yield _title(owner, season, own, view)
    yield from ("", *rows(own, view))
    if whole and (undated := [episode.number for episode in season.undated]):
        yield f"  {numbers_value(undated)}: no day is known yet"
    yield from (*months(own, view), "")
    yield _what_is_next(season, own, view)
    if others := [other.number for other in owner.seasons if other is not season and feed.season is None]:
        yield f"Other seasons: {', '.join(f'{owner.slug}-s{number}' for number in others)}"


def _season(owner: Show, airings: Sequence[Airing], feed: Feed | Mix, view: View) -> Season:
    """Return the season of the next release, else of the last release, else the season that the feed names."""
    if airings:
        return (next_of(airings, view.now) or airings[-1]).season
    return next((season for season in owner.seasons if season.number == feed.season), owner.seasons[-1])


def _title(owner: Show, season: Season, own: Sequence[Airing], view: View) -> str:
    title = click.style(wording.season_title(owner, season, languages.default()), bold=True)
    count = "" if owner.is_film else f": {_counted(season, own)}"
    zones = {airing.release.zone for airing in own if airing.has_hour}
    clock = f", on the clock of {view.zone or ' and '.join(sorted(zones))}" if zones else ""
    return f"{title} on {season.terms.service or owner.service}{count}{clock}"


def _counted(season: Season, own: Sequence[Airing]) -> str:
    """Return how many episodes a season has, or how many a feed has of it."""
    return counted(len(own), "episode") if 0 < len(own) < len(season.dated) else episodes_counted(season)


def _what_is_next(season: Season, own: Sequence[Airing], view: View) -> str:
    if upcoming := next_of(own, view.now):
        return next_in_words(upcoming, view)
    if season.undated or not own:
        return release_wording.expectation(season, languages.default()) or "No day of what comes is known yet."
    return "Nothing of it is still to come."
