"""What can be chosen of a feed on its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from feedgen.feeds.selection import Selection
from feedgen.feeds.variant import Variant
from feedgen.languages import Language
from feedgen.pages.visit import NO_CHOICE, Choice, Times, Visit
from feedgen.zones.advice import advise

# So many zones are told of those that may be meant.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Option:
    """One of several to choose: the value that the form sends, and what it is.

    On a site of files that of a part also says the title of its feed, and how many episodes it has.
    """

    value: str
    label: str
    chosen: bool
    title: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen of a feed, and in words what is. There are no `times` and `zones` where only days are known.

    `mistake` says what is wrong with the chosen zone; `language` is what the form must send on, or empty. On a `static`
    site, one of files, there is nobody to send the form to.
    """

    parts: tuple[Option, ...]
    times: tuple[Option, ...]
    zone: str
    zones: tuple[str, ...]
    chosen: str
    mistake: str
    language: str
    static: bool


def choices(parts: Sequence[Option], selection: Selection, visit: Visit, choice: Choice) -> Choices:
    """Offer what can be chosen of a feed that has these parts, as options."""
    _ = visit.language.gettext
    with_times = bool(visit.places) and selection.has_hours
    time_labels = {
        Times.ANNOUNCED: _("All day, on the day announced"),
        Times.HOURS: _("At its hour, in your time zone"),
        Times.DAYS: _("All day, on the day it is in your time zone"),
    }
    times = [Option(times, time_labels[times], times is choice.times) for times in Times if with_times]
    zone = visit.language.place(choice.zone) if choice.times is not Times.ANNOUNCED else ""
    return Choices(
        parts=tuple(parts),
        times=tuple(times),
        chosen=" · ".join(filter(None, [*(option.label for option in (*parts, *times) if option.chosen), zone])),
        zone=choice.zone or choice.unknown_zone,
        zones=visit.places if with_times and visit.site.static else (),
        mistake=_mistake(choice, visit.language) if with_times else "",
        language=visit.language.tag if visit.language_chosen else "",
        static=visit.site.static,
    )


def _mistake(choice: Choice, language: Language) -> str:
    if choice.zone_missing:
        return language.gettext("Name your time zone, please.")
    if not choice.unknown_zone:
        return ""
    mistake = language.gettext("No time zone is called “%(name)s”.", name=choice.unknown_zone)
    if meant := advise(choice.unknown_zone, language.tag).zones[:_TOLD]:
        question = language.gettext("Did you mean %(name)s?", name=", ".join(meant))
        return f"{mistake} {question}"
    return mistake


def chosen_variant(selection: Selection, visit: Visit, choice: Choice) -> Variant:
    """Return the variant that a choice leads to, which has no times where only days are known."""
    return visit.variant(choice if selection.has_hours else NO_CHOICE)
