"""Completion in the shell: the shows and feeds of the folder that the command would read."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from feedgen import resources


def shows(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - as click calls it
    """Complete the slug of a show; if there is none, the name of a file."""
    found = [CompletionItem(slug) for slug in _slugs(ctx) if slug.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]


def feeds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - as above
    """Complete the name of a feed: the shows first, and once there is only one, its feeds."""
    slugs = [slug for slug in _slugs(ctx) if slug.startswith(incomplete) or incomplete.startswith(f"{slug}-s")]
    names = _feeds_of(ctx, slugs[0]) if len(slugs) == 1 else slugs
    return [CompletionItem(name) for name in (*names, "all") if name.startswith(incomplete)]


def _folder(ctx: click.Context) -> Path:
    return Path(ctx.params.get("schedules") or resources.SCHEDULES)


def _slugs(ctx: click.Context) -> list[str]:
    return sorted(file.stem for file in _folder(ctx).glob("*.toml") if not file.name.startswith("."))


def _feeds_of(ctx: click.Context, slug: str) -> list[str]:
    from feedgen.catalog.folder import read_catalog  # noqa: PLC0415 - only to complete the name of a feed
    from feedgen.cli.common import utc_now  # noqa: PLC0415
    from feedgen.feeds.feed import feeds_of  # noqa: PLC0415

    found = read_catalog([_folder(ctx) / f"{slug}.toml"], utc_now())
    return [feed.name for show in found.shows.values() for feed in feeds_of(show)]
