"""A file to send."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send: its name, its media type, its bytes, and when what it says last changed (UTC).

    Before `since` (UTC), and from `expires` on, it may say something else even if no plan changes; None if only a
    change can do that.
    """

    file_name: str
    media_type: str
    body: bytes
    modified: datetime
    since: datetime | None = None
    expires: datetime | None = None
