"""The headers of a site of files, for hosts that read them from a file.

All paths of one kind have the same headers. If two rules of `_headers` fit a path and name the same header, hosts
(Netlify, Cloudflare Pages) join the values with a comma; so no header of a path is in two rules.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedgen.web.headers import CROSS_ORIGIN, PREFLIGHT

Headers = Mapping[str, str]

# Kinds of paths and, for nginx, the pattern of each. The first that fits counts.
_KINDS = {
    ".jcal.json": r"/feeds/(?:.+/)?(?<feed>[^/]+\.jcal\.json)$",
    ".ics": r"/feeds/(?:.+/)?(?<feed>[^/]+\.ics)$",
    ".atom": r"/feeds/(?:.+/)?(?<feed>[^/]+\.atom)$",
    ".json": r"/feeds/(?:.+/)?(?<feed>[^/]+\.json)$",
    "coming": r"/coming(?:/.+)?\.json$",
    "oembed": r"/oembed/",
    "embed": r"/embed/",
    "script": r"/static/.+\.js$",
    "style": r"/static/.+\.css$",
    "drawing": r"/static/.+\.svg$",
    "picture": r"/static/.+\.jpg$",
    "card": r"/static/.+\.png$",
    "manifest": r"/static/.+\.webmanifest$",
    "index": r"/static/.+\.json$",
    "robots": r"/robots\.txt$",
    "sitemap": r"/sitemap(?:-\d+)?\.xml$",
    "page": r"/",
}

_FEEDS = (".jcal.json", ".ics", ".atom", ".json")

KINDS = frozenset(_KINDS)

# Headers that differ from file to file, or that the host sets.
_NOT_OF_A_KIND = frozenset({"accept-ranges", "content-length", "etag", "last-modified", "date", "vary"})


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders that have pages: one for each show, and one for each language but the first.

    `prefix` is the path of the base address, empty or with a slash before it. Each language has a 404 page of its own.
    """

    prefix: str
    slugs: Sequence[str]
    folders: Sequence[str]


def kind_of(path: str) -> str:
    """Return the kind of a path below the base address."""
    return next(kind for kind, pattern in _KINDS.items() if re.match(pattern.replace("?<", "?P<"), path))


def headers_of_kind(path: str, headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return those headers of a path that all paths of its kind have; `$feed` stands for the name of the file."""
    name = path.rpartition("/")[2]
    kept = {key: value for key, value in headers if key.lower() not in _NOT_OF_A_KIND}
    if disposition := kept.get("Content-Disposition"):
        kept["Content-Disposition"] = disposition.replace(name, "$feed") if name and "feeds/" in path else "inline"
    return kept


def headers_file(kinds: Mapping[str, Headers], layout: Layout) -> str:
    """Return the text of `_headers`. `prefix` is the path of the base address: empty, or with a slash before it."""
    lines = ["# Which headers each file is sent with, for hosts that know this format."]
    for pattern, headers in _rules(kinds, (*layout.slugs, *layout.folders)):
        lines += ["", f"{layout.prefix}{pattern}", *(f"  {name}: {value}" for name, value in headers.items())]
    return "\n".join(lines) + "\n"


def _rules(kinds: Mapping[str, Headers], slugs: Iterable[str]) -> Iterator[tuple[str, Headers]]:
    feeds = [_with_plain_disposition(kinds[kind]) for kind in _FEEDS if kind in kinds]
    common = {name: value for name, value in feeds[0].items() if all(other.get(name) == value for other in feeds)}
    yield "/feeds/*", common
    for kind in (".jcal.json", ".ics", ".atom"):
        # `.json` needs no rule: every host knows its type, and its pattern would fit .jcal.json as well.
        if kind in kinds:
            yield f"/feeds/*{kind}", {name: value for name, value in kinds[kind].items() if name == "Content-Type"}
    page = kinds["page"]
    yield from (("/", page), ("/shows/*", page), *((f"/{slug}/*", page) for slug in slugs))
    for kind, pattern in (
        ("coming", "/coming*"),
        ("embed", "/embed/*"),
        ("oembed", "/oembed/*"),
        ("sitemap", "/sitemap*.xml"),
    ):
        if kind in kinds:
            yield pattern, kinds[kind]
    yield "/static/*", {name: value for name, value in kinds["style"].items() if name != "Content-Type"}


def _with_plain_disposition(headers: Headers) -> Headers:
    """Return headers without the name of the file, which browsers take from the address."""
    return {name: "inline" if name == "Content-Disposition" else value for name, value in headers.items()}


def nginx_snippet(kinds: Mapping[str, Headers], layout: Layout) -> str:
    """Return the text that a server block of nginx includes; `prefix` is as for `headers_file`."""
    prefix = layout.prefix
    blocks = [
        f"# To be included in a server block whose root has this folder at {prefix or '/'}",
        "gzip_static on;\ngzip_vary on;\nindex index.html;",
        f"location ~ ^{prefix}/(?:_headers$|_nginx\\.conf$|\\.(?!well-known/)) {{\n    return 404;\n}}",
    ]
    blocks += [_location("page", prefix, kinds["page"], f"/{folder}/") for folder in layout.folders]
    blocks += [_location(kind, prefix, kinds[kind]) for kind in _KINDS if kind in kinds]
    return "\n\n".join(blocks) + "\n"


def _location(kind: str, prefix: str, headers: Headers, folder: str = "") -> str:
    lines = [f"location ~ ^{prefix}{folder or _KINDS[kind]} {{"]
    if kind in _FEEDS:
        lines.append("    if ($request_method = OPTIONS) {")
        lines += [f"        {_add(name, value)}" for name, value in {**CROSS_ORIGIN, **PREFLIGHT}.items()]
        lines += ["        return 204;", "    }"]
    lines += ["    types { }", f'    default_type "{headers["Content-Type"]}";']
    lines += [f"    {_add(name, value)}" for name, value in headers.items() if name != "Content-Type"]
    if kind in ("embed", "page"):
        lines.append(f"    error_page 404 {prefix}{folder or '/'}404.html;")
    return "\n".join([*lines, "}"])


def _add(name: str, value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'add_header {name} "{escaped}";'
