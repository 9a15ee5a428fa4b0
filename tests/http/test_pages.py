"""Pages: what their templates are given, and how they answer."""

import gzip
import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
import schedules
from flask.testing import FlaskClient
from jinja2 import StrictUndefined, nodes
from support import SITE, WEEKLY, parse

from feedgen import languages
from feedgen.pages import catalog, coming, frame, listings, season, show, widget
from feedgen.pages.choices import Option
from feedgen.pages.headlines import Headline
from feedgen.pages.season import SeasonPage, season_page
from feedgen.pages.subscribing import Subscription
from feedgen.pages.times import Beneath, When
from feedgen.pages.visit import NO_CHOICE, Choice, Times, Visit
from feedgen.pages.widget_looks import View
from feedgen.plan.identity import SLUG
from feedgen.plan.show import Part, Show
from feedgen.schedule.slugs import RESERVED_SLUGS
from feedgen.web.app import create_app

SEASON = "/for-all-mankind/season-4/"
BASE = "https://calendar.example.org/feeds"


def visit(
    now: datetime = datetime(2023, 11, 20, tzinfo=UTC),
    tag: str = "en",
    *,
    chosen: bool = False,
    choice: Choice = NO_CHOICE,
) -> Visit:
    return Visit(SITE, now, languages.of(tag), chosen, choice=choice)


def page_of(show: Show, here: Visit, choice: Choice = NO_CHOICE) -> SeasonPage:
    return season_page(show, show.seasons[0], here, choice)


def offered(page: SeasonPage) -> Subscription:
    assert page.subscription
    return page.subscription


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (datetime(2023, 10, 1, tzinfo=UTC), "Episode 1: Fri, Nov 10, 00:00 (New York time)"),
        (datetime(2023, 11, 10, 4, 59, 59, tzinfo=UTC), "Episode 1: Fri, Nov 10, 00:00 (New York time)"),
        (datetime(2023, 11, 10, 5, tzinfo=UTC), "Episode 2: Fri, Nov 17, 00:00 (New York time)"),
        (datetime(2024, 1, 12, 5, tzinfo=UTC), "All 10 episodes are out"),
    ],
)
def test_headline_tells_what_is_next(bundled: Show, now: datetime, text: str) -> None:
    assert page_of(bundled, visit(now)).headline.text == text


def test_headline_names_several_at_once() -> None:
    show = parse(schedules.schedule(schedules.season(schedules.run(at_once=2))))
    third = page_of(show, visit(datetime(2024, 2, 2, tzinfo=UTC)))
    assert third.headline.text == "Episodes 3 to 4: Fri, Feb 9"
    assert page_of(show, visit(datetime(2024, 2, 1, tzinfo=UTC))).headline.text == "Episodes 1 to 2: Fri, Feb 2"
    assert [(row.label, len(row.episodes)) for row in third.listing.shown] == [
        ("Episodes 1 to 2", 2),
        ("Episodes 3 to 4", 2),
    ]


PAGE = "https%3A%2F%2Fcalendar.example.org%2Ffor-all-mankind%2Fseason-4%2F"
TITLE = "For+All+Mankind+S4E3%3A+The+Bear+Hug"
GOOGLE = f"https://calendar.google.com/calendar/render?action=TEMPLATE&text={TITLE}"
DATES = "20231124%2F20231125"
OUTLOOK = (
    f"https://outlook.live.com/calendar/0/deeplink/compose?rru=addevent&subject={TITLE}"
    "&allday=true&startdt=2023-11-24&enddt=2023-11-25"
)

FRIDAY = When(
    iso="2023-11-24T05:00:00Z",
    day="Fri, Nov 24",
    clock="00:00",
    beneath=(Beneath("America/New_York", "New York time", ""),),
    text="Fri, Nov 24, 00:00 (New York time)",
)


