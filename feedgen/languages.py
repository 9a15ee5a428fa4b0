"""The languages that pages and calendars speak: messages, days and names of places in each.

Messages are English in the code. Their translations are gettext catalogues, `locales/<tag>/LC_MESSAGES/feedgen.po`;
a new folder there is a new language.
"""

import functools
import gettext
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.lists import format_list

from feedgen import resources

# How many days and places are kept in words. Each is asked for again for every episode and zone, and Babel is slow at
# them. A daily show of many years has thousands of days.
_KEPT = 16384


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language by its BCP 47 tag. There is one object for each tag."""

    tag: str
    _locale: Locale = field(repr=False)
    _messages: gettext.NullTranslations = field(repr=False)

    @property
    def name(self) -> str:
        """Its name in itself: "Deutsch"."""
        return str(self._locale.get_display_name(self._locale)).capitalize()

    @property
    def direction(self) -> str:
        """The direction in which it is written, as a value of `dir` in HTML: "ltr" or "rtl"."""
        return str(self._locale.text_direction)

    @property
    def territory(self) -> str:
        """Its tag with the territory of most of its speakers, as Open Graph has it: "de_DE"."""
        language, _, territory = likely_tag(self._locale)
        return f"{language}_{territory}"

    def gettext(self, message: str, **values: object) -> str:
        """Translate a message, and put values in its `%(name)s` places."""
        return self._messages.gettext(message) % values

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """Translate a message in the plural form of a count, which stands in its `%(count)s` place."""
        return self._messages.ngettext(one, many, count) % {"count": count, **values}

    def day(self, day: date) -> str:
        """Return a day with its weekday: "Friday, November 10, 2023"."""
        return _day(day, self._locale)

    def short_day(self, day: date, *, with_year: bool = False) -> str:
        """Return a day with its weekday, in short: "Fri, Nov 10"."""
        return _formatted(day, "yMMMEd" if with_year else "MMMEd", self._locale)

    def day_of_year(self, day: date) -> str:
        """Return a day with its weekday and without its year: "Friday, November 10"."""
        return _formatted(day, "", self._locale)

    def month(self, day: date) -> str:
        """Return the month of a day: "November 2023"."""
        return _formatted(day, "yMMMM", self._locale)

    def clock(self, moment: datetime, *, twelve: bool = False) -> str:
        """Return a time of day: "21:05", or "9:05 PM" on clocks of twelve hours."""
        return _clock(moment, self._locale) if twelve else f"{moment:%H:%M}"

    def weekdays(self) -> tuple[tuple[int, str, str], ...]:
        """Return the days of the week in order, each as a number (0 is Monday), in short and in full."""
        return _weekdays(self._locale)

    def span(self, time: str) -> str:
        """Return a year, quarter or month in words: "2027", "2027-Q3", "2027-05". Any other text stays as it is."""
        return _span(time, self._locale)

    def place(self, zone: str) -> str:
        """Return the place that a time zone is named for: "New York" for America/New_York."""
        return _place(zone, self._locale)

    def listed(self, words: Iterable[str]) -> str:
        """Join words: "1, 2 and 3"."""
        return format_list(list(words), locale=self._locale)

    def until(self, now: datetime, then: datetime) -> str:
        """Return how far away an instant is, in its largest unit: "in 3 days"."""
        return _until(then - now, self._locale)


def default() -> Language:
    """Return the language of feeds whose address names none: English, in which the messages are written."""
    return _language("en")


def tags() -> tuple[str, ...]:
    """Return the tags of all languages, in order."""
    return _tags()


def default_first() -> tuple[str, ...]:
    """Return the tags of all languages, the default before the others."""
    return tuple(sorted(tags(), key=lambda tag: (tag != default().tag, tag)))


def known(tag: str) -> Language | None:
    """Return the language of a tag, in any letter case; None if there is none. `de` serves for `de-AT`."""
    asked = tag.lower()
    return next((_language(known) for known in (asked, asked.partition("-")[0]) if known in _tags()), None)


def of(tag: str) -> Language:
    """Return the language of a tag that is known to exist; the default for an empty tag."""
    return _language(tag or default().tag)


def preferred(accepted: Iterable[tuple[str, float]], among: Sequence[str]) -> Language:
    """Return the best language for an Accept-Language header, whose best tag comes first.

    `among` are the tags to choose from. The first of them is returned if the header has none of them.
    """
    liked = (known(tag) for tag, quality in accepted if quality > 0)
    return next((language for language in liked if language and language.tag in among), of(among[0]))


@functools.cache
def _tags() -> tuple[str, ...]:
    return tuple(sorted({"en", *(file.parent.parent.name for file in resources.LOCALES.glob("*/LC_MESSAGES/*.po"))}))


@functools.cache
def _language(tag: str) -> Language:
    locale = Locale.parse(tag, sep="-")
    return Language(tag, locale, gettext.NullTranslations() if tag == "en" else _catalogue(tag))


def _catalogue(tag: str) -> gettext.GNUTranslations:
    """Read the translations into a language. Compiled in memory, they are never older than their source."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - English, which is written most, has no catalogue
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with resources.catalogue(tag).open("rb") as file:
        compiled = io.BytesIO()
        write_mo(compiled, read_po(file, locale=tag))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


