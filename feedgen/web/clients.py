"""Families of clients, by their User-Agent headers."""

import re

from feedgen.web.negotiation import HeaderCache

# The first that fits counts: Google's fetcher and many apps also call themselves Mozilla.
_FAMILIES = {
    "google": r"Google-Calendar-Importer|GoogleBot|Google-",
    "apple": r"dataaccessd|iOS/|CalendarAgent|macOS/|Mac_OS_X|accountsd|remindd",
    "outlook": r"Microsoft|Outlook|Exchange|Office|MSIE|ms-office",
    "thunderbird": r"Thunderbird|Lightning|Betterbird",
    "nextcloud": r"Nextcloud|ownCloud|sabre",
    "home-assistant": r"HomeAssistant|Home Assistant",
    "icsx5": r"ICSx5|DAVx5",
    "evolution": r"Evolution|libsoup",
    "korganizer": r"KDE|Akonadi|KOrganizer|KIO/",
    "yahoo": r"Yahoo",
    "proton": r"Proton",
    "fastmail": r"Fastmail|Cyrus",
    "feed-reader": r"Feedly|Inoreader|NewsBlur|FreshRSS|Miniflux|Tiny Tiny RSS|feedparser",
    "script": r"curl|Wget|python|Go-http-client|okhttp|node|axios|Java/|Ruby|PHP",
    "robot": r"bot\b|crawl|spider|slurp|facebookexternalhit",
    "browser": r"Mozilla|Opera",
}

FAMILIES = (*_FAMILIES, "other")

_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _FAMILIES.items()}


def family_of(user_agent: str) -> str:
    """Return the family of the client with a User-Agent; "other" if it is of no known one."""
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(user_agent)), "other")


# The families of User-Agents that have been seen.
families: HeaderCache[str] = HeaderCache(family_of)
