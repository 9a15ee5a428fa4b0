"""Pages and feeds in seven languages."""

import gettext
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel import Locale
from flask.testing import FlaskClient
from schedules import change, in_zone, run, schedule, season
from support import SITE, WEEKLY, parse, published, unfolded, values

from feedgen import languages
from feedgen.feeds.formats import Format
from feedgen.feeds.variant import Variant
from feedgen.languages import Language
from feedgen.pages.season import season_page
from feedgen.pages.visit import Visit
from feedgen.plan.show import Show
from feedgen.web.app import create_app

SEASON = "/for-all-mankind/season-4/"
FEED = "/feeds/for-all-mankind-s4.ics"


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("pt-BR", "pt"),
        ("nl, fr;q=0.5", "fr"),
        ("nl", "en"),
        ("", "en"),
        ("*", "en"),
        ("en-GB, de;q=0.9", "en"),
    ],
)
def test_page_speaks_what_the_browser_prefers(client: FlaskClient, accepted: str, tag: str) -> None:
    response = client.get(SEASON, headers={"Accept-Language": accepted})
    assert f'<html lang="{tag}"' in response.text
    assert (response.headers["Content-Language"], response.headers["Vary"]) == (tag, "Accept-Language, Accept-Encoding")


def test_link_wins_over_the_browser(client: FlaskClient) -> None:
    html = client.get(f"{SEASON}?lang=ja", headers={"Accept-Language": "de"}).text
    assert '<html lang="ja" dir="ltr">' in html
    assert '<a href="http://localhost/for-all-mankind/season-4/?lang=de" hreflang="de"' in html


@pytest.mark.parametrize("accepted", ["", "de", "ar"])
def test_bytes_of_a_feed_depend_on_no_header(client: FlaskClient, accepted: str) -> None:
    response = client.get(FEED, headers={"Accept-Language": accepted})
    assert response.data == client.get(FEED).data
    assert "Accept-Language" not in response.headers["Vary"]


def test_feed_in_german_is_the_same_events_in_german(client: FlaskClient) -> None:
    german, english = client.get(f"{FEED}?lang=de").data, client.get(FEED).data
    for name in ("UID", "DTSTART", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "STATUS"):
        assert values(german, name) == values(english, name)
    assert values(german, "X-WR-CALNAME") == ["For All Mankind: Staffel 4"]
    assert values(german, "SUMMARY")[0] == "For All Mankind S4E1: Glasnost (Staffelpremiere)"
    assert values(german, "DESCRIPTION")[1].startswith(
        "For All Mankind\\, Staffel 4\\, Folge 1 von 10: Glasnost\\nStaffelpremiere\\n"
        "Bei Apple TV+ ab Freitag\\, 10. November 2023\\, 00:00 Uhr Ortszeit New York\\n"
    )
    assert values(german, "SOURCE") == ["http://localhost/feeds/for-all-mankind-s4.ics?lang=de"]


def test_language_in_the_path_is_the_same_as_in_the_query(client: FlaskClient) -> None:
    """As the addresses of a site of files have it, which may be moved to a server."""
    for path, form in (("Europe/Berlin/", "ics"), ("days/Europe/Berlin/", "ics"), ("", "json"), ("", "atom")):
        name = f"{path}for-all-mankind-s4.{form}"
        assert client.get(f"/feeds/de/{name}").data == client.get(f"/feeds/{name}?lang=de").data
    refused = client.get("/feeds/de/for-all-mankind.ics?lang=fr")
    assert (refused.status_code, refused.text) == (400, "the path asks for the language de, and 'lang' for fr\n")
    assert client.get("/feeds/nl/for-all-mankind.ics").status_code == 404


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/de/", "/?lang=de"),
        ("/de/for-all-mankind/season-4/", "/for-all-mankind/season-4/?lang=de"),
        ("/embed/de/for-all-mankind-s4/", "/embed/for-all-mankind-s4/?lang=de"),
        ("/embed/de/for-all-mankind-s4/month/?rows=3&lang=fr", "/embed/for-all-mankind-s4/month/?lang=de&rows=3"),
        ("/oembed/de/for-all-mankind-s4.json", "/oembed/for-all-mankind-s4.json?lang=de"),
        ("/coming/de/all.json", "/coming.json?lang=de"),
        ("/coming/de/for-all-mankind.json", "/coming/for-all-mankind.json?lang=de"),
    ],
)
def test_addresses_of_a_site_of_files_lead_to_the_language(client: FlaskClient, path: str, location: str) -> None:
    """Links and widgets on other pages go on when a site of files moves to a server."""
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (302, f"http://localhost{location}")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    followed = client.get(path, follow_redirects=True)
    assert followed.status_code == 200
    assert followed.data == client.get(location).data


