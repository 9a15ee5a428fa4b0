"""Types of option values that the schedule language has as well, checked by its rules."""

import re
from datetime import date, timedelta
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from feedgen.cli.common import parsed_instant
from feedgen.importing.listing import clock_of
from feedgen.schedule import texts, values
from feedgen.schedule.clocks import day_advice, hour_advice
from feedgen.schedule.limits import Reading
from feedgen.schedule.toml_values import Value, clock_value


class Checked(click.ParamType[str]):
    """A text that a key of the schedule language takes. The value is the text itself."""

    def __init__(self, kind: Any, name: str) -> None:  # noqa: ANN401 - an annotation has no type of its own
        self.name = name
        self._adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text. Fails with what is wrong with it, and what was probably meant."""
        try:
            self._adapter.validate_python(value, strict=True, context=Reading(None, film=False))
        except ValidationError as error:
            first = error.errors()[0]
            remedy = first.get("ctx", {}).get("remedy")
            self.fail(f"{first['msg']}{f' ({remedy})' if remedy else ''}", param, ctx)
        return value


class _Hour(click.ParamType[timedelta]):
    name = "hour"

    def convert(self, value: str | timedelta, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Return the hour as the time since the announced day began."""
        clock = clock_of(value) if isinstance(value, str) else value
        if clock is None:
            self.fail(_no_hour(str(value)), param, ctx)
        return clock


def _no_hour(text: str) -> str:
    """Return what is wrong with a text that is no hour, and what was probably meant."""
    hour, _, zone = text.partition(" ")
    if clock_of(hour) is not None and zone:
        return f"'{text}' is one word: write it without quotes, {text}"
    told = f"'{text}' is not an hour such as 21:00, or 25:30 for the night after the day"
    return "; ".join(filter(None, (told, hour_advice(text))))


HOUR = _Hour()


class _WrittenHour(click.ParamType[Value]):
    name = "hour"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Value:
        """Return the hour as the schedule language writes it."""
        return clock_value(HOUR.convert(value, param, ctx))


WRITTEN_HOUR = _WrittenHour()


class _Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        try:
            return date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            told = f"'{value}' is not a day such as 2026-07-03"
            self.fail("; ".join(filter(None, (told, day_advice(str(value))))), param, ctx)


DAY = _Day()


class _DayOrInstant(click.ParamType[date]):
    name = "instant"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return a day, or an instant in UTC."""
        try:
            if not isinstance(value, str):
                return value
            return parsed_instant(value) if re.search("[T ]", value) else date.fromisoformat(value)
        except (ValueError, click.BadParameter):
            self.fail(f"'{value}' is neither a day nor an instant: 2026-05-01, 2026-05-01T18:00Z", param, ctx)


DAY_OR_INSTANT = _DayOrInstant()

TITLE = Checked(texts.Line, "text")

URL = Checked(texts.Url, "address")

COLOR = Checked(texts.Color, "colour")

ZONE = Checked(values.Zone, "zone")

EVERY = Checked(values.Every, "rule")
