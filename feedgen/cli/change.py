"""`feedgen change`: add a change to a schedule."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from feedgen.cli import change_keys, completing
from feedgen.cli.change_arguments import Episodes, day, runtime, shift, words, zone
from feedgen.cli.change_keys import OF_SEASON, OF_SHOW, OPTIONS
from feedgen.cli.common import command_calling, parsed_instant, quiet_option, schedules_option, utc_now
from feedgen.cli.editing import Edit, edit_file
from feedgen.cli.option_types import WRITTEN_HOUR
from feedgen.cli.undoing import taken_back
from feedgen.cli.versions import read_show, schedule_of_show
from feedgen.errors import FeedgenError
from feedgen.plan.show import Season, Show
from feedgen.schedule.text_edits import with_change, with_show_change


@click.command(cls=command_calling(hour="--time", minutes="--runtime", premiere="--date", zone="--release"))
@click.argument("show", shell_complete=completing.shows)
@click.argument("episodes", metavar="[EPISODES]", required=False)
@schedules_option
@click.option("--note", type=words, help="Why, in words for subscribers. Needed, except with --undo.")
@click.option("--date", type=day, help="New release day; with --every or --at-once, the first.")
@click.option("--shift", type=shift, help='How far they move: "1 week", "-2 days".')
@click.option("--to-be-announced", is_flag=True, help="Withdraw their days; no new ones are known.")
@click.option("--cancel", is_flag=True, help="Cancel them. They stay in calendars, marked.")
@click.option("--reinstate", is_flag=True, help="Bring cancelled ones back.")
@click.option("--time", type=WRITTEN_HOUR, help="New hour, in the zone that they have.")
@click.option(
    "--release", type=(WRITTEN_HOUR, zone), metavar="TIME ZONE", help="New hour and zone: 21:00 America/New_York."
)
@click.option("--title", type=words, help="New title of one episode, of a season, or of the show.")
@click.option("--runtime", type=runtime, help="New length: minutes, or PT1H30M.")
@click.option("--url", type=words, help="New page at the service, of one episode, of a season, or of the show.")
@click.option("--description", type=words, help="New description of one episode, of a season, or of the show.")
@click.option(
    "--service",
    type=words,
    help="Where they, or the show, can be seen from now on; also a new name of that.",
)
@click.option("--color", type=words, help="New colour of the calendars of the show: a CSS colour name.")
@click.option("--open", is_flag=True, help="More episodes of a season come than are known.")
@click.option("--closed", is_flag=True, help="All episodes of a season are known.")
@click.option("--expected", type=words, help='When a season without days is expected: "2027-Q3", "summer 2027".')
@click.option("--add", is_flag=True, help="The episodes are new.")
@click.option("--every", type=words, help='With --date, how often: "week", "day", or a rule.')
@click.option("--at-once", type=click.IntRange(1), help="With --date: how many on a release day.")
@click.option("--except", type=day, multiple=True, help="With --date: a day without an episode. Can be repeated.")
@click.option("--back-to-back", is_flag=True, help="Those of one day begin when the one before them ends.")
@click.option("--at", type=words, metavar="INSTANT", help="When it became known; now by default.")
@click.option("--undo", is_flag=True, help="Take the newest change of SHOW back.")
@click.option("--yes", is_flag=True, help="Do not ask about what is doubtful.")
@quiet_option
@click.option("--dry-run", is_flag=True, help="Show what it would do, and write nothing.")
def change(show: str, episodes: str | None, schedules: Path, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Append a change of EPISODES to the schedule of SHOW, and say what subscribers see of it.

    SHOW is a slug or a schedule file. EPISODES are written s4e03, s4e03-05, s4e03,e06 or 4x03; s4 alone means the
    season, or all of it that are still to come. Without EPISODES it is about the show: its --title, --service, --url,
    --description or --color.

    It asks first, or needs --yes, before it moves or cancels episodes that are out, moves any by more than a year or
    into the past, or leaves a gap in their numbers.

    --undo takes out the newest change while it is less than an hour old. An older one has been seen, so the opposite
    change is added instead.
    """
    told = change_keys.given(options)
    manner = {name: options[name] for name in ("yes", "dry_run", "quiet")}
    if options["undo"]:
        if episodes or told:
            raise click.UsageError(f"--undo takes back the newest change; leave out {episodes or _listed(told)[0]}")
        edit_file(schedule_of_show(show, schedules), taken_back(options["note"]), **manner)
        return
    _check(told, options)
    file = schedule_of_show(show, schedules)

    def known() -> Show:
        return read_show(file.read_bytes(), str(file), file.stem)

    asked = Episodes.parse(episodes, lambda: known().seasons[-1].number) if episodes is not None else None
    if asked is None and told - OF_SHOW and known().is_film:
        asked = Episodes(1, (1,))
    _check_scope(asked, told)
    edit_file(file, _edit(asked, options), one_day=bool(options["at_once"]), **manner)


