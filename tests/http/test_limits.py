"""What is longer than anything of ours is refused early, in plain words."""

import pytest
from flask.testing import FlaskClient

from feedgen.web import negotiation
from feedgen.web.limits import LONGEST_HEADER, LONGEST_HEADERS, LONGEST_PATH, LONGEST_QUERY

FEED = "/feeds/for-all-mankind-s4.ics"


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("/" + "x" * LONGEST_PATH, {}, 414),
        (f"{FEED}?v=" + "x" * LONGEST_QUERY, {}, 414),
        ("/?q=" + "x" * LONGEST_QUERY, {}, 414),
        (f"{FEED}?tz=Asia/Tokyo&at=21:08", {"X-Long": "x" * (LONGEST_HEADER + 1)}, 431),
        (
            f"{FEED}?tz=Asia/Tokyo&at=21:07",
            {f"X-{number}": "x" * 5000 for number in range(LONGEST_HEADERS // 5000 + 1)},
            431,
        ),
        (f"{FEED}?v=" + "x" * (LONGEST_QUERY - 2), {}, 200),
        (f"{FEED}?lang=es", {"X-Long": "x" * LONGEST_HEADER}, 200),
    ],
)
def test_what_is_too_long_is_refused(client: FlaskClient, address: str, headers: dict[str, str], status: int) -> None:
    answer = client.get(address, headers=headers)
    assert answer.status_code == status
    if status != 200:
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
@pytest.mark.parametrize(
    "path", ["*", "healthz", "/\x00", "/a\r\nX: y", "/feeds/\x1b[31m.ics", "/\x7f", "/feeds/\n.ics", "/feeds/\x00.ics"]
)
def test_what_is_no_path_is_refused(client: FlaskClient, method: str, path: str) -> None:
    answer = client.open("/", method=method, environ_overrides={"PATH_INFO": path})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert not answer.location
    assert "X" not in answer.headers


def test_header_that_is_refused_is_not_read(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """To read it would take longer than to refuse it."""
    read: list[str] = []

    def noted(header: str, *_: object) -> list[tuple[str, float]]:
        read.append(header)
        return []

    monkeypatch.setattr(negotiation, "parse_accept_header", noted)
    for name in ("Accept-Encoding", "Accept-Language"):
        assert client.get("/nothing/of/ours", headers={name: "gzip, de," * 5000}).status_code == 431
    assert max(map(len, read), default=0) <= LONGEST_HEADER


@pytest.mark.parametrize("digits", [1, 6, 7, 1900])
def test_pixels_of_any_length_are_understood_or_refused(client: FlaskClient, digits: int) -> None:
    answer = client.get(f"/oembed/for-all-mankind.json?maxwidth={'9' * digits}")
    assert answer.status_code == (200 if digits <= 6 else 400)


@pytest.mark.parametrize("query", ["q=\xff\xfe", "q=caf\xc3\xa9", "\xff", "q=a\r\nX: y", "q=\x00"])
@pytest.mark.parametrize("path", ["/", FEED, "/oembed", "/shows/"])
def test_bytes_that_nobody_encoded_are_no_error(client: FlaskClient, path: str, query: str) -> None:
    answer = client.get(path, environ_overrides={"QUERY_STRING": query})
    assert answer.status_code < 500
    assert "X" not in answer.headers


def test_name_of_a_static_file_leads_nowhere_else(client: FlaskClient) -> None:
    for name in ("../app.py", "..%2f..%2fpyproject.toml", "feedgen.css/"):
        assert client.get(f"/static/{name}").status_code == 404
