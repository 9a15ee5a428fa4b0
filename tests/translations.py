"""The messages of the code and of the templates, and the catalogues that translate them."""

import io
import sys
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "feedgen" / "locales"

# What changes with every writing, or would name somebody who answers for it.
_UNWANTED = ("Project-Id-Version", "Report-Msgid", "POT-Creation", "PO-Revision", "Last-Translator", "Language-Team")


@cache
def extracted() -> Catalog:
    """Return the messages that there are to translate."""
    catalog = Catalog()
    for folder, method in (("feedgen", "python"), ("templates", "jinja2")):
        pattern = "**.py" if method == "python" else "**.html"
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, [(pattern, method)]):
            catalog.add(message)
    return catalog


def read(tag: str) -> Catalog:
    """Return the catalogue of a language; an empty one if there is none yet."""
    file = catalogue(tag)
    return read_po(io.BytesIO(file.read_bytes()), locale=tag) if file.exists() else Catalog(locale=tag)


def catalogue(tag: str) -> Path:
    return LOCALES / tag / "LC_MESSAGES" / "feedgen.po"


def updated(tag: str) -> str:
    """Return the text of a catalogue with exactly the messages that there are, translated as far as they were."""
    before = read(tag)
    name = Locale.parse(tag, sep="-").english_name
    after = Catalog(locale=tag, header_comment=f"# {name} messages of feedgen.", charset="utf-8", fuzzy=False)
    # The rule of a catalogue stays its own: versions of Babel differ in how many forms they count.
    after.mime_headers = [("Plural-Forms", before.plural_forms)]
    for message in extracted():
        if message.id:
            known = before.get(message.id[0] if isinstance(message.id, tuple) else message.id)
            after.add(message.id, known.string if known else "", flags=message.flags)
    written = io.BytesIO()
    write_po(written, after, sort_output=True, no_location=True, width=0)
    lines = written.getvalue().decode().rstrip("\n").split("\n")
    kept = (line for line in lines if not line.startswith(tuple(f'"{name}' for name in (*_UNWANTED, "Generated-By"))))
    return "\n".join(kept) + "\n"


if __name__ == "__main__":
    for tag in sorted({*(folder.name for folder in LOCALES.iterdir()), *sys.argv[1:]}):
        text = updated(tag)
        catalogue(tag).parent.mkdir(parents=True, exist_ok=True)
        catalogue(tag).write_text(text)