def test_headline_is_of_the_next_release_and_leads_to_its_row(bundled: Show) -> None:
    assert page_of(bundled, visit()).headline == Headline(
        label="Episode 3", when=FRIDAY, away="in 4 days", over="All 10 episodes are out", anchor="episode-3"
    )
    over = page_of(bundled, visit(datetime(2024, 1, 12, 5, tzinfo=UTC))).headline
    assert over == Headline("All 10 episodes are out", None, "", "All 10 episodes are out", "")


def test_season_page_has_exactly_this_context(bundled: Show) -> None:
    page = page_of(bundled, visit())
    assert (page.show, page.season) == ("For All Mankind", "Season 4")
    assert (offered(page).title, offered(page).count) == ("For All Mankind: Season 4", "10 episodes")
    assert offered(page).https == f"{BASE}/for-all-mankind-s4.ics"
    assert offered(page).download == f"{BASE}/for-all-mankind-s4.ics?download=1"
    assert (page.listing.folded, page.listing.past) == ("", ())
    assert [row.state for row in page.listing.shown] == ["out"] * 2 + ["next"] + ["later"] * 7
    third = listings.EpisodeRow(
        id="episode-3",
        code="3",
        title="The Bear Hug",
        badges=(),
        was="",
        download=f"{BASE}/for-all-mankind-s4e03.ics?download=1",
        add="Add episode 3",
        templates=(("Google", f"{GOOGLE}&dates={DATES}&details={PAGE}"), ("Outlook", f"{OUTLOOK}&body={PAGE}")),
    )
    assert page.listing.shown[2] == listings.ReleaseRow(FRIDAY, "Episode 3", "next", (third,))
    badges = [episode.badges for row in page.listing.shown for episode in row.episodes if episode.badges]
    assert badges == [("Season premiere",), ("Season finale",)]


def test_each_app_is_asked_by_its_own_address(bundled: Show) -> None:
    """The addresses are spelled out: each app fails, often without a word, at a slightly different one."""
    page = page_of(bundled, visit(), Choice(zone="Europe/London", times=Times.HOURS))
    feed = "calendar.example.org/feeds/Europe/London/for-all-mankind-s4.ics"
    encoded = "calendar.example.org%2Ffeeds%2FEurope%2FLondon%2Ffor-all-mankind-s4.ics"
    from_web = f"calendar/0/addfromweb?url=https%3A%2F%2F{encoded}&name=For%20All%20Mankind%3A%20Season%204"
    assert {app.id: app.address for app in offered(page).apps} == {
        "apple": f"webcal://{feed}",
        "desktop": f"webcal://{feed}",
        "classic": f"webcal://{feed}",
        "google": f"https://calendar.google.com/calendar/u/0/r?cid=webcal%3A%2F%2F{encoded}",
        "android": f"intent://{feed}#Intent;scheme=webcals;S.browser_fallback_url="
        "https%3A%2F%2Fcalendar.example.org%2Ffor-all-mankind%2Fseason-4%2F%23more-apps;end",
        "outlook": f"https://outlook.live.com/{from_web}",
        "microsoft365": f"https://outlook.office.com/{from_web}",
    }
    assert all("looks again" in app.note for app in offered(page).apps)


@pytest.mark.parametrize(
    ("choice", "file"),
    [
        (NO_CHOICE, "for-all-mankind-s4.ics"),
        (Choice(more=(("remind", "30m"), ("titles", "off"))), "for-all-mankind-s4.ics?titles=off&remind=30m"),
        (Choice(part=Part.PREMIERE), "for-all-mankind-s4-premiere.ics"),
        (Choice(zone="Asia/Kolkata"), "for-all-mankind-s4.ics"),
        (Choice(zone="Asia/Kolkata", times=Times.HOURS), "Asia/Kolkata/for-all-mankind-s4.ics"),
        (
            Choice(zone="Asia/Kolkata", times=Times.WATCH, at=time(21, 30)),
            "Asia/Kolkata/for-all-mankind-s4.ics?at=21:30",
        ),
        (Choice(Part.FINALE, "Asia/Kolkata", Times.DAYS), "days/Asia/Kolkata/for-all-mankind-s4-finale.ics"),
    ],
)
def test_choice_changes_the_address(bundled: Show, choice: Choice, file: str) -> None:
    assert offered(page_of(bundled, visit(), choice)).https == f"{BASE}/{file}"


