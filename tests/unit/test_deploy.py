"""What is in deploy/ names commands, options, settings and headers that there are."""

import configparser
import json
import re
import shlex
import subprocess
import sys
import threading
from pathlib import Path

import click
import documents
import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from support import ROOT, need
from werkzeug.serving import WSGIRequestHandler, make_server

from feedgen.cli import descriptors, supervisor
from feedgen.cli.serve import serve
from feedgen.web.app import create_app

DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "feedgen@.service"


class Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        pass


def containerfile() -> dict[str, str]:
    """Return each instruction with the rest of its line; of several of a kind, the last."""
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    return {line.split()[0]: line.partition(" ")[2] for line in lines if line and not line.startswith("#")}


def options_of_serve(command: list[str]) -> dict[str, object]:
    """Read a command line as `feedgen` would. Raises click.UsageError for what it would refuse."""
    program, name, *arguments = command
    assert Path(program).name == "feedgen"
    assert name == "serve"
    return serve.make_context(name, arguments).params


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=["="])
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # as the documentation has it
    parser.read(UNIT)
    return parser


def test_unit_starts_a_replica_at_the_port_that_is_its_name() -> None:
    command = shlex.split(unit()["Service"]["ExecStart"].replace("%i", "8001"))
    options = options_of_serve(command)
    assert (options["host"], options["port"]) == ("127.0.0.1", 8001)


def test_unit_starts_again_always_and_reloads_by_the_signal_that_the_server_knows() -> None:
    service = unit()["Service"]
    assert (service["Restart"], unit()["Unit"]["StartLimitIntervalSec"]) == ("always", "0")
    assert service["ExecReload"] == "/bin/kill -HUP $MAINPID"
    assert int(service["TimeoutStopSec"]) > supervisor._GRACE_SECONDS  # noqa: SLF001 - which it has to outlast
    assert int(service["LimitNOFILE"]) > descriptors._CONNECTIONS + descriptors._RESERVE  # noqa: SLF001 - as above


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    analyze = need("systemd-analyze")
    program = unit()["Service"]["ExecStart"].split()[0]
    copy = tmp_path / "feedgen@8001.service"
    # The program has to be there, and what is in a virtual environment is not.
    copy.write_text(UNIT.read_text().replace(program, str(Path(sys.executable).parent / "feedgen")))
    done = subprocess.run([analyze, "verify", str(copy)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_container_starts_a_server_for_other_machines() -> None:
    said = containerfile()
    options = options_of_serve(json.loads(said["CMD"]))
    assert (options["host"], str(options["port"])) == ("0.0.0.0", said["EXPOSE"])  # noqa: S104 - in a container
    assert said["ENV"] == f"FEEDGEN_SCHEDULES={said['VOLUME']}"
    assert said["USER"] not in ("", "root")


def test_container_copies_what_there_is() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    sources = [name for names in copied for name in names.split()]
    assert {"pyproject.toml", "feedgen", "templates"} <= set(sources)
    assert [name for name in sources if not (ROOT / name).exists()] == []


def test_health_check_of_the_container_is_python_that_asks_for_health(client: FlaskClient) -> None:
    python, option, code = json.loads(containerfile()["HEALTHCHECK"].removeprefix("CMD "))
    assert (python, option) == ("python", "-c")
    compile(code, "HEALTHCHECK", "exec")
    port, path = re.findall(r"http://127\.0\.0\.1:(\d+)(/\w+)", code)[0]
    assert port == containerfile()["EXPOSE"]
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("setting", [{"TRUSTED_HOSTS": "calendar.example.org"}, {"BASE_URL": "https://example.org/tv"}])
def test_health_check_of_the_container_passes_whatever_hosts_are_trusted(setting: dict[str, str]) -> None:
    _, *options = json.loads(containerfile()["HEALTHCHECK"].removeprefix("CMD "))
    server = make_server("127.0.0.1", 0, create_app(setting), request_handler=Quiet)
    check = [sys.executable, *(option.replace(containerfile()["EXPOSE"], str(server.port)) for option in options)]
    answering = threading.Thread(target=server.serve_forever)
    answering.start()
    try:
        assert subprocess.run(check, check=False).returncode == 0
    finally:
        server.shutdown()
        answering.join()
        server.server_close()
    assert subprocess.run(check, check=False, stderr=subprocess.DEVNULL).returncode == 1


@pytest.mark.parametrize("file", sorted(file.name for file in DEPLOY.iterdir()))
def test_documents_tell_of_it_and_settings_are_there(file: str) -> None:
    assert f"deploy/{file}" in documents.ALL
    known = set(re.findall(r"^\| `(FEEDGEN_[A-Z_]+)` \|", documents.ALL, re.MULTILINE))
    named = set(re.findall(r"FEEDGEN_[A-Z_]+", (DEPLOY / file).read_text()))
    assert named or file == "grafana.json"
    assert named <= known


def test_command_lines_in_comments_are_understood() -> None:
    with pytest.raises(click.UsageError):
        options_of_serve(["feedgen", "serve", "--prot", "8000"])
    for text in (UNIT.read_text(), documents.ALL):
        for line in re.findall(r"^[ #]*(feedgen serve .*)$", text, re.MULTILINE):
            options_of_serve(shlex.split(line, comments=True))


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/for-all-mankind/", "/for-all-mankind/season-4/", "/embed/for-all-mankind-s4", "/nothing/"),
        *("/oembed?url=http://localhost/for-all-mankind/", "/sitemap.xml", "/robots.txt", "/static/page.js"),
        *(f"/feeds/for-all-mankind-s4.{form}" for form in ("ics", "atom", "json", "jcal.json")),
        *("/feeds/days/Asia/Tokyo/all.ics", "/feeds/nothing.ics"),
    ],
)
def test_key_of_nginx_has_all_that_answers_vary_by(client: FlaskClient, path: str) -> None:
    """It ignores Vary, for what clients send in many spellings."""
    text = (DEPLOY / "nginx-cache.conf").read_text()
    assert '$request_uri $feedgen_encoding $feedgen_language"' in text
    (feed,) = re.findall(r'"~(\S+)"\s+"";', text)
    in_key = {"Accept-Encoding"} if re.search(feed, path.partition("?")[0]) else {"Accept-Encoding", "Accept-Language"}
    with client.get(path) as response:
        assert set(response.vary) <= in_key


def test_dashboard_asks_for_metrics_that_there_are() -> None:
    dashboard = json.loads((ROOT / "deploy" / "grafana.json").read_text())
    asked = {
        re.sub(r"_(count|bucket|sum)$", "", name)
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for name in re.findall(r"feedgen_\w+", target["expr"])
    }
    text = create_app({"METRICS": True}).test_client().get("/metrics").text
    told = {row[0].strip("`") for row in documents.table("metric")}
    families = [family.name for family in text_string_to_metric_families(text)]
    kept = {re.sub(r"^feedgen_(polls|requests|reloads)$", r"feedgen_\1_total", name) for name in families}
    assert asked <= kept
    assert told == kept
