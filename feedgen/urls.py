"""Web addresses that people give."""

import re
from urllib.parse import urlsplit

_PRINTABLE = re.compile(r"[!-~]+")


def is_web_address(text: str) -> bool:
    """Return whether a text is an http or https address with a host, in ASCII: the rest must be percent-encoded."""
    try:
        parts = urlsplit(text)
        named = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        return False
    return bool(named and _PRINTABLE.fullmatch(text))
