"""Settings of Sphinx for the documentation: `make docs`."""

from feedgen import __version__

project = "feedgen"
author = "the feedgen contributors"
version = release = __version__
language = "en-GB"

extensions = [
    "myst_parser",  # pages are Markdown
    "sphinx_click",  # commands from their own help
    "sphinx_copybutton",  # a button to copy each example
]
exclude_patterns = ["_build"]
nitpicky = True  # a reference that leads nowhere is a warning

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"feedgen {version}"
html_static_path = ["_static"]
html_show_copyright = False

# An example in a format that has no colours is shown without.
suppress_warnings = ["misc.highlighting_failure"]
