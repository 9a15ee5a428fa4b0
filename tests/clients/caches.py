"""Two replicas behind a cache, with the configuration that ships, all of them processes of their own."""

import http.client
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from support import CLIENTS, ROOT, SITE, free_port, need, serving, wait_until_it_answers

# As nginx.conf of Debian has it: also where its gzip is on, the bytes are to be feedgen's.
NGINX = """\
{user}
daemon off;
pid {folder}/pid;
events {{ worker_connections 512; }}
http {{
    access_log off;
    gzip on;
    gzip_types *;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/feedgen.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def cache(self) -> str:
        """What the cache says that it did."""
        return str(self.headers["X-Cache"])


def ask(address: str, method: str = "GET", **headers: str) -> Answer:
    """Ask once, on a connection of its own, with these headers alone."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    try:
        connection.putrequest(method, address.removeprefix(f"http://{parts.netloc}"), skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Look again and again; the test fails if it does not come about at all."""
    until = time.monotonic() + 60
    while not holds():
        if time.monotonic() > until:
            pytest.fail(f"it did not come about that {what}")
        time.sleep(0.05)


class Replica:
    """A feedgen that can be killed and started again."""

    def __init__(self, schedules: Path, folder: Path, gate: Path) -> None:
        folder.mkdir()
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.output = folder / "output"
        self.log = folder / "log"
        self.log.touch()
        self.settings = {
            "FEEDGEN_SCHEDULES": str(schedules),
            "FEEDGEN_BASE_URL": SITE.base,
            "FEEDGEN_RELOAD_SECONDS": "0.2",
            "FEEDGEN_METRICS": "1",
            "PYTHONPATH": str(CLIENTS),
            "REPLICA_LOG": str(self.log),
            "REPLICA_GATE": str(gate),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; `wait` tells when it answers."""
        command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--factory", "--no-ws"]
        command += ["--blocking-threads", "4", "--port", str(self.port), "replica:application"]
        with self.output.open("ab") as output:
            # A session of its own: the worker is a process, too, and dies with it.
            self.process = subprocess.Popen(
                command,
                env={**os.environ, **self.settings},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Wait until it answers."""
        assert self.process
        wait_until_it_answers(f"{self.address}/healthz", self.process, self.output)

    def kill(self) -> None:
        """Let it die in the midst of what it does."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=10)
            self.process = None

    def asked(self, address: str = "") -> int:
        """Tell how often it was asked, for this address or at all, /healthz apart."""
        lines = self.log.read_text().splitlines()
        return lines.count(address) if address else len(lines)


def start(replicas: list[Replica]) -> None:
    """Start replicas side by side, and wait until all of them answer."""
    for replica in replicas:
        replica.start()
    for replica in replicas:
        replica.wait()


@dataclass
class CachedSite:
    """The cache's address, and what stands behind it. While the gate is shut, replicas hold their answers.

    A cache that probes asks a replica that is back once a probe has been answered; any other asks it at once.
    """

    address: str
    replicas: list[Replica]
    schedules: Path
    gate: Path
    probes: bool

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return ask(f"{self.address}{path}", method, **headers)

    def asked(self, address: str = "") -> int:
        """Tell how often the replicas were asked."""
        return sum(replica.asked(address) for replica in self.replicas)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Shut the gate until the block ends."""
        self.gate.touch()
        try:
            yield
        finally:
            self.gate.unlink()

    @contextmanager
    def all_down(self) -> Iterator[None]:
        """Kill all replicas until the block ends."""
        for replica in self.replicas:
            replica.kill()
        try:
            yield
        finally:
            start(self.replicas)
            wait_until(lambda: self.ask("/healthz").status == 200, "the cache asks the replicas again")


@contextmanager
def cached_site(engine: str, schedules: Path, folder: Path) -> Iterator[CachedSite]:
    """Start two replicas and the cache, until the block ends."""
    program = need(shutil.which(engine) or f"/usr/sbin/{engine}")
    gate = folder / "gate"
    replicas = [Replica(schedules, folder / name, gate) for name in ("one", "two")]
    try:
        start(replicas)
        port = free_port()
        command = COMMANDS[engine](program, folder, port, [replica.port for replica in replicas])
        with serving(command, port, folder / "engine.log") as address:
            yield CachedSite(address, replicas, schedules, gate, probes=engine == "varnishd")
    finally:
        for replica in replicas:
            replica.kill()


def nginx(program: str, folder: Path, port: int, replicas: list[int]) -> list[str]:
    text = with_own_addresses("nginx-cache.conf", replicas)
    text = replaced(text, "listen 80;", f"listen 127.0.0.1:{port};")
    text = replaced(text, "/var/lib/nginx/feedgen ", f"{folder}/cache ")
    return nginx_command(program, folder, text)


def nginx_command(program: str, folder: Path, text: str) -> list[str]:
    """Return the command that starts nginx with this text among what is told of HTTP."""
    (folder / "feedgen.conf").write_text(text)
    # As root its workers would be somebody else, who may not enter the folder of the test.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, user=user))
    return [program, "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]


def varnishd(program: str, folder: Path, port: int, replicas: list[int]) -> list[str]:
    text = with_own_addresses("varnish.vcl", replicas)
    (folder / "feedgen.vcl").write_text(text)
    match = re.search(r"^# +(varnishd .*)", text, re.MULTILINE)
    assert match
    told = replaced(match[1], "-a :80 ", f"-a 127.0.0.1:{port} ")
    told = replaced(told, "/etc/varnish/feedgen.vcl", shlex.quote(str(folder / "feedgen.vcl")))
    # As root its child would be somebody else, who may not enter the folder of the test.
    return [program, *shlex.split(told)[1:], "-F", "-n", str(folder / "varnish"), "-j", "none"]


COMMANDS = {"nginx": nginx, "varnishd": varnishd}


def with_own_addresses(name: str, replicas: list[int]) -> str:
    """Return the text of a file that ships, with the ports of these replicas."""
    text = (ROOT / "deploy" / name).read_text()
    for told, port in zip(("8001", "8002"), replicas, strict=True):
        text = replaced(text, told, str(port))
    return text


def replaced(text: str, old: str, new: str) -> str:
    """Replace what stands there exactly once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)
