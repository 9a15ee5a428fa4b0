"""The addresses that a site of files has for each language, such as `/de/weekly/` and `/embed/de/weekly/`."""

import re
from collections.abc import Collection
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, request

from feedgen import languages
from feedgen.web.context import shows, site
from feedgen.web.headers import CROSS_ORIGIN

# A path in the folder of a language, which may be below that of a kind of files.
_WITH_LANGUAGE = re.compile(r"/((?:embed|oembed|coming)/)?([^/]+)/(.*)")

views = Blueprint("language_folders", __name__)


def without_language(path: str, tags: Collection[str]) -> tuple[str, str]:
    """Return the path of the same page, widget or answer outside the folder of a language, and the tag of the folder.

    The tag is empty for a path that is in the folder of none of `tags`.
    """
    found = _WITH_LANGUAGE.fullmatch(path)
    if not found or found[2] not in tags:
        return path, ""
    kind, tag, rest = found[1] or "", found[2], found[3]
    return ("/coming.json" if (kind, rest) == ("coming/", "all.json") else f"/{kind}{rest}"), tag


@views.before_app_request
def answer_with_language() -> Response | None:
    """Redirect to the address that names the language in its query, as a site of files may have moved to a server."""
    path, tag = without_language(request.path, languages.tags())
    if not tag or tag in shows():
        return None
    pairs = [("lang", tag), *((name, text) for name, text in request.args.items(multi=True) if name != "lang")]
    # Not for good: browsers would keep that, and the site may become one of files again.
    response = Response(status=302, headers=CROSS_ORIGIN)
    response.location = f"{site().base}{quote(path, safe='/+')}?{urlencode(pairs, safe='/')}"
    return response
