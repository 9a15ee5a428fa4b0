"""Shows that are ticked in lists, to have them in one calendar."""

from dataclasses import dataclass

from feedgen.feeds.site import LONGEST_ADDRESS
from feedgen.pages.subscribing import GOOGLE
from feedgen.pages.visit import Choice, Visit

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Picking:
    """The form of the ticks: `hidden` is what it must send on, and `picked` are the slugs of the shows that are ticked.

    Scripts put the name of a feed where `feed` and `webcal` have "{}", and the second, encoded, after `google`.
    """

    address: str
    hidden: tuple[tuple[str, str], ...]
    picked: tuple[str, ...]
    feed: str
    webcal: str
    google: str
    longest: int


def picking(visit: Visit, choice: Choice, shows: int) -> Picking | None:
    """Offer to tick some of so many shows; None of one. Nor on a host of files, which has what was built alone."""
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
