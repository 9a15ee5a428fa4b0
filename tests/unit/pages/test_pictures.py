"""Share images and icons: words that fit, in scripts that there are fonts for, and none where there are not."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from support import need_package, parse

from feedgen import languages
from feedgen.pages import fonts
from feedgen.pages.brand import Brand
from feedgen.pages.colors import Color
from feedgen.pages.pictures import HEIGHT, WIDTH, Words, icon, icon_of_mark, share_image
from feedgen.pages.sharing import card_of_season, card_of_site
from feedgen.pages.theme import OURS, theme_of

if TYPE_CHECKING:
    from PIL.Image import Image

TITLES = [
    "For All Mankind",
    "The Extraordinarily Long and Winding Tale of the Lighthouse Keeper's Daughter and Her Antique Barometers " * 2,
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenband",
    "夜明けのオルビット、そして終わらない夏休みの冒険譚",
    "ليالي المدينة البعيدة",
]


@pytest.fixture(autouse=True)
def pillow() -> None:
    need_package("PIL")


@pytest.fixture
def own_font_alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has no fonts but the one that Pillow brings."""
    monkeypatch.setattr(fonts, "_present", lambda: ("",))
    fonts.font_for.cache_clear()
    yield
    fonts.font_for.cache_clear()


def opened(data: bytes) -> "Image":
    from PIL import Image  # noqa: PLC0415 - an extra

    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("title", TITLES)
def test_every_line_fits_and_the_whole_title_if_it_can(title: str) -> None:
    if fonts.font_for(title) is None:
        pytest.skip("this machine has no font for the script")
    font, size, lines = fonts.fitted(title, 640, 280, 92, 40)
    assert all(font.getlength(line) <= 640 for line in lines)
    assert len(lines) * size * 1.3 <= 280
    told = "".join(lines).replace(" ", "")
    assert told == title.replace(" ", "") or told.endswith("…")
    assert told.endswith("…") == (len(title) > 100)


def test_image_is_of_the_size_that_is_asked_for_and_the_same_each_time() -> None:
    words = Words("For All Mankind", "Season 4", "Friday, November 10, 2023", "Kino Nord")
    drawn = share_image(words, OURS, Color.named("firebrick"))
    assert drawn == share_image(words, OURS, Color.named("firebrick"))
    image = opened(drawn)
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    # The planet has the show's colour, the line at the foot that of the site; words are on the other side.
    assert image.getpixel((990, 330)) == pytest.approx(Color.named("firebrick").parts, abs=60)
    assert image.getpixel((600, 625)) == OURS.glow.parts
    mirrored = opened(share_image(words, OURS, Color.named("firebrick"), mirrored=True))
    assert mirrored.getpixel((290, 360)) == pytest.approx(Color.named("firebrick").parts, abs=60)


def test_words_stay_beside_the_planet_and_inside() -> None:
    """White words on a black sky, and a black planet: nothing may be bright but in the column of the words."""
    words = Words(TITLES[1], "Season 12" * 9, "Wednesday, September 30, 2026 " * 3, "A name of sixty letters " * 3)
    image = opened(share_image(words, OURS, Color.named("black"))).convert("L").point(lambda v: 255 * (v > 150))
    left, top, right, bottom = image.crop((0, 80, WIDTH, HEIGHT - 80)).getbbox() or (0, 0, 0, 0)
    assert (left >= 60, top > 0, right <= WIDTH - 400, bottom < HEIGHT - 160) == (True, True, True, True)


@pytest.mark.usefixtures("own_font_alone")
def test_what_no_font_can_write_is_not_written() -> None:
    language, brand = languages.of("ja"), Brand(draws=True)
    latin = parse(SCHEDULE.replace("~", "Solaris"))
    card = card_of_season(latin, latin.seasons[0], language, brand)
    assert card
    assert card.words == Words("Solaris", "Season 1", "Friday, February 2, 2024"), "in English for want of Japanese"
    for title in (*TITLES[3:], "🚀"):
        show = parse(SCHEDULE.replace("~", title))
        assert card_of_season(show, show.seasons[0], language, brand) is None
    assert card_of_site(languages.of("ar"), Brand(name="夜", draws=True)) is None


def test_arabic_needs_letters_that_are_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_joins_letters", lambda: False)
    fonts.font_for.cache_clear()
    assert fonts.font_for(TITLES[4]) is None
    fonts.font_for.cache_clear()


def test_without_pillow_there_are_none() -> None:
    show = parse(SCHEDULE)
    assert card_of_season(show, show.seasons[0], languages.default(), Brand()) is None
    assert [kind.name for kind in Brand().icons] == ["icon.svg"]


def test_icons_have_our_sign_or_the_publishers() -> None:
    pink = theme_of(Color.named("#9d174d"))
    image = opened(icon(pink, 180))
    assert image.size == (180, 180)
    assert image.getpixel((100, 85)) == pytest.approx(pink.glow.parts, abs=60)
    mark = io.BytesIO()
    opened(icon(OURS, 64)).crop((0, 0, 64, 32)).save(mark, "PNG")
    own = opened(icon_of_mark(mark.getvalue(), pink, 192))
    assert (own.size, own.getpixel((5, 5))) == ((192, 192), pink.dark.parts)


SCHEDULE = """
title = "~"
service = "TV"
[[season]]
number = 1
announced = 2024-01-01T08:00:00Z
[[season.run]]
episodes = "1-4"
first = 2024-02-02
every = "week"
"""
