"""What each template is given: a frozen dataclass, holding texts and addresses that are ready to print."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A feed on a page: what it is, and its addresses."""

    title: str
    count: str
    https: str
    webcal: str
    download: str


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode in a list. `state` is "out", "next", "later", "tentative" or "cancelled"; `role` may be empty.

    `when` is its day, and its hour if it is known; `iso` the same for machines, an instant in UTC or a day.
    """

    code: str
    title: str
    when: str
    iso: str
    role: str
    state: str
    download: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change to the plan: its day in words and for machines, why, and what it made different."""

    day: str
    iso: str
    note: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeasonCard:
    """A season in a list of seasons. `headline` says what is next, or that all are out."""

    title: str
    address: str
    headline: str


@dataclass(frozen=True, slots=True)
class ShowCard:
    """A show in the catalogue."""

    title: str
    language: str
    service: str
    address: str
    seasons: tuple[SeasonCard, ...]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The catalogue: `index.html`."""

    shows: tuple[ShowCard, ...]
    subscribe: Link


@dataclass(frozen=True, slots=True)
class ShowPage:
    """A show: `show.html`."""

    title: str
    language: str
    service: str
    url: str
    description: str
    seasons: tuple[SeasonCard, ...]
    subscribe: Link


@dataclass(frozen=True, slots=True)
class SeasonPage:
    """A season: `season.html`.

    `zone` is the chosen time zone, empty if there is none; `zones` are those to choose from, none if only days are
    known. `mistake` says what is wrong with the choice.
    """

    title: str
    language: str
    show: str
    show_address: str
    service: str
    url: str
    description: str
    headline: str
    episodes: tuple[EpisodeRow, ...]
    zone: str
    zones: tuple[str, ...]
    mistake: str
    subscribe: Link
    all_day: Link | None
    parts: tuple[Link, ...]
    changes: tuple[ChangeRow, ...]
    atom: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong and where to go from here: `error.html`. `near` has titles and addresses."""

    title: str
    message: str
    near: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """The time zone that a visitor chose, by the name that `zones.find` gives, or what is wrong with the choice."""

    zone: str = ""
    mistake: str = ""
