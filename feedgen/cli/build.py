"""`feedgen build`: the whole site as files."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from feedgen import languages
from feedgen.catalog.folder import read_catalog
from feedgen.cli.common import counted, quiet_option, schedules_option, utc_now
from feedgen.errors import FeedgenError
from feedgen.feeds.errors import OptionError
from feedgen.feeds.option_values import find_zone
from feedgen.static_site.host_kinds import ANY, TARGETS, Target
from feedgen.web.hosts import checked_base_url
from feedgen.web.settings import read_languages, read_settings
from feedgen.zones import names

# Cloudflare Pages ignores the rules of `_headers` after these.
_MOST_RULES = 100


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@schedules_option
@click.option(
    "--base-url", envvar="FEEDGEN_BASE_URL", required=True, help="Public address of the site. [env: FEEDGEN_BASE_URL]"
)
@click.option(
    "--zones",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File with time zones, one on each line, instead of all. An empty file means none.",
)
@click.option(
    "--languages",
    metavar="TAGS",
    help="Languages, such as en,de, or all; the first is at the root. English, unless told. [env: FEEDGEN_LANGUAGES]",
)
@click.option("--for", "host", type=click.Choice(sorted(TARGETS)), help="Build only what this kind of host needs.")
@click.option(
    "--mix", "mixes", multiple=True, metavar="A+B", help="Build several feeds in one as well; repeat for more."
)
@click.option("--brotli", is_flag=True, help="Compress with Brotli, too.")
@quiet_option
@click.option("--jobs", type=click.IntRange(1), help="Processes to work with; by default as many as there are cores.")
def build(**options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Build the whole site as files into the folder OUT, for any web server, object store or CDN.

    Only what has changed since the last build into OUT is made anew. A folder that holds anything else is refused.
    """
    from feedgen.static_site.build import Build, cores  # noqa: PLC0415 - takes long to load
    from feedgen.static_site.jobs import Settings  # noqa: PLC0415

    target = TARGETS[options["host"]] if options["host"] else ANY
    if options["brotli"]:
        _check_brotli(target)
    # Raises for a mistake in the settings before anything is written.
    given = read_settings(os.environ)
    folder, zones_file = options["schedules"], options["zones"]
    settings = Settings(
        schedules=folder.resolve(),
        base_url=checked_base_url(options["base_url"]),
        zones=names.canonical() if zones_file is None else _zones_in(zones_file),
        folder=options["out"].resolve(),
        now=utc_now(),
        brotli=options["brotli"],
        target=target,
        mixes=options["mixes"],
        languages=_languages_in(options["languages"] or "") or given.languages or (languages.default().tag,),
    )
    try:
        ready = Build(settings, read_catalog([folder], settings.now, at_once=0))
        with click.progressbar(
            length=len(ready.jobs), label="Building", file=sys.stderr, hidden=options["quiet"]
        ) as bar:
            report = ready.run(options["jobs"] or cores(), lambda: bar.update(1))
    except OSError as error:
        raise FeedgenError(f"{error.filename or options['out']}: cannot be written: {error.strerror}") from error
    files = f"{counted(report.written, 'file')} written, {report.kept} as before, {report.removed} removed"
    if not options["quiet"]:
        click.echo(f"{options['out']}: {files}")
    _check_limits(target, options["out"], report.written + report.kept)


def _check_limits(target: Target, out: Path, count: int) -> None:
    """Raise FeedgenError if the host does not take so many files, or so many rules of headers."""
    if target.most_files and count > target.most_files:
        limit = f"{target.title} takes up to {target.most_files:,} files, and these are {count:,}"
        raise FeedgenError(f"{limit}; build for fewer time zones with --zones, or fewer languages with --languages")
    rules = (
        sum(line.startswith("/") for line in (out / "_headers").read_text("utf-8").splitlines())
        if target.headers
        else 0
    )
    if target is TARGETS["cloudflare"] and rules > _MOST_RULES:
        limit = f"{target.title} reads up to {_MOST_RULES} rules of _headers, and there are {rules}, one for each show"
        raise FeedgenError(f"{limit}; divide the shows among several sites, or take another host")


def _check_brotli(target: Target) -> None:
    if not target.compressed:
        raise FeedgenError(f"{target.title} compresses by itself: leave --brotli out")
    if not find_spec("brotli"):
        raise FeedgenError("--brotli needs the package Brotli: pip install 'feedgen-calendar[brotli]'")


def _languages_in(given: str) -> tuple[str, ...]:
    """Return the tags in the option. Raises FeedgenError for an unknown one."""
    try:
        return read_languages(given)
    except ValueError as error:
        raise FeedgenError(f"--languages {error}, not '{given}'") from error


def _zones_in(file: Path) -> tuple[str, ...]:
    """Return the time zones in a file. Raises FeedgenError, with the line, for one that does not exist."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FeedgenError(f"{file}: cannot be read as a list of time zones, one a line, in UTF-8") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if name := line.partition("#")[0].strip():
            try:
                found.append(find_zone(name))
            except OptionError as error:
                raise FeedgenError(f"{file}:{number}: {error}") from error
    return tuple(dict.fromkeys(found))
