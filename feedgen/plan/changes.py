"""An announced plan and the changes to it, in order, into a season or show as it stood at any instant.

SEQUENCE and LAST-MODIFIED follow from the schedule alone, so they are the same in every process. They rise with each
change that makes a difference to an episode, and never fall.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from feedgen.plan.amending import ChangeError, amended
from feedgen.plan.announcement import Change, Facts, ShowChange, Status
from feedgen.plan.roles import NO_ROLES, Roles, roles_of
from feedgen.plan.show import Correction, Episode, Season, Show


def follow(season: Season, changes: Sequence[Change]) -> tuple[Season, Mapping[int, ChangeError]]:
    """Return a season after these changes to its announced plan, and the error of each change that has one.

    Errors are by position of the change, from 0. A change with an error is left out, and later ones are still applied.
    Only the plan of the given season counts, not its episodes and changes.
    """
    course = _Course(season)
    errors = {}
    for at, group in groupby(enumerate(changes), lambda change: change[1].at):
        for index, change in group:
            try:
                course.make(change)
            except ChangeError as error:
                errors[index] = error
        course.settle(at)
    return course.season, errors


def announced(season: Season) -> Season:
    """Return a season as it was announced, before any change."""
    return follow(season, ())[0]


def as_of(season: Season, instant: datetime) -> Season | None:
    """Return a season as it was known at an instant; None before it was announced."""
    if instant < season.announced:
        return None
    return follow(season, [change for change in season.changes if change.at <= instant])[0]


def show_as_of(show: Show, instant: datetime) -> Show | None:
    """Return a show as it was known at an instant; None before its first season was announced."""
    seasons = tuple(known for season in show.seasons if (known := as_of(season, instant)))
    changes = [change for change in show.changes if change.at <= instant]
    return follow_show(replace(show, seasons=seasons), changes)[0] if seasons else None


def follow_show(show: Show, changes: Sequence[ShowChange]) -> tuple[Show, Mapping[int, ChangeError]]:
    """Return a show after these changes to its original facts, and the error of each change that has one, by position.

    Its seasons must come from `follow`. An episode counts as modified when a fact of the show changes that its calendar
    entry shows.
    """
    facts, made, errors = show.original, list[ShowChange](), dict[int, ChangeError]()
    seen: dict[str, datetime] = {}
    for index, change in enumerate(changes):
        after = facts.after(change)
        if after == facts:
            errors[index] = ChangeError("at", "the change makes no difference to what is known", "is it there twice?")
            continue
        seen |= dict.fromkeys(facts.unlike(after), change.at)
        facts = after
        made.append(change)
    seasons = tuple(_touched(season, seen) for season in show.seasons)
    return replace(show, facts=facts, changes=tuple(made), seasons=seasons), errors


def _touched(season: Season, seen: Mapping[str, datetime]) -> Season:
    """Return a season with its episodes modified no earlier than the facts of the show that their entries show.

    `seen` has when each fact of the show last changed.
    """
    if not seen:
        return season
    episodes = []
    for episode in season.episodes:
        shown = {"title", "color"}
        shown |= set() if episode.facts.service else {"service"}
        context = shown | (set() if season.url else {"url"})
        shown |= set() if episode.facts.url or season.url else {"url"}
        modified = max([episode.modified, *(at for key, at in seen.items() if key in shown)])
        context_modified = max([episode.context_modified, *(at for key, at in seen.items() if key in context)])
        episodes.append(episode._replace(modified=modified, context_modified=context_modified))
    return replace(season, episodes=tuple(episodes))


class _Course:
    """A season while changes are applied to it, one after the other."""

    def __init__(self, season: Season) -> None:
        self._season = season
        self._plan = season.plan
        self._made: list[Change] = []
        self._roles = self._roles_now()
        self._told = self._told_of_all()
        # Episodes whose own role may have changed since the last `settle`; whether that of any may have.
        self._unsettled: set[int] = set()
        self._stale = False
        # When the last change came that modified all episodes, or all episodes without a page of their own.
        self._all_modified = self._pageless_modified = season.announced
        self._episodes = {
            number: _new(number, facts, season.announced, self._roles) for number, facts in season.plan.episodes.items()
        }

    @property
    def season(self) -> Season:
        """The season after the changes so far."""
        episodes: Iterable[Episode] = (self._episodes[number] for number in sorted(self._episodes))
        if self._made:
            episodes = map(self._with_change_of_all, episodes)
        return replace(self._season, terms=self._plan.terms, changes=tuple(self._made), episodes=tuple(episodes))

    def make(self, change: Change) -> None:
        """Apply a change to the facts. Raises ChangeError."""
        before, self._plan = self._plan, amended(self._plan, change)
        self._made.append(change)
        for number in change.episodes or self._plan.episodes:
            was, facts = before.episodes.get(number), self._plan.episodes[number]
            if facts is not was and facts != was:
                made = Correction(len(self._made), change.note, was, facts)
                known = self._episodes.get(number) or _new(number, facts, change.at, NO_ROLES)
                self._episodes[number] = _corrected(known, made, change.at)
                if was is None or _role_facts(was) != _role_facts(facts):
                    self._unsettled.add(number)
        self._stale |= before.terms != self._plan.terms

    def settle(self, at: datetime) -> None:
        """Give the episodes their roles, after all changes of one instant have been applied.

        Changes of one instant count as one, as nobody saw the plan between them. Also an episode that no change names
        may get another role, such as that of the finale.
        """
        if not self._unsettled and not self._stale:
            return
        touched = self._give_roles()
        (count, url), self._told = self._told, self._told_of_all()
        if count != self._told[0]:
            self._all_modified = at
        elif url != self._told[1]:
            self._pageless_modified = at
        for number in touched:
            if self._episodes[number].facts.release:
                self._episodes[number] = self._episodes[number]._replace(modified=at, context_modified=at)

    def _with_change_of_all(self, episode: Episode) -> Episode:
        """Return an episode with the time of the last change of all episodes, if that is later than its own.

        An episode without a day is in no calendar, and the change that gives it a day will be later.
        """
        if not episode.facts.release:
            return episode
        context = max(self._all_modified, self._pageless_modified)
        latest = self._all_modified if episode.facts.url else context
        if latest <= episode.modified and context <= episode.context_modified:
            return episode
        return episode._replace(
            modified=max(episode.modified, latest),
            context_modified=max(episode.context_modified, context),
        )

    def _give_roles(self) -> set[int]:
        """Give the episodes their parts and marks; return the numbers of those whose marks have changed."""
        before, self._roles = self._roles, self._roles_now()
        # A pass over all episodes for each of many changes would take seconds.
        concerned = self._unsettled if self._roles == before else set(self._episodes)
        self._unsettled, self._stale = set(), False
        touched = set()
        for number in concerned:
            episode = self._episodes[number]
            parts, marks = self._roles.of(number, episode.facts)
            if (parts, marks) != (episode.parts, episode.marks):
                ever = episode.parts_ever | parts
                self._episodes[number] = episode._replace(parts=parts, parts_ever=ever, marks=marks)
                touched |= {number} if marks != episode.marks else set()
        return touched

    def _roles_now(self) -> Roles:
        return NO_ROLES if self._season.plain else roles_of(self._plan)

    def _told_of_all(self) -> tuple[tuple[int | None, str], str]:
        """Return what the entries of all episodes show of the season, and what those without an own page show."""
        terms = self._plan.terms
        counted = not self._season.plain and not terms.open
        return (max(self._plan.episodes, default=None) if counted else None, terms.title), terms.url


def _role_facts(facts: Facts) -> tuple[object, ...]:
    """Return what parts and marks depend on."""
    return facts.release and facts.release.day, facts.status is Status.CANCELLED, facts.part


def _new(number: int, facts: Facts, at: datetime, roles: Roles) -> Episode:
    parts, marks = roles.of(number, facts)
    return Episode(number, facts, parts, parts, marks, 0, at, at)


def _corrected(episode: Episode, made: Correction, at: datetime) -> Episode:
    """Return an episode after a change of its facts. SEQUENCE begins at 0 when it gets its first day."""
    seen = made.before and made.before.release
    moved = seen is not None and made.after.schedule != episode.facts.schedule
    return episode._replace(
        facts=made.after,
        sequence=episode.sequence + moved,
        modified=at,
        corrections=(*episode.corrections, made),
    )
