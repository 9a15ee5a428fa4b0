"""Announcements and changes as an Atom feed (RFC 4287), for people who follow the plan rather than the days."""

import html
from typing import TYPE_CHECKING

from feedgen.feeds.history import Announcements

if TYPE_CHECKING:
    from feedgenerator import Atom1Feed


def write(announcements: Announcements) -> bytes:
    """Write announcements as Atom."""
    from feedgenerator import Atom1Feed  # noqa: PLC0415 - it loads all of urllib, which would slow every start

    writer = Atom1Feed(
        title=announcements.title,
        link=announcements.url,
        description=None,
        feed_url=announcements.source,
        feed_guid=f"urn:uuid:{announcements.uid}",
        author_name="feedgen",
        language=announcements.language,
    )
    _add(writer, announcements)
    return str(writer.writeString("utf-8")).encode()


def _add(writer: "Atom1Feed", announcements: Announcements) -> None:
    for item in announcements.items:
        lines = "".join(f"<li>{html.escape(line)}</li>" for line in item.entry.lines)
        writer.add_item(
            title=item.title,
            link=item.link,
            description=f"<ul>{lines}</ul>" if lines else None,
            unique_id=f"urn:uuid:{item.entry.uid}",
            pubdate=item.entry.at,
            updateddate=item.entry.at,
        )
