"""`feedgen serve`: pages and feeds over HTTP."""

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import click

from feedgen.catalog.folder import schedule_files
from feedgen.cli.common import count, counted, quiet_option, schedules_option
from feedgen.errors import FeedgenError
from feedgen.schedule.slugs import RESERVED_SLUGS
from feedgen.web.app import create_app
from feedgen.web.hosts import LOOPBACK, check_path_of_base
from feedgen.web.metrics import need_extra
from feedgen.web.settings import Settings, read_settings

_LOCAL = ("localhost", "127.0.0.1")


@click.command()
@schedules_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen at.")
@click.option("--base-url", envvar="FEEDGEN_BASE_URL", help="Public address of the site. [env: FEEDGEN_BASE_URL]")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes that answer.")
@quiet_option
def serve(schedules: Path, host: str, port: int, base_url: str | None, workers: int, *, quiet: bool) -> None:  # noqa: PLR0913 - the options
    """Serve pages and feeds."""
    number = count(schedules)  # raises for a folder without a sound file; workers log the other problems
    os.environ["FEEDGEN_SCHEDULES"] = str(schedules.absolute())  # not resolved, as links are followed at each look
    settings = _settled(host, base_url, {file.stem for file in schedule_files([schedules])})
    _check_free(host, port)
    if not quiet:
        _say(f"Serving {counted(number, 'schedule')} at {settings.base_url or f'http://{_in_url(host)}:{port}'}/")
        if host not in _LOCAL and not settings.base_url:
            _say("Other machines need --base-url, the address at which they reach this one.")
        _say("Stop with Ctrl+C.")
    from feedgen.cli.supervisor import Supervisor  # noqa: PLC0415 - no other command needs the server

    with _folder_of_metrics() if workers > 1 and settings.metrics and not settings.metrics_folder else nullcontext():
        Supervisor(host, port, workers, quiet=quiet).serve()


def _say(line: str) -> None:
    """Print a line. A full disk below the log must not keep the server from serving."""
    with suppress(OSError):
        click.echo(line)


@contextmanager
def _folder_of_metrics() -> Iterator[None]:
    """Give the workers a folder in which they share what they have counted."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="feedgen-metrics-")
    except OSError as error:
        raise FeedgenError(f"no folder for metrics: {error.strerror}; name one in FEEDGEN_METRICS_FOLDER") from error
    with folder as name:
        os.environ["FEEDGEN_METRICS_FOLDER"] = name
        yield


def _settled(host: str, base_url: str | None, slugs: set[str]) -> Settings:
    """Return the settings, and pass them to the workers in the environment. Raises FeedgenError for a wrong one."""
    settings = read_settings(os.environ, {"BASE_URL": base_url} if base_url else None)
    check_path_of_base(settings.base_url, RESERVED_SLUGS | slugs)
    if settings.metrics:
        need_extra()
    if settings.templates:
        create_app({"BASE_URL": settings.base_url})  # raises for templates that fail
    os.environ.setdefault("FEEDGEN_LOG_FORMAT", "plain")
    if base_url:
        os.environ["FEEDGEN_BASE_URL"] = settings.base_url
    if not (settings.base_url or settings.trusted_hosts):
        # So the address that is printed answers.
        os.environ["FEEDGEN_TRUSTED_HOSTS"] = ",".join((*LOOPBACK, host))
    return settings


def _check_free(host: str, port: int) -> None:
    """Raise FeedgenError if the address cannot be listened at, with a clearer message than that of a worker."""
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
