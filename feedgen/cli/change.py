"""`feedgen change`: add a change to a schedule."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from feedgen.cli import completing
from feedgen.cli.arguments import Episodes, clock, day, ranges, runtime, shift, words, zone
from feedgen.cli.common import parsed_instant, quiet_option, schedules_option, utc_now
from feedgen.cli.drafts import put
from feedgen.cli.opposites import taken_back
from feedgen.cli.versions import schedule_of_show
from feedgen.errors import FeedgenError
from feedgen.plan.announcement import Status
from feedgen.plan.release import Hour
from feedgen.plan.show import Season, Show
from feedgen.schedule.toml_values import Value
from feedgen.schedule.writing import with_change


@click.command()
@click.argument("show", shell_complete=completing.shows)
@click.argument("episodes", metavar="[EPISODES]", required=False)
@schedules_option
@click.option("--note", type=words, help="Why, in words for subscribers. Needed, except with --undo.")
@click.option("--date", type=day, help="New release day; of added ones, the first.")
@click.option("--shift", type=shift, help='How far they move: "1 week", "-2 days".')
@click.option("--to-be-announced", is_flag=True, help="Withdraw their day; no new one is known.")
@click.option("--cancel", is_flag=True, help="Cancel them. They stay in calendars, marked.")
@click.option("--reinstate", is_flag=True, help="Bring cancelled ones back.")
@click.option("--time", type=clock, help="New hour, in the zone that they have.")
@click.option("--release", type=(clock, zone), metavar="TIME ZONE", help="New hour and zone: 21:00 America/New_York.")
@click.option("--title", type=words, help="New title of one episode.")
@click.option("--runtime", type=runtime, help="New length: minutes, or PT1H30M.")
@click.option("--url", type=words, help="New page of one episode at the service.")
@click.option("--description", type=words, help="New words on one episode.")
@click.option("--add", is_flag=True, help="The episodes are new.")
@click.option("--every", type=words, help='Of added ones: "week", "day", or a rule.')
@click.option("--at-once", type=click.IntRange(1), help="Of added ones: how many on a release day.")
@click.option("--at", type=words, metavar="INSTANT", help="When it became known; now unless told.")
@click.option("--undo", is_flag=True, help="Take the newest change of SHOW back.")
@click.option("--yes", is_flag=True, help="Do not ask about what is doubtful.")
@quiet_option
@click.option("--dry-run", is_flag=True, help="Show what it would do, and write nothing.")
def change(show: str, episodes: str | None, schedules: Path, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Append a change of EPISODES to the schedule of SHOW, and say what subscribers see of it.

    SHOW is a slug or a schedule file. EPISODES are written s4e03, s4e03-05, s4e03,e06 or 4x03; s4 alone means all that
    are still to come.

    It asks first, or needs --yes, before it moves or cancels episodes that are out, moves any by more than a year or
    into the past, or leaves a gap in their numbers.

    --undo takes out the newest change while it is less than an hour old. An older one has been seen, so the opposite
    change is added instead.
    """
    told = [option for name, option in _OPTIONS.items() if options[name]]
    manner = {name: options[name] for name in ("yes", "dry_run", "quiet")}
    if options["undo"]:
        _check_undo(episodes, told)
        file = schedule_of_show(show, schedules)
        put(file, taken_back(options["note"]), **manner)
        return
    _check(episodes, told, options)
    asked = Episodes.parse(episodes or "")
    _check_several(asked, told)
    file = schedule_of_show(show, schedules)

    def edit(known: Show, text: str) -> tuple[str, datetime]:
        season = _season(known, asked.season)
        at = _instant(options["at"], season)
        return with_change(text, season.number, dict(_keys(season, asked, at, options))), at

    put(file, edit, **manner)


# The options that say what changes.
_OPTIONS = {
    name: f"--{name.replace('_', '-')}"
    for name in (
        *("date", "shift", "to_be_announced", "cancel", "reinstate", "time", "release"),
        *("title", "runtime", "url", "description", "add", "every", "at_once"),
    )
}


# These are of one episode.
_SINGLE = ("--title", "--url", "--description")


# Only one of each group makes sense.
_EXCLUSIVE = (
    ("--date", "--shift", "--to-be-announced"),
    ("--cancel", "--reinstate", "--add"),
    *(("--cancel", option) for option in ("--date", "--shift", "--to-be-announced", "--time", "--release")),
    ("--reinstate", "--to-be-announced"),
    ("--add", "--shift"),
    ("--add", "--to-be-announced"),
    ("--time", "--release"),
)