# When babel.dates is loaded it looks for the machine's own time zone, which nothing here needs and which takes a tenth
# of the time of a start. So it is loaded only when a day or place is asked for.


# The year of a full date, with what joins it to the rest.
_YEAR = re.compile(r"(?:,? (?:'de' )?)?y年?")


@functools.lru_cache(maxsize=_KEPT)
def _day(day: date, locale: Locale) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - see above

    return format_date(day, "full", locale)


_SPANS = {
    "year": (re.compile(r"(\d{4})"), "y"),
    "quarter": (re.compile(r"(\d{4})-Q([1-4])"), "yQQQ"),
    "month": (re.compile(r"(\d{4})-(\d\d)"), "yMMMM"),
}


def precision(time: str) -> str:
    """Return how exact an expected time is: "year", "quarter", "month" or "words"; empty for an empty text."""
    return next((name for name, (pattern, _) in _SPANS.items() if pattern.fullmatch(time)), "words" if time else "")


def _span(time: str, locale: Locale) -> str:
    from babel.dates import format_skeleton  # noqa: PLC0415 - see above

    name = precision(time)
    if name not in _SPANS:
        return time
    pattern, skeleton = _SPANS[name]
    found = pattern.fullmatch(time)
    year, part = (int(found[1]), int(found[found.re.groups])) if found else (1, 1)
    month = {"year": 1, "quarter": 3 * part - 2, "month": part}[name]
    return str(format_skeleton(skeleton, date(year, month, 1), locale=locale))


@functools.lru_cache(maxsize=_KEPT)
def _formatted(day: date, skeleton: str, locale: Locale) -> str:
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - see above

    if skeleton:
        return format_skeleton(skeleton, day, locale=locale)
    return format_date(day, _YEAR.sub("", locale.date_formats["full"].pattern), locale)


def _clock(moment: datetime, locale: Locale) -> str:
    from babel.dates import format_skeleton  # noqa: PLC0415 - see above

    return format_skeleton("hm", moment, tzinfo=moment.tzinfo, locale=locale)


def likely_tag(locale: Locale) -> tuple[str, str, str]:
    """Return the language, the script and the territory of most speakers of a locale."""
    language, script, territory = get_global("likely_subtags")[locale.language].split("_")
    return language, script, territory


@functools.cache
def _weekdays(locale: Locale) -> tuple[tuple[int, str, str], ...]:
    first = Locale(locale.language, likely_tag(locale)[2]).first_week_day
    names = locale.days["stand-alone"]
    full, short = names["wide"], names["abbreviated"]
    if short == full:  # in Arabic
        short = names["narrow"]
    return tuple((day % 7, str(short[day % 7]), str(full[day % 7])) for day in range(first, first + 7))


@functools.lru_cache(maxsize=_KEPT)
def _place(zone: str, locale: Locale) -> str:
    from babel.dates import get_timezone_location  # noqa: PLC0415 - see above

    # Where Babel has no name it returns a part of the zone's: "Argentina/Buenos Aires".
    return get_timezone_location(ZoneInfo(zone), locale, return_city=True).rpartition("/")[2]


def _until(away: timedelta, locale: Locale) -> str:
    from babel.dates import format_timedelta  # noqa: PLC0415 - see above

    return format_timedelta(away, granularity="minute", threshold=2, add_direction=True, locale=locale)
