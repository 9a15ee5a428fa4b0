"""What is refused before a build begins."""

from collections.abc import Sequence
from datetime import datetime

from feedgen.catalog.folder import Catalog
from feedgen.errors import FeedgenError
from feedgen.feeds.errors import FeedError
from feedgen.feeds.feed import PLUS
from feedgen.feeds.lookup import find_dated_feed, find_feed
from feedgen.static_site.paths import folders_of


def check_slugs(tags: Sequence[str], catalog: Catalog) -> None:
    """Raise FeedgenError if the slug of a show is also the folder of a language."""
    if taken := [tag for tag in folders_of(tags) if tag in catalog.sources]:
        remedy = f"leave the language out, or give the show another name than {taken[0]}.toml"
        raise FeedgenError(f"pages in the language {taken[0]} would have the address of the show {taken[0]}; {remedy}")


def check_mix(name: str, catalog: Catalog, now: datetime) -> None:
    """Raise FeedgenError for a mix that names a feed that is not there, or that has no episode with a day."""
    if PLUS not in name:
        raise FeedgenError(f"--mix {name}: names one feed, which is built anyway; join several with {PLUS}")
    try:
        for part in name.split(PLUS):
            find_feed(catalog.shows, part, now)
        find_dated_feed(catalog.shows, name, now)
    except FeedError as error:
        raise FeedgenError(f"--mix {name}: {error}") from error
