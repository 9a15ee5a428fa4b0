"""FullCalendar, on a page of somebody else's, shows our feeds through its own reader of iCalendar."""

from playwright.sync_api import Page
from visitors import Host, Visit, script

SHOW = """
(feed) => new Promise((resolve, reject) => {
  const calendar = new FullCalendar.Calendar(document.body.appendChild(document.createElement("div")), {
    initialDate: "2023-11-20",
    timeZone: "UTC",
    events: { url: feed, format: "ics", failure: reject },
    eventsSet: (events) => events.length && resolve(events.map(({ title, startStr }) => `${startStr} ${title}`)),
  });
  calendar.render();
})
"""


def shown(page: Page, feed: str) -> list[str]:
    for name in ("ical.js-1/build/ical.min.js", "fullcalendar/index.global.min.js"):
        page.evaluate(script(name))
    page.evaluate(script("@fullcalendar/icalendar/index.global.min.js"))
    return list(page.evaluate(SHOW, feed))


def test_calendar_shows_days_hours_and_changes_across_origins(visit: Visit, host: Host, address: str) -> None:
    # With headers of its own the page forbids nothing.
    page = visit(host("", Server="another"), locale="en-US", timezone_id="UTC")
    assert shown(page, f"{address}/feeds/for-all-mankind-s4.ics") == [
        "2023-11-10 For All Mankind S4E1: Glasnost (season premiere)",
        "2023-11-17 For All Mankind S4E2: Have a Nice Sol",
        "2023-11-24 For All Mankind S4E3: The Bear Hug",
        "2023-12-01 For All Mankind S4E4: House Divided",
        "2023-12-08 For All Mankind S4E5: Goldilocks",
    ]
    assert page.locator(".fc-event-title").all_inner_texts()[2] == "For All Mankind S4E3: The Bear Hug"
    timed = shown(page, f"{address}/feeds/Europe/London/for-all-mankind-s4.ics")
    assert timed[2] == "2023-11-24T05:00:00Z For All Mankind S4E3: The Bear Hug"
    assert shown(page, f"{address}/feeds/changed-s4.ics")[2].startswith("2023-11-22 ")
