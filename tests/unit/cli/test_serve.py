"""What `feedgen serve` does before its processes start."""

import os
import tempfile
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from support import free_port

from feedgen.cli import supervisor
from feedgen.cli.main import main


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folder for metrics of each server that was started, as it was then; no process is."""
    folders: list[str] = []

    class Started:
        def __init__(self, *_: object, quiet: bool) -> None:
            assert not quiet

        def serve(self) -> None:
            folder = os.environ.get("FEEDGEN_METRICS_FOLDER", "")
            assert not folder or Path(folder).is_dir()
            folders.append(folder)

    monkeypatch.setattr(supervisor, "Supervisor", Started)
    return folders


def serve(*options: str) -> Result:
    return CliRunner().invoke(main, ["serve", "--port", str(free_port()), *options], catch_exceptions=False)


def test_workers_with_metrics_get_a_folder_that_goes_with_them(
    served: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEEDGEN_METRICS", "1")
    assert serve("--workers", "2").exit_code == 0
    assert "feedgen-metrics-" in served[0]
    assert not Path(served[0]).exists()


def test_folder_for_metrics_is_made_for_nobody_else(served: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a server that writes nothing starts where nothing can be written."""
    monkeypatch.setattr(tempfile, "TemporaryDirectory", None)
    assert serve("--workers", "2").exit_code == 0
    monkeypatch.setenv("FEEDGEN_METRICS", "1")
    assert serve().exit_code == 0
    monkeypatch.setenv("FEEDGEN_METRICS_FOLDER", "")
    assert serve().exit_code == 0
    assert served == ["", "", ""]


def test_folder_for_metrics_that_cannot_be_made_is_one_line(served: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("FEEDGEN_METRICS", "1")
    monkeypatch.setattr(tempfile, "TemporaryDirectory", fail)
    result = serve("--workers", "2")
    assert (result.exit_code, served) == (1, [])
    assert result.stderr == "no folder for metrics: No space left on device; name one in FEEDGEN_METRICS_FOLDER\n"


def test_full_disk_below_the_log_stops_no_server(served: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(click, "echo", fail)
    assert serve().exit_code == 0
    assert served == [""]
