import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.templating import Environment
from flask.testing import FlaskClient
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from support import NOW

from feedgen import resources
from feedgen.catalog.folder import read_catalog
from feedgen.plan.show import Show
from feedgen.web.app import create_app

# No test asks for a time: a busy machine may take as long as it likes for an example.
settings.register_profile("feedgen", settings(), deadline=None)
settings.load_profile("feedgen")

NEXT_IS_THE_THIRD = datetime(2023, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("FEEDGEN_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each application compiles its templates, which takes most of its first pages; here one does it for all."""
    compiled = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    real = Flask.create_jinja_environment

    def with_compiled(app: Flask) -> Environment:
        environment = real(app)
        environment.bytecode_cache = compiled
        return environment

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Flask, "create_jinja_environment", with_compiled)
        yield


@pytest.fixture(scope="session")
def bundled() -> Show:
    return read_catalog([resources.SCHEDULES], NOW).shows["for-all-mankind"]


@pytest.fixture(scope="session")
def client() -> FlaskClient:
    return create_app(clock=lambda: NEXT_IS_THE_THIRD).test_client()


@pytest.fixture
def schedules(tmp_path: Path) -> Path:
    """An empty folder for schedule files."""
    folder = tmp_path / "schedules"
    folder.mkdir()
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write the golden files instead of comparing")
