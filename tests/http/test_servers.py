"""The app as a process of its own, under the servers that the documents name."""

import socket
import sys
import time
import urllib.request
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from support import SITE, free_port, need, serving, written

from feedgen.plan.show import Show

BIN = Path(sys.executable).parent


def commands(port: int) -> dict[str, list[str]]:
    return {
        "feedgen serve": [str(BIN / "feedgen"), "serve", "--port", str(port)],
        "feedgen serve, two workers": [str(BIN / "feedgen"), "serve", "--port", str(port), "--workers", "2"],
        "gunicorn": [str(BIN / "gunicorn"), "--bind", f"127.0.0.1:{port}", "feedgen:create_app()"],
    }


def fetch(address: str, **headers: str) -> tuple[Message, bytes]:
    request = urllib.request.Request(
        address, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return response.headers, response.read()


@pytest.mark.parametrize("name", commands(0))
def test_server_sends_the_same_feed(name: str, bundled: Show, tmp_path: Path) -> None:
    port = free_port()
    command = commands(port)[name]
    need(command[0])
    with serving(command, port, tmp_path / "log", FEEDGEN_BASE_URL=SITE.base) as address:
        headers, body = fetch(f"{address}/feeds/for-all-mankind-s4.ics")
        time.sleep(1.1)
        later, _ = fetch(f"{address}/feeds/for-all-mankind-s4.ics")
        # Also of an answer that was kept the date is that of its sending.
        assert parsedate_to_datetime(later["Date"]) > parsedate_to_datetime(headers["Date"])
        assert len(later.get_all("Date") or ()) == 1
        assert body == written(bundled, "for-all-mankind-s4")
        assert headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert headers.get_all("Content-Length") == [str(len(body))]
        request = urllib.request.Request(
            f"{address}/feeds/for-all-mankind-s4.ics", headers={"If-None-Match": headers["ETag"]}
        )
        with pytest.raises(urllib.error.HTTPError) as unchanged, urllib.request.urlopen(request, timeout=10):
            pass
        unchanged.value.close()
        assert unchanged.value.code == 304


def test_server_tells_where_it_is_and_how_to_stop_and_ends_at_once_with_all_its_workers(tmp_path: Path) -> None:
    """A worker may still be starting when it is stopped."""
    for _ in range(2):
        port = free_port()
        with serving(commands(port)["feedgen serve, two workers"], port, tmp_path / "log"):
            pass
        lines = (tmp_path / "log").read_text().splitlines()
        assert lines[:2] == [f"Serving 1 schedule at http://127.0.0.1:{port}/", "Stop with Ctrl+C."]
        assert not [line for line in lines if "WARN" in line or "ERROR" in line]


def raw(port: int, *lines: bytes) -> bytes:
    """Send a request as it is, and return all that comes back."""
    with socket.create_connection(("::1", port), timeout=20) as connection:
        connection.sendall(b"\r\n".join([*lines, b"Connection: close", b"", b""]))
        return b"".join(iter(lambda: connection.recv(65536), b""))


SHORT_SILENCE = "from feedgen.cli import main, supervisor; supervisor._SILENCE = 300; main.main()"


def test_address_that_is_told_answers_whatever_is_sent_and_silence_ends(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            pytest.skip("this machine has no IPv6")
    command = [sys.executable, "-c", SHORT_SILENCE, "serve", "--host", "::1", "--port", str(port)]
    with serving(command, port, log, host="[::1]") as address:
        assert f"Serving 1 schedule at {address}/\n" in log.read_text()
        with socket.create_connection(("::1", port), timeout=20) as silent:
            silent.sendall(b"GET /feeds/all.ics HTTP/1.1\r\nHost:")
            assert silent.recv(100) == b""
        host = b"Host: [::1]"
        for line, status in {
            b"GET * HTTP/1.1": b"400",
            b"OPTIONS * HTTP/1.1": b"400",
            b"GET /a\x01 HTTP/1.1": b"400",
            b"GET /\xff HTTP/1.1": b"400",
            b"GET /%00 HTTP/1.1": b"400",
            b"GET http://[::1]/feeds/all.ics HTTP/1.1": b"200",
        }.items():
            assert raw(port, line, host).split()[1] == status, line
        # Of an absolute address the Host that comes with it is weighed, and none of it is told.
        assert b"evil" not in raw(port, b"GET http://evil.example/feeds/all.ics HTTP/1.1", host)
        assert raw(port, b"GET http://[::1]/feeds/all.ics HTTP/1.1", b"Host: evil.example").split()[1] == b"400"
    assert "Traceback" not in log.read_text()
