"""Files in a folder of schedules that look like schedules, and are not read."""

import os
from collections.abc import Iterator
from pathlib import Path

_ENDING = ".toml"


# So many folders are looked into; a folder of schedules has few.
_MOST = 100


def passed_over(folder: Path) -> Iterator[str]:
    """Yield, for people, what is passed over in a folder: files whose ending has capitals, and files in its folders."""
    for number, (place, folders, files) in enumerate(os.walk(folder)):
        folders[:] = sorted(name for name in folders if not name.startswith(".")) if number < _MOST else []
        found = sorted(name for name in files if name.lower().endswith(_ENDING) and not name.startswith("."))
        if place == str(folder):
            for name in found:
                if not name.endswith(_ENDING):
                    right = f"{name[: -len(_ENDING)]}{_ENDING}".lower()
                    yield f"{Path(place) / name}: is passed over: rename it to {right}"
        elif found:
            told = ", ".join(found[:3]) + (", …" if found[3:] else "")
            yield f"{place}: is passed over, with {told}: schedules are read from {folder} itself"
