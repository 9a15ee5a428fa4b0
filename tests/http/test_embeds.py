"""Widgets and oEmbed over HTTP."""

import base64
import hashlib
import html
import re

import pytest
from flask.testing import FlaskClient

from feedgen.feeds.addresses import Site
from feedgen.feeds.feed import Feed
from feedgen.pages.colors import Color
from feedgen.pages.theme import theme_of
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


@pytest.mark.parametrize("address", ["/embed/all", "/embed/nothing", "/embed/all?x=1", "/static/embed.js"])
def test_isolated_pages_may_show_widgets_and_run_the_script(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    told = [headers.get(name) for name in ("Cross-Origin-Embedder-Policy", "Access-Control-Allow-Origin")]
    assert told == ([None, "*"] if address.startswith("/static/") else ["require-corp", None])


@pytest.mark.parametrize(
    ("address", "status", "text"),
    [
        ("nothing-s4", 404, "No calendar is called “nothing-s4” here."),
        ("for-all-mankin-s4", 404, '<a href="http://localhost/for-all-mankind/season-4/" dir="ltr">'),
        ("all?x=1", 400, "unknown option &#39;x&#39;, known options: view, part,"),
        ("all?colour=red", 400, "did you mean &#34;accent&#34;?"),
        ("all?theme=drak", 400, "option &#39;theme&#39; is light or dark, not &#39;drak&#39;"),
        ("all/week", 400, "option &#39;view&#39; is list, month, coming, next, not"),
        ("all/month?view=next", 400, "option &#39;view&#39; is given twice"),
        ("all?rows=0", 400, "option &#39;rows&#39; is a number from 1 to 50, not"),
        ("all?accent=redd", 400, "is a CSS colour name or rrggbb, not &#39;redd&#39;"),
        ("all?part=finale", 400, "&#39;all&#39; has no part &#39;finale&#39;"),
        ("all?lang=xx", 400, "unknown language &#39;xx&#39;, there are ar, de, en"),
        ("all?tz=Londn", 400, "unknown time zone &#39;Londn&#39;, did you mean"),
        ("all?tz=EST", 400, "&#39;EST&#39; is an abbreviation, not a place; for New York write"),
        ("all/month/more", 404, "<h1>Nothing here</h1>"),
    ],
)
def test_mistake_is_told_on_a_small_page_in_the_frame(
    client: FlaskClient, address: str, status: int, text: str
) -> None:
    response = client.get(f"/embed/{address}")
    assert (response.status_code, response.headers["Cache-Control"]) == (status, "no-store")
    title = {400: "That was not understood", 404: "Nothing here"}[status]
    assert f"<title>{title}</title>" in response.text
    assert text in response.text
    assert response.headers["Content-Security-Policy"].endswith("frame-ancestors *")


def test_mistake_in_a_widget_speaks_the_language_of_the_browser(client: FlaskClient) -> None:
    german = client.get("/embed/nothing", headers={"Accept-Language": "de"})
    assert "Hier heißt kein Kalender „nothing“." in german.text


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("?view=month", "/month"),
        ("/?view=list&&theme=", ""),
        ("?part=weekly&utm_source=x", "-weekly"),
        ("?accent=%23F00", "?accent=red"),
        ("?accent=Red&v=2", "?accent=ff0000"),
        ("?lang=de-AT", "?lang=de"),
        ("?tz=japan", "?tz=Asia/Tokyo"),
    ],
)
def test_ways_to_say_the_same_give_the_same(client: FlaskClient, query: str, same: str) -> None:
    one, other = (client.get(f"/embed/for-all-mankind-s4{rest}") for rest in (query, same))
    assert (one.status_code, one.text) == (200, other.text)


def test_colour_is_the_only_style_besides_ours(client: FlaskClient) -> None:
    response = client.get("/embed/all?accent=teal")
    (style,) = re.findall("<style>(.*)</style>", response.text, re.DOTALL)
    assert style == theme_of(Color.named("teal")).css
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src {STATIC} 'sha256-{digest}';" in response.headers["Content-Security-Policy"]


def test_widgets_and_their_script_ask_for_nothing_that_browsers_have_only_since_2024(client: FlaskClient) -> None:
    """What came with 2024, of what one reaches for; each would leave a widget without colours, rows or a script."""
    newer = ["light-dark(", " from var(", "@starting-style", "anchor(", "@property", "field-sizing", "interpolate-size"]
    newer += ["Object.groupBy", "Map.groupBy", "withResolvers", "Promise.try", "Iterator.from", ".values().map("]
    newer += [
        "URL.parse",
        "toWellFormed",
        ".isSubsetOf",
        ".difference(",
        ".query.size",
        "moveBefore",
        "checkVisibility",
    ]
    html = client.get("/embed/all").text
    loaded = set(re.findall(r'/static/[^"]+', html))
    assert {"/static/feedgen.css", "/static/widget.css", "/static/releases.js", "/static/widget.js"} <= loaded
    told = {path: client.get(path).text for path in (*loaded, "/static/embed.js", "/static/embed-module.js")}
    told["style"] = client.get("/embed/all?accent=teal").text
    assert [(path, word) for path, text in told.items() for word in newer if word in _without_comments(text)] == []


