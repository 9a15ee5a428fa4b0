"""Calendar feeds for shows that release episodes on a schedule."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedgen.web.app import create_app as create_app

__version__ = "0.1.0"
__all__ = ["__version__", "create_app"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562; the real type is in the import above
    """Load the web application only when it is asked for: the command line seldom needs Flask."""
    if name == "create_app":
        from feedgen.web.app import create_app  # noqa: PLC0415 - the point of this function

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
