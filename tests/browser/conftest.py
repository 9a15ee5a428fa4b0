import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from support import free_port, need, serving
from visitors import Visit

from feedgen import resources

# Chromium must not look for its maker's hosts; CI runs as root, where its sandbox does not work.
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]

CHANGES = """
[[season.change]]
at = 2023-11-20T18:00:00Z
episodes = "3"
date = 2023-11-22
note = "Out two days early."

[[season.change]]
at = 2023-12-20T18:00:00Z
episodes = "8"
cancelled = true
note = "Not this year."
"""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The bundled show as announced, and a second one, the same but for two changes."""
    folder = tmp_path_factory.mktemp("schedules")
    text = (resources.SCHEDULES / "for-all-mankind.toml").read_text()
    (folder / "for-all-mankind.toml").write_text(text)
    (folder / "changed.toml").write_text(text + CHANGES)
    port = free_port()
    command = [sys.executable, "-m", "feedgen", "serve", "--port", str(port), "--schedules", str(folder)]
    with serving(command, port, tmp_path_factory.mktemp("server") / "log") as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open a page as a visitor with these traits. At the end no page may have complained or asked another host."""
    contexts, complaints = [], []

    def open_page(path: str, **traits: object) -> Page:
        context = browser.new_context(**traits)  # type: ignore[arg-type]  # each test names traits that there are
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith(address) else complaints.append(sent.url))
        page.goto(f"{address}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
