"""A season in the terminal: a line for each episode, and the months with the release days marked."""

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from itertools import zip_longest

import click

from feedgen import languages
from feedgen.cli.common import counted
from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.plan.announcement import Facts, Status
from feedgen.plan.show import Season
from feedgen.zones import database

# Months in a row, and in all.
_ABREAST, _MOST_MONTHS = 3, 12

_GAP = "   "

_STATUSES = {Status.CONFIRMED: "", Status.TENTATIVE: "(postponed)", Status.CANCELLED: "(cancelled)"}


@dataclass(frozen=True, slots=True)
class View:
    """How a person looks at a season: the present instant, and the zone of the hours; empty for the service's own."""

    now: datetime
    zone: str = ""

    def moment(self, airing: Airing) -> tuple[date, str]:
        """Return the day of a release, and its hour as text; empty while only the day is known."""
        release = airing.release
        if not release.instant:
            return release.day, ""
        local = release.instant.astimezone(database.zone(self.zone or release.zone))
        if self.zone:
            return local.date(), f"{local:%H:%M}"
        # Friday 25:30 is in the night after Friday, so both are shown.
        return release.day, f"{release.clock} ({local:%a %H:%M})" if release.is_late_night else release.clock


def rows(airings: Sequence[Airing], view: View) -> Iterator[str]:
    """Yield a line for each episode, the columns aligned."""
    cells = [_cells(airing, view) for airing in airings]
    widths = [max(map(len, column), default=0) for column in zip(*cells, strict=True)]
    upcoming = next_of(airings, view.now)
    for airing, row in zip(airings, cells, strict=True):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width).rstrip()
        yield _styled(f"  {line}", _style(airing, airing is upcoming, view.now))


def _cells(airing: Airing, view: View) -> list[str]:
    day, clock = view.moment(airing)
    role = wording.role_name(airing, languages.default()).lower()
    parts = (
        airing.facts.title,
        part_in_brackets(airing.facts),
        _STATUSES[airing.facts.status],
        f"({role})" if role else "",
    )
    about = " ".join(filter(None, parts))
    return [f"{airing.episode.number:>3}", f"{day:%a %Y-%m-%d}", clock, about]


def part_in_brackets(facts: Facts) -> str:
    """Return the title of the run of an episode, in brackets; empty if it has none."""
    return f"[{facts.part}]" if facts.part else ""


def episodes_counted(season: Season) -> str:
    """Return the number of episodes, and of those without a day: "8 episodes, 4 of them without a day"."""
    count, undated = len(season.episodes), len(season.undated)
    told = counted(count, "episode") + (" so far" if season.terms.open else "")
    return f"{told}, {undated} of them without a day" if undated else told


def next_of(airings: Iterable[Airing], now: datetime) -> Airing | None:
    """Return what comes out next, or None."""
    coming = (airing for airing in airings if airing.facts.status is Status.CONFIRMED and not airing.is_out(now))
    return next(coming, None)


def next_in_words(airing: Airing, view: View) -> str:
    """Return a line on what comes next, when, and how soon."""
    day, clock = view.moment(airing)
    days = (day - view.now.astimezone(_zone(airing, view)).date()).days
    soon = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    what = "" if airing.show.is_film else f"episode {airing.episode.number}, "
    title = f"{airing.facts.title}, " if airing.facts.title else ""
    when = " ".join(filter(None, (f"{day:%A} {day}", clock)))
    return _styled(f"Next: {what}{title}{when} ({soon})", {"bold": True})


def _zone(airing: Airing, view: View) -> tzinfo:
    """Return the zone for "today" and "tomorrow": that of the hours; for days without an hour UTC, as everywhere."""
    return database.zone(view.zone or airing.release.zone) if airing.has_hour else UTC


def months(airings: Sequence[Airing], view: View) -> Iterator[str]:
    """Yield the lines of the months that have a release day, three months in a row, twelve at most.

    If there are more, these are the months from the next release on, or the last ones.
    """
    marked: dict[date, Airing] = {}
    for airing in airings:
        if airing.facts.status is not Status.CANCELLED:
            marked.setdefault(view.moment(airing)[0], airing)
    upcoming = next_of(airings, view.now)
    for row in _in_rows(_shown(marked, upcoming, view)):
        grids = [_month(year, month, marked, upcoming, view) for year, month in row]
        yield ""
        for lines in zip_longest(*grids, fillvalue=" " * 28):
            yield f"  {_GAP.join(lines)}".rstrip()


def _shown(marked: Mapping[date, Airing], upcoming: Airing | None, view: View) -> list[tuple[int, int]]:
    found = sorted({(day.year, day.month) for day in marked})
    if not upcoming:
        return found[-_MOST_MONTHS:]
    day = view.moment(upcoming)[0]
    start = min(found.index((day.year, day.month)), max(len(found) - _MOST_MONTHS, 0))
    return found[start : start + _MOST_MONTHS]


def _in_rows(found: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    for index in range(0, len(found), _ABREAST):
        yield found[index : index + _ABREAST]


def _month(year: int, month: int, marked: Mapping[date, Airing], upcoming: Airing | None, view: View) -> list[str]:
    """Return the lines of a month, each 28 characters wide."""
    lines = [f"{calendar.month_name[month]} {year}".center(28), "".join(f" {name[:2]} " for name in calendar.day_abbr)]
    for week in calendar.Calendar().monthdatescalendar(year, month):
        cells = [_cell(day, marked.get(day), upcoming, view) if day.month == month else "    " for day in week]
        lines.append("".join(cells))
    return lines


def _cell(day: date, airing: Airing | None, upcoming: Airing | None, view: View) -> str:
    if airing is None:
        return f" {day.day:>2} "
    return _styled(f"[{day.day:>2}]", _style(airing, airing is upcoming, view.now))


def _style(airing: Airing, is_next: bool, now: datetime) -> Mapping[str, object]:  # noqa: FBT001 - one of three states
    if airing.facts.status is not Status.CONFIRMED:
        return {"fg": "yellow"}
    if is_next:
        return {"fg": "green", "bold": True}
    return {"dim": True} if airing.is_out(now) else {"fg": "cyan"}


def _styled(text: str, style: Mapping[str, object]) -> str:
    return click.style(text, **style)  # type: ignore[arg-type]  # the keys are those of click
