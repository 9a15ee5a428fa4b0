"""Visitors of pages in a real browser, and a page of somebody else's."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import Page
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# Opens a page by its path, for a visitor with the traits that Playwright knows; `now` sets the visitor's clock.
Visit = Callable[..., Page]


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
