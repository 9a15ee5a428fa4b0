"""What each template is given: a frozen dataclass, holding texts and addresses that are ready to print.

Texts are in the language of the visit. `language` is a BCP 47 tag, that of the titles of a show; `iso` a time for
machines, an instant in UTC or a day.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language; `name` is the language's name in itself."""

    tag: str
    name: str
    direction: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same in another form: its media type, what it is, and its address."""

    media_type: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page: `base.html`.

    `address` is its own address without choices, empty if it has none that lasts; `image` one of a picture of it.
    `static` is that of a site of files.
    """

    tag: str
    direction: str
    home: str
    title: str
    summary: str
    address: str
    image: str
    languages: tuple[LanguageLink, ...]
    alternates: tuple[Alternate, ...]
    static: bool
    structured_data: str = ""


@dataclass(frozen=True, slots=True)
class App:
    """A way to subscribe: `name` is an app's, `note` says what happens and how soon the app looks again.

    `id` is the word by which scripts and styles know it.
    """

    id: str
    name: str
    note: str
    address: str


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


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed to subscribe to, with its address, in words and as a QR code (SVG) of the page to do it from."""

    title: str
    count: str
    https: str
    download: str
    apps: tuple[App, ...]
    qr: str


@dataclass(frozen=True, slots=True)
class Countdown:
    """What comes next: `label` says what, `away` how far it is, `over` what there is to say once nothing comes next."""

    iso: str
    label: str
    away: str
    over: str


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode in a list. `state` is "out", "next", "later", "tentative" or "cancelled"; `badges` may be none.

    `when` is its day, and its hour if it is known. `label` names all that comes out with it: "Episodes 3 to 4".
    """

    code: str
    label: str
    title: str
    when: str
    iso: str
    badges: tuple[str, ...]
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
    color: str
    address: str
    seasons: tuple[SeasonCard, ...]


@dataclass(frozen=True, slots=True)
class Snippet:
    """Something to paste into a page of one's own: `html`; `preview` shows it, and is HTML, too, or empty."""

    id: str
    title: str
    note: str
    html: str
    preview: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed, with what can be chosen of it."""

    choices: Choices
    subscription: Subscription


@dataclass(frozen=True, slots=True)
class Search:
    """How a long catalogue is searched: the address of the form, the words, and the language that it must send on."""

    address: str
    words: str
    language: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    """A page of the catalogue: `index.html`.

    `search` is None where there is nothing to search; `found` says how many shows there are. `position` says which of
    several pages this is, and `previous` and `following` are addresses; each may be empty. `offer` is None if there is
    no feed of everything, and `notice` says so.
    """

    shows: tuple[ShowCard, ...]
    search: Search | None
    found: str
    position: str
    previous: str
    following: str
    offer: Offer | None
    notice: str


@dataclass(frozen=True, slots=True)
class ShowPage:
    """A show: `show.html`."""

    title: str
    language: str
    service: str
    url: str
    description: str
    color: str
    seasons: tuple[SeasonCard, ...]
    choices: Choices
    subscription: Subscription
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class SeasonPage:
    """A season: `season.html`."""

    language: str
    show: str
    season: str
    show_address: str
    service: str
    url: str
    description: str
    color: str
    headline: str
    countdown: Countdown | None
    episodes: tuple[EpisodeRow, ...]
    choices: Choices
    subscription: Subscription
    changes: tuple[ChangeRow, ...]
    announcements: str
    snippets: tuple[Snippet, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """A feed in a frame on somebody's page: `embed.html`.

    `theme` is "light", "dark", or empty for the visitor's own; `more` says how many episodes are not in the list.
    """

    tag: str
    direction: str
    title: str
    theme: str
    headline: str
    countdown: Countdown | None
    episodes: tuple[EpisodeRow, ...]
    more: str
    apps: tuple[App, ...]
    address: str


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong and where to go from here: `error.html`. `near` has titles and addresses."""

    title: str
    message: str
    near: tuple[tuple[str, str], ...]
