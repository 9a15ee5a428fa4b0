"""What would vanish from calendars if a later version of a show replaced an earlier one."""

from collections.abc import Iterator

from feedgen.plan.show import Season, Show


def losses(before: Show, after: Show) -> str:
    """Return in words what an earlier version of a show has and a later one lacks; empty if that is nothing.

    A file that is still being written can be a sound schedule with fewer episodes. A finished edit lacks nothing, as
    plans only grow: also a cancelled episode stays in the file.
    """
    return ", ".join(_lost(before, after))


def _lost(before: Show, after: Show) -> Iterator[str]:
    for old in before.seasons:
        new = after.season(old.number)
        if new is None:
            yield f"season {old.number}"
        else:
            yield from (
                f"{count} of the {what} of season {old.number}"
                for what, count in _counts(old, new).items()
                if count > 0
            )


def _counts(old: Season, new: Season) -> dict[str, int]:
    left = {episode.number: episode for episode in new.episodes}
    kept = [(episode, left[episode.number]) for episode in old.episodes if episode.number in left]
    return {
        "episodes": len(old.episodes) - len(kept),
        "changes": len(old.changes) - len(new.changes),
        "days": sum(bool(one.facts.release) and not other.facts.release for one, other in kept),
        "titles": sum(bool(one.facts.title) and not other.facts.title for one, other in kept),
    }
