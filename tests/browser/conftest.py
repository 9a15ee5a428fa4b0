from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from schedules import change, run, schedule, season
from support import need
from visitors import Host, Visit, served
from werkzeug.wrappers import Request as Asked
from werkzeug.wrappers import Response

from feedgen import resources
from feedgen.web.app import create_app

# A page of somebody else's, which forbids what it can.
POLICY = "default-src 'none'; script-src {address}; frame-src {address}"
HTML = "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>A page</title>{snippet}"

# The server's present: the third episode is next.
NOW = datetime(2023, 11, 20, 12, 30, tzinfo=UTC)

# Chromium must not look for its maker's hosts; CI runs as root, where its sandbox does not work.
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]

# What a page should come to, it comes to at once on a quiet machine; on one with much to do it may take long.
expect.set_options(timeout=30_000)

CHANGES = change("3", "2023-11-18T18:00:00Z", date="2023-11-22", note="Out two days early.") + change(
    "8", "2023-11-19T18:00:00Z", cancelled=True, note="Not this year."
)
DAILY = schedule(season(run(first="2023-11-21", every="day"), announced="2023-01-01T00:00:00Z"), title="Daily")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The bundled show as announced, a second one that is the same but for two changes, and one without hours."""
    folder = tmp_path_factory.mktemp("schedules")
    text = (resources.SCHEDULES / "for-all-mankind.toml").read_text()
    (folder / "for-all-mankind.toml").write_text(text)
    (folder / "changed.toml").write_text(text + CHANGES)
    (folder / "daily.toml").write_text(DAILY)
    with served(create_app({"SCHEDULES": folder}, clock=lambda: NOW)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Chromium less its windows opens pages with a third of the work.
    program = need("chromium-headless-shell", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open pages as visitors. At the end no page may have complained, asked another host, or been told of an error."""
    contexts, complaints = [], []

    def heard(message: ConsoleMessage) -> None:
        # A page that tells a mistake is a 400 by rights; a test may let the network fail.
        if "responded with a status of 400" not in message.text and "net::ERR_FAILED" not in message.text:
            complaints.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "blob:")):
            complaints.append(request.url)

    def open_page(path: str, now: datetime | None = NOW, **traits: object) -> Page:
        context = browser.new_context(**{"locale": "en-US", **traits})  # type: ignore[arg-type]  # as each test needs
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", asked)
        if now:
            page.clock.install(time=now)
        page.goto(path if ":" in path.partition("?")[0] else f"{address}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def host(address: str) -> Iterator[Host]:
    """Return the address of a page on another origin that has a snippet in it, and other headers if they are given."""
    body = ""
    headers: dict[str, str] = {}

    @Asked.application
    def application(request: Asked) -> Response:
        if request.path == "/bundle.js":
            return Response((resources.STATIC / "embed.js").read_bytes(), content_type="text/javascript")
        return Response(body, content_type="text/html", headers=headers)

    def with_snippet(snippet: str, **given: str) -> str:
        nonlocal body, headers
        body = HTML.format(snippet=f"<h1>A page</h1>{snippet}")
        headers = given or {"Content-Security-Policy": POLICY.format(address=address)}
        return f"{other}/page"

    with served(application) as other:
        yield with_snippet
