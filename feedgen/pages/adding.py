"""Adding one episode to a calendar: the addresses at which Google and Outlook offer its entry to be saved."""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode

from feedgen.feeds import wording
from feedgen.feeds.airings import Airing
from feedgen.feeds.moments import AllDay, moment
from feedgen.feeds.variant import Variant
from feedgen.pages.visit import Visit

_GOOGLE = "https://calendar.google.com/calendar/render"

_OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"


def templates(airing: Airing, visit: Visit, variant: Variant) -> tuple[tuple[str, str], ...]:
    """Return names and addresses of services that offer an entry for an episode, at its time in a variant."""
    summary = wording.summary(airing, visit.language)
    link = visit.season(airing.show, airing.season.number)
    when = moment(airing, variant)
    if isinstance(when, AllDay):
        google = f"{when.day:%Y%m%d}/{when.day + timedelta(days=1):%Y%m%d}"
        outlook = {"allday": "true", "startdt": f"{when.day}", "enddt": f"{when.day + timedelta(days=1)}"}
    else:
        google = f"{when.start:%Y%m%dT%H%M%SZ}/{when.end:%Y%m%dT%H%M%SZ}"
        outlook = {"startdt": f"{when.start:%Y-%m-%dT%H:%M:%SZ}", "enddt": f"{when.end:%Y-%m-%dT%H:%M:%SZ}"}
    return (
        ("Google", _address(_GOOGLE, {"action": "TEMPLATE", "text": summary, "dates": google, "details": link})),
        ("Outlook", _address(_OUTLOOK, {"rru": "addevent", "subject": summary, **outlook, "body": link})),
    )


def _address(base: str, query: Mapping[str, str]) -> str:
    return f"{base}?{urlencode(query)}"
