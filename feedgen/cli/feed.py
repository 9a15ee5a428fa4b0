"""`feedgen feed`: print a feed."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from feedgen.cli import completing
from feedgen.cli.common import parsed_instant, schedules_option, utc_now
from feedgen.cli.versions import shows_for
from feedgen.errors import FeedgenError
from feedgen.feeds.addresses import Site
from feedgen.feeds.errors import OptionError, PathError
from feedgen.feeds.feed import Mix, read_name
from feedgen.feeds.formats import Format
from feedgen.feeds.lookup import find_feed
from feedgen.feeds.options import BY_NAME, OPTIONS, Option
from feedgen.feeds.request import Request, read_request
from feedgen.feeds.variant import PLAIN
from feedgen.formats.publish import publish
from feedgen.plan.changes import show_as_of
from feedgen.plan.show import Show
from feedgen.web.hosts import checked_base_url

# The options that change what a feed says.
_SHOWN = tuple(option for option in OPTIONS if option.field)

_FORMATS = {form.split(".")[1]: form for form in Format}


def _is_flag(option: Option) -> bool:
    return isinstance(getattr(PLAIN, option.field), bool)


def _typed(name: str) -> str:
    """Return the name of an option on the command line. That of all-day feeds is the folder that they are in."""
    return "--days" if name == "allday" else f"--{name}"


def _options_of_feeds(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_SHOWN):
        kind = {"is_flag": True} if _is_flag(option) else {"metavar": option.example}
        command = click.option(_typed(option.name), option.name, help=option.meaning, **kind)(command)
    return command


class _FeedCommand(click.Command):
    """A command whose switches also take the value that they have in addresses: `--group day` is `--group`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Leave out the value of each switch that is on."""
        on = {_typed(option.name): option.kind.write(True) for option in _SHOWN if _is_flag(option)}
        found = list[str]()
        for word in args:
            switch, equals, value = word.partition("=")
            if found and on.get(found[-1]) == word:
                continue
            found.append(switch if equals and on.get(switch) == value else word)
        return super().parse_args(ctx, found)


@click.command(cls=_FeedCommand)
@click.argument("name", shell_complete=completing.feeds)
@schedules_option
@_options_of_feeds
@click.option(
    "--format",
    "form",
    type=click.Choice([*_FORMATS], case_sensitive=False),
    help="What to print: a calendar by default.",
)
@click.option(
    "--base-url",
    envvar="FEEDGEN_BASE_URL",
    default="http://localhost:8000",
    show_default=True,
    help="Public address of the site, for the links in the feed. [env: FEEDGEN_BASE_URL]",
)
@click.option("--as-of", metavar="INSTANT", help="As it was known then: 2023-11-19 or 2023-11-19T18:00Z.")
def feed(name: str, schedules: Path, form: str | None, base_url: str, as_of: str | None, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Print the feed NAME, such as for-all-mankind-s4 or all.

    The options are those of its address: it prints exactly what subscribers get.
    """
    request = _request(name, _FORMATS[form] if form else None, options)
    shows = shows_for(request.name, schedules)
    if as_of:
        find_feed(shows, request.name, utc_now())  # raises for a name that no feed has
        shows = _as_known(shows, request.name, parsed_instant(as_of, "--as-of"))
        if not shows:
            raise FeedgenError(f"{request.name} was not announced yet at {as_of}")
    document = publish(shows, request, Site(checked_base_url(base_url)), utc_now())
    click.echo(document.body, nl=False)


def _request(name: str, form: Format | None, options: Mapping[str, Any]) -> Request:
    """Read the request as if it were the address of a feed. Raises FeedgenError in the words of the command."""
    ending = next((other for other in Format if name.endswith(other)), None)
    if form and ending and form is not ending:
        raise FeedgenError(f"{name} and --format contradict each other")
    path = name if ending else f"{name}{form or Format.CALENDAR}"
    try:
        return read_request(path, _query(options))
    except (OptionError, PathError) as error:
        raise FeedgenError(_in_options(str(error))) from error


def _query(options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for option in _SHOWN:
        value = options[option.name]
        if value is not None and value is not False:
            yield option.name, option.kind.write(value) if value is True else value


def _in_options(text: str) -> str:
    """Translate a message about the options of an address into the options of the command."""
    names = "|".join(map(re.escape, BY_NAME))
    text = re.sub(rf"(?:options? )?'({names})'", lambda match: _typed(match[1]), text)
    return re.sub(rf"\b({names})=", lambda match: f"{_typed(match[1])} ", text)


def _as_known(shows: Mapping[str, Show], name: str, instant: datetime) -> Mapping[str, Show]:
    """Return the shows that a feed is made of, as they were known at an instant; all shows for other names."""
    wanted = read_name(name)
    feeds = wanted.feeds if isinstance(wanted, Mix) else [wanted] if wanted else []
    owners = [shows.get(feed.show) if feed.show else None for feed in feeds]
    known = (show_as_of(show, instant) for show in (filter(None, owners) if any(owners) else shows.values()))
    return {show.slug: show for show in known if show}