def test_choices_say_what_is_chosen(bundled: Show) -> None:
    choices = page_of(bundled, visit(), Choice(Part.WEEKLY, "America/New_York", Times.DAYS)).choices
    assert [option for option in choices.parts if option.chosen] == [
        Option("weekly", "Weekly episodes, after the premiere", chosen=True)
    ]
    assert [option.value for option in choices.parts] == ["", "premiere", "weekly", "finale"]
    assert [option.value for option in choices.times if option.chosen] == ["days"]
    assert choices.chosen == "Weekly episodes, after the premiere · All day in New York"
    assert choices.zone == "America/New_York"


def test_times_are_those_of_the_zone_that_the_address_names(bundled: Show) -> None:
    choice = Choice(zone="America/Los_Angeles", times=Times.HOURS)
    when = page_of(bundled, visit(choice=choice), choice).listing.shown[2].when
    assert when == When(
        iso="2023-11-24T05:00:00Z",
        day="Thu, Nov 23",
        clock="21:00",
        beneath=(
            Beneath("America/Los_Angeles", "Los Angeles time", ""),
            Beneath("America/New_York", "New York time", "Fri, Nov 24, 00:00"),
        ),
        text="Thu, Nov 23, 21:00 (Los Angeles time)",
    )


@pytest.mark.parametrize(("zone", "beneath"), [("America/Toronto", 1), ("America/Chicago", 2)])
def test_nothing_is_said_twice_where_clocks_show_the_same(bundled: Show, zone: str, beneath: int) -> None:
    when = page_of(bundled, visit(choice=Choice(zone=zone))).headline.when
    assert when
    assert len(when.beneath) == beneath


def test_clocks_are_of_twelve_hours_if_the_address_says_so(bundled: Show) -> None:
    when = page_of(bundled, visit(choice=Choice(clock="12"))).headline.when
    assert when
    assert when.clock.replace("\u202f", " ") == "12:00 AM"


def test_zone_and_clock_go_along_from_page_to_page(client: FlaskClient) -> None:
    html = client.get("/?tz=Asia/Kolkata&clock=12&part=weekly&lang=de").text
    along = "tz=Asia/Kolkata&amp;times=hours&amp;clock=12&amp;lang=de"
    assert f'href="http://localhost/for-all-mankind/season-4/?{along}#episode-3"' in html
    assert f'href="http://localhost/shows/?{along}"' in html


def test_chosen_zone_is_said_and_can_be_left(client: FlaskClient) -> None:
    html = client.get(f"{SEASON}?tz=Asia/Kolkata&part=weekly&clock=24").text
    assert "This address tells times in Kolkata." in html
    assert f'href="http://localhost{SEASON}?part=weekly&amp;clock=24"' in html
    assert "zone-note" not in client.get(SEASON).text


def test_parts_without_an_episode_are_not_offered() -> None:
    show = parse(schedules.schedule(schedules.season(schedules.run(every=None))))
    page = page_of(show, visit(), Choice(part=Part.WEEKLY))
    assert [option.value for option in page.choices.parts] == ["", "premiere", "finale"]
    assert offered(page).https == f"{BASE}/show-s1.ics"


def test_days_only_season_offers_no_zones() -> None:
    page = page_of(parse(WEEKLY), visit(), Choice(zone="UTC", times=Times.HOURS))
    assert (page.choices.times, page.choices.zones) == ((), ())
    assert offered(page).https == f"{BASE}/show-s1.ics"
    first = page.listing.shown[0]
    assert first.when == When("2024-02-02", "Fri, Feb 2", "", (), "Fri, Feb 2")
    assert first.episodes[0].download == f"{BASE}/show-s1e01.ics?download=1"


