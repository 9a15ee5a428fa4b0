"""Where the files are that are not code: page templates, styles, translations and the bundled schedules."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent

SCHEDULES = _PACKAGE / "schedules"

STATIC = _PACKAGE / "static"

LOCALES = _PACKAGE / "locales"

# What `feedgen init` writes.
STARTER = _PACKAGE / "starter"


def installed() -> bool:
    """Return whether this is an installed package. In a checkout the templates are beside it."""
    return templates().parent == _PACKAGE


def templates() -> Path:
    """Find the page templates: inside an installed package, or beside it in a checkout.

    Raises FileNotFoundError if neither is there, which means that the package was built wrongly.
    """
    candidates = (_PACKAGE / "templates", _PACKAGE.parent / "templates")
    for folder in candidates:
        if (folder / "index.html").is_file():
            return folder
    raise FileNotFoundError(f"no page templates in {' or '.join(map(str, candidates))}")


def catalogue(tag: str) -> Path:
    """Return the file with the translations into a language, by its tag."""
    return LOCALES / tag / "LC_MESSAGES" / "feedgen.po"
