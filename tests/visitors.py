from collections.abc import Callable

from playwright.sync_api import Page

# Opens a page by its path, for a visitor with the traits that Playwright knows.
Visit = Callable[..., Page]
