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
    """An icon: its file below /static/, its media type, and its size: "180x180", or "any"."""

    name: str
    media_type: str
    sizes: str


# In pixels: of iPhones, and what manifests ask for.
SIZES = (180, 192, 512)


@dataclass(frozen=True, slots=True)
class Brand:
    """How a site presents itself. The name may be empty; `mark` is the file name of its sign, empty for ours.

    `draws` tells that pictures can be drawn: share images, and icons for phones.
    """

    name: str = ""
    mark: str = ""
    links: tuple[FooterLink, ...] = ()
    theme: Theme = OURS
    draws: bool = False

    @property
    def icons(self) -> tuple[Icon, ...]:
        """Its icons, of which browsers and phones take the one that suits them."""
        kind = "image/png" if self.mark.endswith(".png") else "image/svg+xml"
        drawn = [Icon(f"icon-{size}.png", "image/png", f"{size}x{size}") for size in SIZES if self.draws_icons]
        return (Icon(self.mark or "icon.svg", kind, "any"), *drawn)

    @property
    def draws_icons(self) -> bool:
        """Whether there are icons for phones, which take no SVG; a mark in SVG cannot be drawn as anything else."""
        return self.draws and not self.mark.endswith(".svg")


PLAIN_BRAND = Brand()
