"""Changes in words, in any language: what each changed, and what it was before."""

from collections.abc import Iterator
from datetime import timedelta

from feedgen.feeds.release_wording import announced_moment
from feedgen.languages import Language
from feedgen.plan.announcement import Change, Facts, ShowFacts, Status
from feedgen.plan.release import Release
from feedgen.plan.show import Correction


def correction_text(correction: Correction, language: Language) -> str:
    """Return what a change made different of an episode, what it was before, and why.

    It is empty if nothing differs that is told, such as the hour of a day that is to be announced.
    """
    told = "; ".join(differences(correction, language))
    return f"{told}: {correction.note}" if told and correction.note else told


def differences(correction: Correction, language: Language) -> Iterator[str]:
    """Yield each difference that a change made to an episode, and what it was before."""
    before, after = correction.before, correction.after
    if before is None or (before.release is None and after.release):
        yield _first_told(before, after.release, language)
        return
    if after.status is not before.status:
        yield _status_change(before.status, after.status, language)
    if after.release != before.release and before.release and after.release:
        yield _release_change(before.release, after.release, language)
    if after.title != before.title:
        yield _title_change(before.title, after.title, language)
    if after.runtime != before.runtime and after.runtime:
        minutes = after.runtime // timedelta(minutes=1)
        yield language.ngettext("Runs for %(count)s minute", "Runs for %(count)s minutes", minutes)
    if after.service != before.service:
        yield language.gettext("Now on %(service)s", service=after.service)
    if _details(after) != _details(before):
        yield language.gettext("Details corrected")


def _first_told(before: Facts | None, release: Release | None, language: Language) -> str:
    if release is None:
        return language.gettext("Added, on a day to be announced")
    moment = announced_moment(release, language)
    if before is None:
        return language.gettext("Added, %(moment)s", moment=moment)
    return language.gettext("The day is known, %(moment)s", moment=moment)


def season_differences(change: Change, language: Language) -> Iterator[str]:
    """Yield each difference that a change made to a season as a whole; none if it is of single episodes."""
    if change.episodes:
        return
    if change.expected:
        yield language.gettext("Expected %(time)s", time=language.span(change.expected))
    if change.title:
        yield language.gettext("Its title is “%(title)s”", title=change.title)
    if change.open is not None:
        yield language.gettext("More episodes will come") if change.open else language.gettext("No more episodes come")


def show_differences(before: ShowFacts, after: ShowFacts, language: Language) -> Iterator[str]:
    """Yield each difference that a change made to a show."""
    if after.title != before.title:
        yield language.gettext("Retitled from “%(title)s”", title=before.title)
    if after.service != before.service:
        yield language.gettext("Now on %(service)s, before on %(before)s", service=after.service, before=before.service)
    if (after.url, after.description) != (before.url, before.description):
        yield language.gettext("Details corrected")


def _details(facts: Facts) -> tuple[str, str]:
    return facts.url, facts.description


def _status_change(before: Status, after: Status, language: Language) -> str:
    match before, after:
        case _, Status.CANCELLED:
            return language.gettext("Cancelled")
        case Status.CANCELLED, Status.CONFIRMED:
            return language.gettext("Back in the plan")
        case Status.CANCELLED, Status.TENTATIVE:
            return language.gettext("Back in the plan, on a day to be announced")
        case _, Status.TENTATIVE:
            return language.gettext("Postponed")
    return language.gettext("The new day is known")


def _release_change(before: Release, after: Release, language: Language) -> str:
    if after.has_hour and not before.has_hour and after.day == before.day:
        return language.gettext("The hour is known, %(moment)s", moment=announced_moment(after, language))
    return language.gettext("Moved from %(moment)s", moment=announced_moment(before, language))


def _title_change(before: str, after: str, language: Language) -> str:
    if before:
        return language.gettext("Retitled from “%(title)s”", title=before)
    return language.gettext("The title is known, “%(title)s”", title=after)
