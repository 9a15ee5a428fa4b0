"""Log lines: one for each event and, if a setting asks for it, one for each request; plain or in JSON."""

import json
import logging
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from feedgen.web.clients import families
from feedgen.web.tally import address_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from feedgen.web.response_cache import Answer
    from feedgen.web.settings import Settings

_requests = logging.getLogger("feedgen.requests")

# A value that needs no quotes in a plain line.
_PLAIN = re.compile(r"[!#-<>-~]+")

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Lines(logging.Formatter):
    """Writes each record as one line. Nothing that is in a record can begin another line."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        level, fields = record.levelname.lower(), self._fields(record)
        if self._as_json:
            return json.dumps({"time": time, "level": level, **fields}, ensure_ascii=False)
        return " ".join([time, level, *map(_pair, fields.items())])

    def _fields(self, record: logging.LogRecord) -> Mapping[str, object]:
        if isinstance(record.args, Mapping) and record.name == _requests.name:
            return {"event": "request", **record.args}
        fields = {"event": record.getMessage(), "logger": record.name}
        return fields | {"exception": self.formatException(record.exc_info)} if record.exc_info else fields


def _pair(pair: tuple[str, object]) -> str:
    name, value = pair
    text = str(value)
    return f"{name}={text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=True)}"


def set_up(settings: "Settings") -> None:
    """Send what feedgen logs to standard error, in the form of the setting. Without it logging stays as it is."""
    if not settings.log_format:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(Lines(as_json=settings.log_format == "json"))
    ours = logging.getLogger("feedgen")
    ours.handlers = [handler]
    ours.propagate = False
    ours.setLevel(logging.INFO)


class RequestLog:
    """Writes a line for each request, with the address of the client only if a setting asks for it."""

    def __init__(self, settings: "Settings") -> None:
        self._addresses = settings.log_addresses
        self._proxies = settings.proxies

    def observe(self, environ: "WSGIEnvironment", answer: "Answer", status: str, seconds: float, *, kept: bool) -> None:
        """Write the line of a request."""
        given = environ.get("HTTP_X_REQUEST_ID", "")
        query = environ.get("QUERY_STRING", "")
        fields: dict[str, object] = {
            "id": given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8),
            "method": environ["REQUEST_METHOD"],
            "path": environ.get("PATH_INFO", "")[:500] + (f"?{query[:500]}" if query else ""),
            "status": int(status[:3]),
            "bytes": len(answer.body) if status[:3] != "304" and environ["REQUEST_METHOD"] != "HEAD" else 0,
            "milliseconds": round(seconds * 1000, 3),
            "answer": "kept" if kept else "made",
            "client": families[environ.get("HTTP_USER_AGENT", "")],
        }
        if self._addresses:
            fields["address"] = address_of(environ, self._proxies)
        _requests.info("request", fields)
