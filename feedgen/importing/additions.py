"""Episodes that became known after the announcement, as the keys of changes that add them."""

from collections.abc import Iterator, Mapping

from feedgen.importing.listing import Item
from feedgen.importing.run_finding import recognised
from feedgen.schedule.drafts import HourText
from feedgen.schedule.toml_values import Value, numbers_value, runtime_value

_Keys = Mapping[str, Value]


def added(new: Mapping[int, Item], hour: HourText | None, zone: str) -> Iterator[_Keys]:
    """Yield the keys of changes that add episodes: one for each with a title, and one for each run of the others.

    `hour` is the hour of the season, which they have by default. `zone` is the time zone of the hours in `new`.
    """
    plain = {number: item for number, item in new.items() if not item.title}
    with_hour = [number for number, item in plain.items() if item.clock is not None]
    for run in recognised({number: item.day for number, item in plain.items()}, with_hour, most_skipped=0):
        if len({(plain[number].clock, plain[number].runtime) for number in run.numbers}) > 1:
            yield from (_one(number, plain[number], hour, zone) for number in run.numbers)
            continue
        rhythm: dict[str, Value] = {"every": run.every} if run.every else {}
        if run.at_once > 1:
            rhythm["at_once"] = run.at_once
        first = run.numbers[0]
        yield {**_one(first, plain[first], hour, zone), "episodes": numbers_value(run.numbers), **rhythm}
    yield from (_one(number, item, hour, zone) for number, item in new.items() if item.title)


def _one(number: int, item: Item, hour: HourText | None, zone: str) -> _Keys:
    keys: dict[str, Value] = {"episodes": str(number), "added": True}
    if item.day:
        keys["date"] = item.day
    if item.clock is not None and hour != HourText(item.clock, zone):
        keys |= [HourText(item.clock, "" if hour and hour.zone == zone else zone).pair()]
    if item.title:
        keys["title"] = item.title
    if item.runtime:
        keys["runtime"] = runtime_value(item.runtime)
    return keys
