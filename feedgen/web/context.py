"""What a request is about: the application's shared state, its public address, the visit."""

from dataclasses import replace
from typing import cast

from flask import current_app, g, request

from feedgen import languages
from feedgen.catalog.folder import Catalog
from feedgen.catalog.shows import Shows
from feedgen.feeds.option_values import find_language
from feedgen.feeds.site import Site
from feedgen.languages import Language
from feedgen.pages.visit import Visit, chosen
from feedgen.web.snapshot import Snapshots


def snapshots() -> Snapshots:
    """Return what the application that answers the request has to give."""
    return cast("Snapshots", current_app.extensions["feedgen"])


def catalog() -> Catalog:
    """Return the catalogue of now: the same one all through a request, so that all that it sends agrees."""
    if "catalog" not in g:
        g.catalog = snapshots().catalog()
    return cast("Catalog", g.catalog)


def shows() -> Shows:
    """Return the shows of now."""
    return catalog().shows


def site() -> Site:
    """Return our own address, as the request or the setting has it."""
    return Site(request.url_root.rstrip("/"), static=snapshots().static)


def visit() -> Visit:
    """Return the visit that the request is: in the language of its `lang`, else of the browser.

    Raises OptionError for a language that there is not.
    """
    if tag := request.args.get("lang", ""):
        return replace(_visit_in(find_language(tag)), language_chosen=True)
    return visit_in_language_of_browser()


def visit_in_language_of_browser() -> Visit:
    """Return the visit that the request is, whatever its `lang`."""
    return _visit_in(languages.preferred(request.accept_languages))


def _visit_in(language: Language) -> Visit:
    known = snapshots()
    return Visit(
        site(), known.clock(), language, places=known.places, choice=chosen(request.args, language), brand=known.brand
    )
