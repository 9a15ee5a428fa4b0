"""The episodes of a feed as plain JSON, for people who write programs."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from feedgen.feeds.airings import Airing
from feedgen.feeds.calendar import Calendar, Undated
from feedgen.feeds.events import Event
from feedgen.feeds.moments import duration
from feedgen.feeds.selection import Selection


def write(
    selection: Selection, calendar: Calendar, episodes: Iterable[tuple[Airing, Event]], undated: Iterable[Undated]
) -> bytes:
    """Write the episodes of a calendar, each with the texts of its event, and those that have no day yet."""
    data = {
        "feed": selection.feed.name,
        "title": calendar.name,
        "page": calendar.url,
        "calendar": calendar.source,
        "episodes": [_episode(airing, event) for airing, event in episodes],
        "undated": [_undated(each) for each in undated],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _undated(undated: Undated) -> dict[str, object]:
    return {name: None if value == "" else value for name, value in asdict(undated).items()}


def _episode(airing: Airing, event: Event) -> dict[str, object]:
    facts, release = airing.facts, airing.release
    return {
        "uid": event.uid,
        "show": airing.show.title,
        "service": airing.service,
        "season": airing.season.number,
        "episode": airing.episode.number,
        "title": facts.title or None,
        "summary": event.summary,
        "status": event.status.lower(),
        "day": release.day.isoformat(),
        "instant": release.iso if release.has_hour else None,
        "zone": release.zone or None,
        "runtime": duration(facts.runtime) if facts.runtime else None,
        "premiere": airing.is_premiere,
        "finale": airing.is_finale,
        "url": event.url,
        "part": facts.part or None,
        "sequence": event.sequence,
        "modified": f"{event.modified:%Y-%m-%dT%H:%M:%SZ}",
    }
