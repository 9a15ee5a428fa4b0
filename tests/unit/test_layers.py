"""Imports go down only: a package imports from those that its row names, and no module imports in a circle."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from support import ROOT

# Each package, and those that it may import from; "" is the root, which all may.
LAYERS = {
    "": (),
    "zones": (),
    "plan": ("zones",),
    "schedule": ("plan", "zones"),
    "feeds": ("plan", "zones"),
    "formats": ("feeds", "plan", "zones"),
    "catalog": ("schedule", "plan"),
    "importing": ("schedule", "plan", "zones"),
    "pages": ("feeds", "plan", "zones"),
    "web": ("pages", "formats", "feeds", "catalog", "plan", "zones"),
    "static_site": ("web", "pages", "formats", "feeds", "catalog", "plan", "zones"),
    "public": ("web", "formats", "feeds", "schedule", "plan", "zones"),
    "cli": ("static_site", "web", "importing", "catalog", "formats", "feeds", "schedule", "plan", "zones"),
}

PACKAGE = ROOT / "feedgen"
# The doors of the package: they lead to what they are asked for, and nothing imports them for that.
DOORS = ("__init__", "__main__")
FILES = {
    ".".join(file.relative_to(PACKAGE).with_suffix("").parts): file
    for file in PACKAGE.rglob("*.py")
    if file.parent == PACKAGE or file.stem != "__init__"
}
MODULES = {name: file for name, file in FILES.items() if name not in DOORS}


def imports_of(file: Path) -> Iterator[str]:
    """Yield the modules of feedgen that a file imports, without the "feedgen." before each."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "feedgen":
            package = (node.module or "").removeprefix("feedgen").removeprefix(".")
            for alias in node.names:
                inside = f"{package}.{alias.name}".removeprefix(".")
                yield inside if inside in MODULES else package
        elif isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("feedgen.") for alias in node.names if "feedgen." in alias.name)


def package_of(module: str) -> str:
    return module.rpartition(".")[0]


IMPORTS = {module: {name for name in imports_of(file) if name} for module, file in MODULES.items()}


def test_table_has_every_package() -> None:
    assert {package_of(module) for module in MODULES} == set(LAYERS)
    assert len(MODULES) > 60


def test_packages_import_downward_only() -> None:
    order = list(LAYERS)
    assert all(order.index(below) < order.index(package) for package, row in LAYERS.items() for below in row)
    upward = {
        f"{module} imports {imported}"
        for module, names in IMPORTS.items()
        for imported in names
        if package_of(imported) not in ("", package_of(module), *LAYERS[package_of(module)])
    }
    assert upward == set()


def test_every_import_is_of_a_module() -> None:
    strange = {f"{module} imports {name}" for module, names in IMPORTS.items() for name in names if name not in MODULES}
    assert strange == set()


def test_modules_do_not_import_in_a_circle() -> None:
    assert list(TopologicalSorter(IMPORTS).static_order())


def test_package_is_its_docstring() -> None:
    for package in LAYERS:
        if package:
            body = ast.parse((PACKAGE / package / "__init__.py").read_text()).body
            assert [type(node) for node in body] == [ast.Expr], package


def test_module_does_not_repeat_the_name_of_its_package() -> None:
    assert [name for name in MODULES if "." in name and package_of(name).rstrip("s") in name.rpartition(".")[2]] == [
        "feeds.feed"  # a feed, in the package of all that is about feeds
    ]


def test_formats_know_no_words() -> None:
    words = {"languages", *(module for module in MODULES if module.endswith("wording"))}
    assert {module for module, names in IMPORTS.items() if package_of(module) == "formats" and names & words} == set()


def test_only_formats_and_what_reads_the_feeds_of_others_import_icalendar() -> None:
    assert {
        module
        for module, file in MODULES.items()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom | ast.Import)
        for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        if name.split(".")[0] == "icalendar"
    } == {"formats.ical", "importing.calendars"}


def test_nobody_asks_which_type_a_release_is() -> None:
    """Both types answer the same questions; only where releases are made are the types named."""
    named = {module for module, file in MODULES.items() if re.search(r"\b(?:Day|Instant)Release\b", file.read_text())}
    assert named == {"plan.release"}
    assert "isinstance(" not in FILES["plan.release"].read_text()


def test_only_the_edges_read_the_clock() -> None:
    clocks = ("datetime.now(", "utcnow(", ".today(", "time.time(", "uuid4(", "uuid1(", "random.")
    readers = {module for module, file in MODULES.items() if any(clock in file.read_text() for clock in clocks)}
    assert readers == {"web.app", "cli.common"}


def loaded_by(statements: str) -> set[str]:
    """Run statements in a new process; return the top-level packages that it has loaded then."""
    program = f"{statements}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(ran.stdout.splitlines()[-1].split())


CALL = "from feedgen.cli.main import main\nmain({}, standalone_mode=False)"


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_loads_no_more_than_it_needs(words: list[str]) -> None:
    assert loaded_by(CALL.format(words)) & {"pydantic", "icalendar", "babel", "flask", "dateutil", "tzdata"} == set()


def test_check_loads_no_flask() -> None:
    loaded = loaded_by(CALL.format(["check"]))
    assert "pydantic" in loaded
    assert loaded & {"flask", "werkzeug", "icalendar", "granian"} == set()


def test_importing_the_package_loads_nothing() -> None:
    assert loaded_by("import feedgen") & {"flask", "click", "pydantic"} == set()
