"""`feedgen serve`: pages and feeds over HTTP."""

import os
import socket
from pathlib import Path

import click

from feedgen.cli.common import count, counted, schedules_option
from feedgen.errors import FeedgenError
from feedgen.web.public_address import checked_base_url

# Answers come from memory; more threads only compete for the interpreter. Connections are not bounded by it.
_THREADS = 4


# A worker that is told to stop while it starts may never hear it, and would be waited for without end. An answer takes
# milliseconds.
_GRACE_SECONDS = 5


_LOCAL = ("localhost", "127.0.0.1")


@click.command()
@schedules_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen at.")
@click.option("--base-url", envvar="FEEDGEN_BASE_URL", help="Public address of the site. [env: FEEDGEN_BASE_URL]")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes that answer.")
def serve(schedules: Path, host: str, port: int, base_url: str | None, workers: int) -> None:
    """Serve pages and feeds."""
    number = count(schedules)  # a folder that cannot be served is told here; a worker tells what else is wrong
    if base_url:
        base_url = checked_base_url(base_url)
        os.environ["FEEDGEN_BASE_URL"] = base_url
    os.environ["FEEDGEN_SCHEDULES"] = str(schedules.resolve())
    _check_free(host, port)
    click.echo(f"Serving {counted(number, 'schedule')} at {base_url or f'http://{_in_url(host)}:{port}'}/")
    if host not in _LOCAL and not base_url:
        click.echo("Other machines need --base-url, the address at which they reach this one.")
    click.echo("Stop with Ctrl+C.")
    _run_server(host, port, workers)


def _run_server(host: str, port: int, workers: int) -> None:
    from granian import Granian  # noqa: PLC0415 - no other command needs the server
    from granian.constants import Interfaces  # noqa: PLC0415

    server = Granian(
        "feedgen:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        respawn_failed_workers=True,
        websockets=False,
        blocking_threads=_THREADS,
        workers_kill_timeout=_GRACE_SECONDS,
    )
    server.serve()


def _check_free(host: str, port: int) -> None:
    """Raise FeedgenError if the address cannot be listened at: a worker would say so less clearly."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise FeedgenError(f"cannot listen at {host}:{port}: {error.strerror}; choose another --port") from error


def _in_url(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104 - not bound here, only told how to reach it
        return "localhost"
    return f"[{host}]" if ":" in host else host
