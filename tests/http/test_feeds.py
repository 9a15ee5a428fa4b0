"""Feeds over HTTP: complete headers, conditional requests as clients send them, compression on request."""

import gzip

import pytest
from flask.testing import FlaskClient
from support import values

from feedgen.feeds.options import BY_NAME

ADDRESS = "/feeds/for-all-mankind-s4.ics"


def headers_of(client: FlaskClient, address: str = ADDRESS, **headers: str) -> dict[str, str]:
    return dict(client.get(address, headers=headers).headers)


def test_feed_has_exactly_these_headers(client: FlaskClient) -> None:
    response = client.get(ADDRESS)
    etag = response.headers["ETag"]
    assert response.status_code == 200
    assert {name: value for name, value in response.headers.items() if name != "Date"} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": ("inline; filename=\"for-all-mankind-s4.ics\"; filename*=UTF-8''for-all-mankind-s4.ics"),
        "Content-Length": str(len(response.data)),
        "Cache-Control": "public, max-age=900, stale-while-revalidate=86400, stale-if-error=604800",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag",
        "ETag": etag,
    }
    assert len(etag) == 34
    assert etag.startswith('"')


@pytest.mark.parametrize(
    "name",
    [
        "all",
        "for-all-mankind",
        "for-all-mankind-s4",
        "for-all-mankind-s4-premiere",
        "for-all-mankind-s4-weekly",
    ]
    + ["for-all-mankind-s4-finale", "for-all-mankind-s4e03"],
)
def test_feed_tells_its_own_address(client: FlaskClient, name: str) -> None:
    response = client.get(f"/feeds/{name}.ics")
    assert response.status_code == 200
    assert values(response.data, "SOURCE") == [f"http://localhost/feeds/{name}.ics"]


@pytest.mark.parametrize("accept", ["", "*/*", "text/html", "text/calendar;q=0", "application/json, text/plain"])
def test_answer_is_the_same_whatever_accept_says(client: FlaskClient, accept: str) -> None:
    assert client.get(ADDRESS, headers={"Accept": accept}).data == client.get(ADDRESS).data


def test_head_is_get_without_the_body(client: FlaskClient) -> None:
    head = client.head(ADDRESS)
    assert head.data == b""
    assert dict(head.headers) == headers_of(client)


@pytest.mark.parametrize("compression", ["identity", "gzip"])
@pytest.mark.parametrize("form", ["{0}", "W/{0}", '"other", {0}', '"other", W/{0}', "*"])
def test_known_etag_gives_304_with_what_caches_need(client: FlaskClient, form: str, compression: str) -> None:
    asked = {"Accept-Encoding": compression}
    etag = client.get(ADDRESS, headers=asked).headers["ETag"]
    response = client.get(ADDRESS, headers={**asked, "If-None-Match": form.format(etag)})
    assert response.status_code == 304
    assert response.data == b""
    assert response.headers["ETag"] == etag
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["Cache-Control"].startswith("public, max-age=900")


def test_failed_etag_beats_a_fresh_date(client: FlaskClient) -> None:
    asked = {"If-None-Match": '"other"', "If-Modified-Since": "Thu, 12 Oct 2023 16:00:00 GMT"}
    assert client.get(ADDRESS, headers=asked).status_code == 200


@pytest.mark.parametrize("date", ["Thu, 12 Oct 2023 16:00:00 GMT", "Fri, 13 Oct 2033 00:00:00 GMT", "yesterday"])
def test_date_alone_always_gets_what_there_is_now(client: FlaskClient, date: str) -> None:
    """What a feed says changes with the address, the release and the time zones too, and none of these has a date."""
    response = client.get(ADDRESS, headers={"If-Modified-Since": date})
    assert response.status_code == 200
    assert "Last-Modified" not in response.headers


@pytest.mark.parametrize("address", [ADDRESS, "/for-all-mankind/", "/embed/for-all-mankind", "/static/feedgen.css"])
@pytest.mark.parametrize("compression", ["identity", "gzip"])
def test_own_tag_with_what_apache_adds_to_it_gives_304(client: FlaskClient, address: str, compression: str) -> None:
    """mod_deflate compresses by itself, and adds -gzip to the tag."""
    tag = client.get(address, headers={"Accept-Encoding": compression}).headers["ETag"]
    for asked in (tag, f'{tag[:-1]}-gzip"', f'W/{tag[:-1]}-gzip"'):
        headers = {"Accept-Encoding": compression, "If-None-Match": asked}
        assert client.get(address, headers=headers).status_code == 304


def test_head_answers_304_too(client: FlaskClient) -> None:
    etag = headers_of(client)["ETag"]
    assert client.head(ADDRESS, headers={"If-None-Match": etag}).status_code == 304


def test_compressed_body_is_the_same_feed_under_another_etag(client: FlaskClient) -> None:
    plain, compressed = client.get(ADDRESS), client.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(compressed.data) == plain.data
    assert compressed.headers["Content-Length"] == str(len(compressed.data))
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert compressed.headers["ETag"] != plain.headers["ETag"]
    different = {"ETag", "Content-Length", "Content-Encoding"}
    same = [{k: v for k, v in answer.headers.items() if k not in different} for answer in (plain, compressed)]
    assert same[0] == same[1]


