"""Which names a schedule file may have: a show's slug stands in addresses and identities for ever."""

import re
import unicodedata

from feedgen.errors import Problem
from feedgen.plan.identity import SLUG

# With "/feeds/", a long zone name and "-s9999e9999.ics", an address stays well under 256 characters, past
# which Google Calendar fails silently.
SLUG_LENGTH = 60

# First segments of addresses that are not of shows, and names of feeds of the whole catalogue.
RESERVED_SLUGS = frozenset(
    {"all", "coming", "days", "embed", "feeds", "healthz", "metrics", "oembed", "premieres", "shows", "static"}
)

# A slug that ended like this could be taken for a feed of another show.
_FEED_ENDING = re.compile(r"-(?:s\d+(?:e\d+|-premiere|-weekly|-finale|-complete)?|premieres|finales)$")


def slug_of(title: str) -> str:
    """Return the slug that a title suggests: "Café & Co." gives "cafe-co"; empty if it has no Latin letter or digit."""
    letters = (
        unicodedata.normalize("NFKD", title.replace("'", "").replace("\u2019", "")).encode("ascii", "ignore").decode()
    )
    slug = re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")
    return slug if len(slug) <= SLUG_LENGTH else slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]


def slug_problems(slug: str, file: str) -> list[Problem]:
    """Return the problem of a slug as the name of a schedule file; an empty list if there is none."""

    def problem(message: str, remedy: str) -> list[Problem]:
        return [Problem(file, 0, "", message, remedy)]

    if not re.fullmatch(SLUG, slug):
        meant = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-") or "my-show"
        remedy = f'did you mean "{meant}.toml"?'
        return problem(f'the file name "{slug}.toml" is not lower-case letters, digits and single hyphens', remedy)
    if len(slug) > SLUG_LENGTH:
        return problem(f"the file name is longer than {SLUG_LENGTH} characters", "some apps refuse long addresses")
    if slug in RESERVED_SLUGS:
        return problem(f'"{slug}" is the name of something else in addresses', f'call it "{slug}-show.toml"')
    if ending := _FEED_ENDING.search(slug):
        remedy = f'call it "{slug[: ending.start()]}.toml"'
        return problem(f'the ending "{ending[0]}" of the file name would mean a season in addresses', remedy)
    return []
