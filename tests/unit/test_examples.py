"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import sightline.config.database
import sightline.domain

MODULES = [
    "sightline.config.database",
    *(each.name for each in pkgutil.walk_packages(sightline.domain.__path__, "sightline.domain.")),
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_the_module(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0


def test_there_are_examples() -> None:
    attempted = [doctest.testmod(importlib.import_module(name)).attempted for name in MODULES]
    assert sum(attempted) > 3
