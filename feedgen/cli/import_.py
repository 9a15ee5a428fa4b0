"""`feedgen import`: the episodes of a file as a schedule, or what is new in it as changes."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import click

from feedgen.cli.common import CHANGED, is_terminal, quiet_option, utc_now
from feedgen.cli.option_types import TITLE, ZONE
from feedgen.cli.schedule_files import NOWHERE_YET, create, extended, folder_option, new_file, read_draft, slug_option
from feedgen.cli.versions import read_show
from feedgen.errors import FeedgenError
from feedgen.importing.drafting import backward_days, late_beginnings, lone_episodes, show_draft
from feedgen.importing.file_kinds import read
from feedgen.importing.listing import Asked, Listing, UnreadableError, ZoneNeededError
from feedgen.importing.settling import numbered
from feedgen.importing.telling import season_in_words
from feedgen.importing.updating import differs, known_specials, updated, vanished
from feedgen.schedule.drafts import ShowText, show_text
from feedgen.schedule.slugs import slug_of

_MOST_NOTES = 10


@click.command("import")
@click.argument("source", type=click.File("rb"), metavar="FILE")
@folder_option
@slug_option
@click.option("--show", type=TITLE, help="The title of the show; which one, if there are several in FILE.")
@click.option("--season", type=click.IntRange(0, 9999), help="Take this season alone; that of a list which names none.")
@click.option("--zone", type=ZONE, help="The time zone of its hours, if it does not say.")
@click.option("--days", "days_only", is_flag=True, help="Take the days alone, and no hours.")
@click.option("--service", type=TITLE, help="Where it can be seen, if FILE does not say.")
@click.option("--update", is_flag=True, help="Write what is new in FILE into the schedule, as changes dated now.")
@click.option("--note", type=TITLE, help="Of --update: why, in words for subscribers.")
@click.option("--dry-run", is_flag=True, help="Show what it would write, and write nothing.")
@quiet_option
def import_(source: BinaryIO, folder: Path, slug: str | None, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Read the episodes in FILE, and write the schedule that gives them their days.

    FILE is TVmaze's JSON of a show with its episodes, an .ics file such as Sonarr's, CSV with a row an episode
    (season,number,title,date,time,minutes), or a list of days; - is standard input. With --update it says what has
    changed since, and exits with 3 if anything has.
    """
    asked = Asked(options["show"] or "", options["zone"] or "", options["season"], options["days_only"])
    try:
        _take(source, asked, folder, slug, options)
    except UnreadableError as error:
        raise FeedgenError("\n".join(f"{source.name}: {line}" for line in str(error).splitlines())) from error


def _take(source: BinaryIO, asked: Asked, folder: Path, slug: str | None, options: Mapping[str, Any]) -> None:
    listing = _read(source, asked)
    if not listing.title:
        raise UnreadableError("it does not say of which show it is; say --show TITLE")
    file = folder / f"{slug or slug_of(listing.title)}.toml"
    if options["update"] and file.exists():
        _update(file, listing, options)
    else:
        instead = "say --update to add what is new"
        _create(new_file(folder, listing.title, slug, instead), numbered(listing), options)


def _read(source: BinaryIO, asked: Asked) -> Listing:
    """Return the episodes of a file. Asks for the zone of hours that have none, if there is a terminal."""
    data = source.read()
    try:
        return read(data, asked)
    except ZoneNeededError as error:
        if not is_terminal():
            raise
        zone = click.prompt(f"Time zone of its hours ({error.example}), such as America/New_York", type=ZONE, err=True)
        return read(data, replace(asked, zone=zone))


def _create(file: Path, listing: Listing, options: Mapping[str, Any]) -> None:
    draft = show_draft(listing, options["service"] or NOWHERE_YET, utc_now())
    text = show_text(draft, file.name)
    if options["dry_run"]:
        read_draft(text, file)
        click.echo(text, nl=False)
    else:
        create(file, text)
    if not options["quiet"]:
        _echo_draft(draft, file, err=options["dry_run"])
    _echo_notes("not taken over", listing.notes)
    _echo_notes(
        "please check", [*late_beginnings(listing), *lone_episodes(listing, utc_now()), *backward_days(listing)]
    )
    if options["update"]:
        click.get_current_context().exit(CHANGED)


def _echo_draft(draft: ShowText, file: Path, *, err: bool) -> None:
    click.echo(f"{file}: {draft.title}, on {draft.service}", err=err)
    for season in draft.seasons:
        for line in season_in_words(season):
            click.echo(line, err=err)


def _update(file: Path, listing: Listing, options: Mapping[str, Any]) -> None:
    doubts: list[str] = []
    note = options["note"] or (f"As {listing.by} lists it now." if listing.by else "As it is listed now.")

    def change(text: str) -> str:
        nonlocal doubts
        show = read_show(text.encode(), str(file), file.stem)
        settled = numbered(listing, known_specials(show))
        seasons = [season.number for season in show.seasons]
        lone = lone_episodes(settled, utc_now(), seasons)
        doubts = [*differs(show, listing), *vanished(show, settled, utc_now()), *lone]
        return updated(text, show, settled, utc_now(), note)

    before, after = extended(file, change, dry_run=options["dry_run"])
    if not options["quiet"]:
        click.echo("".join(_diff(before, after, file)) or f"{file}: nothing in it is new\n", nl=False)
    _echo_notes("not taken over", listing.notes)
    _echo_notes("please check", doubts)
    if after != before:
        click.get_current_context().exit(CHANGED)


def _diff(before: str, after: str, file: Path) -> Iterator[str]:
    lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), str(file), str(file))
    for line in lines:
        yield click.style(line, fg={"+": "green", "-": "red", "@": "cyan"}.get(line[0]))


def _echo_notes(label: str, notes: Sequence[str]) -> None:
    """Print notes to standard error; of many only the first."""
    for note in notes[:_MOST_NOTES]:
        click.echo(f"{label}: {note}", err=True)
    if len(notes) > _MOST_NOTES:
        click.echo(f"{label}: {len(notes) - _MOST_NOTES} more", err=True)