def test_page_in_another_language_leads_to_feeds_in_it(bundled: Show) -> None:
    page = page_of(bundled, visit(tag="de"), Choice(zone="Europe/Berlin", times=Times.HOURS))
    assert offered(page).https == f"{BASE}/Europe/Berlin/for-all-mankind-s4.ics?lang=de"
    third = page.listing.shown[2].episodes[0]
    assert third.download == f"{BASE}/Europe/Berlin/for-all-mankind-s4e03.ics?lang=de&download=1"
    assert page.announcements == f"{BASE}/for-all-mankind-s4.atom?lang=de"


def test_only_a_chosen_language_goes_from_page_to_page(bundled: Show) -> None:
    """The browser's own goes along anyway, and addresses stay short."""
    assert page_of(bundled, visit(tag="de")).show_address == "https://calendar.example.org/for-all-mankind/"
    chosen = page_of(bundled, visit(tag="de", chosen=True))
    assert chosen.show_address == "https://calendar.example.org/for-all-mankind/?lang=de"
    assert chosen.choices.language == "de"


ADDRESSES = [
    "/",
    "/?view=month",
    "/shows/",
    "/for-all-mankind/",
    SEASON,
    f"{SEASON}?tz=Europe/London&lang=de&part=weekly",
    "/?lang=ar",
]


def links_of(html: str) -> Sequence[str]:
    found = re.findall(r'(?:href|src|value)="(http://localhost[^"]*|/[^"]*)"', html)
    return sorted({link.replace("&amp;", "&").removeprefix("http://localhost") for link in found})


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_links_lead_somewhere(client: FlaskClient, address: str) -> None:
    own = links_of(client.get(address).text)
    assert len(own) > 12
    for link in own:
        with client.get(link) as response:
            assert (link, response.status_code) == (link, 200)


