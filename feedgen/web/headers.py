"""Headers of whole kinds of answers, and why each is there."""

from datetime import datetime, timedelta

# A correction reaches every subscriber's cache within a quarter of an hour; behind a dead server caches
# go on with what they have for a week.
FRESH = timedelta(minutes=15)
_STALE_WHILE_REVALIDATE = timedelta(days=1)
_STALE_IF_ERROR = timedelta(days=7)

CACHE_CONTROL = (
    f"public, max-age={FRESH.total_seconds():.0f}, "
    f"stale-while-revalidate={_STALE_WHILE_REVALIDATE.total_seconds():.0f}, "
    f"stale-if-error={_STALE_IF_ERROR.total_seconds():.0f}"
)


def cache_control(expires: datetime | None, now: datetime) -> str:
    """Return for how long caches may give a feed, never beyond the instant at which it changes."""
    if expires is None:
        return CACHE_CONTROL
    fresh = max(timedelta(), min(FRESH, expires - now))
    return f"public, max-age={fresh // timedelta(seconds=1)}, must-revalidate"


# On every answer: it is what its type says, and other sites learn no more than our host.
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}

# Web calendars on other hosts may read feeds, and ask with If-None-Match.
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

# What other sites may load, but not read: styles, scripts and images of widgets that they frame.
FRAMEABLE = {"Cross-Origin-Resource-Policy": "cross-origin"}

# Our own pages are for nobody's frame, and share no window with whoever opened them.
OWN_PAGE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# Pages use nothing of a device but the clipboard.
PERMISSIONS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}


def transport_security(seconds: int) -> dict[str, str]:
    """Return the header that has browsers come by https alone for so long; none for 0 seconds."""
    return {"Strict-Transport-Security": f"max-age={seconds}"} if seconds else {}
