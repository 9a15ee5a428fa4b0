"""Headers that all answers of a kind have, and why."""

from datetime import datetime, timedelta

# A correction reaches the caches of all subscribers within a quarter of an hour. If the server is down, caches go on
# with what they have for a week.
FRESH = timedelta(minutes=15)
_STALE_WHILE_REVALIDATE = timedelta(days=1)
_STALE_IF_ERROR = timedelta(days=7)

CACHE_CONTROL = (
    f"public, max-age={FRESH.total_seconds():.0f}, "
    f"stale-while-revalidate={_STALE_WHILE_REVALIDATE.total_seconds():.0f}, "
    f"stale-if-error={_STALE_IF_ERROR.total_seconds():.0f}"
)


def cache_control(expires: datetime | None, now: datetime) -> str:
    """Return the Cache-Control of a feed. Caches may not use it beyond `expires`, the instant at which it changes."""
    if expires is None:
        return CACHE_CONTROL
    fresh = max(timedelta(), min(FRESH, expires - now))
    return f"public, max-age={fresh // timedelta(seconds=1)}, must-revalidate"


# On every answer: browsers do not guess its type, and tell other sites only our host as the referrer.
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}

# On feeds: web calendars on other hosts may read them, and send If-None-Match.
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}

# On styles, scripts and images, and on widgets: other sites, which frame widgets, may load them.
FRAMEABLE = {"Cross-Origin-Resource-Policy": "cross-origin"}

# On scripts: those that are modules are read with CORS, wherever they are imported.
READABLE = {"Access-Control-Allow-Origin": "*", **FRAMEABLE}

# On widgets: a page that is isolated (COEP) shows only frames that are isolated as well.
EMBEDDED = {"Cross-Origin-Embedder-Policy": "require-corp"}
# After an upgrade browsers have the new files within five minutes.
STATIC_FILE = {"Cache-Control": "public, max-age=300, stale-while-revalidate=86400"}

# On our own pages: no other page may load them or have them in a frame, or reach the window that it opened them in.
OWN_PAGE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# On our own pages: they use nothing of a device but the clipboard.
PERMISSIONS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}


def transport_security(seconds: int) -> dict[str, str]:
    """Return the header that makes browsers use only https for so many seconds; none for 0."""
    return {"Strict-Transport-Security": f"max-age={seconds}"} if seconds else {}
