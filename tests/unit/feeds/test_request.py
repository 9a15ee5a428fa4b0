from datetime import time
from urllib.parse import parse_qsl

import pytest

from feedgen.feeds.errors import OptionError, PathError
from feedgen.feeds.formats import Format
from feedgen.feeds.options import query
from feedgen.feeds.request import Request, read_request
from feedgen.feeds.variant import Variant

LONDON = Variant("Europe/London")
DAYS = Variant("Europe/London", all_day=True)


def read(address: str) -> Request:
    path, _, query = address.partition("?")
    return read_request(path, parse_qsl(query, keep_blank_values=True))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("x.ics", Request("x")),
        ("x.ics?v=3&allday=1", Request("x")),
        ("x.ics?download", Request("x", download=True)),
        ("Europe/London/x.ics", Request("x", LONDON)),
        ("europe/LONDON/x.ics", Request("x", LONDON)),
        ("x.ics?tz=Europe/London", Request("x", LONDON)),
        ("x.ics?tz=Europe%2FLondon&allday=0", Request("x", LONDON)),
        ("GB/x.ics?tz=Europe/London", Request("x", LONDON)),
        ("x.ics?tz=GMT+Standard+Time", Request("x", LONDON)),
        ("days/Europe/London/x.ics", Request("x", DAYS)),
        ("x.ics?tz=Europe/London&allday=1", Request("x", DAYS)),
        ("Europe/London/x.ics?allday", Request("x", DAYS)),
        ("Etc/UTC/x.ics", Request("x", Variant("UTC"))),
        ("America/Indiana/Knox/x.ics", Request("x", Variant("America/Indiana/Knox"))),
        ("Europe/London/x.ics?at=20:00", Request("x", Variant("Europe/London", at=time(20)))),
        ("x.ics?lang=de", Request("x", Variant(language="de"))),
        ("x.ics?lang=DE&tz=UTC", Request("x", Variant("UTC", language="de"))),
        ("x.ics?lang=en", Request("x")),
        ("x.ics?lang=pt-BR", Request("x", Variant(language="pt"))),
        ("x.ics?lang=en-GB", Request("x")),
        ("x.ics?fbclid=a&utm_source=b&utm_source=c&_=1&mc_cid=d&v=2", Request("x")),
        ("x.ics?&&lang=de&=&=1&", Request("x", Variant(language="de"))),
        ("x.atom?lang=fr", Request("x", Variant(language="fr"), Format.ANNOUNCEMENTS)),
        ("x.json", Request("x", format=Format.EPISODES)),
        ("Europe/London/x.jcal.json", Request("x", LONDON, Format.JCAL)),
        ("x.ics?at=9:05&tz=UTC", Request("x", Variant("UTC", at=time(9, 5)))),
    ],
)
def test_address_is_read(address: str, expected: Request) -> None:
    assert read(address) == expected


@pytest.mark.parametrize(
    "asked",
    ["past=1428w", "future=9999d", "past=0d", "remind=4w,1440m,09:00,0m", "prefix=a,%20b;&titles=after", "group=day"],
)
def test_whatever_is_understood_has_a_spelling_that_is_read_back(asked: str) -> None:
    request = read(f"x.ics?{asked}")
    assert read(f"x.ics{query(request.variant)}") == request


@pytest.mark.parametrize(
    "variant",
    [
        *(Variant(), LONDON, DAYS, Variant("UTC"), Variant("Asia/Tokyo", at=time(20, 5)), Variant("Etc/GMT+5")),
        *(Variant(language="ja"), Variant("Asia/Tokyo", at=time(20, 5), language="ar")),
    ],
)
def test_canonical_spelling_is_read_back(variant: Variant) -> None:
    assert read(f"{variant.folder}x.ics{query(variant)}") == Request("x", variant)


@pytest.mark.parametrize(
    ("address", "error", "message"),
    [
        ("x", PathError, "feeds end in .ics; did you mean x.ics?"),
        ("Europe/Londn/x.ics", PathError, "unknown time zone 'Europe/Londn', did you mean \"Europe/London\"?"),
        ("days/x.ics", PathError, "a time zone is missing: days/America/Los_Angeles/x.ics"),
        ("days/Nowhere/x.ics", PathError, "unknown time zone 'Nowhere'"),
        ("x.ics?tz=", OptionError, "unknown time zone ''"),
        ("x.ics?tz=Factory", OptionError, "unknown time zone 'Factory'"),
        ("x.ics?timezone=UTC", OptionError, "unknown option 'timezone', did you mean \"tz\"?"),
        ("x.ics?tz=UTC&tz=UTC", OptionError, "option 'tz' is given twice"),
        ("UTC/x.ics?tz=Asia/Tokyo", OptionError, "the path asks for the time zone UTC, and 'tz' for Asia/Tokyo"),
        ("days/UTC/x.ics?allday=0", OptionError, "the path asks for all-day events, and 'allday' is 0"),
        ("x.ics?allday=yes", OptionError, "option 'allday' is 1 or 0, not 'yes'"),
        ("x.ics?at=20:00", OptionError, "option 'at' needs a time zone"),
        ("UTC/x.ics?at=8pm", OptionError, "option 'at' is an hour such as 20:00, not '8pm'"),
        ("UTC/x.ics?at=24:00", OptionError, "option 'at' is an hour such as 20:00, not '24:00'"),
        ("x.ics?lang=tlh", OptionError, "unknown language 'tlh', there are ar, de, en"),
        ("x.ics?past=1429w", OptionError, "option 'past' is a number of days such as 30d, not '1429w'"),
        ("x.ics?remind=1D", OptionError, "up to 4w, not '1D'; did you mean \"1d\"?"),
        ("x.ics?remind=30min", OptionError, 'did you mean "30m"?'),
        ("x.ics?remind=1%20Day", OptionError, 'did you mean "1d"?'),
        ("x.ics?remind=1d%2B30m", OptionError, "not '1d+30m'; did you mean \"1d,30m\"?"),
        ("x.ics?remind=1d+2+hours;+09:00", OptionError, 'did you mean "1d,2h,09:00"?'),
        ("x.ics?titles=After", OptionError, "all, off, after or short, not 'After'; did you mean \"after\"?"),
        ("x.ics?past=30", OptionError, 'did you mean "30d"?'),
        ("x.ics?future=2weeks", OptionError, 'did you mean "2w"?'),
        ("x.ics?group=Day", OptionError, 'did you mean "day"?'),
        ("x.ics?allday=true", OptionError, "option 'allday' is 1 or 0, not 'true'; did you mean \"1\"?"),
        ("x.ics?language=de", OptionError, "unknown option 'language', did you mean \"lang\"?"),
        ("UTC/x.json", PathError, ".json files are the same in every time zone; did you mean x.json?"),
        ("x.json?at=20:00", OptionError, "option 'at' is of calendars, not of .json files"),
        ("days/UTC/x.ics?at=20:00", OptionError, "options 'at' and 'allday' exclude each other"),
    ],
)
def test_address_that_is_not_understood_says_what_was_meant(address: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        read(address)
    assert message in str(caught.value)


@pytest.mark.parametrize("asked", ["remind=5w", "remind=1month", "titles=none", "past=soon", "allday=2"])
def test_nothing_is_suggested_that_is_not_taken_either(asked: str) -> None:
    with pytest.raises(OptionError) as caught:
        read(f"x.ics?{asked}")
    assert "did you mean" not in str(caught.value)
