"""Kinds of hosts: which files each of them reads, and what it compresses by itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from feedgen.static_site import hosts
from feedgen.static_site.hosts import Headers

# Git may not change what was built: calendars end their lines with CRLF.
_GIT_ATTRIBUTES = "* -text\n"


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of host.

    `compressed`: it sends the compressed files that lie beside the others, instead of compressing by itself.
    `_headers` and `_nginx.conf` are written for hosts that read them; `jekyll` is a host that would leave out files
    whose names begin with an underscore. `most_files` is what it takes.
    """

    title: str
    compressed: bool = False
    headers: bool = False
    nginx: bool = False
    jekyll: bool = False
    most_files: int | None = None


ANY = Target("any host", compressed=True, headers=True, nginx=True)


TARGETS = {
    "cloudflare": Target("Cloudflare Pages", headers=True, most_files=20_000),
    "netlify": Target("Netlify", headers=True),
    "nginx": Target("nginx", compressed=True, nginx=True),
    "pages": Target("GitHub Pages", jekyll=True),
    "s3": Target("an object store"),
}


def files_of_host(
    target: Target, kinds: Mapping[str, Headers], slugs: list[str], prefix: str, *, git: bool
) -> dict[str, str]:
    """Return the files that are for the host: names and texts. `git` is a folder that git keeps."""
    texts = {}
    if target.headers:
        texts["_headers"] = hosts.headers_file(kinds, slugs, prefix)
    if target.nginx:
        texts["_nginx.conf"] = hosts.nginx_snippet(kinds, prefix)
    if target.jekyll:
        texts[".nojekyll"] = ""
    if git or target.jekyll:
        texts[".gitattributes"] = _GIT_ATTRIBUTES
    return texts
