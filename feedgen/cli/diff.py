"""`feedgen diff`: what subscribers see change between two versions of a schedule."""

from pathlib import Path

import click

from feedgen.cli.common import CHANGED
from feedgen.cli.versions import old_version, read_show
from feedgen.feeds.compare import compare


@click.command()
@click.argument("old")
@click.argument("new", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--quiet", "-q", is_flag=True, help="Print nothing; exit with 3 if subscribers see a change.")
def diff(old: str, new: Path, *, quiet: bool) -> None:
    """Say what subscribers see change between OLD and NEW.

    NEW is a schedule file. OLD is another, or a folder that has one of the same name, or a revision that git knows.
    """
    version = read_show(new.read_bytes(), str(new), new.stem)
    differences = compare(old_version(old, new), version)
    if quiet:
        click.get_current_context().exit(CHANGED if differences else 0)
    for difference in differences:
        click.echo(str(difference))
    if not differences:
        click.echo("Subscribers see no change.")
