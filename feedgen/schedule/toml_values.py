"""Values as TOML writes them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

Value = str | bool | int | date | datetime | time | Mapping[str, "Value"] | Sequence["Value"]


def toml(value: Value) -> str:
    """Return a value as TOML, on one line; a list of tables has a line for each."""
    match value:
        case bool() | str():
            return json.dumps(value, ensure_ascii=False)  # a JSON string is a TOML string
        case date() | time():
            return value.isoformat().replace("+00:00", "Z")
        case Mapping():
            return f"{{ {', '.join(f'{key} = {toml(item)}' for key, item in value.items())} }}"
        case Sequence():
            return _array(value)
    return str(value)


def _array(values: Sequence[Value]) -> str:
    if any(isinstance(value, Mapping) for value in values):
        return "\n".join(["[", *(f"    {toml(value)}," for value in values), "]"])
    return f"[{', '.join(toml(value) for value in values)}]"


def clock_value(clock: timedelta) -> Value:
    """Return an hour of the announced day as a TOML time; after that day's end it is a text such as "25:30"."""
    minutes, seconds = divmod(int(clock.total_seconds()), 60)
    if minutes < 24 * 60:
        return time(minutes // 60, minutes % 60, seconds)
    return f"{minutes // 60}:{minutes % 60:02}"


def runtime_value(length: timedelta) -> str:
    """Return a runtime as the schedule language writes it: "PT1H", "PT55M" or "PT1H30M"."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not hours else "")


def numbers_value(numbers: Sequence[int]) -> str:
    """Return episode numbers in ascending order: "1-10", "1-3, 7"."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
