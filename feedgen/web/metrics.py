"""Metrics of all workers of a server together, in the format of Prometheus."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from feedgen.errors import FeedgenError
from feedgen.web.subscribers import joined
from feedgen.web.tally import BUCKETS, Tally
from feedgen.web.workers import Figures, Workers

if TYPE_CHECKING:
    from prometheus_client.core import Metric

    from feedgen.catalog.live import Health
    from feedgen.web.response_cache import Answers
    from feedgen.web.settings import Settings

# Each counter: its name, what it counts, and what it is counted by.
_COUNTERS: Sequence[tuple[str, str, list[str]]] = (
    ("polls", "Polls of feeds, by feed, family of client and status.", ["feed", "client", "status"]),
    ("requests", "Requests, by what was asked for and status.", ["kind", "status"]),
    ("reloads", "Times that edited schedules were taken up.", []),
)

_GAUGES = {
    "kept_bytes": "Bytes that are taken by answers that are kept ready.",
    "kept_answers": "Answers that are kept ready.",
    "workers": "Processes that answer.",
}


def need_extra() -> None:
    """Raise FeedgenError if the extra "metrics" is not installed."""
    try:
        import HLL  # noqa: F401, PLC0415 - of the extra; told here if it is missing
        import prometheus_client  # noqa: F401, PLC0415 - as above
    except ImportError:
        raise FeedgenError("FEEDGEN_METRICS needs: pip install 'feedgen-calendar[metrics]'") from None


class Shared(Protocol):
    """The shared state of the application, as far as metrics need it."""

    settings: "Settings"
    clock: Callable[[], datetime]
    health: "Callable[[], Health]"
    reloads: int

    def answers(self) -> "Answers":
        """Return the response cache."""


class Metrics:
    """What the server has counted. Raises FeedgenError as `need_extra` does."""

    def __init__(self, shared: Shared) -> None:
        need_extra()
        self._shared = shared
        folder = shared.settings.metrics_folder
        self._workers = Workers(Path(folder) if folder else None)
        self.tally = Tally(
            lambda: shared.clock().date(),
            self._workers.salt,
            shared.settings.proxies,
            lambda: self._workers.tell(self._figures),
        )

    @property
    def trouble(self) -> str:
        """Why workers cannot tell each other their figures; empty if they can."""
        return self._workers.trouble

    def text(self) -> bytes:
        """Return all figures as Prometheus reads them."""
        from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415 - of an extra

        registry = CollectorRegistry(auto_describe=False)
        registry.register(self)
        return generate_latest(registry)

    def collect(self) -> "Iterator[Metric]":
        """Yield the metrics, for prometheus_client."""
        from prometheus_client.core import CounterMetricFamily  # noqa: PLC0415 - of an extra

        everybody = [self._figures(), *self._workers.others()]
        for name, text, labels in _COUNTERS:
            counter = CounterMetricFamily(f"feedgen_{name}", text, labels=labels)
            for of, count in sorted(_added(everybody, name).items()):
                counter.add_metric(of, count)
            yield counter
        yield _durations(everybody)
        yield from self._gauges(everybody)

    def _gauges(self, everybody: list[Figures]) -> "Iterator[Metric]":
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415 - of an extra

        for name, text in _GAUGES.items():
            total = sum(figures["gauges"].get(name, 0) for figures in everybody)
            yield GaugeMetricFamily(f"feedgen_{name}", text, total)
        health = self._shared.health()
        yield GaugeMetricFamily("feedgen_shows", "Shows that are served.", health.shows)
        yield GaugeMetricFamily("feedgen_problems", "Problems of schedules.", len(health.problems))
        yield GaugeMetricFamily(
            "feedgen_degraded", "1 if /healthz says degraded.", int(health.is_degraded or bool(self.trouble))
        )
        text = "Distinct pollers of a feed in a day, estimated: those of today, or of yesterday if they were more."
        subscribers = GaugeMetricFamily("feedgen_feed_subscribers", text, labels=["feed"])
        for feed, count in sorted(_subscribers(everybody, self.tally.subscribers.day).items()):
            subscribers.add_metric([feed], count)
        yield subscribers

    def _figures(self) -> Figures:
        tally = self.tally
        tally.count()
        answers = self._shared.answers()
        return {
            "pid": os.getpid(),
            "polls": [[*of, count] for of, count in tally.polls.items()],
            "requests": [[*of, count] for of, count in tally.requests.items()],
            "reloads": [[self._shared.reloads]],
            "buckets": [[*of, count] for of, count in tally.buckets.items()],
            "seconds": [tally.seconds[False], tally.seconds[True]],
            "gauges": {"kept_bytes": answers.size, "kept_answers": len(answers), "workers": 1},
            "day": tally.subscribers.day.isoformat(),
            "sketches": tally.subscribers.states(),
            "before": dict(tally.subscribers.before),
        }


def _added(everybody: Iterable[Figures], name: str) -> Counter[tuple[Any, ...]]:
    """Return the sum of a counter over all workers, by its labels."""
    added: Counter[tuple[Any, ...]] = Counter()
    for figures in everybody:
        for *of, count in figures[name]:
            added[tuple(of)] += count
    return added


def _durations(everybody: list[Figures]) -> "Metric":
    from prometheus_client.core import HistogramMetricFamily  # noqa: PLC0415 - of an extra

    text = "How long answers took: those that were kept, and those that were made."
    durations = HistogramMetricFamily("feedgen_request_duration_seconds", text, labels=["answer"])
    counts = _added(everybody, "buckets")
    for kept, word in ((False, "made"), (True, "kept")):
        running, buckets = 0, []
        for number, bound in enumerate((*map(str, BUCKETS), "+Inf")):
            running += counts[kept, number]
            buckets.append((bound, running))
        durations.add_metric([word], buckets, sum(figures["seconds"][kept] for figures in everybody))
    return durations


def _subscribers(everybody: list[Figures], day: date) -> dict[str, int]:
    """Return how many clients poll each feed: those of today, or of the day before if they were more."""
    of_today = [figures for figures in everybody if figures["day"] == day.isoformat()]
    counts = joined(figures["sketches"] for figures in of_today)
    for figures in of_today:
        for feed, count in figures["before"].items():
            counts[feed] = max(count, counts.get(feed, 0))
    return counts
