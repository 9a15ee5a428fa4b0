"""Reading the settings for the look of a site. Each raises ValueError with what the setting should be."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from feedgen.pages.colors import Color
from feedgen.urls import is_web_address

# Characters of the name of a site, which is on one line with a mark.
_LONGEST_NAME = 60

# Bytes of a mark, which every page loads.
_LARGEST_MARK = 256 * 2**10

_PNG = b"\x89PNG\r\n\x1a\n"

# An address on this host, such as /imprint, or of mail.
_OTHER_ADDRESS = re.compile(r"(/(?!/)|mailto:)[!-~]*")


def read_name(given: object) -> str:
    """Read the name of a site."""
    name = " ".join(str(given).split())
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise ValueError(f"has up to {_LONGEST_NAME} letters and signs, in one line")
    return name


def read_accent(given: object) -> str:
    """Read a colour."""
    text = str(given).strip().lower()
    if text:
        try:
            Color.named(text)
        except ValueError:
            raise ValueError("is a colour such as #9d174d, or a name that CSS knows, such as teal") from None
    return text


def read_links(given: object) -> tuple[tuple[str, str], ...]:
    """Read links from pairs Text=URL that are separated by commas, or from a mapping."""
    if isinstance(given, Mapping):
        pairs = [(str(text), str(address)) for text, address in given.items()]
    else:
        pairs = list(_pairs(str(given)))
    for text, address in pairs:
        if not text or not text.isprintable() or not (is_web_address(address) or _OTHER_ADDRESS.fullmatch(address)):
            example = "Imprint=https://example.org/imprint, Privacy=/privacy"
            raise ValueError(f"is pairs Text=URL separated by commas, such as {example}; '{text}={address}' is none")
    return tuple(pairs)


def _pairs(given: str) -> Iterator[tuple[str, str]]:
    for part in given.split(","):
        text, _, address = part.strip().partition("=")
        if part.strip():
            yield text.strip(), address.strip()


def read_mark(given: object) -> str:
    """Read the path of a picture, which must be SVG or PNG."""
    path = Path(str(given))
    if not str(given):
        return ""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"is a file that cannot be read ({error.strerror})") from error
    if len(data) > _LARGEST_MARK:
        raise ValueError(f"is a picture of at most {_LARGEST_MARK // 2**10} KiB, as every page loads it")
    if not (_is_svg(data) if path.suffix == ".svg" else path.suffix == ".png" and data.startswith(_PNG)):
        raise ValueError("is a picture in SVG or PNG, and its name ends in .svg or .png")
    return str(path.absolute())


def _is_svg(data: bytes) -> bool:
    try:
        root = ET.fromstring(data)  # noqa: S314 - the publisher's own file, of a bounded size
    except ET.ParseError:
        return False
    return root.tag == "{http://www.w3.org/2000/svg}svg"


def read_folder(given: object) -> str:
    """Read the path of a folder."""
    if given and not Path(str(given)).is_dir():
        raise ValueError("is a folder, and there is none")
    return str(Path(str(given)).absolute()) if given else ""
