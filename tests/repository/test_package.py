"""What is installed and built is whole, and holds nothing that is not ours to give."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.repository.files import ROOT

PACKAGE = ROOT / "src" / "sightline"
VENDOR = PACKAGE / "web" / "static" / "vendor"


@pytest.fixture(scope="module")
def wheel_files(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    # Built from a copy: setuptools leaves a build folder, with what was there before, in its source.
    source = folder / "source"
    for name in ("src/sightline", "requirements", "pyproject.toml", "README.md", "LICENSE"):
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-r", str(ROOT / name), str(target)], check=True)
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)],
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_built_wheel_holds_every_file_of_the_package(wheel_files: set[str]) -> None:
    wanted = {
        str(path.relative_to(PACKAGE.parent))
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert "sightline/web/static/vendor/govuk-frontend/govuk-frontend.min.css" in wanted
    missing = sorted(wanted - wheel_files)
    assert not missing


def test_installed_front_end_files_hold_no_branding_of_the_government() -> None:
    styles = [path.read_text() for path in VENDOR.rglob("*.css")]
    assert len(styles) == 2
    assert [text for text in styles if "GDS Transport" in text or "@font-face" in text] == []
    names = [path.name for path in VENDOR.rglob("*")]
    assert [name for name in names if re.search(r"\.woff2?$|crest|crown", name)] == []


def test_each_picture_of_a_style_sheet_is_installed_beside_it() -> None:
    for sheet in VENDOR.rglob("*.css"):
        addresses = set(re.findall(r"url\(([^)]+)\)", sheet.read_text()))
        assert [each for each in addresses if not (sheet.parent / Path(each)).is_file()] == []
