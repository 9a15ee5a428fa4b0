"""`feedgen init`: a folder that publishes calendars from a repository."""

from pathlib import Path

import click

from feedgen import __version__, resources
from feedgen.errors import FeedgenError
from feedgen.files import write

# The files of the starter, and where each goes in the new folder.
_FILES = {
    "README.md": "README.md",
    "requirements.txt": "requirements.txt",
    "gitignore": ".gitignore",
    "workflows/check.yml": ".github/workflows/check.yml",
    "workflows/publish.yml": ".github/workflows/publish.yml",
}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
def init(folder: Path) -> None:
    """Make a folder to publish calendars from: a schedule, and workflows for GitHub Pages.

    A repository with these files checks each pull request, comments what subscribers will see, and publishes the site
    anew after each change and every night. DIR may hold other files; none of them is written over.
    """
    texts = {folder / target: _text(resources.STARTER / name) for name, target in _FILES.items()}
    example = resources.SCHEDULES / "for-all-mankind.toml"
    if not list((folder / "schedules").glob("*.toml")):
        texts[folder / "schedules" / example.name] = example.read_text("utf-8")
    if there := [str(file) for file in texts if file.exists()]:
        raise FeedgenError(f"{', '.join(there)}: already there, and not written over; nothing was written")
    for file, text in texts.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            write(file, text.encode())
        except OSError as error:
            raise FeedgenError(f"{file}: cannot be written: {error.strerror}") from error
        click.echo(str(file))
    click.echo(f"Read {folder / 'README.md'}: it says how to go on.")


def _text(file: Path) -> str:
    return file.read_text("utf-8").replace("VERSION", __version__.rpartition(".")[0])
