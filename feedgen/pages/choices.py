"""The choices that the page of a feed offers: which episodes, in which zone, and more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedgen.feeds.selection import Selection
from feedgen.feeds.variant import Variant
from feedgen.languages import Language
from feedgen.pages.visit import Choice, Times, Visit
from feedgen.zones.advice import advise

# How many zones are named that may have been meant.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Option:
    """One of several options: the value that the form sends, and its label.

    `title` and `count` are the title and the number of episodes of the feed of a part; only a site of files has them.
    `named` is the label for when a place is known, whose name replaces "{}" in it. `chosen_label` is the label in the
    summary of what is chosen, if that says more.
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
    """Options of which one is chosen: the `name` that the form sends, and the question as `legend`."""

    name: str
    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of a feed, and a summary of what is `chosen`. `times` and `zones` are empty if only days are known.

    `at` is the time of day at which the visitor watches; it is empty if none can be chosen. `mistake` says what is
    wrong with the chosen zone. `language` and `clock` are values of hidden fields; they may be empty. On a `static`
    site, which is one of files, the form cannot be sent.
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
    """Return the choices of a feed with these options of parts."""
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
    """Yield the other options of a feed, which need a server."""
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
    """Return the variant that a choice leads to. It has no zone if only days are known."""
    return visit.variant(choice if selection.has_hours else Choice(more=choice.more))