def _edit(asked: Episodes | None, options: Mapping[str, Any]) -> Edit:
    def edit(show: Show, text: str) -> tuple[str, datetime]:
        if asked is None:
            at = _instant(options["at"], show)
            return with_show_change(text, change_keys.of_show(at, options)), at
        at = _instant(options["at"], change_keys.season_of(show, asked.season))
        return with_change(text, asked.season, change_keys.of_season(show, asked, at, options)), at

    return edit


# Options that several episodes cannot have in common.
_SINGLE = ("--title", "--url", "--description")

# Options of one group contradict each other.
_EXCLUSIVE = (
    ("--date", "--shift", "--to-be-announced"),
    ("--cancel", "--reinstate", "--add"),
    *(("--cancel", option) for option in ("--date", "--shift", "--to-be-announced", "--time", "--release")),
    ("--reinstate", "--to-be-announced"),
    ("--add", "--shift"),
    ("--add", "--to-be-announced"),
    ("--time", "--release"),
    ("--open", "--closed"),
)


def _listed(names: frozenset[str]) -> list[str]:
    """Return options as they are typed, in order."""
    return [f"--{name.replace('_', '-')}" for name in OPTIONS if name in names]


def _check(told: frozenset[str], options: Mapping[str, Any]) -> None:
    """Raise UsageError if something is missing, or options contradict each other."""
    if options["note"] is None:
        raise click.UsageError("Missing option '--note': why, in words for subscribers")
    if not told:
        raise click.UsageError(f"say what changes: {', '.join(_listed(frozenset(OPTIONS)))}")
    typed = _listed(told)
    for exclusive in _EXCLUSIVE:
        if len(both := [option for option in exclusive if option in typed]) > 1:
            raise click.UsageError(f"{both[0]} and {both[1]} contradict each other")
    for option in ("--every", "--at-once", "--except"):
        if option in typed and "--date" not in typed:
            raise click.UsageError(f"{option} needs --date, the first day")


def _check_scope(asked: Episodes | None, told: frozenset[str]) -> None:
    """Raise UsageError for an option that a show, a season or an episode cannot have."""
    if asked is None:
        if told - OF_SHOW:
            examples = "s4e03, s4e03-05, s4e03,e06, 4x03 or s4"
            raise click.UsageError(f"{_listed(told - OF_SHOW)[0]} is not of the show: name EPISODES, {examples}")
        return
    if "color" in told:
        raise click.UsageError("--color is of the show: leave out EPISODES")
    if asked.numbers:
        if several := [option for option in _SINGLE if option in _listed(told) and len(asked.numbers) > 1]:
            raise click.UsageError(f"{several[0]} is of one episode, such as s{asked.season}e03, or a season")
        if alone := _listed(told & {"open", "closed", "expected"}):
            raise click.UsageError(f"{alone[0]} is of a season, such as s{asked.season}")
    elif "add" in told:
        raise click.UsageError(f"--add needs the numbers of the new episodes, such as s{asked.season}e11-12")
    elif (others := _listed(told - OF_SEASON)) and (
        mixed := _listed(told & OF_SEASON - {"time", "release", "service"})
    ):
        raise click.UsageError(f"{mixed[0]} is of the season, and {others[0]} of its episodes: write two changes")


def _instant(told: str | None, owner: Show | Season) -> datetime:
    """Return when a change became known: now by default, and always later than the latest change.

    Two changes of one instant, published one after the other, would leave LAST-MODIFIED as it was.
    """
    now = utc_now()
    first = owner.announced if isinstance(owner, Season) else min(season.announced for season in owner.seasons)
    what, latest = ("change", owner.changes[-1].at) if owner.changes else ("announcement", first)
    if told is None:
        return max(now, latest + timedelta(seconds=1))
    at = parsed_instant(told, "--at")
    if at.date() == now.date() and told == f"{now:%Y-%m-%d}":
        at = now  # today, which has not ended yet
    if at > now:
        raise FeedgenError(f"--at {told} is in the future: it is {now:%Y-%m-%dT%H:%M:%SZ}")
    if at <= latest:
        raise FeedgenError(f"--at {told} is not after the latest {what}, {latest:%Y-%m-%dT%H:%M:%SZ}")
    return at
