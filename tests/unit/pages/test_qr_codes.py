"""QR codes are drawn once, and what is kept of them is bounded in bytes."""

import pytest
from markupsafe import Markup

from feedgen.pages import qr_codes
from feedgen.pages.qr_codes import QrCodes


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were really drawn, each as a thousand characters."""
    addresses: list[str] = []

    def draw(address: str) -> Markup:
        addresses.append(address)
        return Markup(address[0] * 1000)  # noqa: S704 - no markup at all

    monkeypatch.setattr(qr_codes, "_drawn", draw)
    return addresses


def test_code_is_drawn_once(drawn: list[str]) -> None:
    codes = QrCodes()
    assert [codes.draw("a"), codes.draw("b"), codes.draw("a")] == ["a" * 1000, "b" * 1000, "a" * 1000]
    assert drawn == ["a", "b"]


def test_those_asked_for_last_are_kept_up_to_a_number_of_bytes(drawn: list[str]) -> None:
    codes = QrCodes(limit=2000)
    for address in ("a", "b", "a", "c", "a", "b"):
        codes.draw(address)
    assert drawn == ["a", "b", "c", "b"]


def test_code_is_markup_that_scales() -> None:
    svg = QrCodes().draw("https://example.org/<&>")
    assert isinstance(svg, Markup)
    assert svg.startswith('<svg viewBox="0 0 ')
    assert "<script" not in svg
