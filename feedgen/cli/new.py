"""`feedgen new`: a new schedule, or another season of one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from feedgen.cli.asking import ask
from feedgen.cli.common import command_calling, quiet_option, utc_now
from feedgen.cli.option_types import COLOR, DAY, DAY_OR_INSTANT, EVERY, HOUR, TITLE, URL, ZONE
from feedgen.cli.schedule_files import NOWHERE_YET, create, echo_season, extended, folder_option, new_file, slug_option
from feedgen.cli.versions import read_show, schedule_of_show
from feedgen.importing.listing import announcement
from feedgen.plan.show import Season
from feedgen.schedule.cadence import read_cadence
from feedgen.schedule.drafts import HourText, RunText, SeasonText, ShowText, show_text
from feedgen.schedule.text_edits import with_season


@click.command(cls=command_calling(time="--hour", runtime="--minutes", date="--premiere", release="--hour"))
@click.argument("title", required=False, metavar="[TITLE|FILE]")
@folder_option
@slug_option
@click.option("--season", type=click.IntRange(0, 9999), help="Its number; 1 by default.")
@click.option("--premiere", type=DAY, help="The first release day: 2026-07-03.")
@click.option("--episodes", type=click.IntRange(1, 9999), help="How many episodes it has.")
@click.option("--weekly", is_flag=True, help="A release each week.")
@click.option("--daily", is_flag=True, help="A release on each day.")
@click.option("--every", type=EVERY, help='How often otherwise: "2 weeks", "month", or a rule.')
@click.option("--all-at-once", is_flag=True, help="All episodes on the first day.")
@click.option("--premiere-episodes", type=click.IntRange(1), help="How many come on the first day; 1 by default.")
@click.option("--at-once", type=click.IntRange(1), help="How many come on each day; 1 by default.")
@click.option("--hour", type=HOUR, help="The hour of release on the service's clock: 21:00.")
@click.option("--zone", type=ZONE, help="The time zone of that clock: America/New_York.")
@click.option("--minutes", type=click.IntRange(1, 1440), help="How long an episode is.")
@click.option("--service", type=TITLE, help="Where it can be seen.")
@click.option("--url", type=URL, help="Its page there.")
@click.option("--color", type=COLOR, help="The colour of its calendars: a CSS colour name.")
@click.option("--source", type=TITLE, help="Where the facts come from.")
@click.option("--announced", type=DAY_OR_INSTANT, help="The day or instant when it became public; now by default.")
@click.option("--expected", type=TITLE, help='Instead of a first day, while none is known: "2027", "2027-Q3" or words.')
@click.option("--open", is_flag=True, help="More episodes come, and nobody knows the last: a daily soap.")
@click.option("--film", is_flag=True, help="It is a film: no seasons and no episodes.")
@quiet_option
def new(title: str | None, folder: Path, slug: str | None, *, quiet: bool, **options: Any) -> None:  # noqa: ANN401 - as click gives them
    """Write a new schedule, or a new season of one, from what an announcement says.

    A TITLE makes a new file, a FILE gets another season. Without options it asks. A file that is there is never
    written over.
    """
    now = utc_now()
    file = _known_file(title, folder) if title and title.endswith(".toml") else None
    known = read_show(file.read_bytes(), str(file), file.stem).seasons if file else ()
    if not any(value not in (None, False) for value in options.values()):
        options |= ask(title, known)
    title = title or options["title"]
    season = _season(options, _number(options["season"], known), now)
    if file:
        _, text = extended(file, lambda text: with_season(text, season))
        show = read_show(text.encode(), str(file), file.stem)
    else:
        file = new_file(folder, title, slug, "to add a season, say feedgen new --season N and the file's name")
        show = create(file, show_text(_show(title, season, options), file.name))
    if not quiet:
        echo_season(show, season.number, file)


def _known_file(name: str, folder: Path) -> Path:
    return schedule_of_show(name if Path(name).is_file() else str(folder / name), folder)


def _number(asked: int | None, known: Sequence[Season]) -> int:
    return asked if asked is not None else max((season.number for season in known), default=0) + 1


def _show(title: str, season: SeasonText, options: Mapping[str, Any]) -> ShowText:
    return ShowText(
        title=TITLE.convert(title, None, None),
        service=options["service"] or NOWHERE_YET,
        url=options["url"] or "",
        color=options["color"] or "",
        kind="film" if options["film"] else "",
        seasons=(season,),
    )


def _season(options: Mapping[str, Any], number: int, now: datetime) -> SeasonText:
    _check_enough(options)
    first: date | None = options["premiere"]
    announced, remark = announcement(first, now)
    if bool(options["zone"]) != (options["hour"] is not None):
        raise click.UsageError("An hour is on a clock: --hour 21:00 --zone America/New_York.")
    return SeasonText(
        number=number,
        announced=options["announced"] or announced,
        remark="" if options["announced"] else remark or "now, unless it became public before",
        expected=options["expected"] or "",
        open=options["open"],
        hour=HourText(options["hour"], options["zone"]) if options["zone"] else None,
        runtime=timedelta(minutes=options["minutes"]) if options["minutes"] else None,
        sources=(options["source"],) if options["source"] else (),
        runs=tuple(_runs(options, first)),
    )


def _check_enough(options: Mapping[str, Any]) -> None:
    """Raise UsageError if options are missing, or contradict each other."""
    if options["premiere"] and options["expected"]:
        raise click.UsageError(
            "--premiere and --expected contradict each other: a season has a first day, or none yet."
        )
    if not options["premiere"] and not options["expected"]:
        raise click.UsageError("Missing option '--premiere', or '--expected'; without any option it asks.")
    if options["film"] and (options["episodes"] or 1) > 1:
        raise click.UsageError("--film and --episodes contradict each other: a film is one.")
    if options["premiere"] and not options["episodes"] and not options["film"]:
        raise click.UsageError("Missing option '--episodes'; without any option it asks.")


def _runs(options: Mapping[str, Any], first: date | None) -> Iterator[RunText]:
    """Yield the run of the season; two, if the first day has another number of episodes; none without episodes."""
    count, at_once = options["episodes"] or int(options["film"]), options["at_once"] or 1
    if first is None:
        if count:
            yield RunText(episodes=tuple(range(1, count + 1)), first=None)
        return
    opening = min(count, options["premiere_episodes"] or at_once)
    every = _every(options, is_needed=opening < count)
    if not every:
        yield RunText(episodes=tuple(range(1, count + 1)), first=first)
        return
    days = read_cadence(every).days(first, 2)
    if not days or days[0] != first:
        raise click.UsageError(f"The rule {every} leaves out the first day, {first:%A} {first}.")
    if opening == at_once:
        yield RunText(episodes=tuple(range(1, count + 1)), first=first, every=every, at_once=at_once)
        return
    yield RunText(episodes=tuple(range(1, opening + 1)), first=first)
    yield RunText(episodes=tuple(range(opening + 1, count + 1)), first=days[-1], every=every, at_once=at_once)


def _every(options: Mapping[str, Any], *, is_needed: bool) -> str:
    """Return how often it releases; empty if all come on one day. Raises UsageError for several answers, or none."""
    told = {
        "--weekly": "week" if options["weekly"] else None,
        "--daily": "day" if options["daily"] else None,
        "--every": options["every"],
        "--all-at-once": "" if options["all_at_once"] else None,
    }
    given = {name: every for name, every in told.items() if every is not None}
    if len(given) > 1:
        raise click.UsageError(f"{' and '.join(given)} contradict each other.")
    if not given and is_needed:
        raise click.UsageError(f"How often? Say {', '.join(list(told)[:-1])} or --all-at-once.")
    return next(iter(given.values()), "") if is_needed else ""
