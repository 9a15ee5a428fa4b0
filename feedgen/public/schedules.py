"""Schedules for other programs: reading them, listing releases, writing feeds, and comparing two versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from urllib.parse import parse_qsl

from feedgen.errors import FeedgenError
from feedgen.feeds import compare as comparing
from feedgen.feeds.addresses import Site
from feedgen.feeds.airings import Airing
from feedgen.feeds.compare import Difference
from feedgen.feeds.feed import Feed
from feedgen.feeds.option_values import find_zone
from feedgen.feeds.request import read_request
from feedgen.feeds.selection import select
from feedgen.formats.publish import publish
from feedgen.plan.show import Show
from feedgen.schedule import reading
from feedgen.zones import database


@dataclass(frozen=True, slots=True)
class Listing:
    """An episode and when it appears: `at` is an aware datetime, or None if only the `day` is known.

    `uid` is that of its calendar entry. `status` is "CONFIRMED", "TENTATIVE" (its day is to be announced) or
    "CANCELLED". The `title` is empty until it is known.
    """

    uid: str
    season: int
    episode: int
    title: str
    status: str
    day: date
    at: datetime | None


def load(file: str | PathLike[str]) -> Show:
    """Read a schedule file. Its name without .toml is the slug of the show.

    Raises FeedgenError for a file that cannot be read, and ScheduleError, which has all problems, for one that is not
    sound.
    """
    path = Path(file)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FeedgenError(f"{path}: cannot be read: {error.strerror}") from error
    return reading.parse(data, str(path), path.stem, None)


def releases(show: Show, zone: str = "") -> tuple[Listing, ...]:
    """List the episodes of a show that have a day, in order of their appearance.

    In a time zone, `day` and `at` are those of that zone; without one, `day` is the announced day and `at` is on the
    service's own clock. Raises FeedgenError for an unknown zone.
    """
    name = find_zone(zone) if zone else ""
    return tuple(_listing(airing, name) for airing in select([show], Feed(show.slug)).airings)


def feed(shows: Show | Iterable[Show], address: str, *, base_url: str, now: datetime) -> bytes:
    """Return the bytes of a feed, by its address below /feeds/, such as "silo-s2.ics?tz=Europe/London".

    `base_url` is the public address of the site that the links in the feed lead to. `now` (aware) decides what is past
    where the address has options that ask for it. Raises FeedgenError for an address that no feed has.
    """
    known = [shows] if isinstance(shows, Show) else shows
    path, _, query = address.partition("?")
    request = read_request(path, parse_qsl(query, keep_blank_values=True))
    return publish({show.slug: show for show in known}, request, Site(base_url.rstrip("/")), now).body


def compare(old: Show | None, new: Show | None) -> tuple[Difference, ...]:
    """Return the differences between two versions of a show that subscribers see, in words.

    A difference that is a `mistake` breaks subscriptions. None is a version that does not exist.
    """
    return comparing.compare(old, new)


def _listing(airing: Airing, zone: str) -> Listing:
    release, facts = airing.release, airing.facts
    there = zone or release.zone
    return Listing(
        uid=airing.uid,
        season=airing.season.number,
        episode=airing.episode.number,
        title=facts.title,
        status=facts.status.value,
        day=release.day_in(zone) if zone else release.day,
        at=release.instant.astimezone(database.zone(there)) if release.instant else None,
    )
