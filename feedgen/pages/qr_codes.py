"""QR codes of addresses, each drawn once."""

import threading
from collections import OrderedDict

from markupsafe import Markup

# How much drawings may take. Each has 5 kB, and drawing one takes six milliseconds, more than the rest of a page.
_BYTES = 4 * 2**20


class QrCodes:
    """Draws QR codes, and keeps the drawings that were asked for last, up to a number of bytes. Safe under threads."""

    def __init__(self, limit: int = _BYTES) -> None:
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[str, Markup] = OrderedDict()
        self._keeping = threading.Lock()

    def draw(self, address: str) -> Markup:
        """Return the QR code of an address: an SVG element without a size, dark on light in every theme."""
        with self._keeping:
            if known := self._kept.get(address):
                self._kept.move_to_end(address)
                return known
        drawn = _drawn(address)
        with self._keeping:
            if address not in self._kept:
                self._kept[address] = drawn
                self._size += len(drawn)
            while self._size > self._limit:
                self._size -= len(self._kept.popitem(last=False)[1])
        return drawn


def _drawn(address: str) -> Markup:
    import segno  # noqa: PLC0415 - it loads all of urllib, which would slow every start

    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(omitsize=True, border=2, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return Markup(svg)  # noqa: S704 - segno draws only squares


# Shared by all sites, as a drawing depends only on its address.
CODES = QrCodes()
