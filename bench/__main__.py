"""Run all parts, or those that are named: `python bench`, `python bench writing growing`.

Each runs in a process of its own, so that none finds what another has left in memory.
"""

import subprocess
import sys
from pathlib import Path

PARTS = (
    "serving",
    "visible",
    "standing",
    "pages",
    "answering",
    "editing",
    "writing",
    "growing",
    "starting",
    "catalogue",
    "building",
)


def main(asked: list[str]) -> int:
    """Run the parts in order, and give 1 if one of them failed."""
    if unknown := set(asked) - set(PARTS):
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    folder = Path(__file__).parent
    return max(
        subprocess.run([sys.executable, folder / f"{part}.py"], check=False).returncode for part in asked or PARTS
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
