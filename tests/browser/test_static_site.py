"""A site of files in a browser: scripts do what no server is there to do."""

import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Page, expect
from schedules import run, schedule, season
from visitors import Visit, expected_hrefs, hrefs

from feedgen import resources
from feedgen.catalog.folder import read_catalog
from feedgen.static_site.build import Build
from feedgen.static_site.jobs import Settings

SEASON = "/for-all-mankind/season-4/"
NOW = datetime(2023, 11, 20, 12, 30, tzinfo=UTC)
ZONES = ("America/Los_Angeles", "Asia/Kolkata", "Asia/Tokyo", "Europe/London")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of files, on a host that knows nothing but files."""
    root = tmp_path_factory.mktemp("static")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    address = f"http://127.0.0.1:{server.server_port}"
    schedules = tmp_path_factory.mktemp("schedules")
    shutil.copy(resources.SCHEDULES / "for-all-mankind.toml", schedules)
    for number in range(9):
        title = "Été" if number == 8 else f"Show {number:02}"
        weekly = season(run(first="2023-11-21"), announced="2023-01-01T00:00:00Z")
        (schedules / f"show-{number:02}.toml").write_text(schedule(weekly, title=title))
    settings = Settings(schedules, address, ZONES, Path(root), NOW, languages=("en", "de"))
    Build(settings, read_catalog([schedules], NOW)).run(1, lambda: None)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# The squares of a drawn code, 1 for dark, in rows.
SQUARES = """
() => {
  const svg = document.querySelector(".carry svg"), side = svg.viewBox.baseVal.width - 4;
  const rows = Array.from({ length: side }, () => Array(side).fill(0));
  for (const [, x, y, run] of svg.querySelectorAll("path")[1].getAttribute("d").matchAll(/M(\\d+) (\\d+)\\.5h(\\d+)/g))
    rows[y - 2].fill(1, x - 2, x - 2 + Number(run));
  return rows;
}
"""

# Bytes that fill a code of each version to the last, so that nothing is left to the taste of who draws it.
FULL = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)


def code(text: str, drawn: list[list[int]]) -> list[list[int]]:
    """Return the squares of a text's code with the mask that a drawn one says it has (ISO/IEC 18004, 7.9)."""
    mask = int("".join(map(str, drawn[8][2:5])), 2) ^ 0b101
    code = segno.make(text, error="m", boost_error=False, micro=False, mode="byte", mask=mask)
    return [list(row) for row in code.matrix]


def test_code_to_photograph_follows_the_choice_and_is_what_others_draw(visit: Visit, files: str) -> None:
    page = visit(f"{files}{SEASON}", timezone_id="Asia/Tokyo")
    page.get_by_label("Weekly episodes, after the premiere").check()
    page.get_by_label("At its hour in Tokyo").check()
    address = f"{files}{SEASON}?part=weekly&times=hours&tz=Asia%2FTokyo"
    expect(page.locator(".carry figure")).to_have_attribute("data-drawn", address)
    assert page.locator("[data-share]").get_attribute("data-share") == address
    drawn = page.evaluate(SQUARES)
    squares = "async (text) => (await import('/static/qr.js')).squares(text)"
    assert drawn == page.evaluate(squares, address)
    for length in FULL:
        text = f"{address}&".ljust(length, "x")[:length]
        drawn = page.evaluate(squares, text)
        assert drawn == code(text, drawn), length
    assert page.evaluate(squares, "x" * 667) is None


def test_catalogue_is_searched_over_an_index(visit: Visit, files: str) -> None:
    page = visit(f"{files}/de/shows/?tz=Asia/Tokyo")
    rows, words = page.locator(".shows > li"), page.get_by_role("searchbox")
    expect(rows).to_have_count(10)
    words.fill("ete")
    expect(rows).to_have_count(1)
    link = rows.get_by_role("link", name="Été")
    assert link.get_attribute("href") == f"{files}/de/show-08/?tz=Asia%2FTokyo"
    expect(page.locator("#found")).to_have_text("Gefundene Serien: 1")
    words.fill("SHOW 0")
    expect(rows).to_have_count(9)
    words.fill("nothing like it")
    expect(rows).to_have_count(0)
    expect(page.locator("#found")).to_contain_text("Keine Serie passt")
    words.fill("")
    expect(rows).to_have_count(10)
    found = visit(f"{files}/shows/?q=show+07").locator(".shows > li")
    expect(found).to_have_count(1)
    plain = visit(f"{files}/shows/", java_script_enabled=False, now=None)
    expect(plain.get_by_role("searchbox")).to_be_hidden()
    expect(plain.locator(".shows > li")).to_have_count(10)


