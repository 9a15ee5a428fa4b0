"""What the settings of a publisher make of the site."""

import hashlib
from pathlib import Path

from feedgen.pages.brand import Brand, FooterLink
from feedgen.pages.colors import Color
from feedgen.pages.pictures import can_draw
from feedgen.pages.theme import OURS, theme_of
from feedgen.web.settings import Settings


def brand_of(settings: Settings) -> Brand:
    """Return what the settings make of the site."""
    return Brand(
        name=settings.site_name,
        mark=f"mark{Path(settings.mark).suffix}" if settings.mark else "",
        links=tuple(FooterLink(text, address) for text, address in settings.footer_links),
        theme=theme_of(Color.named(settings.accent)) if settings.accent else OURS,
        draws=can_draw(),
    )


def digest_of(settings: Settings) -> str:
    """Return a digest of all that the settings make of the site, files included."""
    digest = hashlib.sha256(repr(brand_of(settings)).encode())
    templates = sorted(Path(settings.templates).rglob("*.*")) if settings.templates else []
    for file in [*templates, *([Path(settings.mark)] if settings.mark else [])]:
        digest.update(f"{file}".encode() + file.read_bytes())
    return digest.hexdigest()
