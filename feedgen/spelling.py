"""What was probably meant by a word that is not known."""

import bisect
import difflib
from collections.abc import Collection, Iterable

# How many words are compared with one at most: more take tenths of a second.
_MANY = 1000

# Longer words are no misspellings of known ones.
_LONGEST = 200


def nearest(word: str, known: Collection[str]) -> list[str]:
    """Return up to three of the known words that resemble one, the likeliest first.

    If there are very many, only those next to it in alphabetical order are compared: they begin alike, and mistakes in
    the first letters are rare.
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
