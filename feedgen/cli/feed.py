"""`feedgen feed`: print a feed."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from feedgen.cli.common import load, parsed_instant, schedules_option
from feedgen.feeds.feed import Feed
from feedgen.feeds.request import Request
from feedgen.feeds.site import Site
from feedgen.formats.publish import publish
from feedgen.plan.changes import show_as_of
from feedgen.plan.show import Show
from feedgen.web.public_address import checked_base_url


@click.command()
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
    document = publish(shows, Request(name), Site(checked_base_url(base_url)))
    click.echo(document.body, nl=False)


def _as_known(shows: Mapping[str, Show], name: str, instant: datetime) -> Mapping[str, Show]:
    """Return the shows that a feed is of, as they were known then; all of them for a name that none has."""
    wanted = Feed.named(name)
    owner = shows.get(wanted.show) if wanted and wanted.show else None
    known = (show_as_of(show, instant) for show in ([owner] if owner else shows.values()))
    return {show.slug: show for show in known if show}
