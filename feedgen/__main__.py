"""Run the command line with `python -m feedgen`."""

from feedgen.cli.main import main

main(prog_name="python -m feedgen")
