"""The oEmbed answer for a page."""

from collections.abc import Mapping

from feedgen.feeds.captions import feed_title
from feedgen.feeds.selection import Selection
from feedgen.pages.snippets import iframe, size_of
from feedgen.pages.visit import Visit
from feedgen.pages.widget import address_of
from feedgen.pages.widget_looks import Look


def oembed(
    selection: Selection,
    visit: Visit,
    look: Look,
    more: Mapping[str, str],
    room: tuple[int | None, int | None],
) -> dict[str, object]:
    """Return the oEmbed answer for a consumer with room for so many pixels in width and height; None is any."""
    title = feed_title(selection, visit.language)
    (width, height), (most_width, most_height) = size_of(selection, visit, look), room
    size = min(width, most_width or width), min(height, most_height or height)
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": visit.brand.name or "feedgen",
        "provider_url": f"{visit.site.base}/",
        "title": title,
        "cache_age": 3600,
        "width": size[0],
        "height": size[1],
        "html": iframe(address_of(selection.feed, visit, look, more), title, size),
    }
