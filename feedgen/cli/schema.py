"""`feedgen schema`: print the JSON Schema of schedule files."""

import json

import click

from feedgen.schedule.json_schema import json_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of schedule files, for editors."""
    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
