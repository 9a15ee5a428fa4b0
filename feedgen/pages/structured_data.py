"""A season as structured data for search engines: JSON-LD in the terms of schema.org."""

import json
from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from feedgen.feeds import wording
from feedgen.feeds.addresses import Site
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed
from feedgen.feeds.moments import duration
from feedgen.feeds.selection import select
from feedgen.languages import Language
from feedgen.plan.announcement import Status
from feedgen.plan.show import Season, Show

# Of a season with more episodes than `_ALL`, only the next few are described: each takes 300 bytes of the page.
_ALL = 30

_FEW = 8

_EVENT_STATUS = {
    Status.CONFIRMED: "https://schema.org/EventScheduled",
    Status.TENTATIVE: "https://schema.org/EventPostponed",
    Status.CANCELLED: "https://schema.org/EventCancelled",
}


def season_data(show: Show, season: Season, site: Site, language: Language, now: datetime) -> Markup:
    """Return the description of a season and its episodes, for a script element of a page.

    Of a very long season only the episodes are described that come next, seen from `now`.
    """
    airings = select([show], Feed(show.slug, season.number)).airings
    page = site.season(show, season.number)
    days = [airing.release.day for airing in airings]
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Movie" if show.is_film else "TVSeries",
        "@id": site.show(show),
        "name": show.title,
        "inLanguage": show.language,
        **({"url": show.url} if show.url else {}),
        **({"datePublished": min(days).isoformat()} if show.is_film and days else {}),
    }
    if not show.is_film:
        data["containsSeason"] = {
            "@type": "TVSeason",
            "@id": page,
            "url": page,
            "name": wording.season_name(season, language),
            "seasonNumber": season.number,
            "numberOfEpisodes": len(season.episodes),
            **({"startDate": min(days).isoformat(), "endDate": max(days).isoformat()} if days else {}),
            "episode": [_episode(airing, page, language) for airing in _near(airings, now)],
        }
    # "</script>" in a title must not end the element.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 - the text has no "</", at which a script element ends


def _near(airings: Sequence[Airing], now: datetime) -> Sequence[Airing]:
    if len(airings) <= _ALL:
        return airings
    out = sum(airing.is_out(now) for airing in airings)
    first = min(out, len(airings) - _FEW)
    return airings[first : first + _FEW]


def _episode(airing: Airing, page: str, language: Language) -> dict[str, object]:
    facts = airing.facts
    return {
        "@type": "TVEpisode",
        "@id": f"{page}#episode-{airing.episode.number}",
        "episodeNumber": airing.episode.number,
        "name": facts.title or wording.episode_code(airing, language),
        **({"url": facts.url} if facts.url else {}),
        **({"timeRequired": duration(facts.runtime)} if facts.runtime else {}),
        **({"datePublished": airing.release.day.isoformat()} if facts.status is Status.CONFIRMED else {}),
        "releasedEvent": {
            "@type": "PublicationEvent",
            "startDate": airing.release.iso,
            "eventStatus": _EVENT_STATUS[facts.status],
            "publishedOn": {"@type": "BroadcastService", "name": airing.service},
        },
    }
