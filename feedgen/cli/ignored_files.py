"""Files that look like schedules and are ignored."""

import os
from collections.abc import Iterator
from pathlib import Path

_ENDING = ".toml"

# Look into no more subfolders; a folder of schedules has few.
_MOST = 100


def ignored_files(folder: Path) -> Iterator[str]:
    """Yield a line for each file whose ending has capitals, and for each subfolder that has schedule files."""
    for number, (place, folders, files) in enumerate(os.walk(folder)):
        folders[:] = sorted(name for name in folders if not name.startswith(".")) if number < _MOST else []
        found = sorted(name for name in files if name.lower().endswith(_ENDING) and not name.startswith("."))
        if place == str(folder):
            for name in found:
                if not name.endswith(_ENDING):
                    right = f"{name[: -len(_ENDING)]}{_ENDING}".lower()
                    yield f"{Path(place) / name}: ignored; rename it to {right}"
        elif found:
            told = ", ".join(found[:3]) + (", …" if found[3:] else "")
            yield f"{place}: ignored, with {told}; schedules are read from {folder} itself"
