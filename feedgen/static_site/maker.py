"""Making the files of the site: each is an answer of the application, written if it differs from what is there."""

import gzip
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedgen import languages
from feedgen.errors import FeedgenError
from feedgen.feeds.addresses import Site
from feedgen.feeds.feed import Feed
from feedgen.feeds.lookup import find_dated_feed
from feedgen.feeds.request import read_request
from feedgen.feeds.selection import select
from feedgen.files import stamp_of, write
from feedgen.formats.publish import publish
from feedgen.pages.sharing import card_of_season, card_of_site
from feedgen.plan.announcement import Status
from feedgen.plan.show import Show
from feedgen.static_site import header_files, host_kinds, manifest, paths
from feedgen.static_site.header_files import Headers, Layout
from feedgen.static_site.jobs import CATALOG, Job, JobResult, Settings
from feedgen.web import responses
from feedgen.web.app import create_app
from feedgen.web.headers import EVERYWHERE

if TYPE_CHECKING:
    from feedgen.web.snapshot import Snapshots

# The best quality, 11, is a hundred times as slow, and files are only a little smaller.
_BROTLI_QUALITY = 9

_COMPRESSED = ("text/", "application/", "image/svg+xml")


class Maker:
    """Makes the files of jobs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # Schedules that are edited during a build wait for the next one.
        config = {
            "SCHEDULES": settings.schedules,
            "BASE_URL": settings.base_url,
            "RELOAD_SECONDS": None,
            "LANGUAGES": settings.languages,
        }
        app = create_app(config, clock=lambda: settings.now, static_zones=settings.zones)
        self._client = app.test_client()
        snapshots: Snapshots = app.extensions["feedgen"]
        self._shows = snapshots.catalog().shows
        self._loaded = tuple(snapshots.files)
        self._brand = snapshots.brand
        self._site = Site(settings.base_url, static=True)
        self._folders: set[str] = set()
        self._top = str(settings.folder)

    def make(self, job: Job) -> JobResult:
        """Make the files of a job. Raises FeedgenError if a folder is a link to elsewhere, or the show is gone."""
        shows = self._shows
        if job.unit == CATALOG:
            made, wanted = JobResult(job.unit, settled=True), self._of_catalog()
        elif show := shows.get(job.unit):
            made, wanted = JobResult(job.unit, _is_settled(show, self._settings.now)), self._of_show(show)
        else:
            raise FeedgenError(f"the schedule of {job.unit} was edited while the site was built; build again")
        ours = [path for path in islice(wanted, job.k, None, job.n) if not job.timely or paths.is_timely(path)]
        manifest.note_begun(self._settings.folder, job.unit, map(paths.file_of, ours))
        for path in ours:
            self._put(path, made)
        if job.unit == CATALOG and not job.timely and job.k == 0:
            self._put_files_of_host(made)
        return made

    def _put_files_of_host(self, made: JobResult) -> None:
        """Write the files that the host reads. They change only with the list of shows, or with the code."""
        kinds, prefix = self._headers_of_kinds(), urlsplit(self._settings.base_url).path
        layout = Layout(prefix, list(self._shows), self._settings.languages[1:])
        git = (self._settings.folder / manifest.GIT).exists()
        texts = host_kinds.files_of_host(self._settings.target, kinds, layout, git=git)
        manifest.note_begun(self._settings.folder, CATALOG, texts)
        for name, text in texts.items():
            self._write(name, text.encode(), made)

    def _headers_of_kinds(self) -> dict[str, Headers]:
        """Return the headers of each kind of path: those of the first path of that kind."""
        kinds: dict[str, Headers] = {}
        for path in self._of_catalog():
            kind = header_files.kind_of(path)
            if kind not in kinds and not path.endswith(paths.NOT_FOUND):
                kinds[kind] = header_files.headers_of_kind(path, self._answer(path)[1].items())
        if len(self._settings.languages) > 1:
            return {kind: _without_language(headers) for kind, headers in kinds.items()}
        return kinds

    def _of_catalog(self) -> Iterator[str]:
        extent, now = self._settings.extent, self._settings.now
        yield from paths.of_catalog(self._shows, extent, now, self._loaded)
        yield "/static/shows.json"
        for tag in extent.tags:
            yield f"/static/{tag}.webmanifest"
            if card_of_site(languages.of(tag), self._brand):
                yield Site("").card(tag, "all")
        for name in self._settings.mixes:
            yield from paths.of_mix(find_dated_feed(self._shows, name, now), extent)

    def _of_show(self, show: Show) -> Iterator[str]:
        yield from paths.of_show(show, self._settings.extent)
        for season in show.seasons:
            for tag in self._settings.languages:
                if card_of_season(show, season, languages.of(tag), self._brand):
                    yield Site("").card(tag, f"{show.slug}-s{season.number}")

    def _answer(self, path: str) -> tuple[bytes, Headers]:
        return self._feed(path) if path.startswith("/feeds/") else self._page(path)

    def _put(self, path: str, made: JobResult) -> None:
        body, headers = self._answer(path)
        name = paths.file_of(path)
        versions = {name: body}
        if self._settings.target.compressed and headers["Content-Type"].startswith(_COMPRESSED):
            versions[f"{name}.gz"] = gzip.compress(body, mtime=0)
            if self._settings.brotli:
                versions[f"{name}.br"] = _brotli(body)
        self._make_folder(name.rpartition("/")[0])
        for file, data in versions.items():
            self._write(file, data, made)

    def _write(self, name: str, data: bytes, made: JobResult) -> None:
        file = f"{self._top}/{name}"
        made.written += write_if_new(file, data)
        if stamp := stamp_of(file):
            made.files[name] = stamp

    def _feed(self, path: str) -> tuple[bytes, Headers]:
        """Return a feed as the application sends it, without making a request, which takes longer."""
        wanted = read_request(path.removeprefix("/feeds/"), ())
        site = self._site.spoken(languages.of(wanted.variant.language).tag, self._settings.languages)
        document = publish(self._shows, wanted, site, self._settings.now)
        return document.body, {**responses.headers_of_feed(document, self._settings.now, download=False), **EVERYWHERE}

    def _page(self, path: str) -> tuple[bytes, Headers]:
        missing = path.endswith(f"/{paths.NOT_FOUND}")
        asked, tag = paths.asked(path, self._settings.languages)
        query = {"lang": tag} if tag else {}
        with self._client.get("/-/-/-/" if missing else asked, query_string=query) as answer:
            if answer.status_code != (404 if missing else 200):
                raise FeedgenError(f"{path}: the application answers {answer.status}")
            return answer.data, dict(answer.headers)

    def _make_folder(self, name: str) -> None:
        if name not in self._folders:
            folder = self._settings.folder / name
            folder.mkdir(parents=True, exist_ok=True)
            if not is_below(folder, self._settings.folder):
                raise FeedgenError(f"{folder}: leads out of {self._settings.folder}; remove the link")
            self._folders.add(name)


def _without_language(headers: Headers) -> Headers:
    return {name: value for name, value in headers.items() if name != "Content-Language"}


def is_below(folder: Path, top: Path) -> bool:
    """Return whether a folder is `top` or below it, links followed."""
    return folder.resolve().is_relative_to(top.resolve())


def write_if_new(file: str | Path, data: bytes) -> bool:
    """Write a file unless it has these bytes already, so that its time is when its content changed."""
    with suppress(OSError), open(file, "rb") as known:  # noqa: PTH123 - of each file; Path's takes longer
        if known.read() == data:
            return False
    write(file, data)
    return True


def _brotli(body: bytes) -> bytes:
    import brotli  # noqa: PLC0415 - an extra, for those who ask for it

    return bytes(brotli.compress(body, quality=_BROTLI_QUALITY))


def _is_settled(show: Show, now: datetime) -> bool:
    """Return whether nothing is to come of a show, so that no page counts down or says what is next."""
    airings = select([show], Feed(show.slug)).airings
    return all(airing.facts.status is not Status.CONFIRMED or airing.is_out(now) for airing in airings)
