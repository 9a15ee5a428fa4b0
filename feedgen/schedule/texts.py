"""What a text of a schedule may be: a line, some lines, an address, a colour, a language."""

import re
import unicodedata
from typing import Annotated

import webcolors
from pydantic import AfterValidator, Field

from feedgen.errors import cut
from feedgen.schedule.raising import wrong
from feedgen.spelling import did_you_mean
from feedgen.urls import is_web_address

# Real titles have up to 199 characters. Feeds shorten a SUMMARY that is too long for calendar apps.
TITLE_LENGTH = 250

_NOTE_LENGTH = 300

_TEXT_LENGTH = 2000

_COLORS = tuple(webcolors.names("css3"))

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

# They change the direction of the text around them, also where other shows are listed.
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")

# Letters and symbols that look like a blank.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def line(text: str, *, allowed: str = "") -> str:
    """Return a text of one line. Raises PydanticCustomError for one that cannot be shown as it is.

    Control characters that are `allowed` may be in it.
    """
    if text.isascii() and text.isprintable() and text and text[0] != " " != text[-1]:
        return text  # nearly all are like this, and need no look at each character
    if not text.isprintable():
        _refuse_characters(text, allowed)
    if not text.strip():
        raise wrong("is empty", "write a text, or leave the key out if it may be left out")
    if text != text.strip():
        raise wrong("begins or ends with a space", "remove the space")
    if not any(_is_visible(char) for char in text):
        raise wrong("has nothing in it that can be seen", "write a text with a letter, number or sign")
    return text


def _text(text: str) -> str:
    return line(text.rstrip("\n"), allowed="\n")


def _refuse_characters(text: str, allowed: str) -> None:
    for char in text:
        category, code = unicodedata.category(char), f"U+{ord(char):04X}"
        if category in ("Cc", "Zl", "Zp") and char not in allowed:
            raise wrong(f"contains the control character {code}", "remove it")
        if ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF:  # noqa: PLR2004 - as Unicode has it
            raise wrong(f"contains {code}, which is no character", "remove it")
        if _BIDI_CONTROLS.match(char):
            raise wrong(f"contains {code}, which turns the direction of text round", "remove it")


def _is_visible(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS" and char not in _BLANKS


def _url(url: str) -> str:
    if not is_web_address(url):
        raise wrong(f'"{cut(url)}" is not a web address', 'write "https://…"; percent-encode what is not ASCII')
    return url


def _color(color: str) -> str:
    if color.lower() not in _COLORS:
        remedy = did_you_mean(color, _COLORS) or 'a CSS colour name such as "firebrick"; calendars take no other'
        raise wrong(f'unknown colour "{cut(color)}"', remedy)
    return color.lower()


def _language(tag: str) -> str:
    if not _LANGUAGE.fullmatch(tag):
        raise wrong(f'"{cut(tag)}" is not a language tag', 'write "en", "pt-BR", …')
    return tag


Line = Annotated[str, Field(max_length=TITLE_LENGTH), AfterValidator(line)]

Note = Annotated[str, Field(max_length=_NOTE_LENGTH), AfterValidator(line)]

Text = Annotated[str, Field(max_length=_TEXT_LENGTH), AfterValidator(_text)]

Url = Annotated[str, Field(max_length=_TEXT_LENGTH), AfterValidator(_url)]

Color = Annotated[str, Field(max_length=TITLE_LENGTH), AfterValidator(_color)]

Language = Annotated[str, Field(max_length=35), AfterValidator(_language)]
