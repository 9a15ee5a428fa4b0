"""Widgets and oEmbed over HTTP."""

import pytest
from flask.testing import FlaskClient

from feedgen.feeds.feed import Feed
from feedgen.feeds.site import Site
from feedgen.plan.show import Part

STATIC = "http://localhost/static/"


def test_widget_alone_may_be_framed(client: FlaskClient) -> None:
    response = client.get("/embed/for-all-mankind-s4")
    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"] == (
        f"default-src 'none'; script-src {STATIC}; style-src {STATIC}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors *"
    )
    assert "X-Frame-Options" not in response.headers
    assert response.headers["Cache-Control"] == "public, max-age=60"
    for other in ("/", "/for-all-mankind/", "/for-all-mankind/season-4/", "/nothing/"):
        assert "frame-ancestors 'none'" in client.get(other).headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "status", "text"),
    [
        ("/embed/for-all-mankin-s4", 404, "no feed is called 'for-all-mankin-s4'; did you mean for-all-mankind-s4"),
        ("/embed/all?theme=drak", 400, "unknown theme 'drak', did you mean \"dark\"?"),
        ("/embed/all?lang=xx", 400, "unknown language 'xx', there are ar, de, en"),
        ("/oembed", 400, "oEmbed needs the address of a page here: url=…"),
        ("/oembed?url=https://example.org/", 404, "'https://example.org/' is no page here"),
        ("/oembed?url=http://localhost/nothing/", 404, "no feed is called 'nothing'"),
        ("/oembed?url=http://localhost/&format=xml", 501, "oEmbed is here in JSON alone: format=json"),
        ("/oembed?url=http://localhost/&maxwidth=wide", 400, "'maxwidth' is a number of pixels, not 'wide'"),
        ("/oembed?url=http://localhost/&maxheight=0", 400, "'maxheight' is a number of pixels, not '0'"),
    ],
)
def test_mistake_is_told_in_plain_text(client: FlaskClient, address: str, status: int, text: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert response.text.startswith(text)
    assert "Traceback" not in response.text


def test_oembed_tells_exactly_this(client: FlaskClient) -> None:
    response = client.get("/oembed?url=http://localhost/for-all-mankind/season-4/&format=json")
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Vary"] == "Accept-Language, Accept-Encoding"
    assert response.json == {
        "version": "1.0",
        "type": "rich",
        "provider_name": "feedgen",
        "provider_url": "http://localhost/",
        "title": "For All Mankind: Season 4",
        "cache_age": 3600,
        "width": 480,
        "height": 790,
        "html": '<iframe src="http://localhost/embed/for-all-mankind-s4" title="For All Mankind: Season 4" width="480" '
        'height="790" loading="lazy" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>',
    }


@pytest.mark.parametrize(
    ("rest", "feed"),
    [
        ("/", Feed()),
        ("/show/", Feed("show")),
        ("/show", Feed("show")),
        ("/show/season-4/?tz=UTC#episodes", Feed("show", 4)),
        ("/show/season-4", Feed("show", 4)),
        ("/feeds/Europe/London/show-s4-premiere.ics?download=1", Feed("show", 4, Part.PREMIERE)),
        ("/embed/all?theme=dark", Feed()),
        ("", None),
        ("/show/season-4/more", None),
        ("/Show/", None),
        ("/feeds/", None),
    ],
)
@pytest.mark.parametrize("base", ["https://example.org", "http://example.org/tv"])
def test_address_of_ours_leads_to_its_feed(base: str, rest: str, feed: Feed | None) -> None:
    other_scheme = base.replace("https:", "http:")
    assert Site(base).feed_at(f"{base}{rest}") == Site(base).feed_at(f"{other_scheme}{rest}") == feed
    assert Site("https://example.org/tw").feed_at(f"{base}{rest}") is None


def test_list_of_many_shows_what_is_near(client: FlaskClient) -> None:
    assert client.get("/embed/all").text.count("<li ") == 10


def test_oembed_speaks_the_language_that_is_asked_for(client: FlaskClient) -> None:
    address = "/oembed?url=http://localhost/for-all-mankind/season-4/"
    for answer in (client.get(f"{address}&lang=de"), client.get(address, headers={"Accept-Language": "de"})):
        assert answer.json
        assert answer.json["title"] == "For All Mankind: Staffel 4"
        assert "/embed/for-all-mankind-s4?lang=de" in answer.json["html"]
