"""How a site looks on a home screen (Web Application Manifest)."""

from feedgen.pages.visit import Visit


def manifest(visit: Visit) -> dict[str, object]:
    """Return the manifest of a site in the language of a visit."""
    claim, brand = visit.language.gettext("release nights, in your calendar"), visit.brand
    return {
        "name": brand.name or claim[:1].upper() + claim[1:],
        **({"description": claim} if brand.name else {}),
        "lang": visit.language.tag,
        "dir": visit.language.direction,
        "start_url": visit.home,
        "scope": f"{visit.site.base}/",
        "display": "minimal-ui",
        "theme_color": str(brand.theme.dark),
        "background_color": str(brand.theme.dark),
        "icons": [
            {"src": visit.site.static_file(icon.name), "type": icon.media_type, "sizes": icon.sizes}
            for icon in brand.icons
        ],
    }