@pytest.mark.parametrize("address", [*ADDRESSES, "/nothing/"])
def test_page_has_guarded_headers_and_no_inline_code(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    assert "Accept-Language" in response.headers["Vary"]
    assert re.findall(r'<script(?! src=| type="application/ld\+json")|\son\w+=|\sstyle="', response.text) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_weighs_less_than_60_kilobytes_and_with_all_that_it_loads_a_third_of_that(
    client: FlaskClient, address: str
) -> None:
    """Pages, scripts and styles go over the line compressed."""
    html = client.get(address)
    assert len(html.data) < 60_000
    loaded = [link for link in links_of(html.text) if link.endswith((".css", ".js", ".svg"))]
    assert len(loaded) == 6
    weight = len(gzip.compress(html.data))
    for link in loaded:
        with client.get(link) as response:
            weight += len(gzip.compress(response.data))
    assert weight < 20_000


def test_season_of_three_hundred_shows_what_is_next_in_a_light_page(tmp_path: Path) -> None:
    daily = schedules.run("1-300", first="2023-04-10", every="day")
    hour = schedules.in_zone("20:00:00", "Europe/Berlin")
    text = schedules.schedule(schedules.season(daily, announced="2023-01-01T00:00:00Z", release=hour))
    (tmp_path / "daily.toml").write_text(text)
    client = create_app({"SCHEDULES": tmp_path}, clock=lambda: datetime(2023, 11, 20, 12, tzinfo=UTC)).test_client()
    html = client.get("/daily/season-1/")
    assert len(html.data) < 60_000
    assert "<summary>1 to 224 are out</summary>" in html.text
    assert html.text.count('id="episode-') == 300
    assert html.text.count('class="next"') == 1


def test_page_answers_304_to_its_own_etag(client: FlaskClient) -> None:
    etag = client.get(SEASON).headers["ETag"]
    assert client.get(SEASON, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/for-all-manking/", '<a href="http://localhost/for-all-mankind/">For All Mankind</a>'),
        ("/for-all-mankind/season-5/", "There is no season 5 of “For All Mankind” here."),
        ("/For-All-Mankind/", '<a href="http://localhost/for-all-mankind/">For All Mankind</a>'),
        ("/a/b/c", "There is no page at this address."),
    ],
)
def test_unknown_page_is_a_404_that_helps(client: FlaskClient, address: str, text: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert text in response.text
    assert "All shows</a>" in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_markup_in_an_address_stays_text(client: FlaskClient) -> None:
    assert "<script>" not in client.get("/<script>alert(1)</script>/").text


def test_page_without_its_slash_leads_to_the_one_with_it(client: FlaskClient) -> None:
    response = client.get("/for-all-mankind/season-4")
    assert response.status_code == 308
    assert response.headers["Location"] == "http://localhost/for-all-mankind/season-4/"


def test_abbreviation_is_asked_about_on_the_page(client: FlaskClient) -> None:
    response = client.get(f"{SEASON}?tz=EST")
    assert (response.status_code, "Did you mean America/New_York, " in response.text) == (400, True)


@pytest.mark.parametrize("address", ["/", "/for-all-mankind/", SEASON])
def test_unknown_zone_is_told_on_the_page(client: FlaskClient, address: str) -> None:
    response = client.get(f"{address}?tz=Londn")
    assert response.status_code == 400
    assert "No time zone is called “Londn”. Did you mean Europe/London?" in response.text
    assert 'value="Londn"' in response.text
    assert client.get(f"{SEASON}?tz=").text == client.get(SEASON).text


@pytest.mark.parametrize("times", ["hours", "days"])
def test_missing_zone_is_asked_for(client: FlaskClient, times: str) -> None:
    response = client.get(f"{SEASON}?times={times}&tz=")
    assert response.status_code == 400
    assert '<p id="mistake" class="mistake" role="alert">Name your time zone, please.</p>' in response.text
    assert client.get(f"{SEASON}?times=announced&tz=").status_code == 200


@pytest.mark.parametrize(
    "zone", ["Europe/London", "europe/london", "GB", "GMT Standard Time", " london ", "United Kingdom"]
)
def test_form_leads_to_feeds_of_the_zone(client: FlaskClient, zone: str) -> None:
    html = client.get(SEASON, query_string={"tz": zone}).text
    assert 'href="webcal://localhost/feeds/Europe/London/for-all-mankind-s4.ics"' in html
    assert 'value="Europe/London"' in html


def test_robots_may_fetch_feeds(client: FlaskClient) -> None:
    response = client.get("/robots.txt")
    expected = "User-agent: *\nAllow: /\nSitemap: http://localhost/sitemap.xml\n"
    assert (response.status_code, response.text) == (200, expected)


def test_templates_use_exactly_the_fields_of_their_pages() -> None:
    """A template that forgets a field, or asks for one that is gone, would do so silently."""
    environment = create_app().jinja_env
    assert environment.loader
    for template, page in (
        ("index.html", coming.ComingPage),
        ("catalog.html", catalog.CatalogPage),
        ("show.html", show.ShowPage),
        ("season.html", season.SeasonPage),
        ("error.html", frame.ErrorPage),
        ("embed.html", widget.WidgetPage),
    ):
        source = environment.loader.get_source(environment, template)[0]
        used = {
            node.attr
            for node in environment.parse(source).find_all(nodes.Getattr)
            if isinstance(node.node, nodes.Name) and node.node.name == "page"
        }
        assert used == {field.name for field in fields(page)}


def test_templates_ask_for_what_dataclasses_have(client: FlaskClient) -> None:
    """Jinja prints nothing for an attribute that is not there; here it fails, on every kind of page."""
    application = create_app({"SCHEDULES": client.application.extensions["feedgen"].settings.schedules})
    application.jinja_env.undefined = StrictUndefined
    strict = application.test_client()
    widgets = [f"/embed/{name}/{view}" for name in ("for-all-mankind-s4", "all") for view in View]
    for address in [*ADDRESSES, f"{SEASON}?tz=Londn", *widgets, "/sitemap.xml"]:
        assert strict.get(address).status_code in (200, 400)
    assert strict.get("/nothing/").status_code == 404
    assert strict.get("/embed/nothing").status_code == 404


def test_no_show_may_be_called_like_another_page() -> None:
    rules = create_app().url_map.iter_rules()
    segments = {rule.rule.split("/")[1] for rule in rules}
    assert {segment for segment in segments if re.fullmatch(SLUG, segment)} <= RESERVED_SLUGS
