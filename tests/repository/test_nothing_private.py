"""Nothing in the repository that belongs to real people, to one machine or to one registry."""

import re
from pathlib import Path

import pytest

from tests.repository.files import ROOT, project_files

REAL_NAMES = ROOT.parent / "shared" / "hooks" / "real-names.txt"
OF_ONE_MACHINE = re.compile(r"(^|[^A-Za-z0-9_.])/(work|farm|home|Users)/", re.MULTILINE)


def texts() -> dict[Path, str]:
    found = {}
    for path in project_files():
        try:
            found[path] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures
    return found


@pytest.mark.skipif(not REAL_NAMES.is_file(), reason="the list of real people's names is not on this machine")
def test_no_real_person_is_named() -> None:
    names = [line.casefold() for line in REAL_NAMES.read_text().splitlines() if line.strip()]
    assert names
    found = [
        str(path.relative_to(ROOT))
        for path, text in texts().items()
        if any(name in " ".join(text.casefold().split()) for name in names)
    ]
    assert not found


def test_no_path_of_one_machine() -> None:
    found = [str(path.relative_to(ROOT)) for path, text in texts().items() if OF_ONE_MACHINE.search(text)]
    assert not found


def test_requirements_and_lock_files_hold_no_address() -> None:
    files = [
        *(ROOT / "requirements").iterdir(),
        ROOT / "package.json",
        ROOT / "package-lock.json",
        ROOT / "pyproject.toml",
    ]
    assert len(files) >= 8
    assert [path.name for path in files if "://" in path.read_text()] == []


def test_each_requirement_is_pinned_by_hash() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        requirements = re.split(r"\n(?=[a-z])", path.read_text())
        assert [
            each
            for each in requirements
            if not re.match(r"[\w.-]+(\[[\w,]+\])?==\S+", each) or "--hash=sha256:" not in each
        ] == []


def test_each_wanted_dependency_says_why() -> None:
    for path in (ROOT / "requirements").glob("*.in"):
        wanted = [line for line in path.read_text().splitlines() if line and not line.startswith(("#", "-"))]
        assert wanted
        assert [line for line in wanted if not re.search(r"\s# \S", line)] == []
