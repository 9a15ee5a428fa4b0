"""What a publisher has made of the site: its name, mark, colours, and the links at the foot of every page."""

from dataclasses import dataclass

from feedgen.pages.theme import OURS, Theme


@dataclass(frozen=True, slots=True)
class FooterLink:
    """A link at the foot of every page, such as to the imprint."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Brand:
    """How a site presents itself. The name may be empty; `mark` is the file name of its sign, empty for ours."""

    name: str = ""
    mark: str = ""
    links: tuple[FooterLink, ...] = ()
    theme: Theme = OURS


PLAIN_BRAND = Brand()
