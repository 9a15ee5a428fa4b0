"""The command line: a group of commands, each in a module that is loaded when it is called."""

from importlib import import_module
from keyword import iskeyword
from typing import Any

import click
from click.shell_completion import CompletionItem

from feedgen import __version__
from feedgen.errors import FeedgenError

# Each command is in a module of its name. Their lines in `--help` are here, so that `--help` loads no module.
COMMANDS = {
    "build": "Build the whole site as files into the folder OUT, for any web server, object store or CDN.",
    "change": "Append a change of EPISODES to the schedule of SHOW, and say what subscribers see of it.",
    "check": "Check schedule files, and show what each season holds.",
    "diff": "Say what subscribers see change between OLD and NEW.",
    "feed": "Print the feed NAME, such as for-all-mankind-s4 or all.",
    "import": "Read the episodes in FILE, and write the schedule that gives them their days.",
    "init": "Make a folder to publish calendars from: a schedule, and workflows for GitHub Pages.",
    "log": "Print what became known of SHOW, and when, the newest last.",
    "schema": "Print the JSON Schema of schedule files, for editors.",
    "new": "Write a new schedule, or a new season of one, from what an announcement says.",
    "serve": "Serve pages and feeds.",
    "show": "Show a season of NAME: each episode, the months with the release days marked, and what is next.",
}


class _LazyGroup(click.Group):
    """A group that loads a command when it is called.

    A mistake in what was given is a message and exit status 1, never a traceback.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click declares it
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"feedgen.cli.{name}"), name)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete commands without loading any."""
        found = [CompletionItem(name, help=told) for name, told in COMMANDS.items() if name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        try:
            return super().invoke(ctx)
        except FeedgenError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)
        except OSError as error:
            if error.filename is None:  # not about a file, such as a pipe whose reader has ended
                raise
            click.echo(f"{error.filename}: {error.strerror}", err=True)
            ctx.exit(1)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="feedgen")
def main() -> None:
    """Publish calendar feeds for shows that release episodes on a schedule."""
