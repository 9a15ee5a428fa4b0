"""What can be chosen of a feed on its page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedgen.feeds.selection import Selection
from feedgen.feeds.variant import Variant
from feedgen.languages import Language
from feedgen.pages.visit import Choice, Times, Visit
from feedgen.zones.advice import advise

# So many zones are told of those that may be meant.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Option:
    """One of several to choose: the value that the form sends, and what it is.

    On a site of files that of a part also says the title of its feed, and how many episodes it has. `named` is the
    label once a place is known, which stands where it has "{}", and `chosen_label` says all of what is chosen.
    """

    value: str
    label: str
    chosen: bool
    title: str = ""
    count: str = ""
    named: str = ""
    chosen_label: str = ""


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options of which one is chosen: the `name` that the form sends, and the question."""

    name: str
    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen of a feed, and in words what is. There are no `times` and `zones` where only days are known.

    `at` is the hour at which somebody watches, empty where there is no choosing one. `mistake` says what is wrong with
    the chosen zone; `language` and `clock` are what the form must send on, or empty. On a `static` site, one of files,
    there is nobody to send the form to.
    """

    parts: tuple[Option, ...]
    times: tuple[Option, ...]
    more: tuple[OptionGroup, ...]
    zone: str
    at: str
    zones: tuple[str, ...]
    chosen: str
    mistake: str
    language: str
    clock: str
    static: bool


def choices(parts: Sequence[Option], selection: Selection, visit: Visit, choice: Choice) -> Choices:
    """Offer what can be chosen of a feed that has these parts, as options."""
    with_times = bool(visit.places) and selection.has_hours
    times = list(_times(visit, choice)) if with_times else []
    more = tuple(_more(visit, choice)) if not visit.site.static else ()
    words = [option.chosen_label or option.label for option in (*parts, *times) if option.chosen]
    words += [option.label for group in more for option in group.options if option.chosen and option.value]
    return Choices(
        parts=tuple(parts),
        times=tuple(times),
        more=more,
        chosen=" · ".join(words),
        zone=choice.zone or choice.unknown_zone,
        at=f"{choice.at:%H:%M}" if times and not visit.site.static else "",
        zones=visit.places if with_times and visit.site.static else (),
        mistake=_mistake(choice, visit.language) if with_times else "",
        language=visit.language.tag if visit.language_chosen else "",
        clock=choice.clock,
        static=visit.site.static,
    )


def _times(visit: Visit, choice: Choice) -> Iterator[Option]:
    _ = visit.language.gettext
    labels = {
        Times.ANNOUNCED: (_("All day, as announced"), ""),
        Times.HOURS: (_("At its hour, where you are"), _("At its hour in %(place)s", place="{}")),
        Times.DAYS: (_("All day, where you are"), _("All day in %(place)s", place="{}")),
        Times.WATCH: (_("When I watch"), ""),
    }
    if visit.site.static:
        del labels[Times.WATCH]  # it needs a server
    place = visit.language.place(choice.zone) if choice.zone else ""
    for times, (label, named) in labels.items():
        shown = named.replace("{}", place) if named and place else label
        words = shown
        if times is Times.WATCH and place:
            clock = f"{choice.at:%H:%M}"
            words = _("The first %(clock)s in %(place)s", clock=clock, place=place)
        yield Option(times, shown, times is choice.times, named=named, chosen_label=words)


def _more(visit: Visit, choice: Choice) -> Iterator[OptionGroup]:
    """Offer what of a feed can be chosen besides; it needs a server."""
    _ = visit.language.gettext
    questions = {"remind": _("Reminder"), "titles": _("Titles of episodes"), "group": _("Episodes of one day")}
    labels = {
        "remind": {"": _("No reminder"), "30m": _("Reminder 30 minutes before"), "1d": _("Reminder a day before")},
        "titles": {"": _("With titles"), "after": _("Titles once they are out"), "off": _("Without titles")},
        "group": {"": _("An entry each"), "day": _("One entry a day")},
    }
    chosen = dict(choice.more)
    for name, texts in labels.items():
        options = (Option(value, label, value == chosen.get(name, "")) for value, label in texts.items())
        yield OptionGroup(name, questions[name], tuple(options))


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
    return visit.variant(choice if selection.has_hours else Choice(more=choice.more))
