"""A file to send."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send: its name, its media type, its bytes, and when what it says last changed (UTC).

    From `expires` (UTC) on it may say something else even if no plan changes; None if only a change can do that.
    """

    file_name: str
    media_type: str
    body: bytes
    modified: datetime
    expires: datetime | None = None
