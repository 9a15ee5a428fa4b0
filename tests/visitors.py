"""Visitors of pages in a real browser, and a page of somebody else's."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from playwright.sync_api import FrameLocator, Page
from support import CLIENTS, need_file
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# Opens a page by its path, for a visitor with the traits that Playwright knows; `now` sets the visitor's clock.
Visit = Callable[..., Page]

_SEASON = "/for-all-mankind/season-4/"


@contextmanager
def served(application: "WSGIApplication") -> Iterator[str]:
    """Serve an application in a thread until the block ends; give its address."""
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# Returns the address of somebody else's page with a snippet in it, and with other headers if they are given.
Host = Callable[..., str]


def pasted(visit: Visit, name: str, page: str = _SEASON) -> str:
    """Return what a page gives to paste."""
    return visit(page).locator(f"#code-{name}").input_value()


def widget(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


# The address of the feed that a page leads to must be in each of these.
APPS = {
    "Apple": "webcal:{}",
    "Thunderbird": "webcal:{}",
    "Google": "https://calendar.google.com/calendar/u/0/r?cid=webcal%3A{quoted}",
    "Android": "intent:{}",
    "Outlook (classic)": "webcal:{}",
    "Outlook.com": "https://outlook.live.com/calendar/0/addfromweb?url=http%3A{quoted}&name={name}",
    "Microsoft 365": "https://outlook.office.com/calendar/0/addfromweb?url=http%3A{quoted}&name={name}",
}


def hrefs(page: Page) -> dict[str, str]:
    """Return the addresses that the apps are asked by; what an intent says of an app and a fallback is left out."""
    page.locator("#more-apps").evaluate("more => (more.open = true)")
    buttons = {app: page.locator(".apps").get_by_role("link", name=app, exact=True) for app in APPS}
    return {app: (button.get_attribute("href") or "").partition("#")[0] for app, button in buttons.items()}


def expected_hrefs(feed: str, name: str) -> dict[str, str]:
    rest = feed.partition(":")[2]
    words = {"quoted": quote(rest, safe=""), "name": quote(name)}
    return {app: address.format(rest, **words) for app, address in APPS.items()}


# It sees no contrast on the sky's gradient, whose colours are tested below; frames of ours are pages of their own here.
# How large things to press must be is not asked for unless one says so.
AXE = """
(rules) => axe
  .run(document, {
    iframes: false,
    resultTypes: ["violations"],
    ...(rules.length ? { runOnly: rules } : { rules: { "target-size": { enabled: true } } }),
  })
  .then((results) => results.violations)
"""


def script(package: str) -> str:
    """Return a script of a package from npm."""
    return need_file(CLIENTS / "node_modules" / package).read_text()


def violations(page: Page, *rules: str) -> list[dict[str, Any]]:
    """Return what axe-core finds wrong with a page, by all its rules or those that are named, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script("axe-core/axe.min.js"))
    found = page.evaluate(AXE, rules)
    return [{"rule": rule["id"], "nodes": [node["html"][:120] for node in rule["nodes"]]} for rule in found]
