"""A worker of `feedgen serve`: the application in a process that ends with its parent, and rereads on SIGHUP."""

import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, cast

import click

from feedgen.cli import descriptors
from feedgen.errors import FeedgenError
from feedgen.web.app import create_app

if TYPE_CHECKING:
    from flask import Flask

    from feedgen.web.snapshot import Snapshots

_log = logging.getLogger(__name__)

# The exit status of a worker without anything to serve, or with wrong settings: starting it again would not help.
UNUSABLE = 3

# How soon a worker notices that its parent is gone, and how long it may take to end then, in seconds.
_WATCH = 0.5
_DRAIN = 5


def application() -> "Flask":
    """Return the application of a worker. A mistake in the settings is printed as one line, and ends the server."""
    try:
        app = create_app()
    except FeedgenError as error:
        click.echo(str(error), err=True)
        sys.exit(UNUSABLE)
    snapshots = cast("Snapshots", app.extensions["feedgen"])
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: snapshots.look_at_once())
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_watch, args=(parent.pid,), daemon=True, name="feedgen watch").start()
    return app


def _watch(parent: int | None) -> None:
    """End when the parent is gone, as the port would stay taken. Log when descriptors run out."""
    is_full, most = False, descriptors.connections()
    while os.getppid() == parent:
        was_full, is_full = is_full, descriptors.in_use() >= most
        if is_full and not was_full:
            _log.error(
                "%d file descriptors are in use, so new connections wait; LimitNOFILE or ulimit -n allow more", most
            )
        time.sleep(_WATCH)
    _log.error("the main process is gone; this worker ends")
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_DRAIN)
    os._exit(1)
