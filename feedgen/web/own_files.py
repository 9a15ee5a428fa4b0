"""The files below /static/, each with what makes its bytes. No address there leads to anything else."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from feedgen import resources
from feedgen.pages.brand import SIZES, Brand
from feedgen.pages.pictures import icon, icon_of_mark
from feedgen.pages.theme import OURS, Theme

Files = Mapping[str, Callable[[], bytes]]


def static_files(brand: Brand, mark: str) -> Files:
    """Return the files by the ends of their addresses: those of the package, and what a brand makes of them.

    `mark` is the path of the publisher's own, empty for none.
    """
    ours = {file.relative_to(resources.STATIC).as_posix(): file for file in resources.STATIC.rglob("*.*")}
    files: dict[str, Callable[[], bytes]] = {name: partial(_sent, file) for name, file in ours.items()}
    if brand.theme != OURS:
        files["feedgen.css"] = partial(_styles, ours["feedgen.css"], brand.theme)
        files["icon.svg"] = partial(_icon, ours["icon.svg"], brand.theme)
    if brand.mark:
        files[brand.mark] = Path(mark).read_bytes
    if brand.draws_icons:
        files |= {f"icon-{size}.png": partial(_drawn_icon, brand.theme, size, mark) for size in SIZES}
    return files


def _sent(file: Path) -> bytes:
    """Return a file without what only its authors read: comments and indentation are a quarter of a page's weight.

    Comments of scripts stand in lines of their own.
    """
    if file.suffix not in (".css", ".js"):
        return file.read_bytes()
    text = file.read_text("utf-8")
    if file.suffix == ".css":
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//")).encode()


def _styles(file: Path, theme: Theme) -> bytes:
    return _sent(file) + theme.css.encode()


def _drawn_icon(theme: Theme, size: int, mark: str) -> bytes:
    return icon_of_mark(Path(mark).read_bytes(), theme, size) if mark else icon(theme, size)


def _icon(file: Path, theme: Theme) -> bytes:
    text = file.read_text("utf-8")
    for ours, own in ((OURS.dark, theme.dark), (OURS.dusk, theme.dusk), (OURS.glow, theme.glow)):
        text = text.replace(str(ours), str(own))
    return text.encode()
