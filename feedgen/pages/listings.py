"""Lists of what comes out when. Episodes that come out at the same time are one row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed
from feedgen.feeds.variant import Variant
from feedgen.languages import Language
from feedgen.pages.adding import templates
from feedgen.pages.times import When, short_day, when
from feedgen.pages.visit import Visit
from feedgen.plan.announcement import Status
from feedgen.plan.release import Release
from feedgen.plan.show import Season

# How long a change is news.
FORTNIGHT = timedelta(days=14)

# From so many on, releases that are out are folded away, as they are between the visitor and what is next.
_FOLDED_FROM = 3

# If more rows than this are to come, or are out, only the first so many are shown; the rest is folded away.
_SHOWN_WHEN_OVER = 30

_SHOWN = 14


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode in a list.

    `id` is its anchor. `code` is its number, with the show in a list of several shows; it is empty if `title` says it.
    `badges` say what is special. `was` is when it was planned before a change, `download` the address of its own
    calendar, and `add` the label of that; each may be empty. `templates` are names and addresses of other ways to add
    it.
    """

    id: str
    code: str
    title: str
    badges: tuple[str, ...]
    was: str
    download: str
    add: str
    templates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """Episodes that come out at the same time. `state` is "out", "next", "later", "tentative" or "cancelled".

    `when` is None if they have no day yet. `label` names all of them: "Episodes 3 to 4".
    """

    when: When | None
    label: str
    state: str
    episodes: tuple[EpisodeRow, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of releases: those in `past` are folded away, with the summary `folded`; the others are `shown`.

    Of a very long list, the `rest` is folded away as well, with the summary `more`.
    """

    folded: str
    past: tuple[ReleaseRow, ...]
    shown: tuple[ReleaseRow, ...]
    more: str = ""
    rest: tuple[ReleaseRow, ...] = ()


def listing(airings: Sequence[Airing], visit: Visit, variant: Variant, season: Season) -> Listing:
    """List the releases of a season, and at the end its episodes without a day."""
    found = rows(airings, visit, variant)
    past = [row for row in found if row.state == "out"]
    shown = [row for row in found if row.state != "out"]
    if len(past) < (_FOLDED_FROM if shown else _SHOWN_WHEN_OVER):
        past, shown = [], list(found)
    out = [airing for airing in airings if airing.is_out(visit.now)]
    shown += _undated(season, visit.language)
    rest = shown[_SHOWN:] if len(shown) > _SHOWN_WHEN_OVER else []
    count = sum(len(row.episodes) for row in rest)
    return Listing(
        folded=_folded(out, visit.language) if past else "",
        past=tuple(past),
        shown=tuple(shown[: len(shown) - len(rest)]),
        more=visit.language.ngettext("%(count)s more episode", "%(count)s more episodes", count) if rest else "",
        rest=tuple(rest),
    )


def _folded(out: Sequence[Airing], language: Language) -> str:
    numbers = [airing.episode.number for airing in out]
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return language.gettext("%(first)s to %(last)s are out", first=numbers[0], last=numbers[-1])
    return language.ngettext("%(count)s episode is out", "%(count)s episodes are out", len(numbers))


def _undated(season: Season, language: Language) -> Iterator[ReleaseRow]:
    for episode in season.undated:
        if not season.plain or season.is_specials:  # the headline of a film says it all
            cancelled = episode.facts.status is Status.CANCELLED
            special = language.gettext("Special %(number)s", number=episode.number)
            name = special if season.is_specials else _numbered(episode.number, language)
            code = f"{episode.number}" if episode.facts.title and not season.plain else ""
            badges = (language.gettext("Cancelled"),) if cancelled else ()
            row = EpisodeRow(f"episode-{episode.number}", code, episode.facts.title or name, badges, "", "", "")
            yield ReleaseRow(None, name, "cancelled" if cancelled else "tentative", (row,))


def rows(
    airings: Sequence[Airing], visit: Visit, variant: Variant, *, with_show: bool = False
) -> tuple[ReleaseRow, ...]:
    """Return airings as rows. Those to come have the address of their own calendar in a variant."""
    following = next_of(airings, visit)

    def key(airing: Airing) -> tuple[Release, str]:
        return airing.release, state_of(airing, visit, following)

    return tuple(
        ReleaseRow(
            when=when(release, visit),
            label=label(group, visit.language),
            state=state,
            episodes=tuple(_episode(airing, state, visit, variant, with_show=with_show) for airing in group),
        )
        for (release, state), members in groupby(airings, key)
        for group in [list(members)]
    )


def _episode(airing: Airing, state: str, visit: Visit, variant: Variant, *, with_show: bool) -> EpisodeRow:
    number, title = airing.episode.number, airing.facts.title
    feed = Feed(airing.show.slug, airing.season.number, episode=number)
    own = variant if airing.has_hour else Variant(language=variant.language)
    coming = state in ("next", "later")
    return EpisodeRow(
        id=airing.uid if with_show else f"episode-{number}",
        code=_code(airing, visit.language, with_show=with_show),
        title="" if with_show and (not title or airing.season.plain) else _named(airing, visit.language),
        badges=tuple(_badges(airing, state, visit.language)),
        was=was(airing, visit) if coming else "",
        download=visit.site.download(feed, own) if coming else "",
        add=visit.language.gettext("Add episode %(number)s", number=number) if coming else "",
        templates=templates(airing, visit, own) if state == "next" else (),
    )


def _code(airing: Airing, language: Language, *, with_show: bool) -> str:
    """Return the number of an episode, with its show in a list of several; empty if its title says it."""
    if with_show:
        return wording.episode_code(airing, language)
    return f"{airing.episode.number}" if airing.facts.title and not airing.season.plain else ""


def was(airing: Airing, visit: Visit) -> str:
    """Return when an episode was planned before it was last moved: "was Fri, Dec 1"; empty if it was never moved."""
    for correction in reversed(airing.corrections):
        before = correction.before
        if before and before.release and correction.after.release != before.release:
            moved = correction.after.release is None or correction.after.release.day != before.release.day
            day = short_day(before.release.day, visit) if moved else before.release.clock
            return visit.language.gettext("was %(day)s", day=day) if day else ""
    return ""


def next_of(airings: Iterable[Airing], visit: Visit) -> list[Airing]:
    """Return the airings that come next, all at the same time; none if nothing is to come."""
    coming = [airing for airing in airings if airing.facts.status is Status.CONFIRMED and not airing.is_out(visit.now)]
    return [airing for airing in coming if airing.release == coming[0].release]


def label(group: Sequence[Airing], language: Language) -> str:
    """Return the name of episodes that come out at the same time, of one season or of several."""
    seasons = {(airing.show.slug, airing.season.number) for airing in group}
    numbers = [airing.episode.number for airing in group]
    if len(seasons) > 1:
        return language.listed(sorted({airing.show.title for airing in group}))
    if len(numbers) == 1 or group[0].season.plain:
        return language.listed([_name_or_number(airing, language) for airing in group])
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return language.gettext("Episodes %(first)s to %(last)s", first=numbers[0], last=numbers[-1])
    return language.gettext("Episodes %(numbers)s", numbers=language.listed(map(str, numbers)))


def _name_or_number(airing: Airing, language: Language) -> str:
    """Return "Episode 3"; for a film or a special its name."""
    return _named(airing, language) if airing.season.plain else _numbered(airing.episode.number, language)


def _named(airing: Airing, language: Language) -> str:
    """Return the title of an episode, or "Episode 3" or the like if it has none."""
    if airing.show.is_film:
        return airing.show.title
    place = wording.place(airing, language) if airing.season.is_specials else ""
    return airing.facts.title or place or _numbered(airing.episode.number, language)


def _numbered(number: int, language: Language) -> str:
    return language.gettext("Episode %(number)s", number=number)


def state_of(airing: Airing, visit: Visit, following: Sequence[Airing] = ()) -> str:
    """Return the state of an airing, as for a `ReleaseRow`. `following` has the airings that come next."""
    if airing.facts.status is not Status.CONFIRMED:
        return airing.facts.status.lower()
    if airing.is_out(visit.now):
        return "out"
    return "next" if airing in following else "later"


def _badges(airing: Airing, state: str, language: Language) -> Iterable[str]:
    part = airing.facts.part
    if part and airing.episode.number == min(e.number for e in airing.season.episodes if e.facts.part == part):
        yield part
    if role := wording.role_name(airing, language):
        yield role
    match state:
        case "cancelled":
            yield language.gettext("Cancelled")
        case "tentative":
            yield language.gettext("Day to be announced")
