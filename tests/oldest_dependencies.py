"""Print the dependencies of a pyproject.toml, each pinned to its lower bound, as constraints for pip."""

import sys
import tomllib
from itertools import chain
from pathlib import Path

project = tomllib.loads(Path(sys.argv[1]).read_text())["project"]
for requirement in [*project["dependencies"], *chain(*project["optional-dependencies"].values())]:
    if not requirement.startswith(project["name"]):
        print(requirement.replace(">=", "=="))  # noqa: T201 - this is what it is for
