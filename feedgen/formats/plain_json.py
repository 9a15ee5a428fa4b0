"""The episodes of a feed as plain JSON, for people who write programs."""

import json
from collections.abc import Mapping

from feedgen import languages
from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.moments import duration
from feedgen.feeds.selection import named
from feedgen.feeds.site import Site
from feedgen.feeds.variant import PLAIN, Variant
from feedgen.formats.document import Document
from feedgen.languages import Language
from feedgen.plan.show import Show


def publish(shows: Mapping[str, Show], name: str, site: Site, variant: Variant = PLAIN) -> Document:
    """Write the episodes of the feed of that name; a variant has a say in the language alone.

    Raises NoSuchFeedError if there is none.
    """
    feed, airings = named(shows, name)
    language = languages.of(variant.language)
    data = {
        "feed": feed.name,
        "title": wording.feed_title(feed, airings[0].show if feed.show else None, language),
        "page": site.page(feed),
        "calendar": site.feed(feed, variant),
        "episodes": [_episode(airing, site, language) for airing in airings],
    }
    body = json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"
    modified = max(airing.episode.modified for airing in airings)
    return Document(f"{feed.name}.json", "application/json", body, modified)


def _episode(airing: Airing, site: Site, language: Language) -> dict[str, object]:
    facts, release = airing.facts, airing.release
    return {
        "uid": airing.uid,
        "show": airing.show.title,
        "service": airing.show.service,
        "season": airing.season.number,
        "episode": airing.episode.number,
        "title": facts.title or None,
        "summary": wording.summary(airing, language),
        "status": facts.status.lower(),
        "day": release.day.isoformat(),
        "instant": release.iso if release.has_hour else None,
        "zone": release.zone or None,
        "runtime": duration(facts.runtime) if facts.runtime else None,
        "premiere": airing.is_premiere,
        "finale": airing.is_finale,
        "url": wording.link(airing, site),
        "sequence": airing.episode.sequence,
        "modified": f"{airing.episode.modified:%Y-%m-%dT%H:%M:%SZ}",
    }
