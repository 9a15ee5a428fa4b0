"""A catalogue that follows its folder: which changes of files it takes up, which it refuses, and which wait."""

import logging
import time
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from feedgen.catalog.folder import AT_ONCE, Catalog, schedule_files
from feedgen.catalog.library import Library
from feedgen.catalog.listing import Listing
from feedgen.catalog.losses import losses
from feedgen.catalog.source import Source, source_of
from feedgen.errors import Problem, ScheduleError, printable
from feedgen.files import Stamp

_log = logging.getLogger(__name__)

# Seconds of reading after which what has been read of many changes is published; the rest follows.
_PORTION = 0.2

# A server takes dates in the future, so that it loses no show if its clock is behind; `feedgen check` refuses them.
_ANY_TIME: Final = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Change:
    """A file that has changed since it was last taken up or refused. It has had its `stamp` since `since`.

    `is_timed` is whether the time of change in the stamp belongs to this state. `source` is a version that waits, as
    something would vanish from calendars with it. `waits_since` is when the first such version was seen; later edits do
    not extend the wait.
    """

    stamp: Stamp | None
    since: float
    is_timed: bool = True
    source: Source | None = None
    waits_since: float | None = None

    def age(self, now: float) -> float:
        """Return for how many seconds the file has not changed.

        By the kernel's time this is known also of a file that is seen for the first time, and is the same on all
        servers. It is not always there: while a file is truncated, Linux shows the new size with the time before.
        """
        by_kernel = now - self.stamp.changed / 1e9 if self.stamp and self.is_timed else 0
        return max(by_kernel, now - self.since)

    def has_waited(self, now: float, grace: float) -> bool:
        """Return whether it has waited long enough to be taken up, whatever vanishes with it."""
        return self.age(now) >= grace or (self.waits_since is not None and now - self.waits_since >= grace)


