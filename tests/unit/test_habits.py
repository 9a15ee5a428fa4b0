"""What keeps the project in order is itself in order: hooks, and the Pythons that are promised."""

import re
import subprocess
import sys
import tomllib

import pytest
from pythons import promised
from support import ROOT, need_package

from feedgen import __version__


@pytest.mark.parametrize(
    ("command", "file"),
    [("validate-config", ".pre-commit-config.yaml"), ("validate-manifest", ".pre-commit-hooks.yaml")],
)
def test_pre_commit_understands(command: str, file: str) -> None:
    need_package("pre_commit")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", command, ROOT / file], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_oldest_promised_python_is_the_one_that_is_required() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["requires-python"] == f">={promised()[0]}"
    lint = re.search(r'target-version = "py(\d)(\d+)"', (ROOT / "pyproject.toml").read_text())
    assert lint
    assert ".".join(lint.groups()) == promised()[0]


def test_ci_runs_every_folder_of_tests() -> None:
    targets = (ROOT / "Makefile").read_text() + (ROOT / ".ci" / "run").read_text()
    folders = {file.parent.relative_to(ROOT).parts[1] for file in (ROOT / "tests").rglob("test_*.py")}
    assert {name for name in folders if f"tests/{name}" not in targets} == set()


def test_changelog_tells_of_this_version() -> None:
    headings = re.findall(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[:2] == ["Unreleased", __version__]
