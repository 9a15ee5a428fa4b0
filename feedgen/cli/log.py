"""`feedgen log`: what became known of a show, and when."""

from pathlib import Path

import click

from feedgen import languages
from feedgen.cli import completing
from feedgen.cli.common import schedules_option
from feedgen.cli.versions import read_show, schedule_of_show
from feedgen.feeds.history import season_history, show_history


@click.command()
@click.argument("show", shell_complete=completing.shows)
@schedules_option
def log(show: str, schedules: Path) -> None:
    """Print what became known of SHOW, and when, the newest last."""
    file = schedule_of_show(show, schedules)
    known = read_show(file.read_bytes(), str(file), file.stem)
    language = languages.default()
    entries = [entry for season in known.seasons for entry in season_history(known, season, language)]
    entries += show_history(known, language)
    for entry in sorted(entries, key=lambda entry: entry.at):
        click.echo(f"{entry.at:%Y-%m-%d %H:%M} UTC  {entry.title}")
        for line in entry.lines:
            click.echo(f"    {line}")
