"""Announcements and changes as an Atom feed (RFC 4287), for people who follow the plan rather than the days."""

import html
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from feedgen import languages
from feedgen.feeds import wording
from feedgen.feeds.feed import Feed
from feedgen.feeds.history import Entry, feed_history
from feedgen.feeds.selection import named
from feedgen.feeds.site import Site
from feedgen.feeds.variant import PLAIN, Format, Variant
from feedgen.formats.document import Document
from feedgen.plan.identity import feed_uid
from feedgen.plan.show import Season, Show

if TYPE_CHECKING:
    from feedgenerator import Atom1Feed


def publish(shows: Mapping[str, Show], name: str, site: Site, variant: Variant = PLAIN) -> Document:
    """Write what became known of the feed of that name, in the language of a variant.

    Raises NoSuchFeedError if there is none.
    """
    from feedgenerator import Atom1Feed  # noqa: PLC0415 - it loads all of urllib: no start should wait for that

    language = languages.of(variant.language)
    feed, airings = named(shows, name)
    show = airings[0].show if feed.show else None
    entries = feed_history(shows.values() if show is None else [show], feed, language)
    writer = Atom1Feed(
        title=language.gettext("%(feed)s: announcements and changes", feed=wording.feed_title(feed, show, language)),
        link=site.page(feed),
        description=None,
        feed_url=site.feed(feed, variant, Format.ANNOUNCEMENTS),
        feed_guid=f"urn:uuid:{feed_uid(feed.name)}",
        author_name="feedgen",
        language=language.tag,
    )
    _add(writer, entries, feed, site)
    body = writer.writeString("utf-8").encode()
    modified = max(entry.at for _, _, entry in entries)
    return Document(f"{feed.name}.atom", "application/atom+xml; charset=utf-8", body, modified)


def _add(writer: "Atom1Feed", entries: Iterable[tuple[Show, Season, Entry]], feed: Feed, site: Site) -> None:
    for show, season, entry in entries:
        lines = "".join(f"<li>{html.escape(line)}</li>" for line in entry.lines)
        writer.add_item(
            title=entry.title if feed.show or not entry.lines else f"{show.title}: {entry.title}",
            link=site.season(show, season.number),
            description=f"<ul>{lines}</ul>" if lines else None,
            unique_id=f"urn:uuid:{entry.uid}",
            pubdate=entry.at,
            updateddate=entry.at,
        )
