"""How a publisher presents a site: its name, mark, colours, and the links at the foot of every page."""

from dataclasses import dataclass

from feedgen.pages.theme import OURS, Theme


@dataclass(frozen=True, slots=True)
class FooterLink:
    """A link at the foot of every page, such as to the imprint."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon: its file below /static/, its media type, and its size, which is "180x180" or the like, or "any"."""

    name: str
    media_type: str
    sizes: str


# Sizes of icons in pixels: that of iPhones, and those of web manifests.
SIZES = (180, 192, 512)


@dataclass(frozen=True, slots=True)
class Brand:
    """How a site presents itself. `name` may be empty; `mark` is the file name of its logo, empty for ours.

    `draws` tells that share images and icons for phones can be drawn.
    """

    name: str = ""
    mark: str = ""
    links: tuple[FooterLink, ...] = ()
    theme: Theme = OURS
    draws: bool = False

    @property
    def icons(self) -> tuple[Icon, ...]:
        """The icons, of which each browser or phone uses the one that suits it."""
        kind = "image/png" if self.mark.endswith(".png") else "image/svg+xml"
        drawn = [Icon(f"icon-{size}.png", "image/png", f"{size}x{size}") for size in SIZES if self.draws_icons]
        return (Icon(self.mark or "icon.svg", kind, "any"), *drawn)

    @property
    def draws_icons(self) -> bool:
        """Whether there are icons for phones, which need PNG: a mark in SVG cannot be turned into one."""
        return self.draws and not self.mark.endswith(".svg")


PLAIN_BRAND = Brand()
