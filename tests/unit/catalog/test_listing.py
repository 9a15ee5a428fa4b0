"""Files are listed as they change, by the kernel's notices and by looks at all of them."""

import os
import time
from pathlib import Path

import pytest

from feedgen.catalog import listing as module
from feedgen.catalog.listing import Listing
from feedgen.files import stamp_of


def listed(listing: Listing) -> set[str]:
    listing.refresh()
    return set(listing.stamps)


@pytest.fixture(params=["notices", "looks"])
def listing(request: pytest.FixtureRequest, schedules: Path, monkeypatch: pytest.MonkeyPatch) -> Listing:
    """A listing of two files, which the kernel gives notice of, or which have to be looked at."""
    for slug in "ab":
        (schedules / f"{slug}.toml").write_text("one")
    if request.param == "looks":
        monkeypatch.setattr("feedgen.catalog.notices._watch", lambda _: None)
        monkeypatch.setattr(module, "_SHARE", float("inf"))
    else:
        monkeypatch.setattr(module, "_SHARE", 1e-9)
    listing = Listing(schedules)
    assert listed(listing) == {"a", "b"}
    return listing


def test_files_that_are_written_added_renamed_and_removed_are_listed_as_they_are(
    listing: Listing, schedules: Path
) -> None:
    time.sleep(0.02)  # file systems count in steps of some milliseconds
    (schedules / "a.toml").write_text("two")
    (schedules / "c.toml").write_text("one")
    (schedules / "dangling.toml").symlink_to("nothing")
    (schedules / "notes.txt").write_text("none of ours")
    assert listed(listing) == {"a", "b", "c", "dangling"}
    assert listing.stamps["a"] == stamp_of(schedules / "a.toml")
    assert listing.stamps["dangling"] is None
    (schedules / "c.toml").rename(schedules / "d.toml")
    (schedules / "b.toml").unlink()
    assert listed(listing) == {"a", "d", "dangling"}
    (schedules / "new").write_text("three")
    (schedules / "new").replace(schedules / "a.toml")
    listing.refresh()
    assert listing.stamps["a"] == stamp_of(schedules / "a.toml")


def test_folder_that_is_replaced_is_listed_anew(listing: Listing, schedules: Path) -> None:
    schedules.rename(schedules.with_name("old"))
    with pytest.raises(FileNotFoundError):
        listing.refresh()
    schedules.mkdir()
    (schedules / "c.toml").write_text("one")
    assert listed(listing) == {"c"}
    (schedules / "d.toml").write_text("one")
    assert listed(listing) == {"c", "d"}


def test_link_in_the_folder_that_is_switched_has_all_looked_at(listing: Listing, schedules: Path) -> None:
    for release in "12":
        (schedules / f"..{release}").mkdir()
        (schedules / f"..{release}" / "c.toml").write_text(release)
    (schedules / "..data").symlink_to("..1")
    (schedules / "c.toml").symlink_to("..data/c.toml")
    listing.refresh()
    before = listing.stamps["c"]
    (schedules / "..new").symlink_to("..2")
    (schedules / "..new").replace(schedules / "..data")
    listing.refresh()
    assert listing.stamps["c"] != before
    assert listing.stamps["c"] == stamp_of(schedules / "..2" / "c.toml")


def test_more_notices_than_the_kernel_keeps_have_all_looked_at(listing: Listing, schedules: Path) -> None:
    most = Path("/proc/sys/fs/inotify/max_queued_events")
    if not most.exists() or int(most.read_text()) > 20_000:
        pytest.skip("this kernel keeps very many notices")
    for number in range(int(most.read_text())):
        os.utime(schedules / f"{'ab'[number % 2]}.toml")
    (schedules / "c.toml").write_text("one")
    assert listed(listing) == {"a", "b", "c"}
    (schedules / "d.toml").write_text("one")
    assert listed(listing) == {"a", "b", "c", "d"}


def test_look_at_all_that_takes_several_goes_loses_no_notice(schedules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        (schedules / f"show-{number:02}.toml").write_text("one")
    monkeypatch.setattr(module, "_PORTION", -1)  # a file in each call
    listing = Listing(schedules)
    listing.refresh(whole=True)
    listing.refresh()
    time.sleep(0.02)
    for number in range(20):
        (schedules / f"show-{number:02}.toml").write_text("two")
    for _ in range(50):
        listing.refresh()
        assert listing.stamps == {file.stem: stamp_of(file) for file in schedules.iterdir()}