def test_etag_of_one_coding_does_not_validate_the_other(client: FlaskClient) -> None:
    etag = headers_of(client)["ETag"]
    asked = {"If-None-Match": etag, "Accept-Encoding": "gzip"}
    assert client.get(ADDRESS, headers=asked).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "compressed"),
    [
        (None, False),
        ("", False),
        ("identity", False),
        ("*", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip;q=0.5, identity", False),
        ("gzip", True),
        ("GZIP", True),
        ("deflate, gzip;q=0.8, *;q=0.1", True),
        ("gzip, deflate, br, zstd", True),
        ("identity;q=0, gzip", True),
    ],
)
def test_compression_only_when_it_is_asked_for(client: FlaskClient, accepted: str | None, compressed: bool) -> None:
    headers = {} if accepted is None else {"Accept-Encoding": accepted}
    assert ("Content-Encoding" in client.get(ADDRESS, headers=headers).headers) == compressed


def test_download_changes_the_disposition_alone(client: FlaskClient) -> None:
    shown, saved = client.get(ADDRESS), client.get(f"{ADDRESS}?download=1")
    assert saved.data == shown.data
    inline = shown.headers["Content-Disposition"]
    assert dict(saved.headers) == {
        **shown.headers,
        "Content-Disposition": inline.replace("inline", "attachment"),
    }
    assert client.get(f"{ADDRESS}?download").headers["Content-Disposition"].startswith("attachment")


def test_version_in_the_query_is_ignored(client: FlaskClient) -> None:
    assert headers_of(client, f"{ADDRESS}?v=2024-refresh") == headers_of(client)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("downlod=1", "unknown option 'downlod', did you mean \"download\"?"),
        (
            "frobnicate=1",
            f"unknown option 'frobnicate', known options: {', '.join(BY_NAME)}",
        ),
        ("download=1&download=0", "option 'download' is given twice"),
        ("download=maybe", "option 'download' is 1 or 0, not 'maybe'"),
    ],
)
def test_query_that_is_not_understood_is_a_400_in_plain_words(client: FlaskClient, query: str, text: str) -> None:
    response = client.get(f"{ADDRESS}?{query}")
    assert (response.status_code, response.text) == (400, f"{text}\n")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("for-all-mankind-s5.ics", "did you mean for-all-mankind-s4 or"),
        ("For-All-Mankind-S4.ics", "did you mean for-all-mankind-s4 or"),
        ("for-all-mankind-s4-premier.ics", "did you mean for-all-mankind-s4-premiere or"),
        ("for-all-mankind-s04.ics", "did you mean for-all-mankind-s4 or"),
        ("for-all-mankind-s4e3.ics", "did you mean for-all-mankind-s4e03 or"),
        ("for-all-mankind-s04e03.ics", "did you mean for-all-mankind-s4e03 or"),
        ("For%20All%20Mankind%20S4E3.ics", "did you mean for-all-mankind-s4e03 or"),
        ("s4e3.ics", "did you mean for-all-mankind-s4e03?"),
        ("S4.ics", "did you mean for-all-mankind-s4?"),
        ("for-all-mankynd+for-all-mankind-s04.ics", "did you mean for-all-mankind+for-all-mankind-s4?"),
        ("for-all-mankynd+gone.ics", "did you mean for-all-mankind?"),
        ("gone+gone-too.ics", "no feed is called 'gone+gone-too'\n"),
        ("+.ics", "no feed is called '+'\n"),
        ("for-all-mankind-s4.ICS", "feeds end in .ics; did you mean for-all-mankind-s4.ics?"),
        ("for-all-mankind-s4.ics/", "feeds end in .ics; did you mean for-all-mankind-s4.ics?"),
        ("for-all-mankind-s4.ics%20", "feeds end in .ics; did you mean for-all-mankind-s4.ics?"),
        ("for-all-mankind-s4.Jcal.JSON", "feeds end in .ics; did you mean for-all-mankind-s4.jcal.json?"),
        ("for-all-mankind-s4e11.ics", "no feed is called"),
        ("for-all-mankind-s4", "feeds end in .ics; did you mean for-all-mankind-s4.ics?"),
        ("..%2f..%2fetc%2fpasswd", "feeds end in .ics"),
        ("..%2f..%2fpasswd.ics", "unknown time zone '../..'"),
        ("x" * 1000 + ".ics", "no feed is called"),
    ],
)
def test_unknown_feed_is_a_404_that_names_what_was_meant(client: FlaskClient, file: str, text: str) -> None:
    response = client.get(f"/feeds/{file}")
    assert response.status_code == 404
    assert text in response.text
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_web_calendars_of_other_hosts_may_ask_conditionally(client: FlaskClient) -> None:
    response = client.options(ADDRESS, headers={"Origin": "https://other.example"})
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    # Some send Cache-Control, Pragma or X-Requested-With.
    assert response.headers["Access-Control-Allow-Headers"] == "*"


def test_other_methods_are_refused_in_plain_words(client: FlaskClient) -> None:
    response = client.post(ADDRESS)
    assert response.status_code == 405
    assert sorted(response.headers["Allow"].split(", ")) == ["GET", "HEAD", "OPTIONS"]
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_longest_address_is_one_that_google_takes() -> None:
    base, zone = "h" * 120, "America/Argentina/ComodRivadavia"
    name = "x" * 60 + "-s9999-premiere"
    assert len(f"{base}/feeds/days/{zone}/{name}.ics") < 256


def test_compressed_body_does_not_tell_when_it_was_compressed(client: FlaskClient) -> None:
    """The time in its header would make the bytes of two replicas differ under one ETag (RFC 1952 §2.3.1)."""
    body = client.get(ADDRESS, headers={"Accept-Encoding": "gzip"}).data
    assert body[4:8] == bytes(4)
