"""What an event costs in feeds of 10, 100 and 1,000 of them: time, and memory at its peak."""

import gc
import itertools
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime

from measuring import heading, rounds, seconds, table

from feedgen.feeds.addresses import Site
from feedgen.feeds.request import Request
from feedgen.feeds.variant import PLAIN, Variant
from feedgen.formats.publish import publish
from feedgen.plan.show import Show
from feedgen.schedule import reading
from feedgen.zones import names

SIZES = (10, 100, 1_000)
NOW = datetime(2024, 1, 1, tzinfo=UTC)

HEAD = 'title = "Show"\nservice = "A Service"\nurl = "https://tv.example.org/show"\n'
SEASON = """
[[season]]
number = {number}
announced = 2000-01-01T00:00:00Z
release = {{ time = 21:00:00, zone = "America/New_York" }}
runtime = "PT1H"

[[season.run]]
episodes = "1-10"
first = {year}-{month:02}-03
every = "week"
"""
EPISODES = "".join(f'[[season.episode]]\nnumber = {number}\ntitle = "A title"\n' for number in range(1, 11))

# Cold is what has not been asked for: each turn has a site, or a zone, of its own.
_sites = (Site(f"https://{number}.example.org") for number in itertools.count())
_zones = itertools.cycle(names.places())


def main() -> None:
    """Measure time in turns, then memory."""
    shows = {size: show(size) for size in SIZES}
    for each in shows.values():
        write(each, next(_sites))  # the days have been named before, and the first zone been read
    cold = {f"{size:,} events": _cold(shows[size]) for size in SIZES}
    heading("Growth, cold")
    table(rounds(cold), "µs an event", f"{SIZES[0]} events", f"of {SIZES[0]}")
    variants = {f"{size:,} events": _variant(shows[size]) for size in SIZES}
    heading("Growth, another zone of what has been written")
    table(rounds(variants), "µs an event", f"{SIZES[0]} events", f"of {SIZES[0]}")
    heading("Growth, memory at its peak", f"{SIZES[-1]:,} events")
    largest, site = shows[SIZES[-1]], next(_sites)
    cold_peak = peak(largest, site, PLAIN)
    table({"cold": [cold_peak], "another zone": [peak(largest, site, Variant(next(_zones)))]}, "bytes an event")


def show(size: int) -> Show:
    """Make a show of so many episodes, in seasons of ten."""
    seasons = (
        SEASON.format(number=index + 1, year=2000 + index // 12 % 100, month=1 + index % 12) + EPISODES
        for index in range(size // 10)
    )
    return reading.parse((HEAD + "".join(seasons)).encode(), "show.toml", "show", datetime.now(UTC))


def write(wanted: Show, site: Site, variant: Variant = PLAIN) -> int:
    """Write all of a show, and give the number of bytes."""
    return len(publish({wanted.slug: wanted}, Request(wanted.slug, variant), site, NOW).body)


def _cold(wanted: Show) -> Callable[[], float]:
    return lambda: _an_event(wanted, lambda: write(wanted, next(_sites)))


def _variant(wanted: Show) -> Callable[[], float]:
    site = next(_sites)
    write(wanted, site)
    return lambda: _an_event(wanted, lambda: write(wanted, site, Variant(next(_zones))))


def _an_event(wanted: Show, write: Callable[[], object]) -> float:
    """Return the microseconds that each event took. What is small is written often, as the clock is coarse."""
    events = len(wanted.seasons) * 10
    return seconds(write, max(1, 1_000 // events)) / events * 1e6


def peak(wanted: Show, site: Site, variant: Variant) -> float:
    """Return the bytes of memory an event that were taken at most."""
    gc.collect()
    tracemalloc.start()
    write(wanted, site, variant)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / (len(wanted.seasons) * 10)


if __name__ == "__main__":
    main()
