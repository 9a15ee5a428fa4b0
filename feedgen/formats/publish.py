"""A feed in any of its formats."""

from feedgen.feeds.variant import Format
from feedgen.formats import atom, calendar, jcal, plain_json

WRITERS = {
    Format.CALENDAR: calendar.publish,
    Format.JCAL: jcal.publish_jcal,
    Format.EPISODES: plain_json.publish,
    Format.ANNOUNCEMENTS: atom.publish,
}
