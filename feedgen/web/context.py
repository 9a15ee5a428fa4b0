"""The context of a request: the state that the application shares, its public address, and the visit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from flask import current_app, g, request

from feedgen import languages
from feedgen.catalog.folder import Catalog
from feedgen.catalog.shows import Shows
from feedgen.feeds.addresses import Site
from feedgen.feeds.option_values import find_language
from feedgen.languages import Language
from feedgen.pages.visit import LOOK_PREFIX, Visit, chosen
from feedgen.pages.widget_looks import likely_look
from feedgen.web.snapshot import Snapshots


def snapshots() -> Snapshots:
    """Return the shared state of the application that answers the request."""
    return cast("Snapshots", current_app.extensions["feedgen"])


def catalog() -> Catalog:
    """Return the present catalogue. It stays the same during a request, so that all parts of an answer agree."""
    if "catalog" not in g:
        g.catalog = snapshots().catalog()
    return cast("Catalog", g.catalog)


def shows() -> Shows:
    """Return the shows of the present catalogue."""
    return catalog().shows


def site(language: Language | None = None) -> Site:
    """Return the public address of this site, by the setting or else by the request."""
    known = snapshots()
    plain = Site(request.url_root.rstrip("/"), static=known.static)
    return plain.spoken(language.tag, known.tags) if language else plain


def visit() -> Visit:
    """Return the visit of the request, in the language of `lang` in its query, else in that of the browser.

    Raises OptionError for an unknown language.
    """
    if tag := request.args.get("lang", ""):
        return replace(_visit_in(find_language(tag)), language_chosen=not snapshots().static)
    return visit_in_language_of_browser()


def visit_in_some_language() -> Visit:
    """Return the visit of the request, in the language of the browser if `lang` is missing or unknown."""
    if languages.known(request.args.get("lang", "")):
        return visit()
    return visit_in_language_of_browser()


def visit_in_language_of_browser() -> Visit:
    """Return the visit of the request, in the language of the browser."""
    return _visit_in(languages.preferred(request.accept_languages, snapshots().tags))


def _query() -> Mapping[str, str]:
    """Return the query. Its `pick` values are joined, as the form with the ticks sends one for each show."""
    return {**request.args.to_dict(), "pick": " ".join(request.args.getlist("pick"))}


def _visit_in(language: Language) -> Visit:
    known, query = snapshots(), request.args
    return Visit(
        site(language),
        known.clock(),
        language,
        places=known.places,
        choice=chosen(_query(), language),
        brand=known.brand,
        look=likely_look(query, LOOK_PREFIX),
        look_chosen=any(name.startswith(LOOK_PREFIX) for name in query),
        tags=known.tags,
    )
