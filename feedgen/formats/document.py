"""A file to send."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send: its name, its media type, its bytes, and when what it says last changed (UTC).

    At `expires` (UTC) it may say something else though no plan has changed; None if it never does.
    """

    file_name: str
    media_type: str
    body: bytes
    modified: datetime
    expires: datetime | None = None
