import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import settings
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
