"""Kinds of hosts: which configuration files each of them reads, and whether it compresses files by itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from feedgen.static_site import header_files
from feedgen.static_site.header_files import Headers, Layout

# Keeps git from changing files: lines of calendars end with CRLF.
_GIT_ATTRIBUTES = "* -text\n"


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of host.

    A `compressed` one sends the compressed files that are beside the others, instead of compressing by itself.
    `headers` and `nginx` mean that it reads `_headers` and `_nginx.conf`. One with `jekyll` leaves out files whose
    names begin with an underscore, unless it is told not to. `most_files` is how many files it takes; None is any
    number.
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


def files_of_host(target: Target, kinds: Mapping[str, Headers], layout: Layout, *, git: bool) -> dict[str, str]:
    """Return the names and texts of the files that the host reads. `git` means that the folder is kept in git."""
    texts = {}
    if target.headers:
        texts["_headers"] = header_files.headers_file(kinds, layout)
    if target.nginx:
        texts["_nginx.conf"] = header_files.nginx_snippet(kinds, layout)
    if target.jekyll:
        texts[".nojekyll"] = ""
    if git or target.jekyll:
        texts[".gitattributes"] = _GIT_ATTRIBUTES
    return texts
