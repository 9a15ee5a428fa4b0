"""What ships: the wheel, also the one built from the sdist, answers from an empty folder."""

import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, written

from feedgen.plan.show import Show

ASK = """
import pathlib, sys, feedgen
assert pathlib.Path(feedgen.__file__).is_relative_to(sys.argv[1]), feedgen.__file__
client = feedgen.create_app({"BASE_URL": "https://calendar.example.org"}).test_client()
assert "For All Mankind" in client.get("/").text
assert "Alle Serien" in client.get("/?lang=de").text
for name in ("feedgen.css", "page.js", "embed.js", "card.jpg"):
    with client.get(f"/static/{name}") as file:
        assert file.status_code == 200
sys.stdout.buffer.write(client.get("/feeds/for-all-mankind-s4.ics").data)
"""


def build(source: Path, kind: str, target: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = target.iterdir()
    return built


def unpack(archive: Path, target: Path) -> Path:
    code = "import shutil, sys; shutil.unpack_archive(sys.argv[1], sys.argv[2], sys.argv[3])"
    form = "zip" if archive.suffix == ".whl" else "gztar"
    subprocess.run([sys.executable, "-c", code, str(archive), str(target), form], check=True)
    return target


@pytest.mark.parametrize("way", ["wheel", "wheel from sdist"])
def test_wheel_serves_pages_and_feeds(way: str, bundled: Show, tmp_path: Path) -> None:
    source = ROOT
    if way == "wheel from sdist":
        (source,) = unpack(build(ROOT, "sdist", tmp_path / "sdist"), tmp_path / "source").iterdir()
    # A wheel is installed by unpacking it (PEP 427), its dependencies being there already.
    site = unpack(build(source, "wheel", tmp_path / "wheel"), tmp_path / "site")
    names = {entry.name.partition("-")[0] for entry in site.iterdir()}
    assert names == {"feedgen", "feedgen_calendar"}
    command = [sys.executable, "-c", ASK, str(site)]
    done = subprocess.run(command, env={"PYTHONPATH": str(site)}, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == written(bundled, "for-all-mankind-s4")
