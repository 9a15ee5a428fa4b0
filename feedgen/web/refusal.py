"""How requests are refused before the application sees them: with a line of text."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from feedgen.web.headers import CROSS_ORIGIN, EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse


def refuse(status: HTTPStatus, text: str, start_response: "StartResponse") -> "Iterable[bytes]":
    """Answer with a line of text that caches do not keep."""
    body = f"{text}\n".encode()
    headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body)), **OF_REFUSALS}
    start_response(f"{status.value} {status.phrase.upper()}", list(headers.items()))
    return [body]


OF_REFUSALS = {"Cache-Control": "no-store", **EVERYWHERE, **CROSS_ORIGIN}
