"""What was probably meant by a word that is not known."""

import bisect
import difflib
from collections.abc import Collection, Iterable

# To compare a word with more takes tenths of a second.
_MANY = 1000

# Nobody means a word of ours with so many letters.
_LONGEST = 200


def nearest(word: str, known: Collection[str]) -> list[str]:
    """Return up to three of the known words that resemble one, the likeliest first.

    Of very many only those are compared that stand around the place of the word in their order: they begin alike, and a
    mistake in the very first letters is rare.
    """
    if len(word) > _LONGEST:
        return []
    if len(known) > _MANY:
        in_order = sorted(known)
        place = bisect.bisect(in_order, word.lower())
        known = in_order[max(0, place - _MANY // 2) : place + _MANY // 2]
    return difflib.get_close_matches(word.lower(), known, n=3, cutoff=0.5)


def closest(word: str, known: Iterable[str]) -> str:
    """Return the nearest of the known words, or an empty string if none is near."""
    return next(iter(difflib.get_close_matches(word.lower()[:_LONGEST], list(known), n=1, cutoff=0.6)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return 'did you mean "x"?' for the nearest of the known words, or an empty string if none is near."""
    near = closest(word, known)
    return f'did you mean "{near}"?' if near else ""
