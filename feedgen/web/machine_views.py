"""What robots and operators ask for: sitemaps, robots.txt, health."""

from collections.abc import Sequence

from flask import Blueprint, Response, jsonify, render_template
from werkzeug.exceptions import NotFound

from feedgen import __version__
from feedgen.errors import Problem
from feedgen.pages import sitemap
from feedgen.web.context import shows, site, snapshots
from feedgen.web.response_cache import NO_SHOW, WHOLE_CATALOG, Lasting
from feedgen.web.responses import lasting

views = Blueprint("machines", __name__)

# As Prometheus reads it.
TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"

# Told by the health page; the log has all.
_MOST_PROBLEMS = 100


@views.get("/sitemap.xml")
def sitemap_of_all() -> Response:
    """Tell search engines which pages there are, or in which sitemaps they are told."""
    parts = sitemap.parts(shows())
    if len(parts) <= 1:
        return sitemap_of_part(1)
    xml = render_template("sitemaps.xml", addresses=[f"{site().base}/sitemap-{number}.xml" for number in parts])
    return _xml(xml)


@views.get("/sitemap-<int:number>.xml")
def sitemap_of_part(number: int) -> Response:
    """Tell search engines of some of the pages."""
    if number not in sitemap.parts(shows()):
        raise NotFound(f"there is no sitemap {number}")
    return _xml(render_template("sitemap.xml", entries=sitemap.part(shows(), number, site(), snapshots().tags)))


def _xml(text: str) -> Response:
    response = Response(text, headers={"Cache-Control": "public, max-age=3600"}, content_type="application/xml")
    return lasting(response, Lasting(WHOLE_CATALOG))


@views.get("/robots.txt")
def robots() -> Response:
    """Invite everybody: some calendar services fetch feeds as robots."""
    text = f"User-agent: *\nAllow: /\nSitemap: {site().base}/sitemap.xml\n"
    return lasting(Response(text, content_type="text/plain; charset=utf-8"), Lasting(NO_SHOW))


@views.get("/metrics")
def metrics() -> Response:
    """Tell Prometheus what was counted, if that is asked for by setting."""
    counted = snapshots().metrics
    if counted is None:
        raise NotFound("metrics are off: see FEEDGEN_METRICS")
    return Response(counted.text(), headers={"Cache-Control": "no-store"}, content_type=TEXT_FORMAT)


@views.get("/healthz")
def healthz() -> Response:
    """Tell an operator how the server is. Problems of a schedule degrade it, and do not stop it."""
    health, metrics = snapshots().health(), snapshots().metrics
    places = _places(health.problems)
    is_degraded = health.is_degraded or bool(metrics and metrics.trouble)
    report = {
        "status": "degraded" if is_degraded else "ok",
        "shows": health.shows,
        # Of very many, some are read after the start: their problems are not known yet.
        "unread": health.unread,
        # Served as they were, for some seconds.
        "waiting": health.waiting,
        "seconds_since_last_look": round(health.age, 1),
        # Whatever is in a file, and where on the disk it is, is nobody's business: the log has both.
        "folder": "cannot be read" if health.trouble else "ok",
        "problems": places[:_MOST_PROBLEMS],
        "more_problems": max(0, len(places) - _MOST_PROBLEMS),
    }
    if snapshots().settings.show_version:
        report["version"] = __version__
    if metrics:
        report["metrics"] = "cannot be shared" if metrics.trouble else "ok"
    response = jsonify(report)
    response.headers["Cache-Control"] = "no-store"
    return response


def _places(problems: Sequence[Problem]) -> list[str]:
    """Return where the problems are, one place of each file before the rest, so that no file hides the others."""
    first = {problem.file: problem.place for problem in reversed(problems)}
    return list(dict.fromkeys([*reversed(first.values()), *(problem.place for problem in problems)]))