def test_show_that_is_called_like_a_language_has_its_own_pages(schedules: Path) -> None:
    (schedules / "de.toml").write_text(WEEKLY)
    client = create_app({"SCHEDULES": schedules}).test_client()
    assert client.get("/de/season-1/").status_code == 200
    assert client.get("/embed/de/month").status_code == 200
    assert client.get("/de/season-2/").status_code == 404


def test_english_by_name_is_the_same_address_twice(client: FlaskClient) -> None:
    assert client.get(f"{FEED}?lang=en").data == client.get(FEED).data


@pytest.mark.parametrize("tag", languages.tags())
def test_feed_stays_in_form_in_every_language(client: FlaskClient, tag: str) -> None:
    body = client.get(f"/feeds/Asia/Tokyo/for-all-mankind-s4.ics?lang={tag}").data
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert body.count(b"\n") == body.count(b"\r\n")
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", body.decode())
    assert len(unfolded(body)) == len(unfolded(client.get("/feeds/Asia/Tokyo/for-all-mankind-s4.ics").data))


class Marked(gettext.NullTranslations):
    """A language in which every message is in brackets, so that what is no message stands out."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


CHANGES = [
    change("2", "2024-01-02T00:00:00Z", note="~", cancelled=True),
    change("3", "2024-01-03T00:00:00Z", note="~", to_be_announced=True),
    change("4", "2024-01-04T00:00:00Z", note="~", shift="2 weeks", title="~", runtime="PT50M"),
]


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> Language:
    language = Language("de", Locale.parse("de"), Marked())
    known = languages._language  # noqa: SLF001 - there is no other way in for a language that is not in the tree
    monkeypatch.setattr(languages, "_language", lambda tag: language if tag == "de" else known(tag))
    return language


@pytest.fixture
def show() -> Show:
    """A show whose own words are all the same sign."""
    first = season(run(), *CHANGES, release=in_zone("21:00:00", "UTC"))
    return parse(schedule(first, title="~", service="~"))


def unmarked_words(text: str) -> list[str]:
    """Return words that stand in no brackets; messages may hold others."""
    for _ in range(text.count("⟦")):
        text = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    assert "⟦" not in text
    return re.findall(r"[A-Za-zäöü]{4,}", text)


@pytest.mark.parametrize("tag", languages.tags())
@pytest.mark.parametrize("part", ["", "-premiere", "-weekly", "-finale"])
def test_name_of_a_calendar_has_nothing_to_escape(tag: str, part: str, client: FlaskClient) -> None:
    """Six readers show the escape."""
    body = client.get(f"/feeds/for-all-mankind-s4{part}.ics?lang={tag}").data
    assert not set(",;\\") & set(values(body, "X-WR-CALNAME")[0])


@pytest.mark.usefixtures("marked")
def test_no_text_of_a_calendar_is_left_in_english(show: Show) -> None:
    shows = {"show": show}
    body = published(shows, "show-s1", Variant("UTC", language="de")).body
    texts = values(body, "SUMMARY") + values(body, "DESCRIPTION") + values(body, "NAME")
    left = [word for text in texts for word in unmarked_words(re.sub(r"https?:[^\s⟧]+", "", text.replace("\\n", " ")))]
    assert left == []
    atom = published(shows, "show-s1", Variant(language="de"), Format.ANNOUNCEMENTS).body.decode()
    titles = re.findall(r"<title>(.*?)</title>", atom) + re.findall(r"&lt;li&gt;(.*?)&lt;/li&gt;", atom)
    assert len(titles) == 8
    assert [word for title in titles for word in unmarked_words(title)] == []


def test_no_text_of_a_page_is_left_in_english(marked: Language, show: Show) -> None:
    visit = Visit(SITE, datetime(2024, 2, 1, tzinfo=UTC), marked)
    page = season_page(show, show.seasons[0], visit)
    told = [page.headline.text, page.season, *(change.lines[0] for change in page.changes)]
    told += [text for row in page.listing.shown for episode in row.episodes for text in (*episode.badges, episode.add)]
    told += [row.when.text for row in page.listing.shown if row.when]
    told += [option.label for option in (*page.choices.parts, *page.choices.times)]
    assert page.subscription
    told += [app.note for app in page.subscription.apps]
    assert page.embedding
    told += [text for snippet in page.embedding.snippets for text in (snippet.title, snippet.note)]
    told += [option.label for group in page.embedding.groups for option in group.options]
    assert [word for text in told for word in unmarked_words(text)] == []
