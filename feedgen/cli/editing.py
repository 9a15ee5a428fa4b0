"""Editing a schedule: what an edit does for subscribers, and whether to ask before it is written."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from feedgen import resources
from feedgen.cli.common import is_terminal
from feedgen.cli.versions import read_show
from feedgen.errors import FeedgenError, ScheduleError
from feedgen.feeds.compare import compare
from feedgen.files import editing
from feedgen.plan.show import Episode, Season, Show
from feedgen.schedule.toml_values import numbers_value

_BOM = b"\xef\xbb\xbf"

# Days. A move by more is probably a typing mistake.
_FAR = 366


@dataclass(frozen=True, slots=True)
class Draft:
    """A schedule after an edit: its bytes, the show before and after, and sentences on what may be a mistake."""

    data: bytes
    before: Show
    after: Show
    doubts: tuple[str, ...]


# Takes the show and the text of its schedule; returns the text with a change, and the instant of the change.
Edit = Callable[[Show, str], tuple[str, datetime]]


def edit_file(  # noqa: PLR0913 - the switches of the command line
    file: Path, edit: Edit, *, yes: bool, dry_run: bool, quiet: bool, one_day: bool = False
) -> None:
    """Edit a schedule, and print what subscribers see of it. Ask first if the edit may be a mistake.

    `one_day` allows episodes of several days to come on one without asking.

    Raises FeedgenError for an impossible edit, for one that needs an answer where there is no terminal, or if the file
    cannot be written.
    """
    _check_own(file)
    draft = _draft(file, file.read_bytes(), edit)
    _ask(draft.doubts if one_day else (*draft.doubts, *_doubts_of_one_day(draft)), yes=yes or dry_run)
    if not dry_run:
        draft = _written(file, edit)
    if not quiet:
        _tell(draft)
        click.echo(f"{file}: {'nothing was written' if dry_run else 'written'}")


def _written(file: Path, edit: Edit) -> Draft:
    """Make the draft again, as the file may have been edited meanwhile, and write it."""
    try:
        with editing(file) as open_file:
            draft = _draft(file, open_file.data, edit)
            open_file.replace(draft.data)
    except OSError as error:
        raise FeedgenError(f"{file}: cannot be written: {error.strerror}") from error
    return draft


def _tell(draft: Draft) -> None:
    differences = compare(draft.before, draft.after)
    for difference in differences:
        if difference.gone:
            click.echo(f"{difference.gone} is no longer there")
        elif not difference.mistake:
            click.echo(str(difference))
    if any(difference.mistake for difference in differences):  # a change was taken out
        click.echo("Calendars that have asked since it was written may go on showing it.", err=True)


def _check_own(file: Path) -> None:
    if resources.installed() and file.resolve().parent == resources.SCHEDULES:
        remedy = "copy it to a folder of your own, and name the folder with --schedules or FEEDGEN_SCHEDULES"
        raise FeedgenError(f"{file}: this schedule comes with feedgen, and the next version would replace it; {remedy}")


def _ask(doubts: tuple[str, ...], *, yes: bool) -> None:
    for doubt in doubts:
        click.echo(f"Careful: {doubt}.", err=True)
    if not doubts or yes:
        return
    if not is_terminal():
        raise FeedgenError("Nothing was written; add --yes if that is meant.")
    click.confirm("Write it all the same?", abort=True, err=True)


def _draft(file: Path, data: bytes, edit: Edit) -> Draft:
    before = read_show(data, str(file), file.stem)
    bom = _BOM if data.startswith(_BOM) else b""
    text, at = edit(before, data.removeprefix(bom).decode())
    changed = bom + text.encode()
    try:
        after = read_show(changed, str(file), file.stem)
    except ScheduleError as error:
        raise FeedgenError("\n".join(_in_options(f"{p.message} ({p.remedy})") for p in error.problems)) from error
    if _known(before) == _known(after):
        raise FeedgenError("the plan is like that already: nothing would change")
    doubts = (doubt for season in after.seasons for doubt in _doubts(before.season(season.number), season, at))
    return Draft(changed, before, after, tuple(doubts))


def _known(show: Show) -> tuple[object, ...]:
    """Return the facts of a show, without its changes."""
    return show.facts, *((season.terms, season.episodes) for season in show.seasons)


# Words of the schedule language, and the options for them.
_TYPED = (
    (r" \(\)$", ""),
    (r"the change makes no difference to .*", "the plan is like that already: nothing would change"),
    (r"\bwrite added = true for a new one", "--add makes a new one"),
    (r"\bleave out added = true\b", "leave out --add"),
    (r"\bwrite release = \{…\}", "name the zone, too: --release 21:00 America/New_York"),
    (r"\(write (\w+) = (.*)\)$", r"(--\1 \2)"),
    (r'"cancelled"', "--cancel"),
    (r'"added"', "--add"),
    (r'"to_be_announced"', "--to-be-announced"),
    (r'"at_once"', "--at-once"),
    (r'"back_to_back"', "--back-to-back"),
    (r'"(at|note|date|shift|time|release|title|runtime|url|description|service|color)"', r"--\1"),
    (r'"(open|expected|every|except)"', r"--\1"),
)


def _in_options(text: str) -> str:
    """Return a problem in terms of options, as the change is not in any file yet."""
    for pattern, typed in _TYPED:
        text = re.sub(pattern, typed, text)
    return text


def _doubts(before: Season | None, after: Season, at: datetime) -> Iterator[str]:
    """Yield sentences on what may be a mistake in the edit of a season."""
    was = {episode.number: episode for episode in (before.episodes if before else ())}
    moved = [(was[now.number], now) for now in after.episodes if now.number in was and _differ(was[now.number], now)]
    if out := [old.number for old, _ in moved if _is_out(old, at)]:
        yield f"{_episodes(out)} of season {after.number} came out before {at:%Y-%m-%d %H:%M} UTC"
    if far := [now.number for old, now in moved if _days(old, now) > _FAR]:
        yield f"{_episodes(far)} of season {after.number} would move by more than a year"
    if early := [now.number for old, now in moved if _is_out(now, at) and not _is_out(old, at)]:
        yield f"{_episodes(early)} of season {after.number} would have come out before {at:%Y-%m-%d %H:%M} UTC"
    if gap := sorted(_missing(now.number for now in after.episodes) - _missing(was)):
        yield f"the numbers of season {after.number} would have a gap, without {_episodes(gap)}"


def _doubts_of_one_day(draft: Draft) -> Iterator[str]:
    """Yield a sentence for each season whose episodes move from several days to one, which is seldom meant."""
    for season in draft.after.seasons:
        was = {episode.number: episode for episode in _episodes_of(draft.before, season.number)}
        moved = [now for now in season.episodes if now.number in was and _days(was[now.number], now)]
        releases = (was[now.number].facts.release for now in moved)
        before = {release.day for release in releases if release}
        if len(before) > 1 and len({now.facts.release.day for now in moved if now.facts.release}) == 1:
            told = f"{_episodes([now.number for now in moved])} of season {season.number} had {len(before)} days"
            yield f"{told}, and would all come on one; --every spreads them, and --shift moves each"


def _episodes_of(show: Show, number: int) -> tuple[Episode, ...]:
    season = show.season(number)
    return season.episodes if season else ()


def _differ(old: Episode, new: Episode) -> bool:
    return (old.facts.release, old.facts.status) != (new.facts.release, new.facts.status)


def _is_out(episode: Episode, at: datetime) -> bool:
    return episode.facts.release is not None and episode.facts.release.is_out(at)


def _days(old: Episode, new: Episode) -> int:
    if old.facts.release is None or new.facts.release is None:
        return 0
    return abs((new.facts.release.day - old.facts.release.day).days)


def _missing(numbers: "Iterator[int] | dict[int, Episode]") -> set[int]:
    there = set(numbers)
    return set(range(min(there, default=0), max(there, default=0))) - there


def _episodes(numbers: list[int]) -> str:
    return f"episode{'s' if len(numbers) > 1 else ''} {numbers_value(numbers)}"
