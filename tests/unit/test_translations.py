"""Every message is translated into every language, and every text that people read is a message."""

import re
from collections.abc import Iterable

import pytest
import translations
from babel.messages.catalog import Message

from feedgen import languages

TAGS = sorted(folder.name for folder in translations.LOCALES.iterdir())
PLACE = re.compile(r"%\((\w+)\)s")


def test_there_are_the_languages_that_were_promised() -> None:
    assert TAGS == ["ar", "de", "es", "fr", "ja", "pt"]
    assert languages.tags() == ("ar", "de", "en", "es", "fr", "ja", "pt")


@pytest.mark.parametrize("tag", TAGS)
def test_catalogue_has_exactly_the_messages_of_the_code(tag: str) -> None:
    """`make translations` mends a stale one; what it leaves empty is for a translator."""
    assert translations.catalogue(tag).read_text() == translations.updated(tag)


@pytest.mark.parametrize("tag", TAGS)
def test_every_message_is_translated_and_none_is_a_guess(tag: str) -> None:
    messages = [message for message in translations.read(tag) if message.id]
    assert len(messages) > 100
    assert [message.id for message in messages if not all(strings(message)) or message.fuzzy] == []


@pytest.mark.parametrize("tag", TAGS)
def test_translations_have_the_places_of_their_messages(tag: str) -> None:
    """A form for just one or two may say so in words."""
    wrong = []
    for message in translations.read(tag):
        wanted = set(PLACE.findall(message.id if isinstance(message.id, str) else message.id[-1]))
        *special, last = strings(message) if message.id else ("",)
        wrong += [text for text in special if set(PLACE.findall(text)) | {"count"} != wanted | {"count"}]
        wrong += [last] if set(PLACE.findall(last)) != wanted else []
        wrong += [text for text in (*special, last) if "%" in PLACE.sub("", text)]
    assert wrong == []


def strings(message: Message) -> Iterable[str]:
    return (message.string,) if isinstance(message.string, str) else message.string or ()


@pytest.mark.parametrize(
    ("tag", "forms"),
    [
        ("en", {1: "1 episode", 2: "2 episodes", 10: "10 episodes"}),
        ("de", {1: "1 Folge", 10: "10 Folgen"}),
        ("ja", {1: "1話", 10: "10話"}),
    ],
)
def test_counts_have_their_forms(tag: str, forms: dict[int, str]) -> None:
    language = languages.of(tag)
    assert {count: language.ngettext("%(count)s episode", "%(count)s episodes", count) for count in forms} == forms


def test_arabic_has_all_six_forms() -> None:
    counts = (0, 1, 2, 3, 11, 100)
    language = languages.of("ar")
    forms = {language.ngettext("%(count)s episode", "%(count)s episodes", count) for count in counts}
    assert len(forms) == 6