def test_pages_lead_from_language_to_language_with_what_was_chosen(visit: Visit, files: str) -> None:
    page = visit(f"{files}{SEASON}?tz=Asia/Tokyo&times=hours")
    page.get_by_role("link", name="Deutsch").click()
    expect(page).to_have_url(f"{files}/de{SEASON}?times=hours&tz=Asia%2FTokyo")
    expect(page.locator("#address")).to_have_value(f"{files}/feeds/de/Asia/Tokyo/for-all-mankind-s4.ics")
    expect(page.locator("#chosen")).to_have_text("Die ganze Staffel · Zur Stunde in Tokyo")
    assert status(page, f"{files}/feeds/de/Asia/Tokyo/for-all-mankind-s4.ics") == 200
    page.get_by_role("link", name="English").click()
    expect(page.locator("#address")).to_have_value(f"{files}/feeds/Asia/Tokyo/for-all-mankind-s4.ics")


def status(page: Page, address: str) -> int:
    return page.request.get(address).status


def test_choices_change_the_address_and_every_button_without_a_server(visit: Visit, files: str) -> None:
    page = visit(f"{files}{SEASON}", timezone_id="America/Los_Angeles")
    shown = page.get_by_label("Its address")
    expect(shown).to_have_value(f"{files}/feeds/for-all-mankind-s4.ics")
    assert hrefs(page) == expected_hrefs(shown.input_value(), "For All Mankind: Season 4")
    page.get_by_label("Weekly episodes, after the premiere").check()
    page.get_by_label("At its hour in Los Angeles").check()
    feed = f"{files}/feeds/America/Los_Angeles/for-all-mankind-s4-weekly.ics"
    expect(shown).to_have_value(feed)
    assert hrefs(page) == expected_hrefs(feed, "For All Mankind: Season 4 (weekly episodes)")
    assert status(page, feed) == 200
    expect(page.locator("#title")).to_have_text("For All Mankind: Season 4 (weekly episodes)")
    expect(page.locator("#count")).to_have_text("9 episodes")
    words = "Weekly episodes, after the premiere · At its hour in Los Angeles"
    expect(page.locator("#chosen")).to_have_text(words)
    page.get_by_label("All day in Los Angeles").check()
    feed = f"{files}/feeds/days/America/Los_Angeles/for-all-mankind-s4-weekly.ics"
    expect(shown).to_have_value(feed)
    assert status(page, feed) == 200
    # The page's own address tells the choice, too.
    page.reload()
    expect(shown).to_have_value(feed)
    assert hrefs(page) == expected_hrefs(feed, "For All Mankind: Season 4 (weekly episodes)")
    expect(page.get_by_label("Weekly episodes, after the premiere")).to_be_checked()
    page.get_by_label("The whole season").check()
    page.get_by_label("All day, as announced").check()
    expect(shown).to_have_value(f"{files}/feeds/for-all-mankind-s4.ics")
    assert hrefs(page) == expected_hrefs(shown.input_value(), "For All Mankind: Season 4")


def test_naming_a_zone_turns_hours_and_address_to_it(visit: Visit, files: str) -> None:
    page = visit(f"{files}{SEASON}", timezone_id="Europe/London")
    page.get_by_label("At its hour in London").check()
    zone = page.get_by_label("Your time zone", exact=True)
    zone.fill("asia/tokyo")
    expect(page.get_by_label("Its address")).to_have_value(f"{files}/feeds/Asia/Tokyo/for-all-mankind-s4.ics")
    expect(page.locator("#headline small").first).to_have_text("2:00 PM Tokyo")
    zone.fill("Mars/Olympus")
    zone.blur()
    expect(page.locator("#mistake")).to_have_text("No time zone is called “Mars/Olympus”.")
    expect(page.get_by_label("Its address")).to_have_value(f"{files}/feeds/Asia/Tokyo/for-all-mankind-s4.ics")
    zone.fill("")
    page.get_by_label("All day in Tokyo").check()
    expect(zone).to_be_focused()


