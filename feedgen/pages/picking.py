"""Picking shows: the form in which shows are ticked to get them in one calendar."""

from dataclasses import dataclass

from feedgen.feeds.addresses import LONGEST_ADDRESS
from feedgen.pages.subscribing import GOOGLE
from feedgen.pages.visit import Choice, Visit

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Picking:
    """The form with the ticks: names and values of its `hidden` fields, and the slugs of the shows that are `picked`.

    Scripts replace "{}" in the addresses `feed` and `webcal` by the name of a feed, and put the latter,
    percent-encoded, after `google`. `longest` is how many characters the address of a feed may have.
    """

    address: str
    hidden: tuple[tuple[str, str], ...]
    picked: tuple[str, ...]
    feed: str
    webcal: str
    google: str
    longest: int


def picking(visit: Visit, choice: Choice, shows: int) -> Picking | None:
    """Return the form for so many shows; None for a single show, and on a site of files, which has few mixes."""
    if visit.site.static or shows < _SEVERAL:
        return None
    spoken = {"lang": visit.language.tag} if visit.language_chosen else {}
    feed = f"{visit.site.base}/feeds/{{}}.ics"
    if tag := visit.variant().language:
        feed += f"?lang={tag}"
    return Picking(
        address=visit.site.picked(),
        hidden=tuple({**choice.lasting, **spoken}.items()),
        picked=choice.picked,
        feed=feed,
        webcal=f"webcal:{feed.partition(':')[2]}",
        google=GOOGLE,
        longest=LONGEST_ADDRESS,
    )