def _without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(
    ("address", "status", "text"),
    [
        ("/oembed", 400, "oEmbed needs the address of a page here: url=…"),
        ("/oembed?url=https://example.org/", 404, "'https://example.org/' is no page here"),
        ("/oembed?url=http://localhost/nothing/", 404, "no feed is called 'nothing'"),
        ("/oembed?url=http://localhost/embed/nothing", 404, "no feed is called 'nothing'"),
        ("/oembed?url=http://localhost/embed/all/week", 400, "option 'view' is list, month, coming, next, not 'week'"),
        ("/oembed?url=http://localhost/embed/all%3Fview%3Dweek", 400, "option 'view' is list, month, coming, next,"),
        ("/oembed?url=http://localhost/embed/all/%3Fx%3D1", 400, "unknown option 'x', known options: view, part,"),
        (
            "/oembed?url=http://localhost/embed/all%3Ftz%3DEST",
            400,
            "'EST' is an abbreviation, not a place; for New York",
        ),
        ("/oembed?url=http://localhost/embed/all%3Fpart%3Dfinale", 400, "'all' has no part 'finale'"),
        ("/oembed?url=http://localhost/&format=xml", 501, "oEmbed is in JSON only here: format=json"),
        ("/oembed?url=http://localhost/&maxwidth=wide", 400, "'maxwidth' is a number of pixels, not 'wide'"),
        ("/oembed?url=http://localhost/&maxheight=0", 400, "'maxheight' is a number of pixels, not '0'"),
    ],
)
def test_mistake_of_a_program_is_told_in_plain_text(client: FlaskClient, address: str, status: int, text: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert response.text.startswith(text)
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    ("page", "widget"),
    [
        ("for-all-mankind/season-4/?lang=de&part=weekly", "for-all-mankind-s4-weekly?lang=de"),
        ("for-all-mankind/season-4/?tz=japan&times=days&clock=12", "for-all-mankind-s4?tz=Asia/Tokyo&amp;clock=12"),
        ("for-all-mankind/?part=finale", "for-all-mankind-finales"),
        ("?part=weekly&lang=xx&tz=Londn&utm_source=x", "all"),
        ("embed/all/month?rows=1&theme=dark&accent=teal", "all/month?rows=1&amp;theme=dark&amp;accent=008080"),
        ("embed/all/?view=next", "all/next"),
        ("shows/?lang=de", "all?lang=de"),
    ],
)
def test_oembed_keeps_what_the_address_of_a_page_says(client: FlaskClient, page: str, widget: str) -> None:
    answer = client.get("/oembed", query_string={"url": f"http://localhost/{page}"})
    assert answer.json
    assert f'<iframe src="http://localhost/embed/{widget}" ' in answer.json["html"]


def test_page_names_an_oembed_address_that_keeps_its_language_and_part(client: FlaskClient) -> None:
    text = client.get("/for-all-mankind/season-4/?lang=de&part=weekly&remind=1d").text
    (address,) = re.findall(r'<link rel="alternate" type="application/json\+oembed" [^>]*href="([^"]*)"', text)
    answer = client.get(address)
    assert answer.json
    assert 'src="http://localhost/embed/for-all-mankind-s4-weekly?lang=de"' in answer.json["html"]


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
        "height": 862,
        "html": '<iframe src="http://localhost/embed/for-all-mankind-s4" title="For All Mankind: Season 4" width="480" '
        'height="862" loading="lazy" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>',
    }


@pytest.mark.parametrize(
    ("rest", "feed"),
    [
        ("/", Feed()),
        ("/shows/", Feed()),
        ("/show/", Feed("show")),
        ("/show", Feed("show")),
        ("/show/season-4/?tz=UTC#episodes", Feed("show", 4)),
        ("/show/season-4", Feed("show", 4)),
        ("/feeds/Europe/London/show-s4-premiere.ics?download=1", Feed("show", 4, Part.PREMIERE)),
        ("/embed/all?theme=dark", Feed()),
        ("/embed/all/month/", Feed()),
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
    assert client.get("/embed/all?rows=4").text.count("<li ") == 4


def test_oembed_speaks_the_language_that_is_asked_for(client: FlaskClient) -> None:
    address = "/oembed?url=http://localhost/for-all-mankind/season-4/"
    for answer in (client.get(f"{address}&lang=de"), client.get(address, headers={"Accept-Language": "de"})):
        assert answer.json
        assert answer.json["title"] == "For All Mankind: Staffel 4"
        assert "/embed/for-all-mankind-s4?lang=de" in answer.json["html"]


def test_links_have_the_address_beside_the_one_that_opens_an_app(client: FlaskClient) -> None:
    """Sites that clean what their users paste take webcal: away."""
    page = html.unescape(client.get("/for-all-mankind/season-4/").text)
    links = dict(re.findall(r'<a href="([^"]*)">([^<]*)</a>', page))
    address = "localhost/feeds/for-all-mankind-s4.ics"
    assert (links[f"webcal://{address}"], links[f"http://{address}"]) == ("subscribe", "calendar address")
