"""Run unit tests under each promised Python that is on this machine, and say which were run.

The promised ones are those that pyproject.toml names in its classifiers. Arguments are passed on to pytest.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FAILED = "FAILED"

# What computes. The tests of commands, builds and documents start programs, which takes minutes and shows no more.
TESTS = [f"tests/unit/{package}" for package in ("zones", "plan", "schedule", "feeds", "formats", "catalog", "pages")]


def promised() -> list[str]:
    """Return the promised versions, such as "3.11", the oldest first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = [name.rpartition(" :: ")[2] for name in project["classifiers"] if "Python :: 3." in name]
    return sorted(names, key=lambda name: int(name.partition(".")[2]))


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
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--python", str(environment)]
    subprocess.run([*pip, "install", "-e", f"{ROOT}[dev]"], check=True)
    tests = [str(environment / "bin" / "python"), "-m", "pytest", *arguments, *TESTS]
    return subprocess.run(tests, cwd=ROOT, check=False).returncode == 0


def main(arguments: list[str]) -> int:
    """Run them all, but the version that `make test` has run with: that of the virtual environment."""
    tested = ".".join(map(str, sys.version_info[:2]))
    results = {version: "runs in make test" for version in promised() if version == tested}
    for version in (version for version in promised() if version != tested):
        if python := found(version):
            results[version] = "passed" if run(python, version, arguments) else FAILED
        else:
            results[version] = "not on this machine"
    for version in promised():
        print(f"Python {version}: {results[version]}")  # noqa: T201 - this is what it is for
    return FAILED in results.values()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
