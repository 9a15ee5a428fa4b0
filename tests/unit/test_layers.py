"""Imports go down only: a module may import from the rows above its own."""

import ast
from pathlib import Path

from support import ROOT

ROWS = (
    ("errors", "page_models", "resources", "toml_lines", "tzif"),
    ("model", "cadence", "zones", "languages", "public_address", "change_writer"),
    ("options", "plan", "schedule_values", "vtimezone"),
    ("addresses", "moments", "schedule_parts"),
    ("airings", "schedule_keys", "sitemap", "subscribing", "visits"),
    ("schedule_problems", "wording"),
    ("compare", "history", "listings", "schedule_file", "structured_data", "ical"),
    ("library", "embeds", "feeds"),
    ("catalog", "atom", "episodes_json", "representation", "pages"),
    ("catalog_page", "hosting", "live_catalog", "ready_answers"),
    ("manifest", "service", "site_files"),
    ("responses",),
    ("feed_views", "page_views", "embed_views"),
    ("web", "cli_parts"),
    ("cli_changes", "site_maker"),
    ("export",),
    ("cli_build",),
    ("cli",),
    ("__init__", "__main__"),
)
ROW = {module: row for row, modules in enumerate(ROWS) for module in modules}
MODULES = sorted(file.stem for file in (ROOT / "feedgen").glob("*.py"))


def imports_of(file: Path) -> set[str]:
    """Give the modules of feedgen that a file imports; `feedgen` itself for what its __init__ holds."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "feedgen":
            found |= {alias.name if alias.name in MODULES else "feedgen" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("feedgen."):
            found.add((node.module or "").removeprefix("feedgen."))
        elif isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("feedgen.") for alias in node.names if "feedgen." in alias.name}
    return found


def test_every_module_has_its_row() -> None:
    assert sorted(ROW) == MODULES


def test_modules_import_only_from_rows_above() -> None:
    upward = {
        f"{module} imports {imported}"
        for module in MODULES
        for imported in imports_of(ROOT / "feedgen" / f"{module}.py") - {"feedgen"}
        if ROW[imported] >= ROW[module]
    }
    assert upward == set()


def test_only_ical_imports_icalendar() -> None:
    users = {
        file.stem
        for file in (ROOT / "feedgen").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom | ast.Import)
        for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        if name.split(".")[0] == "icalendar"
    }
    assert users == {"ical"}


def test_only_the_edges_read_the_clock() -> None:
    clocks = ("datetime.now(", "utcnow(", ".today(", "time.time(", "uuid4(", "uuid1(", "random.")
    readers = {
        file.stem for file in (ROOT / "feedgen").glob("*.py") if any(clock in file.read_text() for clock in clocks)
    }
    assert readers == {"web", "cli_parts"}
