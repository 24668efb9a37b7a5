"""The documents are in step with the code and with each other."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.repository.files import ROOT, project_files

DOCUMENTS = [path for path in project_files() if path.suffix == ".md"]
PICTURES = ROOT / "docs" / "screenshots"
LINK = re.compile(r"!?\[[^]]*\]\(([^)\s]+)\)")


def test_generated_pages_are_as_the_code_says() -> None:
    done = subprocess.run(
        [sys.executable, "docs/reference/generate.py", "--check"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "sightline.config.settings"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_each_link_leads_somewhere(document: Path) -> None:
    links = [
        link for link in LINK.findall(document.read_text()) if "://" not in link and not link.startswith("#")
    ]
    missing = [link for link in links if not (document.parent / unquote(link.partition("#")[0])).exists()]
    assert not missing


def test_each_recipe_that_is_named_exists() -> None:
    recipes = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        name
        for document in DOCUMENTS
        for name in re.findall(r"(?:`|^    |=\S+ )make ([a-z-]+)", document.read_text(), re.MULTILINE)
    }
    assert {"demo", "test"} <= named
    assert not named - recipes


def test_each_command_that_is_named_exists() -> None:
    reference = (ROOT / "docs" / "reference" / "generated" / "command-line.md").read_text()
    commands = set(re.findall(r"^#+ `sightline ([a-z]+)", reference, re.MULTILINE))
    named = {
        name
        for document in DOCUMENTS
        for name in re.findall(r"(?:`|bin/)sightline ([a-z]+)", document.read_text())
        if "generated" not in document.parts
    }
    assert named
    assert not named - commands


def test_each_screenshot_is_shown_and_each_shown_one_is_there() -> None:
    shown = {
        (document.parent / link).resolve()
        for document in DOCUMENTS
        for link in LINK.findall(document.read_text())
        if link.endswith(".png")
    }
    assert shown == set(PICTURES.glob("*.png"))


def test_decisions_are_short_and_numbered_in_order() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    assert [path.name for path in decisions if len(path.read_text().split()) > 300] == []
    for path in decisions:
        assert all(f"\n## {part}\n" in path.read_text() for part in ("Context", "Decision", "Consequences"))
