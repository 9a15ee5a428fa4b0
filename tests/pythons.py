"""Run unit tests under each promised Python that is on this machine, and say which were run.

The promised ones are those that pyproject.toml names in its classifiers. Arguments are passed on to pytest. The
environment of the project has no pip of its own: PYTHON names the interpreter that has one, as in the Makefile.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FAILED = "FAILED"

# What those tests need besides feedgen. All that is for tests takes minutes to install, and most of the time of this.
NEEDED = ("hypothesis", "jsonschema", "pytest", "pytest-xdist", "vobject")

# What computes. The tests of commands, builds and documents start programs, which takes minutes and shows no more.
TESTS = [f"tests/unit/{package}" for package in ("zones", "plan", "schedule", "feeds", "formats", "catalog", "pages")]


def promised() -> list[str]:
    """Return the promised versions, such as "3.11", the oldest first."""
    names = [name.rpartition(" :: ")[2] for name in _project()["classifiers"] if "Python :: 3." in name]
    return sorted(names, key=lambda name: int(name.partition(".")[2]))


def needed() -> list[str]:
    """Return what has to be installed besides feedgen, with the bounds that pyproject.toml sets."""
    return [wanted for wanted in _project()["optional-dependencies"]["dev"] if re.split(r"[<>=]", wanted)[0] in NEEDED]


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return project


def found(version: str) -> Path | None:
    """Find an interpreter of this version: on PATH, or among those that pyenv has built."""
    on_path = shutil.which(f"python{version}")
    built = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for candidate in [*([Path(on_path)] if on_path else []), *sorted(built.glob(f"{version}.*/bin/python"))]:
        if subprocess.run([candidate, "--version"], capture_output=True, check=False).returncode == 0:
            return candidate
    return None


def run(python: Path, version: str, arguments: list[str]) -> bool:
    """Install feedgen into an environment of this Python, run the tests there, and tell whether they passed."""
    environment = ROOT / f".venv-{version}"
    subprocess.run([python, "-m", "venv", "--without-pip", "--clear", environment], check=True)
    pip = [
        os.environ.get("PYTHON", "python3"),
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--quiet",
        "--python",
        str(environment),
    ]
    subprocess.run([*pip, "install", "-e", f"{ROOT}[images]", *needed()], check=True)
    tests = [str(environment / "bin" / "python"), "-m", "pytest", *arguments, *TESTS]
    done = subprocess.run(tests, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(f"Python {version}\n{done.stdout}", flush=True)  # noqa: T201 - side by side, their lines would mix
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    """Run them side by side, but the version that `make test` has run with: that of the virtual environment."""
    tested = ".".join(map(str, sys.version_info[:2]))
    pythons = {version: found(version) for version in promised() if version != tested}
    with ThreadPoolExecutor() as beside:
        running = {
            version: beside.submit(run, python, version, arguments) for version, python in pythons.items() if python
        }
    results = dict.fromkeys(pythons, "not on this machine") | {tested: "runs in make test"}
    results |= {version: "passed" if ran.result() else FAILED for version, ran in running.items()}
    for version in promised():
        print(f"Python {version}: {results[version]}")  # noqa: T201 - this is what it is for
    return FAILED in results.values()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
