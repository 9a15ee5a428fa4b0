"""What was probably meant by a word that is not known."""

import difflib
from collections.abc import Collection, Iterable

# To compare a word with more takes tenths of a second.
_MANY = 1000


def nearest(word: str, known: Collection[str]) -> list[str]:
    """Return up to three of the known words that resemble one, the likeliest first.

    Of very many only those that begin alike: a mistake in the very first letter is rare.
    """
    if len(known) > _MANY:
        known = [other for other in known if other[:1] == word[:1].lower()]
    return difflib.get_close_matches(word.lower(), known, n=3, cutoff=0.5)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return 'did you mean "x"?' for the nearest of the known words, or an empty string if none is near."""
    near = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else ""