def test_visitor_of_a_zone_that_was_not_built_sees_the_announced_days(visit: Visit, files: str) -> None:
    page = visit(f"{files}{SEASON}", timezone_id="Pacific/Auckland")
    expect(page.locator("#tz")).to_have_value("")
    expect(page.get_by_label("Its address")).to_have_value(f"{files}/feeds/for-all-mankind-s4.ics")


def test_every_page_offers_its_feed(visit: Visit, files: str) -> None:
    for path, name in (("/", "all"), ("/for-all-mankind/", "for-all-mankind")):
        page = visit(f"{files}{path}", timezone_id="Asia/Kolkata")
        page.locator("details").evaluate_all("all => all.forEach((details) => (details.open = true))")
        page.get_by_label("At its hour in Kolkata").check()
        feed = f"{files}/feeds/Asia/Kolkata/{name}.ics"
        expect(page.get_by_label("Its address")).to_have_value(feed)
        assert status(page, feed) == 200


def test_without_scripts_nothing_is_offered_that_needs_them(visit: Visit, files: str) -> None:
    page = visit(f"{files}{SEASON}", java_script_enabled=False, now=None)
    expect(page.locator("#choices")).to_be_hidden()
    expect(page.get_by_role("link", name="Subscribe with Apple Calendar")).to_be_visible()
    saved = {"Download .ics": "for-all-mankind-s4.ics", "Add episode 3": "for-all-mankind-s4e03.ics"}
    for name, file in saved.items():
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        assert download.value.suggested_filename == file


@pytest.mark.parametrize(("theme", "shown"), [("dark", "dark"), ("light", "light"), ("pink", None)])
def test_widget_takes_its_theme_from_the_address(visit: Visit, files: str, theme: str, shown: str | None) -> None:
    page = visit(f"{files}/404.html")
    page.add_script_tag(url=f"{files}/static/embed.js")
    element = f"<feedgen-calendar feed=for-all-mankind-s4 theme={theme}></feedgen-calendar>"
    page.evaluate("(element) => { document.body.innerHTML = element; }", element)
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("For All Mankind: Season 4")
    expect(frame.locator(".agenda li")).to_have_count(10)
    expect(frame.locator("#zone-note")).to_be_visible()  # what the script does last of all
    assert frame.locator("html").get_attribute("data-theme") == shown


def test_views_of_widgets_are_files_and_the_rest_is_read_by_a_script(visit: Visit, files: str) -> None:
    page = visit(f"{files}{SEASON}")
    page.locator("#embedding > summary").click()
    maker = page.locator("#maker")
    for label in ("Finale", "Dark"):
        maker.get_by_label(label, exact=True).check()
    maker.get_by_label("Rows").fill("1")
    address = f"{files}/embed/for-all-mankind-s4-finale/?rows=1&theme=dark"
    expect(page.locator("#preview iframe")).to_have_attribute("src", address)
    shown = page.frame_locator("#preview iframe")
    expect(shown.locator(".agenda b")).to_have_text("Perestroika")
    page.locator("#embedding").evaluate(
        "(box, address) => { box.innerHTML = `<iframe src='${address}'></iframe>`; }",
        f"{files}/embed/for-all-mankind-s4/?rows=3",
    )
    near = ["Have a Nice Sol", "The Bear Hug", "House Divided"]
    expect(page.frame_locator("#embedding iframe").locator(".agenda b")).to_have_text(near)
    for view in ("month", "coming", "next"):
        assert status(page, f"{files}/embed/for-all-mankind-s4/{view}/") == 200


def test_month_is_a_page_of_its_own(visit: Visit, files: str) -> None:
    page = visit(f"{files}/")
    page.get_by_role("link", name="Month").click()
    expect(page).to_have_url(f"{files}/shows/month/")
    expect(page.locator(".disc").first).to_be_visible()
    page.get_by_role("link", name="List").click()
    expect(page).to_have_url(f"{files}/")
