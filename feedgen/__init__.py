"""Calendar feeds for shows that release episodes on a schedule.

What `__all__` names is public and keeps its meaning within a major version. Everything else may change.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedgen.errors import FeedgenError as FeedgenError
    from feedgen.errors import ScheduleError as ScheduleError
    from feedgen.feeds.compare import Difference as Difference
    from feedgen.plan.show import Show as Show
    from feedgen.public.mounting import mount as mount
    from feedgen.public.schedules import Listing as Listing
    from feedgen.public.schedules import compare as compare
    from feedgen.public.schedules import feed as feed
    from feedgen.public.schedules import load as load
    from feedgen.public.schedules import releases as releases
    from feedgen.web.app import create_app as create_app

__version__ = "0.2.0"
__all__ = [
    "Difference",
    "FeedgenError",
    "Listing",
    "ScheduleError",
    "Show",
    "__version__",
    "compare",
    "create_app",
    "feed",
    "load",
    "mount",
    "releases",
]

_HOME = {
    "Difference": "feeds.compare",
    "FeedgenError": "errors",
    "Listing": "public.schedules",
    "ScheduleError": "errors",
    "Show": "plan.show",
    "compare": "public.schedules",
    "create_app": "web.app",
    "feed": "public.schedules",
    "load": "public.schedules",
    "mount": "public.mounting",
    "releases": "public.schedules",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562; the real types are in the imports above
    """Load a name only when it is asked for: the command line seldom needs Flask, and `load` never."""
    if name in _HOME:
        return getattr(import_module(f"feedgen.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
