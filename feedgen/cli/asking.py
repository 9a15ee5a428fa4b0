"""The questions of `feedgen new` without options."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import click

from feedgen.cli.option_types import DAY, HOUR, TITLE, ZONE
from feedgen.plan.show import Season

_OFTEN = ("weekly", "daily", "all at once")


def ask(title: str | None, known: Sequence[Season]) -> Mapping[str, Any]:
    """Ask for a season, and for the title and the service of a new show; return the answers by option.

    `known` are the seasons that the show has already. Raises UsageError if standard input ends.
    """
    try:
        return _answers(title, known)
    except click.Abort:
        click.echo(err=True)
        raise click.UsageError(
            "Nothing was written; it needs answers, or --premiere, --episodes and --weekly."
        ) from None


def _answers(title: str | None, known: Sequence[Season]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    if not title:
        found["title"] = click.prompt("Title of the show", type=TITLE)
    if not known:
        found["service"] = click.prompt("Where can it be seen", type=TITLE)
    latest = max((season.number for season in known), default=0)
    found["season"] = click.prompt("Number of the season", type=click.IntRange(0, 9999), default=latest + 1)
    found["premiere"] = click.prompt("First release day, such as 2026-07-03", type=DAY)
    found["episodes"] = count = click.prompt("How many episodes", type=click.IntRange(1, 9999))
    if count > 1:
        often = click.prompt("How often", type=click.Choice(_OFTEN), default=_OFTEN[0])
        found[often.replace(" ", "_")] = True
        if often != _OFTEN[-1]:
            found["premiere_episodes"] = click.prompt("How many on the first day", type=click.IntRange(1), default=1)
    found["hour"] = _perhaps("Hour of release, such as 21:00 (leave empty if only the day is known)", HOUR)
    if found["hour"] is not None:
        found["zone"] = click.prompt("Time zone of that hour, such as America/New_York", type=ZONE)
    return found


def _perhaps(question: str, kind: click.ParamType[timedelta]) -> timedelta | None:
    """Ask a question whose answer may be empty, which is None."""
    read: Callable[[str], timedelta | None] = lambda text: kind.convert(text, None, None) if text.strip() else None  # noqa: E731 - for its type
    answer: timedelta | None = click.prompt(question, default="", show_default=False, value_proc=read)
    return answer