def _check(episodes: str | None, told: list[str], options: Mapping[str, Any]) -> None:
    """Raise UsageError if something is missing, or options contradict each other."""
    if episodes is None:
        raise click.UsageError("Missing argument 'EPISODES': s4e03, s4e03-05, s4e03,e06, 4x03 or s4")
    if options["note"] is None:
        raise click.UsageError("Missing option '--note': why, in words for subscribers")
    if not told:
        raise click.UsageError(f"say what changes: {', '.join(_OPTIONS.values())}")
    for exclusive in _EXCLUSIVE:
        if len(both := [option for option in exclusive if option in told]) > 1:
            raise click.UsageError(f"{both[0]} and {both[1]} contradict each other")
    for option in ("--every", "--at-once"):
        if option in told and not {"--add", "--date"} <= {*told}:
            raise click.UsageError(f"{option} is of new episodes that have a day: it needs --add and --date")


def _check_several(asked: Episodes, told: list[str]) -> None:
    several = [option for option in _SINGLE if option in told]
    if several and len(asked.numbers) != 1:
        raise click.UsageError(f"{several[0]} is of one episode, such as s{asked.season}e03")
    if "--add" in told and not asked.numbers:
        raise click.UsageError(f"--add needs the numbers of the new episodes, such as s{asked.season}e11-12")


def _check_undo(episodes: str | None, told: list[str]) -> None:
    if episodes or told:
        raise click.UsageError(f"--undo takes back the newest change of a show; leave out {episodes or told[0]}")


def _season(show: Show, number: int) -> Season:
    season = show.season(number)
    if season is None:
        there = ranges([season.number for season in show.seasons])
        raise FeedgenError(f"{show.slug} has no season {number}, but {there}")
    return season


def _instant(told: str | None, season: Season) -> datetime:
    """Return when a change became known: now by default, and always later than what is known already.

    Two changes of one instant, published one after the other, would leave LAST-MODIFIED as it was.
    """
    now = utc_now()
    what, latest = ("change", season.changes[-1].at) if season.changes else ("announcement", season.announced)
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


def _keys(season: Season, asked: Episodes, at: datetime, options: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """Yield the keys of the change, in the order of the schedule language."""
    numbers = _numbers(season, asked, at, options)
    given = {**options, "at": at, "added": options["add"], "episodes": ranges(numbers)}
    if options["cancel"] or options["reinstate"]:
        given["cancelled"] = bool(options["cancel"])
    if not asked.numbers and {name for name in _OPTIONS if options[name]} <= {"time", "release"}:
        # The hour of a season is that of all that are still to come.
        hour = options["release"] or (options["time"], _hour(season, numbers).zone)
        given |= {"episodes": None, "time": None, "release": hour}
    if given["release"]:
        given["release"] = dict(zip(("time", "zone"), given["release"], strict=True))
    for key in _KEYS:
        if given.get(key) not in (None, False) or (key == "cancelled" and key in given):
            yield key, given[key]


_KEYS = (
    *("at", "episodes", "added", "date", "shift", "to_be_announced", "cancelled", "time", "release"),
    *("every", "at_once", "title", "runtime", "url", "description", "note"),
)


def _numbers(season: Season, asked: Episodes, at: datetime, options: Mapping[str, Any]) -> tuple[int, ...]:
    """Return the episodes to change: those asked for, or all of the season that can change in this way."""
    there = {episode.number: episode for episode in season.episodes}
    if options["add"]:
        if known := [number for number in asked.numbers if number in there]:
            raise FeedgenError(
                f"season {season.number} has an episode {known[0]} already; leave out --add to change it"
            )
        return asked.numbers
    if missing := [number for number in asked.numbers if number not in there]:
        told = f"season {season.number} has no episode {missing[0]}, but {ranges(sorted(there))}"
        raise FeedgenError(f"{told}; --add makes a new one")
    if asked.numbers:
        if options["time"]:
            _hour(season, asked.numbers)
        return asked.numbers
    wanted = (Status.CANCELLED,) if options["reinstate"] else (Status.CONFIRMED, Status.TENTATIVE)
    found = [
        number
        for number, episode in there.items()
        if episode.facts.status in wanted
        and not (episode.facts.release and episode.facts.release.is_out(at) and not options["reinstate"])
    ]
    if not found:
        what = "is cancelled" if options["reinstate"] else "is still to come"
        raise FeedgenError(f"no episode of season {season.number} {what}")
    return tuple(found)


def _hour(season: Season, numbers: tuple[int, ...]) -> Hour:
    """Return the hour of the first of these episodes. Raises FeedgenError if one of them has no hour, so no zone."""
    hours = [episode.facts.hour for episode in season.episodes if episode.number in numbers]
    if not all(hours) or not hours[0]:
        told = f"only days are known of season {season.number}"
        raise FeedgenError(f"{told}; name the zone, too: --release 21:00 America/New_York")
    return hours[0]
