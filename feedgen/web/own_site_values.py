"""Reading the settings for the look of a site. Each raises UnfitError with what is wrong and what to write."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from feedgen.errors import cut
from feedgen.pages.colors import Color
from feedgen.urls import is_web_address

# Characters of the name of a site, which is on one line with a mark.
_LONGEST_NAME = 60

# Bytes of a mark, which every page loads.
_LARGEST_MARK = 256 * 2**10

_PNG = b"\x89PNG\r\n\x1a\n"

# An address on this host, such as /imprint, or of mail.
_OTHER_ADDRESS = re.compile(r"(/(?!/)|mailto:)[!-~]*")

_HEX = re.compile(r"(?:[0-9a-f]{3}){1,2}")


class UnfitError(ValueError):
    """A value that a setting cannot have, with what to write instead, in a clause that begins with what is wrong."""


def read_name(given: object) -> str:
    """Read the name of a site."""
    name = " ".join(str(given).split())
    if len(name) > _LONGEST_NAME:
        raise UnfitError(f"'{cut(name)}' has {len(name)} letters and signs; write up to {_LONGEST_NAME}")
    if not name.isprintable():
        raise UnfitError(f"'{cut(name)}' has signs that cannot be seen; leave them out")
    return name


def read_accent(given: object) -> str:
    """Read a colour."""
    text = str(given).strip().lower()
    if _HEX.fullmatch(text):
        text = f"#{text}"
    if text:
        try:
            Color.named(text)
        except ValueError:
            told = f"'{cut(text)}' is no colour; write one such as #9d174d, or a name that CSS knows, such as teal"
            raise UnfitError(told) from None
    return text


def read_links(given: object) -> tuple[tuple[str, str], ...]:
    """Read links from pairs Text=URL that are separated by commas, or from a mapping."""
    if isinstance(given, Mapping):
        pairs = [(str(text), str(address)) for text, address in given.items()]
    else:
        pairs = list(_pairs(str(given)))
    for text, address in pairs:
        _check_link(text, address)
    return tuple(pairs)


def _check_link(text: str, address: str) -> None:
    if not text or not text.isprintable() or not address:
        example = "Imprint=https://example.org/imprint, Mail=mailto:tv@example.org"
        raise UnfitError(
            f"'{cut(text or f'={address}')}' is no pair Text=URL; write pairs with commas between: {example}"
        )
    if not (is_web_address(address) or _OTHER_ADDRESS.fullmatch(address)):
        whole = f"https://{address.lstrip('/')}"
        meant = f"; did you mean {cut(f'{text}={whole}')}?" if ":" not in address and is_web_address(whole) else ""
        told = f"the address of '{cut(text)}' is '{cut(address)}'"
        raise UnfitError(f"{told}, and has to begin with https://, with mailto: or with one /{meant}")


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
        told = f"'{cut(str(given))}' cannot be read ({error.strerror}); write the path of a picture in SVG or PNG"
        raise UnfitError(told) from error
    if fault := _fault_of_mark(path.suffix, data):
        raise UnfitError(f"'{cut(str(given))}' {fault}")
    return str(path.absolute())


def _fault_of_mark(suffix: str, data: bytes) -> str:
    """Return what is wrong with a picture whose name ends so, and what to give instead; empty if nothing is."""
    if suffix not in (".svg", ".png"):
        return "is in no format that is taken; give a picture in SVG or PNG whose name ends in .svg or .png"
    if len(data) > _LARGEST_MARK:
        most = _LARGEST_MARK // 2**10
        return f"has {-(-len(data) // 2**10)} KiB; give a picture of at most {most} KiB, as every page loads it"
    if suffix == ".png" and not data.startswith(_PNG):
        return "is no PNG, whatever its name says; give a picture in PNG or SVG"
    if suffix == ".svg" and not _is_svg(data):
        return 'is no SVG, whose root is <svg xmlns="http://www.w3.org/2000/svg">; give a picture in SVG or PNG'
    return ""


def _is_svg(data: bytes) -> bool:
    try:
        root = ET.fromstring(data)  # noqa: S314 - the publisher's own file, of a bounded size
    except ET.ParseError:
        return False
    return root.tag == "{http://www.w3.org/2000/svg}svg"


def read_folder(given: object) -> str:
    """Read the path of a folder of templates."""
    if given and not Path(str(given)).is_dir():
        wrong = "is a file, not a folder" if Path(str(given)).exists() else "is not there"
        raise UnfitError(f"'{cut(str(given))}' {wrong}; write the path of the folder that has your templates")
    return str(Path(str(given)).absolute()) if given else ""
