"""`feedgen change`: add a change to a schedule."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import click

from feedgen.cli.common import parsed_instant, schedules_option, utc_now
from feedgen.cli.versions import read_show, schedule_of_show
from feedgen.feeds.compare import compare
from feedgen.files import editing
from feedgen.plan.show import Show
from feedgen.schedule.writing import Value, with_change

_EPISODES = re.compile(r"s(?P<season>\d{1,4})(?:e(?P<first>\d{1,4})(?:-e?(?P<last>\d{1,4}))?)?")


@click.command()
@click.argument("show")
@click.argument("episodes", metavar="EPISODES")
@schedules_option
@click.option("--note", required=True, help="Why, in words for subscribers.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="New release day; of added ones, the first.")
@click.option("--shift", help='How far they move: "1 week", "-2 days".')
@click.option("--to-be-announced", is_flag=True, help="Withdraw their day; no new one is known.")
@click.option("--cancel", is_flag=True, help="Cancel them. They stay in calendars, marked.")
@click.option("--reinstate", is_flag=True, help="Bring cancelled ones back.")
@click.option(
    "--time", "clock", type=click.DateTime(["%H:%M", "%H:%M:%S"]), help="New hour, in the zone of the season."
)
@click.option("--release", nargs=2, metavar="TIME ZONE", help="New hour with its zone: 21:00 America/New_York.")
@click.option("--title", help="New title of one episode.")
@click.option("--runtime", help='New length: "PT55M".')
@click.option("--url", help="New page of one episode at the service.")
@click.option("--description", help="New words on one episode.")
@click.option("--add", is_flag=True, help="The episodes are new.")
@click.option("--every", help='Of added ones: "week", "day", or a rule.')
@click.option("--at-once", type=click.IntRange(1), help="Of added ones: how many on a release day.")
@click.option("--at", "at_text", metavar="INSTANT", help="When it became known; now unless told.")
@click.option("--dry-run", is_flag=True, help="Show what it would do, and write nothing.")
def change(show: str, episodes: str, schedules: Path, *, dry_run: bool, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Append a change of EPISODES to the schedule of SHOW, and say what subscribers see of it.

    EPISODES are written s4e03 or s4e03-05; s4 alone sets the hour of all that are still to come. SHOW is a slug or a
    schedule file. A change that `feedgen check` would refuse is not written.
    """
    file = schedule_of_show(show, schedules)
    match = _EPISODES.fullmatch(episodes.lower())
    if match is None:
        raise click.BadParameter(f"'{episodes}' is not like s4e03, s4e03-05 or s4", param_hint="EPISODES")
    with editing(file) as edit:
        before = read_show(edit.data, str(file), file.stem)
        bom, text = _decoded(edit.data)
        options["at"] = (
            parsed_instant(options["at_text"]) if options["at_text"] else _now_after(before, int(match["season"]))
        )
        after = with_change(text, int(match["season"]), dict(_keys(match, options))).encode()
        version = read_show(bom + after, str(file), file.stem)
        if not dry_run:
            edit.replace(bom + after)
    for difference in compare(before, version):
        click.echo(str(difference))


def _decoded(data: bytes) -> tuple[bytes, str]:
    bom = data[:3] if data.startswith(b"\xef\xbb\xbf") else b""
    return bom, data.removeprefix(bom).decode()


def _now_after(show: Show, number: int) -> datetime:
    """Return the present, or a second after the last change if that is later.

    Two changes of one instant, published one after the other, would leave LAST-MODIFIED as it was.
    """
    season = show.season(number)
    if season is None:
        return utc_now()
    latest = season.changes[-1].at if season.changes else season.announced
    return max(utc_now(), latest + timedelta(seconds=1))


def _keys(match: "re.Match[str]", options: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """Yield the keys of the change, in the order of the schedule language."""
    yield "at", options["at"]
    if match["first"]:
        first, last = int(match["first"]), int(match["last"] or match["first"])
        yield "episodes", str(first) if first == last else f"{first}-{last}"
    if options["add"]:
        yield "added", True
    if options["day"]:
        yield "date", options["day"].date()
    if options["to_be_announced"]:
        yield "to_be_announced", True
    if options["cancel"] or options["reinstate"]:
        yield "cancelled", bool(options["cancel"])
    if options["clock"]:
        yield "time", options["clock"].time()
    if options["release"]:
        clock, zone = options["release"]
        yield "release", {"time": _clock(clock), "zone": zone}
    for key in ("shift", "every", "at_once", "title", "runtime", "url", "description", "note"):
        if options[key] is not None:
            yield key, options[key]


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"'{text}' is not a time of day such as 21:00", param_hint="--release") from None
