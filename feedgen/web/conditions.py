"""Conditional requests: a body that the client has already is not sent again (RFC 9110 §13).

Only entity tags are compared. No answer has a Last-Modified: what a feed says may change with the base address, with
the version of feedgen and with that of the time zones, and none of these has a date that every replica agrees on.
"""

import re

from werkzeug.http import parse_etags

# Conditions of a request. They are taken out before the application sees it, as it makes whole answers.
HEADERS = frozenset(
    {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE"}
)

# One strong entity tag, neither weak nor a list nor `*`.
_TAG = re.compile(r'"[\x21\x23-\x7e]*"')

_OF_THE_BODY = ("content-type", "content-length", "content-encoding", "content-language", "content-disposition")


def compressed_tag(tag: str) -> str:
    """Return the tag of the compressed body: a strong tag promises the same bytes (RFC 9110 §8.8.3)."""
    return f'{tag[:-1]}-gzip"'


def accepted_tags(tag: str) -> tuple[str, ...]:
    """Return what clients may send back for a strong tag; nothing for a tag of another kind.

    Apache's mod_deflate compresses a body itself and adds "-gzip" to its tag.
    """
    return (tag, compressed_tag(tag)) if _TAG.fullmatch(tag) else ()


def has_it_already(asked: str, tags: tuple[str, ...]) -> bool:
    """Return whether an If-None-Match has one of the tags of an answer, by weak comparison (RFC 9110 §8.8.3.2)."""
    if asked in tags:
        return True
    if _TAG.fullmatch(asked):
        return False
    known = parse_etags(asked)
    return any(known.contains_weak(tag.strip('"')) for tag in tags)


def refuses_it(asked: str, tags: tuple[str, ...]) -> bool:
    """Return whether an If-Match has none of the tags of an answer, by strong comparison (RFC 9110 §8.8.3.2)."""
    wanted = parse_etags(asked)
    return not any(wanted.is_strong(tag.strip('"')) or wanted.star_tag for tag in tags)


def headers_of_304(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers of a 304: those of the 200, without those that describe its body."""
    return [(name, value) for name, value in headers if name.lower() not in _OF_THE_BODY]
