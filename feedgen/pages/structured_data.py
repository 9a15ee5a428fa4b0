"""A season for search engines: schema.org's terms in JSON-LD."""

import json

from markupsafe import Markup

from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.feed import Feed
from feedgen.feeds.moments import duration
from feedgen.feeds.selection import select
from feedgen.feeds.site import Site
from feedgen.languages import Language
from feedgen.plan.show import Season, Show, Status

_EVENT_STATUS = {
    Status.CONFIRMED: "https://schema.org/EventScheduled",
    Status.TENTATIVE: "https://schema.org/EventPostponed",
    Status.CANCELLED: "https://schema.org/EventCancelled",
}


def season_data(show: Show, season: Season, site: Site, language: Language) -> Markup:
    """Describe a season and its episodes, to be put into a script element of a page."""
    airings = select([show], Feed(show.slug, season.number)).airings
    page = site.season(show, season.number)
    days = [airing.release.day for airing in airings]
    data = {
        "@context": "https://schema.org",
        "@type": "TVSeries",
        "@id": site.show(show),
        "name": show.title,
        "inLanguage": show.language,
        **({"url": show.url} if show.url else {}),
        "containsSeason": {
            "@type": "TVSeason",
            "@id": page,
            "url": page,
            "name": wording.season_name(season, language),
            "seasonNumber": season.number,
            "numberOfEpisodes": len(airings),
            "startDate": min(days).isoformat(),
            "endDate": max(days).isoformat(),
            "episode": [_episode(airing, page) for airing in airings],
        },
    }
    # "</script>" in a title must not end the element.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 - a script element ends at "</", which is not there any more


def _episode(airing: Airing, page: str) -> dict[str, object]:
    facts = airing.facts
    return {
        "@type": "TVEpisode",
        "@id": f"{page}#episode-{airing.episode.number}",
        "episodeNumber": airing.episode.number,
        "name": facts.title or wording.episode_code(airing),
        **({"url": facts.url} if facts.url else {}),
        **({"timeRequired": duration(facts.runtime)} if facts.runtime else {}),
        **({"datePublished": airing.release.day.isoformat()} if facts.status is Status.CONFIRMED else {}),
        "releasedEvent": {
            "@type": "PublicationEvent",
            "startDate": airing.release.iso,
            "eventStatus": _EVENT_STATUS[facts.status],
            "publishedOn": {"@type": "BroadcastService", "name": airing.show.service},
        },
    }
