"""Run the command line with `python -m feedgen`."""

import sys

try:
    from feedgen.cli.main import main
except ModuleNotFoundError as error:
    if (error.name or "").startswith("feedgen"):
        raise
    # A clone in which nothing has been installed yet.
    sys.exit(f"feedgen needs {error.name}: install it all with `pip install .`, or run `make serve`")

main(prog_name="python -m feedgen")
