"""Polls a second of one feed, served in several ways, side by side: only the ratios of one run count.

Needs wrk; with nginx installed its static file is among them.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType

from applications import BODY, ETAG, PATH
from measuring import heading, rounds, table

SECONDS = 2
CONNECTIONS = 16

GRANIAN = ["constant", "ready", "counted", "view", "usual"]
GUNICORN = ["constant", "ready"]
NGINX_FILE = "nginx static file"

NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off; keepalive_requests 1000000; types {{ text/calendar ics; }}
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


def main() -> None:
    """Ask every one in turns, and print medians, their spread, and ratios to the first of the same server."""
    if not shutil.which("wrk"):
        print("wrk is not installed (Debian: apt-get install wrk): polls a second are left out", file=sys.stderr)
        return
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        served = {name: stack.enter_context(running(command, port)) for name, command, port in commands(Path(folder))}
        contenders = {name: partial(polls, address) for name, address in served.items()}
        for name in ("granian constant", "granian ready", "granian counted"):
            contenders[f"{name}, 304"] = partial(polls, served[name], headers={"If-None-Match": ETAG})
        found = rounds(contenders)
    heading("Polls a second", f"{len(BODY)} bytes")
    table(found, "polls a second", {name: _constant_of(name) for name in found}, "of its constant")
    heading("What it costs to count polls")
    counted = {name: of for name, of in found.items() if name.startswith(("granian ready", "granian counted"))}
    table(counted, "polls a second", {name: name.replace("counted", "ready") for name in counted}, "of ready")
    if NGINX_FILE in found:
        heading("One worker beside nginx")
        beside = {name: found[name] for name in (NGINX_FILE, "granian ready", "granian counted")}
        table(beside, "polls a second", NGINX_FILE, "of nginx")


def commands(folder: Path) -> Iterator[tuple[str, list[str], int]]:
    """Return name, command and port of each server, all with one worker."""
    for name in GRANIAN:
        port = free_port()
        options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-ws"]
        yield f"granian {name}", [program("granian"), *options, f"applications:{name}"], port
    for name in GUNICORN:
        port = free_port()
        options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "16", "--keep-alive", "75"]
        yield f"gunicorn {name}", [program("gunicorn"), *options, f"applications:{name}"], port
    if nginx := shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin"):
        port = free_port()
        (folder / "feeds").mkdir()
        (folder / PATH.strip("/")).write_bytes(BODY)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
        folder.chmod(0o755)
        yield NGINX_FILE, [nginx, "-c", str(folder / "nginx.conf")], port


def program(name: str) -> str:
    """Return the path of a program of this environment."""
    return str(Path(sys.executable).parent / name)


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, path: str = PATH) -> Iterator[str]:
    """Run a server until the block ends, and give an address at it."""
    server = subprocess.Popen(
        command, cwd=Path(__file__).parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            sys.exit(f"{command[0]} does not answer")
        yield f"http://127.0.0.1:{port}{path}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=10)


def polls(address: str, headers: Mapping[str, str] = MappingProxyType({})) -> float:
    """Ask for some seconds, and give how often a second there was an answer."""
    told_headers = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *told_headers, address]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told and "If-None-Match" not in headers:
        sys.exit(f"{address} answers with errors:\n{told}")
    match = re.search(r"Requests/sec:\s+([\d.]+)", told)
    return float(match[1]) if match else 0.0


def _constant_of(name: str) -> str:
    """Name what the same server does with a constant answer; nginx has none, and is compared with itself."""
    server = name.split(maxsplit=1)[0]
    return name if server == "nginx" else f"{server} constant{', 304' if name.endswith('304') else ''}"


if __name__ == "__main__":
    main()
