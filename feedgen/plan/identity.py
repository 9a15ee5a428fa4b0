"""Lasting identities: slugs, and the UIDs of episodes, changes and feeds."""

import functools
import uuid

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"

# Drawn at random, once. Another value would change all UIDs, and so double every event in every calendar.
_NAMESPACE = uuid.UUID("0b7d1c0e-5c52-4d0c-9d3b-6f1f0d6a3c11")


# Cached, as each variant of a feed needs the UIDs of all its events.
@functools.lru_cache(maxsize=16384)
def episode_uid(show: str, season: int, episode: int) -> str:
    """Return the lasting UID (RFC 7986 §5.3) of an episode: the same whatever its title, day and place in a feed."""
    return str(uuid.uuid5(_NAMESPACE, f"episode:{show}/{season}/{episode}"))


def group_uid(show: str, season: int, first: int) -> str:
    """Return the lasting UID of one event for several episodes of a day; `first` is the lowest number ever in it."""
    return str(uuid.uuid5(_NAMESPACE, f"group:{show}/{season}/{first}"))


def complete_uid(show: str, season: int) -> str:
    """Return the lasting UID of the event on the day on which all episodes of a season are out."""
    return str(uuid.uuid5(_NAMESPACE, f"complete:{show}/{season}"))


def change_uid(show: str, season: int, index: int) -> str:
    """Return the lasting identity of a change of a season, by its position from 1; of the announcement for 0."""
    return str(uuid.uuid5(_NAMESPACE, f"change:{show}/{season}/{index}"))


def show_change_uid(show: str, index: int) -> str:
    """Return the lasting identity of a change of a show by its position, counted from 1."""
    return str(uuid.uuid5(_NAMESPACE, f"change:{show}/{index}"))


def feed_uid(name: str) -> str:
    """Return the lasting identity of a feed of announcements by its name."""
    return str(uuid.uuid5(_NAMESPACE, f"feed:{name}"))
