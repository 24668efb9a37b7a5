"""Each model and code list stands in the glossary, and each source that is cited is listed."""

import importlib
import inspect
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from django.apps import apps

import sightline

ROOT = Path(__file__).parents[2]
DOCSTRING_SOURCE = re.compile(r"^\s*Source: (.*)$", re.MULTILINE)
KEY = re.compile(r"(?:^|, )([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)")


def glossary() -> set[str]:
    return set(re.findall(r"^### (\w+)$", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE))


def models() -> set[str]:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("sightline.")]
    return {model.__name__ for config in ours for model in config.get_models()}


def code_lists() -> set[str]:
    return {
        member.__name__
        for module in modules()
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Enum) and member.__module__ == module.__name__
        if not member.__name__.startswith("_")
    }


def modules() -> Iterator[object]:
    yield importlib.import_module("sightline.domain.published_reviews.reading")
    yield importlib.import_module("sightline.domain.chronology.uncertain_date")
    yield importlib.import_module("sightline.domain.chronology.day_month_order")
    for package in ("sightline.domain.vocabulary", "sightline.domain.states", "sightline.records"):
        root = importlib.import_module(package)
        for each in pkgutil.walk_packages(root.__path__, root.__name__ + "."):
            if ".migrations" not in each.name:
                yield importlib.import_module(each.name)


def test_each_model_and_code_list_stands_in_the_glossary() -> None:
    assert sorted(models() | code_lists()) == sorted(glossary())


def test_each_source_that_is_cited_is_listed() -> None:
    listed = tomllib.loads((ROOT / "docs" / "sources.toml").read_text())
    cited = {
        (key, path.name)
        for path in Path(sightline.__file__).parent.rglob("*.py")
        for line in DOCSTRING_SOURCE.findall(path.read_text())
        for key in KEY.findall(line) or [line]
    }
    assert cited
    assert not {(key, name) for key, name in cited if key not in listed}


def test_each_source_says_what_a_reader_needs() -> None:
    wanted = {"title", "publisher", "date", "url", "jurisdiction", "read_on", "superseded_by", "note"}
    listed = tomllib.loads((ROOT / "docs" / "sources.toml").read_text())
    assert {key: set(source) ^ wanted for key, source in listed.items() if set(source) != wanted} == {}
    successors = {source["superseded_by"] for source in listed.values()} - {""}
    assert successors <= listed.keys()
    ours = {source["url"] for source in listed.values() if source["url"] and "://" not in source["url"]}
    assert [url for url in ours if not (ROOT / url).is_file()] == []