class Following:
    """A catalogue that follows a folder, and changes only in `look`. `now` is in seconds since 1970.

    `settle` and `grace` are in seconds. A file is taken up once it has not changed for `settle`, as a program may still
    be writing it. A file with problems leaves the last sound version of its show in place. A version with fewer
    episodes than before, and a show whose file is gone, wait for `grace`, as some programs write with pauses, or empty
    a folder and fill it again. A folder that is empty, or not there, is taken for a mistake, and removes no show.

    Raises ScheduleError if no file is sound, FeedgenError if there is no file.
    """

    def __init__(self, folder: Path, settle: float, grace: float) -> None:
        self._folder = folder
        self._settle = settle
        self._grace = grace
        self._library = Library(_ANY_TIME, _tell)
        self._listing = Listing(folder)
        files, within = list(schedule_files([folder])), folder.resolve()
        self._listing.refresh()
        loaded = [source_of(file, within) for file in files]
        self._library.add(loaded)
        for source in loaded[:AT_ONCE]:
            self._library.show(source)
        # A file that could not be opened has only the stamp of the listing.
        stamps = self._listing.stamps
        self._done: dict[str, Stamp | None] = {
            source.slug: source.stamp or stamps.get(source.slug) for source in loaded
        }
        self._changes: dict[str, _Change] = {}
        self._missing: dict[str, float] = {}
        self._unused: dict[str, tuple[Problem, ...]] = {}
        self._next: dict[str, Source | None] = {}
        self._unread: list[Source] | None = None
        self.trouble = ""
        self.catalog = Catalog(self._library, {source.slug: source for source in loaded})
        if not self.catalog.shows:
            raise ScheduleError(self.catalog.problems)
        self._publish()

    def after_fork(self) -> None:
        """Go on in a child process."""
        self._library.after_fork()
        self._listing.after_fork()

    @property
    def waiting(self) -> tuple[str, ...]:
        """The slugs of the shows that are served as before, while their change waits."""
        return tuple(sorted({*self._missing, *(slug for slug, change in self._changes.items() if change.source)}))

    def look(self, now: float, *, at_once: bool = False) -> bool:
        """Look at the files, and return whether more of them are to be read. With `at_once` no change waits."""
        try:
            self._listing.refresh(whole=at_once)
            found = self._listing.stamps
            if not found:
                self._log_trouble(f"{self._folder}: no schedule files (*.toml) are left in this folder")
                return False
            more = self._read_changes(found, now, at_once=at_once)
        except OSError as error:
            self._log_trouble(f"{self._folder}: schedules cannot be read: {error.strerror}")
            return False
        self._drop_missing(found.keys(), now, 0 if at_once else self._grace)
        self._publish()
        if self.trouble:
            _log.warning("%s: schedules can be read again", printable(str(self._folder)))
            self.trouble = ""
        return more

    def _log_trouble(self, trouble: str) -> None:
        if trouble != self.trouble:
            _log.error("%s; what was read before is still served", printable(trouble))
        self.trouble = trouble

    def _read_changes(self, found: Mapping[str, Stamp | None], now: float, *, at_once: bool) -> bool:
        """Take up changed files that have settled, small ones first, and return whether some are left for next time."""
        self._note_changes(found, now)
        settled = [slug for slug, change in self._changes.items() if at_once or change.age(now) >= self._settle]
        within, end = self._folder.resolve(), time.monotonic() + _PORTION
        for slug in sorted(settled, key=lambda slug: stamp.size if (stamp := found[slug]) else 0):
            impatient = at_once or self._changes[slug].has_waited(now, self._grace)
            self._deal_with(slug, within, now, impatient=impatient, many=len(settled) > AT_ONCE)
            if time.monotonic() > end:
                return True
        return False

    def _note_changes(self, found: Mapping[str, Stamp | None], now: float) -> None:
        before, self._changes = self._changes, {}
        for slug, stamp in found.items():
            if self._done.get(slug, ()) != stamp:
                known = before.get(slug)
                self._changes[slug] = (
                    known if known and known.stamp == stamp else self._changed(slug, stamp, known, now)
                )
        for slug, change in before.items():
            if change.source and self._changes.get(slug) is not change:
                self._library.forget(change.source)

    def _changed(self, slug: str, stamp: Stamp | None, known: _Change | None, now: float) -> _Change:
        seen = known.stamp if known else self._done.get(slug)
        is_timed = seen is None or stamp is None or stamp.changed != seen.changed
        return _Change(stamp, now, is_timed, waits_since=known.waits_since if known else None)

    def _deal_with(self, slug: str, within: Path, now: float, *, impatient: bool, many: bool) -> None:
        """Take up a file as it is now, or refuse it, or let it wait. If there are `many`, new ones are read later."""
        change, before = self._changes[slug], self.catalog.sources.get(slug)
        if change.source and not impatient:
            return
        source = change.source or source_of(self._folder / f"{slug}.toml", within)
        if change.stamp and source.stamp and source.stamp != change.stamp:
            return  # it has been written meanwhile
        if before and before.data == source.data:
            self._unused.pop(slug, None)
            self._finish(slug)
            return
        self._library.add([source])
        if not change.source and (before or not many) and not self._is_sound(source, before):
            self._finish(slug)
        elif before and not impatient and (lost := self._lost(source, before)):
            if change.waits_since is None:
                change.waits_since = now
                told = "%s: would lose %s; waits for %g seconds, as it may still be written"
                _log.warning(told, slug, lost, self._grace)
            change.source = source
            self._unused.pop(slug, None)
        else:
            self._next[slug] = source
            self._unused.pop(slug, None)
            self._finish(slug)

    def _is_sound(self, source: Source, before: Source | None) -> bool:
        """Return whether a file is a show. If it is not, note its problems; the version before it stays, if sound."""
        slug = source.slug
        if self._library.show(source):
            return True
        self._unused[slug] = self._library.problems(source)
        self._library.forget(source)
        if before and not self._library.show(before):
            self._next[slug] = None
        return False

    def _lost(self, source: Source, before: Source) -> str:
        old, new = self._library.show(before), self._library.show(source)
        return losses(old, new) if old and new else ""

    def _finish(self, slug: str) -> None:
        self._done[slug] = self._changes.pop(slug).stamp

    def _drop_missing(self, found: AbstractSet[str], now: float, grace: float) -> None:
        """Remove the shows whose files have been gone for `grace` seconds."""
        gone = sorted(self.catalog.sources.keys() - found)
        if news := [slug for slug in gone if slug not in self._missing]:
            others = f" and {len(news) - 1} more" if len(news) > 1 else ""
            _log.warning("%s%s: the file is gone; served for %g more seconds", printable(news[0]), others, grace)
        missing = {slug: self._missing.get(slug, now) for slug in gone}
        self._missing = {slug: since for slug, since in missing.items() if now - since < grace}
        self._next |= dict.fromkeys(missing.keys() - self._missing.keys())
        for slug in self._done.keys() - found:
            del self._done[slug]
            self._unused.pop(slug, None)

    def _publish(self) -> None:
        """Make a new catalogue, if anything has changed."""
        before = self.catalog
        for source in self._library.found_unsound():
            if before.sources.get(source.slug) is source and source.slug not in self._next:
                self._next[source.slug] = None
                self._unused[source.slug] = self._library.problems(source)
        unused = tuple(problem for problems in self._unused.values() for problem in problems)
        changed, self._next = self._next, {}
        after = {slug: source for slug, source in {**before.sources, **changed}.items() if source} if changed else {}
        if after:
            self.catalog = Catalog(self._library, dict(sorted(after.items())), unused)
            self._unread = None
            for slug in changed.keys() & before.sources.keys():
                self._library.forget(before.sources[slug])
        elif unused != before.unused:
            self.catalog = replace(before, unused=unused)

    def read_another(self) -> bool:
        """Read a file that has not been read, and return whether there was one."""
        if self._unread is None:
            self._unread = self.catalog.unread[::-1]
        while self._unread:
            source = self._unread.pop()
            if not self._library.is_read(source):
                self._library.read(source)
                return True
        return False


def _tell(problem: Problem) -> None:
    _log.error("not used: %s", problem)
